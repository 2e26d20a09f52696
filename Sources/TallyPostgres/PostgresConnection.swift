import CLibpq
import Glibc
internal import TransparencyLog

/// A connection to a PostgreSQL server, over libpq's own C interface.
///
/// One thread uses it at a time (``alone(_:)``). It keeps no state in the session, neither prepared
/// statements nor settings, so that it may go through a pool that hands each transaction to another
/// session.
@safe package final class PostgresConnection: @unchecked Sendable {
  /// The connection; nil once it is closed, which is answered with a lost connection.
  private var handle: OpaquePointer?
  private let warnings: UnsafeMutablePointer<tally_pq_warnings>
  private let turn: UnsafeMutablePointer<pthread_mutex_t>

  /// What is told, as it was typed, and the address.
  let address: RecordAddress

  /// How long a server may take over one statement.
  static let longest = Duration.seconds(600)

  /// How long a server is given to end what it was asked to end.
  private static let grace = Duration.seconds(5)

  /// Connects to a server.
  ///
  /// - Throws: ``PostgresError`` where none can be reached, or it lets nobody in.
  package init(_ address: RecordAddress) throws {
    _ = try address.options()  // libpq's own words for what it cannot read hold the password
    self.address = address
    unsafe warnings = .allocate(capacity: 1)
    unsafe warnings.initialize(to: tally_pq_warnings())
    unsafe turn = .allocate(capacity: 1)
    unsafe turn.initialize(to: pthread_mutex_t())
    var attributes = pthread_mutexattr_t()
    unsafe pthread_mutexattr_init(&attributes)
    unsafe pthread_mutexattr_settype(&attributes, CInt(PTHREAD_MUTEX_RECURSIVE))
    unsafe pthread_mutex_init(turn, &attributes)
    unsafe pthread_mutexattr_destroy(&attributes)
    try connect()
  }

  deinit {
    close()
    unsafe pthread_mutex_destroy(turn)
    unsafe turn.deallocate()
    unsafe warnings.deallocate()
  }

  /// Whether a lost connection may be made anew: not while a transaction is held open over several
  /// calls, of which the later ones would then stand outside of it.
  var mayReconnect = true

  /// Closes the connection, which undoes a transaction that is open.
  package func close() {
    if let open = unsafe handle { unsafe tally_pq_finish(open) }
    unsafe handle = nil
  }

  /// Closes the connection and makes another one like it.
  func connect() throws(PostgresError) {
    close()
    let options: KeyValuePairs<String, String> = [
      "connect_timeout": "10", "fallback_application_name": "tally", "keepalives_idle": "30",
      "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "30000",
      "dbname": address.database, "client_encoding": "UTF8",
    ]
    let connected = unsafe PostgresConnection.withStrings(options.map(\.key)) { names in
      unsafe PostgresConnection.withStrings(options.map(\.value)) { values in
        unsafe tally_pq_connect(names, values, 1)
      }
    }
    guard let open = unsafe connected else { throw PostgresError("", "libpq is out of memory") }
    unsafe handle = open
    guard unsafe tally_pq_status(open) == 0 else {
      defer { close() }
      throw PostgresError("", errorMessage)
    }
    unsafe tally_pq_watch(open, warnings)
  }

  /// Hands an array of C strings that ends with nil to `body`.
  private static func withStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = unsafe strings.map { unsafe strdup($0) }
    defer { for place in unsafe copies.indices { unsafe free(copies[place]) } }
    let pointers = unsafe copies.map { unsafe UnsafePointer($0) } + [nil]
    return unsafe pointers.withUnsafeBufferPointer { buffer in
      var nothing: UnsafePointer<CChar>?
      return unsafe withUnsafePointer(to: &nothing) { none in
        unsafe body(buffer.baseAddress ?? none)
      }
    }
  }

  /// Does `body` while no other thread does anything on the connection; within it, again.
  package func alone<Result>(_ body: (PostgresConnection) throws -> Result) rethrows -> Result {
    unsafe pthread_mutex_lock(turn)
    defer { unsafe pthread_mutex_unlock(turn) }
    return try body(self)
  }

  /// libpq's words for what last went wrong.
  private var errorMessage: String {
    guard let open = unsafe handle, let message = unsafe tally_pq_error_message(open) else {
      return "the connection is closed"
    }
    let text = unsafe String(cString: message)
    return String(text.split(separator: "\n").joined(separator: "; ").prefix(600))
  }

  /// Whether a transaction is open, or not known to be over.
  package var isInTransaction: Bool {
    guard let open = unsafe handle else { return false }
    return unsafe tally_pq_transaction_status(open) != 0
  }

  /// The version of the server, such as 150020.
  package var serverVersion: Int {
    guard let open = unsafe handle else { return 0 }
    return Int(unsafe tally_pq_server_version(open))
  }

  /// What the last statement warned of; nil where it warned of nothing.
  package private(set) var lastWarning: String?
}

