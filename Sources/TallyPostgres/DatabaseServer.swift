package import Tallystick
internal import TransparencyLog

/// The server of a record, as it tells of itself.
package struct DatabaseServer: Hashable, Sendable {
  /// A server that takes over what this one writes.
  package struct Standby: Hashable, Sendable {
    /// The name that it gives itself.
    package let name: String

    /// Whether an append waits for it: `async`, `potential`, `quorum` or `sync`; nil where whoever owns
    /// the record may not know.
    package let role: String?

    /// How many bytes of the log it has not yet on its disk; nil where that may not be known.
    package let behind: Int?
  }

  /// Its version, such as `15.20`.
  package let version: String

  /// Whether it is a standby itself.
  package let isStandby: Bool

  /// The standbys of which some have to confirm an append, as its setting names them; empty where none
  /// has to.
  package let confirming: String

  /// The standbys that are connected to it.
  package let standbys: [Standby]
}

extension PostgresStore {
  /// Asks the server what it is, and how its standbys are.
  package func server() throws(StoreError) -> DatabaseServer {
    try access { db in
      let server = try db.rows(
        """
        SELECT split_part(current_setting('server_version'), ' ', 1), pg_is_in_recovery(),
          current_setting('synchronous_standby_names'), CASE WHEN NOT pg_is_in_recovery()
          THEN pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint END
        """)
      let rows = try db.rows("SELECT name, role, flushed FROM \(schema.of("standbys"))()")
      let standbys = (0..<rows.count).map { row in
        let flushed = rows.number(row, 2)
        return DatabaseServer.Standby(
          name: escaped(rows.text(row, 0) ?? "?"), role: rows.text(row, 1),
          behind: server.number(0, 3).flatMap { end in flushed.map { max(0, Int(end - $0)) } })
      }
      return DatabaseServer(
        version: try server.text(0, 0, "the version of the server"),
        isStandby: server.truth(0, 1) ?? false,
        confirming: try server.text(0, 2, "a setting of the server"), standbys: standbys)
    }
  }
}
