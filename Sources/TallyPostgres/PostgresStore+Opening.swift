package import Tallystick
internal import TransparencyLog

extension PostgresStore {
  /// Opens the record at an address.
  ///
  /// Every opening asks the server what it is and does, and compares the tables, triggers, functions,
  /// roles and grants with ours.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` for what is not there, not permitted, or a server
  ///   that would lose what it acknowledged; ``StoreError/foreignSchema(reason:)`` for a record with
  ///   other tables, triggers, functions or grants.
  package static func open(
    at address: RecordAddress, mode: Mode
  ) throws(StoreError) -> PostgresStore {
    try open(address, mode, isStrict: true)
  }

  /// Opens the record at an address for reading, also where its triggers, functions or grants are not
  /// ours: ``schemaFindings()`` then tells how they differ.
  ///
  /// - Throws: As ``open(at:mode:)``, and ``StoreError/foreignSchema(reason:)`` only where the tables
  ///   themselves are not ours.
  package static func openForAudit(at address: RecordAddress) throws(StoreError) -> PostgresStore {
    try open(address, .reading, isStrict: false)
  }

  private static func open(
    _ address: RecordAddress, _ mode: Mode, isStrict: Bool
  ) throws(StoreError) -> PostgresStore {
    do {
      let db = try PostgresConnection(address)
      let schema = Schema(name: address.schema)
      let server = try ServerState(db, schema)
      try server.check(address, schema, isWriting: mode == .writing, isStrict: isStrict)
      let catalogue = try Catalogue(db, schema)
      let differences = catalogue.differences(from: schema)
      if isStrict || differences.contains(where: { Catalogue.isOfTables($0.kind) }),
        let complaint = catalogue.complaint(schema)
      {
        throw StoreError.foreignSchema(reason: complaint)
      }
      let names = try Names(db, schema)
      if isStrict, let complaint = try names.complaint(db, schema) {
        throw StoreError.foreignSchema(reason: complaint)
      }
      return PostgresStore(
        db, schema, origin: names.origin, testClock: names.clock, user: server.user)
    } catch {
      throw PostgresFault.refusal(error, of: address)
    }
  }
}

extension Catalogue {
  /// Whether reading a record depends on what is of this kind.
  static func isOfTables(_ kind: String) -> Bool {
    ["table", "column", "view", "rule", "policy", "child", "parent"].contains(kind)
  }
}

/// What a server says of itself and of who is logged in.
struct ServerState {
  let user: String
  private let encoding, fsync, fullPageWrites, format: String
  private let isStandby, isSuperuser, isOwner, reads, writes, ownsFormat: Bool
  private let version: Int

  /// The oldest server that is asked for a record.
  private static let oldest = 13

  init(_ db: PostgresConnection, _ schema: Schema) throws {
    version = db.serverVersion
    let rows = try db.rows(
      """
      SELECT session_user::text, current_setting('server_encoding'), current_setting('fsync'),
        current_setting('full_page_writes'), pg_is_in_recovery(),
        coalesce((SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user), false),
        coalesce((SELECT pg_has_role(r.oid, 'MEMBER') FROM pg_catalog.pg_roles r WHERE rolname = $2), false),
        coalesce((SELECT pg_has_role(r.oid, 'USAGE') FROM pg_catalog.pg_roles r WHERE rolname = $3), false),
        coalesce((SELECT pg_has_role(r.oid, 'USAGE') FROM pg_catalog.pg_roles r WHERE rolname = $4), false),
        coalesce((SELECT obj_description(oid, 'pg_namespace') FROM pg_catalog.pg_namespace
          WHERE nspname = $1), ''),
        EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)
      """,
      .text(schema.name), .text(schema.owner), .text(schema.reader), .text(schema.writer))
    func text(_ column: Int) throws -> String {
      try rows.text(0, column, "what the server says of itself")
    }
    func truth(_ column: Int) throws(ColumnError) -> Bool {
      guard let truth = rows.truth(0, column) else {
        throw ColumnError("what the server says of itself is no truth value")
      }
      return truth
    }
    (user, encoding) = (try text(0), try text(1))
    (fsync, fullPageWrites) = (try text(2), try text(3))
    (isStandby, isSuperuser, isOwner) = (try truth(4), try truth(5), try truth(6))
    (reads, writes) = (try truth(7), try truth(8))
    (format, ownsFormat) = (try text(9), try truth(10))
  }

