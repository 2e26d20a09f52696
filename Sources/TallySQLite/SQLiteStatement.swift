import CTallySQLite

/// A value that is bound to a statement.
package enum Key {
  case number(Int)
  case text(String)
  case bytes([UInt8])
}

/// A prepared statement of a connection.
@safe package final class SQLiteStatement {
  /// The statement.
  ///
  /// It is read only in methods, while which their caller holds this object.
  let handle: OpaquePointer

  /// Prepares the one statement in `sql`.
  package init(_ sql: String, on connection: SQLiteConnection) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(connection.handle, sql, -1, &handle, nil)
    guard code == SQLITE_OK, let handle = unsafe handle else {
      throw connection.error(code == SQLITE_OK ? SQLITE_MISUSE : code)
    }
    unsafe self.handle = handle
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Binds copies of `keys`, from the first place on.
  package func bind(_ keys: [Key]) throws(SQLiteError) {
    for (place, key) in zip(CInt(1)..., keys) {
      let code =
        switch key {
        case .number(let number): unsafe sqlite3_bind_int64(handle, place, Int64(number))
        case .text(let text):
          unsafe sqlite3_bind_text(handle, place, text, CInt(clamping: text.utf8.count), copied)
        case .bytes([]): unsafe sqlite3_bind_zeroblob(handle, place, 0)
        case .bytes(let bytes):
          unsafe sqlite3_bind_blob(handle, place, bytes, CInt(clamping: bytes.count), copied)
        }
      try check(code)
    }
  }

  /// Goes to the next row; false when there is none.
  package func step() throws(SQLiteError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw error(code)
    }
  }

  /// Ends the statement's transaction and forgets what was bound.
  package func rewind() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  private func check(_ code: CInt) throws(SQLiteError) {
    guard code == SQLITE_OK else { throw error(code) }
  }

  /// The error of a result code, with SQLite's words.
  package func error(_ code: CInt) -> SQLiteError {
    let message = unsafe sqlite3_errmsg(sqlite3_db_handle(handle))
      .map { unsafe String(cString: $0) }
    return SQLiteError(code, message ?? "")
  }
}

/// A value of the row at which a statement stands, valid until the statement goes on; each reading of it is
/// nil where it is of another kind.
///
/// SQLite looks a column up anew for everything that is asked of it by its number; a value it looks up once.
@safe struct Cell {
  private let value: OpaquePointer?

  fileprivate init(_ column: CInt, of statement: OpaquePointer) {
    unsafe value = sqlite3_column_value(statement, column)
  }

  /// Whether it is of a kind (`SQLITE_INTEGER` and so on).
  func isOf(_ kind: CInt) -> Bool { unsafe sqlite3_value_type(value) == kind }

  /// An integer.
  var int64: Int64? { isOf(SQLITE_INTEGER) ? unsafe sqlite3_value_int64(value) : nil }

  /// An integer.
  var integer: Int? { int64.map(Int.init) }

  /// A text that is valid UTF-8.
  var text: String? {
    guard isOf(SQLITE_TEXT) else { return nil }
    return unsafe String(validating: bytes, as: UTF8.self)
  }

  /// A blob.
  var blob: [UInt8]? { isOf(SQLITE_BLOB) ? unsafe Array(bytes) : nil }

  /// The bytes of a text or blob.
  var bytes: UnsafeRawBufferPointer {
    let start = unsafe sqlite3_value_blob(value)
    let count = unsafe start == nil ? 0 : Int(sqlite3_value_bytes(value))
    return unsafe UnsafeRawBufferPointer(start: start, count: count)
  }
}

/// The columns of the row at which a statement stands, from 0: each nil where it is of another kind.
extension SQLiteStatement {
  /// A column.
  func cell(_ column: CInt) -> Cell { unsafe Cell(column, of: handle) }

  /// Whether a column is of a kind (`SQLITE_INTEGER` and so on).
  package func has(_ kind: CInt, _ column: CInt) -> Bool { cell(column).isOf(kind) }

  /// An integer.
  package func integer(_ column: CInt) -> Int? { cell(column).integer }

  /// A text that is valid UTF-8.
  package func text(_ column: CInt) -> String? { cell(column).text }

  /// A blob.
  package func blob(_ column: CInt) -> [UInt8]? { cell(column).blob }

  /// The bytes of a text or blob, valid until the statement goes on.
  package func bytes(_ column: CInt) -> UnsafeRawBufferPointer { unsafe cell(column).bytes }

  /// An integer, or the error that `place` is none.
  package func integer(_ column: CInt, _ place: @autoclosure () -> String) throws(ColumnError)
    -> Int
  {
    guard let value = integer(column) else { throw ColumnError("\(place()) is no integer") }
    return value
  }

  /// A text, or the error that `place` is none.
  package func text(_ column: CInt, _ place: @autoclosure () -> String) throws(ColumnError)
    -> String
  {
    guard let value = text(column) else { throw ColumnError("\(place()) is no text") }
    return value
  }

  /// A blob, or the error that `place` is none.
  package func blob(_ column: CInt, _ place: @autoclosure () -> String) throws(ColumnError)
    -> [UInt8]
  {
    guard let value = blob(column) else { throw ColumnError("\(place()) is no blob") }
    return value
  }
}

/// `SQLITE_TRANSIENT`: SQLite makes a copy at once.
private var copied: sqlite3_destructor_type {
  unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
