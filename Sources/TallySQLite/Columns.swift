import CTallySQLite
import Tallystick

/// The statements on `entry`: entries are read and written by the million.
extension SQLiteStatement {
  /// The seq that a look-up by id gives.
  func seq(ofID id: EventID) throws(SQLiteError) -> Int? {
    defer { rewind() }
    let code = unsafe withUnsafeBytes(of: (id.high.bigEndian, id.low.bigEndian)) { id in
      unsafe bind(id, at: 1)
      return unsafe sqlite3_step(handle)
    }
    return try seq(after: code)
  }

  /// The seq that a look-up by label gives.
  func seq(ofLabel label: String) throws(SQLiteError) -> Int? {
    defer { rewind() }
    var label = label
    let code = label.withUTF8 { label in
      unsafe bind(label, at: 1)
      return unsafe sqlite3_step(handle)
    }
    return try seq(after: code)
  }

  private func seq(after code: CInt) throws(SQLiteError) -> Int? {
    switch code {
    case SQLITE_ROW: return Int(unsafe sqlite3_column_int64(handle, 0))
    case SQLITE_DONE: return nil
    default: throw error(code)
    }
  }

  /// Executes the insertion of each entry of a batch, whose columns are bound without a copy.
  func insert(_ batch: EntryBatch) throws(SQLiteError) {
    let failed = unsafe batch.memory.withUnsafeBytes { memory -> CInt? in
      for row in batch.rows {
        let code = unsafe insert(row, memory)
        guard code == SQLITE_DONE else { return code }
        unsafe sqlite3_reset(handle)
      }
      return nil
    }
    if let failed { throw error(failed) }
  }

  private func insert(_ row: EntryBatch.Row, _ memory: UnsafeRawBufferPointer) -> CInt {
    unsafe sqlite3_bind_int64(handle, 1, Int64(row.seq))
    unsafe sqlite3_bind_int64(handle, 4, row.recorded.microseconds)
    unsafe bind(row.label, of: memory, at: 3)
    unsafe bind(row.type, of: memory, at: 5)
    unsafe bind(UnsafeRawBufferPointer(rebasing: memory[row.bytes]), at: 6)
    return unsafe withUnsafeBytes(of: (row.id.high.bigEndian, row.id.low.bigEndian)) { id in
      unsafe bind(id, at: 2)
      return unsafe sqlite3_step(handle)
    }
  }

  /// Binds a text, or NULL for none.
  private func bind(_ text: Range<Int>?, of memory: UnsafeRawBufferPointer, at place: CInt) {
    guard let text else {
      unsafe sqlite3_bind_null(handle, place)
      return
    }
    unsafe bind(
      UnsafeRawBufferPointer(rebasing: memory[text]).assumingMemoryBound(to: UInt8.self), at: place)
  }

  private func bind(_ bytes: UnsafeRawBufferPointer, at place: CInt) {
    unsafe sqlite3_bind_blob(handle, place, bytes.baseAddress, CInt(bytes.count), nil)
  }

  private func bind(_ text: UnsafeBufferPointer<UInt8>, at place: CInt) {
    unsafe text.withMemoryRebound(to: CChar.self) { text in
      _ = unsafe sqlite3_bind_text(
        handle, place, text.baseAddress, CInt(text.count), nil)
    }
  }
}

extension SQLiteStatement {
  /// The seq in the row at which the statement stands, and when its entry was recorded; nil where
  /// that is no instant.
  var end: (seq: Int, recorded: Instant?) {
    (Int(unsafe sqlite3_column_int64(handle, 0)), instant(1))
  }

  /// The entry in the row at which the statement stands.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where a column is not what it should be.
  func entry() throws(StoreError) -> StoredEntry {
    let seq = Int(unsafe sqlite3_column_int64(handle, 0))
    guard let id = id(1) else {
      throw .damaged(seq: seq, reason: "its id is not 16 bytes long")
    }
    let label = text(2)
    guard label != nil || has(SQLITE_NULL, 2) else {
      throw .damaged(seq: seq, reason: "its label is no text")
    }
    guard let recorded = instant(3) else {
      throw .damaged(seq: seq, reason: "its time of recording is no instant")
    }
    guard let type = text(4) else {
      throw .damaged(seq: seq, reason: "its type is no text")
    }
    guard has(SQLITE_BLOB, 5) else {
      throw .damaged(seq: seq, reason: "it has no bytes")
    }
    return StoredEntry(
      seq: seq, id: id, label: label, recorded: recorded, type: type,
      bytes: unsafe Array(bytes(5)))
  }