  /// Refuses a server, a role or a schema that a record is not to be read from or written to.
  func check(
    _ address: RecordAddress, _ schema: Schema, isWriting: Bool, isStrict: Bool
  ) throws(StoreError) {
    try checkServer(address)
    guard ownsFormat else {
      throw .unusable(
        reason: "There is no record \(schema.name) in that database.",
        advice: "Make it with `tally init`, or give the address of another one.")
    }
    guard format == Schema.format else {
      throw .unusable(
        reason: format.hasPrefix("tally record ")
          ? "\(address.name) is of a newer format than this program knows."
          : "The schema \(schema.name) of that database is no record of this program.",
        advice: "Use a program that is new enough, or give the address of a record.")
    }
    guard reads || isSuperuser else {
      throw .unusable(
        reason: "\(escaped(user)) may not read \(address.name).",
        advice: "Ask its administrator: GRANT \"\(schema.reader)\" TO \"\(user)\";")
    }
    guard isWriting else { return }
    if isStandby {
      throw PostgresFault.refusal(PostgresError("25006", ""), of: address)
    }
    if isSuperuser || isOwner {
      throw .unusable(
        reason:
          "\(escaped(user)) may change what stands in \(address.name), and so may not append.",
        advice: "Log in as a recorder, who only has the role \"\(schema.writer)\".")
    }
    guard writes else {
      throw .unusable(
        reason: "\(escaped(user)) may read \(address.name), but not append to it.",
        advice: "Ask its administrator: GRANT \"\(schema.writer)\" TO \"\(user)\";")
    }
  }

  /// Refuses a server that could lose or change what it was given.
  func checkServer(_ address: RecordAddress) throws(StoreError) {
    guard version >= ServerState.oldest * 10_000 else {
      throw .unusable(
        reason: "The server of \(address.name) is PostgreSQL \(version / 10_000).",
        advice: "Use PostgreSQL \(ServerState.oldest) or later.")
    }
    guard encoding == "UTF8" else {
      throw .unusable(
        reason: "The database of \(address.name) has the encoding \(escaped(encoding)).",
        advice: "Make a database with ENCODING 'UTF8'.")
    }
    for (name, value) in [("fsync", fsync), ("full_page_writes", fullPageWrites)]
    where value != "on" {
      throw .unusable(
        reason: "The server of \(address.name) has \(name) switched off: a failure of power could "
          + "damage the record.",
        advice: "Ask its administrator to set \(name) = on.")
    }
  }
}

/// What a record says of itself: the rows of `meta`.
struct Names {
  /// The origin.
  let origin: String

  /// The test clock.
  let clock: Instant?

  init(_ db: PostgresConnection, _ schema: Schema) throws {
    let rows = try db.rows("SELECT name, value FROM ONLY \(schema.of("meta")) LIMIT 100")
    var found: [String: String] = [:]
    for row in 0..<rows.count {
      let name = try rows.text(row, 0, "a name in the table meta")
      found[name] = try rows.text(row, 1, "the \(escaped(name)) in the table meta")
    }
    guard let origin = found["origin"] else {
      throw StoreError.foreignSchema(reason: "the table meta has no origin")
    }
    do {
      clock = try found["clock"].map { text throws(FormatError) in try Instant(parsing: text) }
    } catch {
      throw StoreError.foreignSchema(reason: "the clock in the table meta is no instant: \(error)")
    }
    self.origin = origin
  }

  /// What is wrong with a clock that the record may not have, or that begins too late.
  func complaint(_ db: PostgresConnection, _ schema: Schema) throws -> String? {
    guard let clock else { return nil }
    if (try? Origin(origin))?.isTest != true {
      return "the table meta has a clock, by which time can be set, and only an origin under .test "
        + "allows one"
    }
    let first = try db.rows("SELECT recorded FROM ONLY \(schema.of("entry")) ORDER BY seq LIMIT 1")
    guard first.count > 0, let recorded = first.number(0, 0), recorded < clock.microseconds else {
      return nil
    }
    return "the clock in the table meta begins after the first event was recorded"
  }
}
