import Glibc
import Tallystick
internal import TransparencyLog

extension PostgresStore {
  /// Commits entries that end with `last`, and returns only where they are in the record, on as many
  /// servers as the primary waits for.
  ///
  /// A COMMIT can end in three ways that are neither done nor undone: the connection goes, the server
  /// stops waiting for its standbys, or it waits longer than it is given. Then the record is asked.
  func commit(_ last: StoredEntry, after size: Int, _ db: PostgresConnection) throws {
    let what = size + 1 == last.seq ? "#\(last.seq)" : "#\(size + 1) to #\(last.seq)"
    do throws(PostgresError) {
      try db.execute("COMMIT", within: patience)
      guard db.lastWarning != nil else { return }
    } catch {
      guard error.isLost || error.code == "57014" else { throw error }
      guard let isHeld = findOut(last, db) else { throw Uncertain(unknown(what)) }
      guard isHeld else {
        throw StoreError.unusable(
          reason: "The connection to \(address.name) was lost before \(what) came to be appended: "
            + "nothing was appended.",
          advice: "Run the command again.")
      }
    }
    let confirmations = confirmations(db)
    if confirmations.wanted, confirmations.count < 1 {
      throw Uncertain(unconfirmed(what, last.seq))
    }
  }

  private func unknown(_ what: String) -> StoreError {
    .unusable(
      reason:
        "The connection to \(address.name) was lost while \(what) was appended, and whether it is in "
        + "the record is not known.",
      advice:
        "When the server can be reached again, run the command again: an event recorded once is "
        + "not recorded twice.")
  }

  private func unconfirmed(_ what: String, _ seq: Int) -> StoreError {
    .unusable(
      reason: "\(what) stands in \(address.name) on one server, and no standby has confirmed it: "
        + "it would be lost with that server.",
      advice: "See to the standby. The event need not be recorded again: `tally show '#\(seq)'`.")
  }

  /// Whether the record holds `last` after a COMMIT of which nothing was heard; nil where nobody can tell.
  ///
  /// Who commits holds the head until it is over, so whoever takes the head after it sees how it ended.
  private func findOut(_ last: StoredEntry, _ db: PostgresConnection) -> Bool? {
    let deadline = ContinuousClock.now + patience
    while true {
      do {
        if !db.isInTransaction { try db.connect() }
        try db.execute("BEGIN; SELECT held FROM \(schema.of("claim"))()", within: patience)
        defer { db.rollBack() }
        let found = try PostgresStore.entries(db, entry, "seq = $1", [.number(last.seq)])
        return found.first == last
      } catch {
        db.rollBack()
        guard .now < deadline else { return nil }
        usleep(200_000)
      }
    }
  }

  /// Whether an append has to be confirmed by standbys, and how many of them have all that the server has.
  private func confirmations(_ db: PostgresConnection) -> (wanted: Bool, count: Int) {
    do {
      let rows = try db.rows(
        """
        SELECT current_setting('synchronous_standby_names') <> '',
          (SELECT count(*) FROM \(schema.of("standbys"))()
            WHERE flushed >= pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint)
        """)
      return (rows.truth(0, 0) ?? true, Int(rows.number(0, 1) ?? 0))
    } catch {
      return (true, 0)
    }
  }
}

extension Uncertain {
  init(_ reason: StoreError) { self.init(reason: reason) }
}
