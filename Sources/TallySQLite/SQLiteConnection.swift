import CTallySQLite

/// A connection to an SQLite file, over SQLite's own C interface.
///
/// One thread uses it at a time (``alone(_:)``). Nothing here traps on what a file holds: SQLite's
/// refusals are thrown as ``SQLiteError``, and columns are read as what they are.
@safe package final class SQLiteConnection: @unchecked Sendable {
  /// The connection; nil once it is closed, which SQLite answers with an error.
  private(set) var handle: OpaquePointer?

  /// The turn of one thread.
  private let turn: OpaquePointer

  /// How many steps the statements have taken since they were last counted from 0.
  private let steps: StepCount

  /// The statements that are kept for the next time.
  private var statements: [String: SQLiteStatement] = [:]

  /// Opens the file at an absolute path, which exists.
  ///
  /// - Parameters:
  ///   - path: The path, which begins with a slash: SQLite reads it as nothing else.
  ///   - isWriting: Whether the file may be written.
  ///   - patience: How long a statement waits for the locks of others.
  /// - Throws: ``SQLiteError`` where it cannot be opened.
  package init(path: String, isWriting: Bool, patience: Duration) throws(SQLiteError) {
    _ = SQLiteConnection.countsNoMemory
    guard let turn = unsafe sqlite3_mutex_alloc(SQLITE_MUTEX_RECURSIVE) else {
      throw SQLiteError(SQLITE_MISUSE, "this SQLite was built for one thread only")
    }
    unsafe self.turn = turn
    steps = StepCount(path: path)
    let access = isWriting ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    let code = unsafe sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK else { throw error(code) }
    unsafe sqlite3_extended_result_codes(handle, 1)
    unsafe sqlite3_busy_timeout(handle, CInt(clamping: patience.milliseconds))
    unsafe steps.watch(handle)
  }

  deinit {
    close()
    unsafe sqlite3_mutex_free(turn)
  }

  /// Closes the connection; what is asked of it afterwards is an error, or nothing.
  package func close() {
    statements = [:]
    unsafe sqlite3_close_v2(handle)
    unsafe handle = nil
  }

  /// Does `body` while no other thread does anything on the connection; within it, again.
  package func alone<Result>(_ body: (SQLiteConnection) throws -> Result) rethrows -> Result {
    unsafe sqlite3_mutex_enter(turn)
    defer { unsafe sqlite3_mutex_leave(turn) }
    steps.restart()
    return try body(self)
  }

  /// Counts the steps of statements from 0 again.
  func restartSteps() { steps.restart() }

  /// The error of a result code, with SQLite's words.
  package func error(_ code: CInt) -> SQLiteError {
    let extended = unsafe sqlite3_extended_errcode(handle)
    let message = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) }
    return SQLiteError(extended & 0xFF == code & 0xFF ? extended : code, message ?? "")
  }

  /// Whether SQLite keeps no count of its memory, which is asked of it before the first connection.
  ///
  /// Where it had begun before, it does; that is only slower.
  private static let countsNoMemory = tally_sqlite_count_no_memory() == SQLITE_OK
}