  /// The seq and the bytes in the row at which the statement stands.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where there are no bytes.
  func entryBytes() throws(StoreError) -> EntryBytes {
    let seq = Int(unsafe sqlite3_column_int64(handle, 0))
    guard has(SQLITE_BLOB, 1) else { throw .damaged(seq: seq, reason: "it has no bytes") }
    return EntryBytes(seq: seq, bytes: unsafe Array(bytes(1)))
  }

  /// Adds the entry in the row at which the statement stands, as ``entryBytes()`` reads it.
  func addEntry(to batch: inout LeafBatch) throws(StoreError) {
    let seq = Int(unsafe sqlite3_column_int64(handle, 0))
    guard has(SQLITE_BLOB, 1) else { throw .damaged(seq: seq, reason: "it has no bytes") }
    try unsafe batch.append(seq: seq, bytes(1))
  }

  /// Adds the row at which the statement stands, as it is.
  ///
  /// One that has what an entry has is copied at once; texts that are not plain ASCII are read.
  func addAuditRow(to rows: inout AuditRows) {
    let type = unsafe has(SQLITE_TEXT, 4) ? bytes(4) : UnsafeRawBufferPointer(start: nil, count: 0)
    let label =
      unsafe has(SQLITE_TEXT, 2) ? bytes(2) : UnsafeRawBufferPointer(start: nil, count: 0)
    guard has(SQLITE_TEXT, 4), unsafe isASCII(type), let id = id(1), has(SQLITE_INTEGER, 3),
      unsafe label.isEmpty ? has(SQLITE_NULL, 2) : isASCII(label), has(SQLITE_BLOB, 5)
    else {
      rows.append(auditRow())
      return
    }
    unsafe rows.append(
      seq: Int(sqlite3_column_int64(handle, 0)), id: id, label: label,
      recorded: sqlite3_column_int64(handle, 3), type: type, bytes: bytes(5))
  }

  private func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe bytes.allSatisfy { $0 < 0x80 }
  }

  /// The row at which the statement stands, as it is; a label that is no text counts as empty,
  /// which no label is.
  private func auditRow() -> AuditRow {
    let seq = Int(unsafe sqlite3_column_int64(handle, 0))
    let label = text(2) ?? (has(SQLITE_NULL, 2) ? nil : "")
    let recorded =
      has(SQLITE_INTEGER, 3) ? unsafe sqlite3_column_int64(handle, 3) : nil
    let type = text(4)
    let entry = has(SQLITE_BLOB, 5) ? unsafe Array(bytes(5)) : nil
    if let id = id(1) {
      return AuditRow(
        seq: seq, id: id, label: label, recorded: recorded, type: type, bytes: entry)
    }
    return AuditRow(
      seq: seq, id: has(SQLITE_BLOB, 1) ? unsafe Array(bytes(1)) : nil, label: label,
      recorded: recorded, type: type, bytes: entry)
  }

  /// The key of an index at which the statement stands, a value and a seq; nil for what is neither a
  /// blob nor valid text.
  func indexKey() -> AuditIndex.Key? {
    let seq = Int(unsafe sqlite3_column_int64(handle, 1))
    if let id = id(0) { return AuditIndex.Key(id: id, seq: seq) }
    guard has(SQLITE_BLOB, 0) || text(0) != nil else { return nil }
    return AuditIndex.Key(value: unsafe Array(bytes(0)), seq: seq)
  }

  private func instant(_ column: CInt) -> Instant? {
    guard has(SQLITE_INTEGER, column) else { return nil }
    return Instant(microseconds: unsafe sqlite3_column_int64(handle, column))
  }

  private func id(_ column: CInt) -> EventID? {
    guard has(SQLITE_BLOB, column) else { return nil }
    let bytes = unsafe bytes(column)
    guard bytes.count == 16 else { return nil }
    return unsafe EventID(
      high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }
}
