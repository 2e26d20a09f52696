package import Tallystick
internal import TransparencyLog

/// The administrator of a database has to make a record in it, as whoever is logged in may not.
package struct AdministratorNeeded: Error, Hashable {
  /// What was asked of whom.
  package let reason: String

  /// The statements that make the record, in one transaction, for `psql`.
  package let script: String
}

extension PostgresStore {
  /// What whoever makes a record may do with it afterwards.
  package enum MakerMay: Sendable {
    /// Append as itself.
    case append

    /// Append what others recorded.
    case restore
  }

  /// Makes a new, empty record: its schema, roles and grants, in one transaction, or nothing.
  ///
  /// Whoever makes it may then append to it, unless it is a superuser, whom the guards do not bind.
  ///
  /// - Throws: ``AdministratorNeeded`` where whoever is logged in may not create roles and schemas;
  ///   ``StoreError/unusable(reason:advice:)`` when a schema or role of that name exists.
  package static func create(
    at address: RecordAddress, origin: String, testClock: Instant? = nil,
    verifierKey: String? = nil, makerMay: MakerMay = .append
  ) throws {
    let schema = Schema(name: address.schema)
    do {
      let db = try PostgresConnection(address)
      try ServerState(db, schema).checkServer(address)
      let rights = try db.rows(
        """
        SELECT rolname::text, rolsuper, rolsuper OR (rolcreaterole
          AND has_database_privilege(current_database(), 'CREATE')),
          EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1),
          coalesce((SELECT min(rolname::text) FROM pg_catalog.pg_roles WHERE rolname = ANY($2)), '')
        FROM pg_catalog.pg_roles WHERE rolname = current_user
        """, .text(schema.name), .texts(schema.roles))
      guard rights.truth(0, 3) == false else {
        throw StoreError.unusable(
          reason: "There is a schema \(schema.name) in that database already.",
          advice: "Choose another name after the #, or open this record.")
      }
      if let role = rights.text(0, 4), !role.isEmpty {
        throw StoreError.unusable(
          reason:
            "The server has a role \(role) already, of a record of this name in another database or "
            + "of one that was removed.",
          advice: "Choose another name after the #, or ask its administrator to drop the role.")
      }
      let isSuperuser = rights.truth(0, 1) == true
      let statements = schema.statements(
        origin: origin, testClock: testClock, verifierKey: verifierKey,
        role: isSuperuser ? nil : schema.role(makerMay))
      guard rights.truth(0, 2) == true else {
        throw AdministratorNeeded(
          reason: "\(escaped(rights.text(0, 0) ?? "")) may not create roles and schemas in the "
            + "database of \(address.name).",
          script: schema.script(
            origin: origin, testClock: testClock, verifierKey: verifierKey,
            role: schema.role(makerMay), user: rights.text(0, 0) ?? ""))
      }
      try db.execute("BEGIN")
      do {
        for statement in statements { try db.execute(statement) }
        try db.execute("COMMIT")
      } catch {
        db.rollBack()
        throw error
      }
    } catch let error as AdministratorNeeded {
      throw error
    } catch {
      throw PostgresFault.refusal(error, of: address)
    }
  }
}

extension Schema {
  /// The role that whoever makes a record gets.
  func role(_ maker: PostgresStore.MakerMay) -> String { maker == .append ? writer : restorer }

  /// All statements that make a record, and give its maker a role; without one, by a superuser.
  func statements(
    origin: String, testClock: Instant?, verifierKey: String?, role: String?
  ) -> [String] {
    var rows = [("origin", origin)]
    if let testClock { rows.append(("clock", testClock.description)) }
    if let verifierKey { rows.append(("vkey", verifierKey)) }
    let insertion =
      "INSERT INTO \(of("meta")) VALUES "
      + rows.map { "('\($0)', \(Schema.literal($1)))" }.joined(separator: ", ")
    let place = making.count - 2
    return making[..<place] + [insertion] + making[place...]
      + (role.map { ["GRANT \"\($0)\" TO CURRENT_USER"] }
        ?? ["GRANT pg_read_all_stats TO \"\(owner)\""])
  }

  /// The statements for an administrator, who lets `user` append.
  func script(
    origin: String, testClock: Instant?, verifierKey: String?, role: String, user: String
  ) -> String {
    let all =
      ["BEGIN"]
      + statements(
        origin: origin, testClock: testClock, verifierKey: verifierKey, role: nil)
      + ["GRANT \"\(role)\" TO \(Schema.identifier(user))", "COMMIT"]
    return all.joined(separator: ";\n") + ";\n"
  }

  private static func literal(_ text: String) -> String {
    "E'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "'"
  }

  private static func identifier(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" ? "\"\"" : "\($0)" }.joined() + "\""
  }
}
