import GRDB
import GRDBSQLite
import Tallystick

/// A value by which entries are looked up.
enum Key {
  case number(Int)
  case text(String)
  case bytes([UInt8])
}

/// The statements on `entry`, driven through SQLite's own functions on GRDB's connection: entries
/// are read and written by the million.
extension Statement {
  /// Binds copies of `keys`, from the first place on.
  func bind(_ keys: [Key]) {
    for (place, key) in zip(CInt(1)..., keys) {
      switch key {
      case .number(let number):
        unsafe sqlite3_bind_int64(sqliteStatement, place, Int64(number))
      case .text(let text):
        unsafe sqlite3_bind_text(
          sqliteStatement, place, text, CInt(text.utf8.count), copied)
      case .bytes(let bytes):
        unsafe sqlite3_bind_blob(sqliteStatement, place, bytes, CInt(bytes.count), copied)
      }
    }
  }

  /// Goes to the next row; false when there is none.
  func step(in db: Database) throws(DatabaseError) -> Bool {
    switch unsafe sqlite3_step(sqliteStatement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw DatabaseError(code, of: db)
    }
  }

  /// Ends the statement's transaction and forgets what was bound.
  func rewind() {
    unsafe sqlite3_reset(sqliteStatement)
    unsafe sqlite3_clear_bindings(sqliteStatement)
  }

  /// The seq that a look-up by id gives.
  func seq(ofID id: EventID, in db: Database) throws(DatabaseError) -> Int? {
    defer { rewind() }
    let code = unsafe withUnsafeBytes(of: (id.high.bigEndian, id.low.bigEndian)) { id in
      unsafe bind(id, at: 1)
      return unsafe sqlite3_step(sqliteStatement)
    }
    return try seq(after: code, in: db)
  }

  /// The seq that a look-up by label gives.
  func seq(ofLabel label: String, in db: Database) throws(DatabaseError) -> Int? {
    defer { rewind() }
    var label = label
    let code = label.withUTF8 { label in
      unsafe bind(label, at: 1)
      return unsafe sqlite3_step(sqliteStatement)
    }
    return try seq(after: code, in: db)
  }

  private func seq(after code: CInt, in db: Database) throws(DatabaseError) -> Int? {
    switch code {
    case SQLITE_ROW: return Int(unsafe sqlite3_column_int64(sqliteStatement, 0))
    case SQLITE_DONE: return nil
    default: throw DatabaseError(code, of: db)
    }
  }

  /// Executes the insertion of each entry of a batch, whose columns are bound without a copy.
  func insert(_ batch: EntryBatch, in db: Database) throws(DatabaseError) {
    let failed = unsafe batch.memory.withUnsafeBytes { memory -> CInt? in
      for row in batch.rows {
        let code = unsafe insert(row, memory)
        guard code == SQLITE_DONE else { return code }
        unsafe sqlite3_reset(sqliteStatement)
      }
      return nil
    }
    if let failed { throw DatabaseError(failed, of: db) }
  }

  private func insert(_ row: EntryBatch.Row, _ memory: UnsafeRawBufferPointer) -> CInt {
    unsafe sqlite3_bind_int64(sqliteStatement, 1, Int64(row.seq))
    unsafe sqlite3_bind_int64(sqliteStatement, 4, row.recorded.microseconds)
    unsafe bind(row.label, of: memory, at: 3)
    unsafe bind(row.type, of: memory, at: 5)
    unsafe bind(UnsafeRawBufferPointer(rebasing: memory[row.bytes]), at: 6)
    return unsafe withUnsafeBytes(of: (row.id.high.bigEndian, row.id.low.bigEndian)) { id in
      unsafe bind(id, at: 2)
      return unsafe sqlite3_step(sqliteStatement)
    }
  }

  /// Binds a text, or NULL for none.
  private func bind(_ text: Range<Int>?, of memory: UnsafeRawBufferPointer, at place: CInt) {
    guard let text else {
      unsafe sqlite3_bind_null(sqliteStatement, place)
      return
    }
    unsafe bind(
      UnsafeRawBufferPointer(rebasing: memory[text]).assumingMemoryBound(to: UInt8.self), at: place)
  }

  private func bind(_ bytes: UnsafeRawBufferPointer, at place: CInt) {
    unsafe sqlite3_bind_blob(sqliteStatement, place, bytes.baseAddress, CInt(bytes.count), nil)
  }