extension SQLiteConnection {
  /// A statement that is prepared once, and kept.
  package func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
    if let kept = statements[sql] { return kept }
    let new = try SQLiteStatement(sql, on: self)
    statements[sql] = new
    return new
  }

  /// Executes a statement with these keys to its end.
  package func execute(_ sql: String, _ keys: Key...) throws(SQLiteError) {
    let statement = try statement(sql)
    defer { statement.rewind() }
    try statement.bind(keys)
    while try statement.step() {}
  }

  /// What `read` makes of each row that a statement with these keys gives, in order.
  package func rows<Row>(
    _ sql: String, _ keys: Key..., read: (SQLiteStatement) throws -> Row
  ) throws -> [Row] {
    let statement = try statement(sql)
    defer { statement.rewind() }
    try statement.bind(keys)
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// What `read` makes of each row that a statement gives, whose keys must ascend.
  ///
  /// In a damaged file a walk through a table can go in a circle: rows out of order end it.
  ///
  /// - Throws: ``ColumnError`` for a row whose key does not come after the one before it.
  func ascending<Row, Order: Comparable>(
    _ sql: String, by key: (Row) -> Order, of table: String,
    read: (SQLiteStatement) throws -> Row
  ) throws -> [Row] {
    var last: Order?
    return try rows(sql) { statement in
      let row = try read(statement)
      let order = key(row)
      if let last, last >= order {
        throw ColumnError("the rows of the table \(table) are out of order")
      }
      last = order
      return row
    }
  }

  /// What a pragma answers, as text; nil where it answers nothing.
  package func pragma(_ text: String) throws -> String? {
    let statement = try SQLiteStatement("PRAGMA \(text)", on: self)
    return try statement.step() ? statement.text(0) ?? statement.integer(0)?.description : nil
  }

  /// Whether a transaction is open.
  package var isInTransaction: Bool {
    guard let handle = unsafe handle else { return false }
    return unsafe sqlite3_get_autocommit(handle) == 0
  }

  /// Does `body` in a transaction that may write, and commits it, or does nothing.
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE TRANSACTION")
    do {
      let result = try body()
      try execute("COMMIT TRANSACTION")
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Undoes the open transaction, if there is one.
  package func rollBack() {
    guard isInTransaction else { return }
    try? execute("ROLLBACK TRANSACTION")
  }

  /// The number of rows that the last statement changed.
  package var changes: Int {
    guard let handle = unsafe handle else { return 0 }
    return Int(unsafe sqlite3_changes64(handle))
  }

  /// Whether SQLite opened the file for reading only.
  package var isReadOnly: Bool {
    guard let handle = unsafe handle else { return true }
    return unsafe sqlite3_db_readonly(handle, "main") != 0
  }

  /// Turns a setting of the connection on or off.
  ///
  /// - Throws: ``SQLiteError`` where SQLite does not have it, or leaves it as it is.
  package func set(_ setting: CInt, _ isOn: Bool) throws(SQLiteError) {
    var result: CInt = -1
    guard let handle = unsafe handle,
      unsafe tally_sqlite_set(handle, setting, isOn ? 1 : 0, &result) == SQLITE_OK,
      (result != 0) == isOn
    else {
      throw SQLiteError(SQLITE_MISUSE, "SQLite has no setting \(setting)")
    }
  }

  /// Whether a setting of the connection is on.
  package func isSet(_ setting: CInt) -> Bool {
    guard let handle = unsafe handle else { return false }
    var result: CInt = -1
    _ = unsafe tally_sqlite_set(handle, setting, -1, &result)
    return result == 1
  }

  /// Sets a limit of the connection.
  package func limit(_ limit: CInt, to value: Int) {
    guard let handle = unsafe handle else { return }
    unsafe sqlite3_limit(handle, limit, CInt(clamping: value))
  }

  /// A file that SQLite has open.
  package enum File {
    case database
    case journal
  }

  /// Reads the first `count` bytes of a file itself, past locks, journals and caches; nil where it is
  /// shorter, or not there.
  ///
  /// Opening the file a second time would not do: closing it again drops the locks of this process.
  package func firstBytes(_ count: Int, of file: File = .database) -> [UInt8]? {
    guard let handle = unsafe handle else { return nil }
    let pointer = file == .database ? SQLITE_FCNTL_FILE_POINTER : SQLITE_FCNTL_JOURNAL_POINTER
    var file: UnsafeMutablePointer<sqlite3_file>?
    let found = unsafe sqlite3_file_control(handle, "main", pointer, &file)
    guard found == SQLITE_OK, let file = unsafe file,
      let read = unsafe file.pointee.pMethods?.pointee.xRead
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    let code = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(file, buffer.baseAddress, CInt(buffer.count), 0)
    }
    return code == SQLITE_OK ? bytes : nil
  }
}

extension Duration {
  /// The whole milliseconds of it.
  fileprivate var milliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }
}
