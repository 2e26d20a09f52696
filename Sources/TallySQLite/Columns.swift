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
    guard let id = cell(1).id else {
      throw .damaged(seq: seq, reason: "its id is not 16 bytes long")
    }
    let label = cell(2).text
    guard label != nil || has(SQLITE_NULL, 2) else {
      throw .damaged(seq: seq, reason: "its label is no text")
    }
    guard let recorded = instant(3) else {
      throw .damaged(seq: seq, reason: "its time of recording is no instant")
    }
    guard let type = cell(4).text else {
      throw .damaged(seq: seq, reason: "its type is no text")
    }
    guard let bytes = cell(5).blob else {
      throw .damaged(seq: seq, reason: "it has no bytes")
    }
    return StoredEntry(
      seq: seq, id: id, label: label, recorded: recorded, type: type, bytes: bytes)
  }

  /// The seq and the bytes in the row at which the statement stands.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where there are no bytes.
  func entryBytes() throws(StoreError) -> EntryBytes {
    let seq = Int(unsafe sqlite3_column_int64(handle, 0))
    guard let bytes = cell(1).blob else { throw .damaged(seq: seq, reason: "it has no bytes") }
    return EntryBytes(seq: seq, bytes: bytes)
  }

  /// Adds the entry in the row at which the statement stands, as ``entryBytes()`` reads it.
  func addEntry(to batch: inout LeafBatch) throws(StoreError) {
    let seq = Int(unsafe sqlite3_column_int64(handle, 0))
    let bytes = cell(1)
    guard bytes.isOf(SQLITE_BLOB) else { throw .damaged(seq: seq, reason: "it has no bytes") }
    try unsafe batch.append(seq: seq, bytes.bytes)
  }

  /// Adds the row at which the statement stands, as it is.
  ///
  /// One that has what an entry has is copied at once; texts that are not plain ASCII are read.
  func addAuditRow(to rows: inout AuditRows) {
    let (label, type, bytes) = (cell(2), cell(4), cell(5))
    guard let id = cell(1).id, let recorded = cell(3).int64, bytes.isOf(SQLITE_BLOB),
      type.isOf(SQLITE_TEXT), unsafe isASCII(type.bytes)
    else {
      rows.append(auditRow())
      return
    }
    var labelBytes = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    if !label.isOf(SQLITE_NULL) {
      unsafe labelBytes = label.bytes
      guard label.isOf(SQLITE_TEXT), unsafe !labelBytes.isEmpty, unsafe isASCII(labelBytes) else {
        rows.append(auditRow())
        return
      }
    }
    unsafe rows.append(
      seq: Int(sqlite3_column_int64(handle, 0)), id: id, label: labelBytes, recorded: recorded,
      type: type.bytes, bytes: bytes.bytes)
  }

  private func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe bytes.allSatisfy { $0 < 0x80 }
  }

  /// The row at which the statement stands, as it is; a label that is no text counts as empty,
  /// which no label is.
  private func auditRow() -> AuditRow {
    let seq = Int(unsafe sqlite3_column_int64(handle, 0))
    let label = text(2) ?? (has(SQLITE_NULL, 2) ? nil : "")
    let (recorded, type, entry) = (cell(3).int64, text(4), blob(5))
    if let id = cell(1).id {
      return AuditRow(
        seq: seq, id: id, label: label, recorded: recorded, type: type, bytes: entry)
    }
    return AuditRow(
      seq: seq, id: blob(1), label: label, recorded: recorded, type: type, bytes: entry)
  }

  /// The key of an index at which the statement stands, a value and a seq; nil for what is neither a
  /// blob nor valid text.
  func indexKey() -> AuditIndex.Key? {
    let (key, seq) = (cell(0), Int(unsafe sqlite3_column_int64(handle, 1)))
    if let id = key.id { return AuditIndex.Key(id: id, seq: seq) }
    let isPlain = unsafe key.isOf(SQLITE_TEXT) && isASCII(key.bytes)
    guard isPlain || key.isOf(SQLITE_BLOB) || key.text != nil else { return nil }
    return AuditIndex.Key(value: unsafe Array(key.bytes), seq: seq)
  }

  private func instant(_ column: CInt) -> Instant? {
    cell(column).int64.flatMap(Instant.init(microseconds:))
  }
}

extension Cell {
  /// An id: a blob of 16 bytes.
  fileprivate var id: EventID? {
    guard isOf(SQLITE_BLOB) else { return nil }
    let bytes = unsafe bytes
    guard bytes.count == 16 else { return nil }
    return unsafe EventID(
      high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }
}