extension PostgresConnection {
  /// Executes statements that are given nothing, in one round trip, and gives what each answered as
  /// texts.
  @discardableResult
  package func execute(
    _ statements: String, within limit: Duration = PostgresConnection.longest
  ) throws(PostgresError) -> [PostgresRows] {
    let open = try unsafe begin()
    guard unsafe tally_pq_send_query(open, statements) == 1 else { throw lost() }
    return try results(within: limit)
  }

  /// Executes a statement with these values, and gives its rows.
  @discardableResult
  package func rows(
    _ statement: String, _ values: PostgresValue...
  ) throws(PostgresError) -> PostgresRows { try rows(statement, all: values) }

  /// Executes a statement with these values, and gives its rows.
  func rows(
    _ statement: String, all values: [PostgresValue],
    within limit: Duration = PostgresConnection.longest
  ) throws(PostgresError) -> PostgresRows {
    let open = try unsafe begin()
    let sent = values.map(\.sent)
    var types: [UInt32] = []
    var (lengths, formats): ([CInt], [CInt]) = ([], [])
    var memory: [UInt8] = []
    var places: [Int?] = []
    for value in sent {
      types.append(value.type)
      formats.append(value.isBinary ? 1 : 0)
      lengths.append(CInt(clamping: value.bytes?.count ?? 0))
      places.append(value.bytes == nil ? nil : memory.count)
      memory += value.bytes ?? []
      memory.append(0)
    }
    let isSent = unsafe memory.withUnsafeBytes { memory in
      let start = unsafe memory.bindMemory(to: CChar.self).baseAddress
      let pointers = unsafe places.map { place in
        unsafe place.flatMap { place in unsafe start.map { unsafe $0 + place } }
      }
      return unsafe tally_pq_send_query_params(
        open, statement, CInt(sent.count), types, pointers, lengths, formats, 1)
    }
    guard isSent == 1 else { throw lost() }
    guard let rows = try results(within: limit).last else {
      throw PostgresError("XX000", "the server answered nothing")
    }
    return rows
  }

  /// Begins to copy rows into a table, in PostgreSQL's binary form.
  func beginCopy(_ statement: String) throws(PostgresError) {
    let open = try unsafe begin()
    guard unsafe tally_pq_send_query(open, statement) == 1 else { throw lost() }
    try wait(until: .now + PostgresConnection.longest)
    guard let result = unsafe tally_pq_get_result(open) else { throw lost() }
    if unsafe tally_pq_result_status(result) == ResultStatus.copyIn {
      unsafe tally_pq_clear(result)
      return
    }
    let error = unsafe error(of: result)
    unsafe tally_pq_clear(result)
    _ = try? results(within: PostgresConnection.longest)
    throw error
  }

  /// Sends a part of the rows.
  func copy(_ bytes: [UInt8]) throws(PostgresError) {
    guard let open = unsafe handle else { throw lost() }
    let code = unsafe bytes.withUnsafeBytes { bytes in
      unsafe tally_pq_put_copy_data(
        open, bytes.bindMemory(to: CChar.self).baseAddress, CInt(clamping: bytes.count))
    }
    guard code == 1 else { throw lost() }
  }