  private func bind(_ text: UnsafeBufferPointer<UInt8>, at place: CInt) {
    unsafe text.withMemoryRebound(to: CChar.self) { text in
      _ = unsafe sqlite3_bind_text(
        sqliteStatement, place, text.baseAddress, CInt(text.count), nil)
    }
  }
}

extension Statement {
  /// The seq in the row at which the statement stands, and when its entry was recorded; nil where
  /// that is no instant.
  var end: (seq: Int, recorded: Instant?) {
    (Int(unsafe sqlite3_column_int64(sqliteStatement, 0)), instant(1))
  }

  /// The entry in the row at which the statement stands.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where a column is not what it should be.
  func entry() throws(StoreError) -> StoredEntry {
    let seq = Int(unsafe sqlite3_column_int64(sqliteStatement, 0))
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
    let seq = Int(unsafe sqlite3_column_int64(sqliteStatement, 0))
    guard has(SQLITE_BLOB, 1) else { throw .damaged(seq: seq, reason: "it has no bytes") }
    return EntryBytes(seq: seq, bytes: unsafe Array(bytes(1)))
  }

  /// Adds the entry in the row at which the statement stands, as ``entryBytes()`` reads it.
  func addEntry(to batch: inout LeafBatch) throws(StoreError) {
    let seq = Int(unsafe sqlite3_column_int64(sqliteStatement, 0))
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
      seq: Int(sqlite3_column_int64(sqliteStatement, 0)), id: id, label: label,
      recorded: sqlite3_column_int64(sqliteStatement, 3), type: type, bytes: bytes(5))
  }

  private func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe bytes.allSatisfy { $0 < 0x80 }
  }

  /// The row at which the statement stands, as it is; a label that is no text counts as empty,
  /// which no label is.
  private func auditRow() -> AuditRow {
    let seq = Int(unsafe sqlite3_column_int64(sqliteStatement, 0))
    let label = text(2) ?? (has(SQLITE_NULL, 2) ? nil : "")
    let recorded =
      has(SQLITE_INTEGER, 3) ? unsafe sqlite3_column_int64(sqliteStatement, 3) : nil
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

  /// The key of an index at which the statement stands, a value and a seq; nil for a text that is
  /// not UTF-8.
  func indexKey() -> AuditIndex.Key? {
    let seq = Int(unsafe sqlite3_column_int64(sqliteStatement, 1))
    if let id = id(0) { return AuditIndex.Key(id: id, seq: seq) }
    guard has(SQLITE_BLOB, 0) || text(0) != nil else { return nil }
    return AuditIndex.Key(value: unsafe Array(bytes(0)), seq: seq)
  }

  private func has(_ type: CInt, _ column: CInt) -> Bool {
    unsafe sqlite3_column_type(sqliteStatement, column) == type
  }

  private func instant(_ column: CInt) -> Instant? {
    guard has(SQLITE_INTEGER, column) else { return nil }
    return Instant(microseconds: unsafe sqlite3_column_int64(sqliteStatement, column))
  }

  private func id(_ column: CInt) -> EventID? {
    let bytes = unsafe bytes(column)
    guard has(SQLITE_BLOB, column), bytes.count == 16 else { return nil }
    return unsafe EventID(
      high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }

  private func text(_ column: CInt) -> String? {
    guard has(SQLITE_TEXT, column) else { return nil }
    return unsafe String(validating: bytes(column), as: UTF8.self)
  }

  /// The bytes of a column, valid until the statement goes on.
  private func bytes(_ column: CInt) -> UnsafeRawBufferPointer {
    let start = unsafe sqlite3_column_blob(sqliteStatement, column)
    let count = unsafe start == nil ? 0 : Int(sqlite3_column_bytes(sqliteStatement, column))
    return unsafe UnsafeRawBufferPointer(start: start, count: count)
  }
}

extension DatabaseError {
  /// Creates the error of a result code, with the connection's message.
  init(_ code: CInt, of db: Database) {
    let message = unsafe sqlite3_errmsg(db.sqliteConnection).map { unsafe String(cString: $0) }
    self.init(resultCode: ResultCode(rawValue: code), message: message)
  }
}

/// `SQLITE_TRANSIENT`: SQLite makes a copy at once.
private var copied: sqlite3_destructor_type {
  unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