  /// Ends the copying; with `broken`, so that no row is taken.
  func endCopy(broken: Bool = false) throws(PostgresError) {
    guard let open = unsafe handle else { throw lost() }
    guard unsafe tally_pq_put_copy_end(open, broken ? "broken off" : nil) == 1 else { throw lost() }
    _ = try results(within: PostgresConnection.longest)
  }

  /// Undoes the open transaction, if there is one.
  package func rollBack() {
    guard isInTransaction else { return }
    _ = try? execute("ROLLBACK", within: PostgresConnection.grace)
    if isInTransaction { close() }
  }

  private func begin() throws(PostgresError) -> OpaquePointer {
    guard let open = unsafe handle else { throw PostgresError("", "the connection is closed") }
    unsafe warnings.pointee.count = 0
    lastWarning = nil
    return unsafe open
  }

  /// Waits for all answers to what was sent.
  private func results(within limit: Duration) throws(PostgresError) -> [PostgresRows] {
    guard let open = unsafe handle else { throw lost() }
    let deadline = ContinuousClock.now + limit
    var (found, failure): ([PostgresRows], PostgresError?) = ([], nil)
    while true {
      try wait(until: deadline)
      guard let result = unsafe tally_pq_get_result(open) else { break }
      switch unsafe tally_pq_result_status(result) {
      case ResultStatus.done, ResultStatus.rows: found.append(unsafe PostgresRows(result))
      case ResultStatus.copyIn, ResultStatus.copyOut, ResultStatus.copyBoth:
        unsafe tally_pq_clear(result)
        throw lost()  // Nothing here asks for that.
      default:
        failure = unsafe failure ?? error(of: result)
        unsafe tally_pq_clear(result)
      }
    }
    if unsafe warnings.pointee.count > 0 {
      lastWarning = unsafe withUnsafeBytes(of: &warnings.pointee.message) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
    if let failure {
      if failure.isLost { close() }
      throw failure
    }
    return found
  }

  /// Waits until an answer is there; after the deadline the server is asked to end the statement.
  private func wait(until deadline: ContinuousClock.Instant) throws(PostgresError) {
    guard let open = unsafe handle else { throw lost() }
    var (deadline, isCancelled) = (deadline, false)
    while unsafe tally_pq_is_busy(open) == 1 {
      let left = deadline - .now
      if left <= .zero {
        guard !isCancelled, unsafe tally_pq_cancel(open) == 1 else { throw lost() }
        (deadline, isCancelled) = (.now + PostgresConnection.grace, true)
        continue
      }
      var socket = pollfd(fd: unsafe tally_pq_socket(open), events: Int16(POLLIN), revents: 0)
      let milliseconds =
        left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      let ready = unsafe poll(&socket, 1, CInt(clamping: milliseconds))
      if ready < 0, errno != EINTR { throw lost() }
      if ready > 0, unsafe tally_pq_consume_input(open) == 0 { throw lost() }
    }
  }

  /// Closes the connection, of which nobody knows what it did last.
  private func lost() -> PostgresError {
    let message = errorMessage
    close()
    return PostgresError("", message)
  }

  private func error(of result: OpaquePointer) -> PostgresError {
    func field(_ name: Character) -> String {
      let value = unsafe tally_pq_result_error_field(result, CInt(name.asciiValue ?? 0))
      return unsafe value.map { unsafe String(cString: $0) } ?? ""
    }
    return PostgresError(field("C"), field("M"), constraint: field("n"))
  }
}

/// What libpq says of an answer, as in `libpq-fe.h`.
private enum ResultStatus {
  static let done: CInt = 1
  static let rows: CInt = 2
  static let copyOut: CInt = 3
  static let copyIn: CInt = 4
  static let copyBoth: CInt = 8
}
