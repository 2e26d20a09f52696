package import Tallystick
internal import TransparencyLog

extension SQLiteStore {
  /// Appends all of `entries` after the first `size`, and keeps and destroys what `sealed` says,
  /// in one transaction, or does nothing.
  ///
  /// Returns only after all of it is durable.
  ///
  /// - Throws: ``StoreError/headMoved(expected:actual:)`` when the record does not hold `size`
  ///   entries; ``StoreError/refused(code:reason:)`` when an entry is not the next one, not
  ///   recorded later, or has an id or label that the record holds, and when a disclosure is held.
  package func append(
    _ entries: NewEntries, sealed: SealedChanges, onto size: Int
  ) throws(StoreError) {
    guard !entries.isEmpty else {
      let actual = try end().size
      guard actual == size else { throw .headMoved(expected: size, actual: actual) }
      return
    }
    try access { db in
      do {
        try SQLiteStore.begin(db)
        try write(entries, sealed, onto: size, db)
      } catch {
        db.rollBack()
        throw error
      }
    }
  }

  /// Appends what `decide` makes of where the record ends, while nobody else can write to the file;
  /// nothing where that is nil.
  ///
  /// - Throws: What `decide` throws, and as ``append(_:sealed:onto:)``; nothing is appended then.
  package func append(
    holding decide: (LogEnd) throws -> (entries: NewEntries, sealed: SealedChanges)?
  ) throws {
    var refusal: (any Error)?
    try access { db in
      do {
        try SQLiteStore.begin(db)
        let end = try SQLiteStore.end(db)
        let decided: (entries: NewEntries, sealed: SealedChanges)?
        do {
          decided = try decide(end)
        } catch {
          refusal = error
          db.rollBack()
          return
        }
        guard let decided, !decided.entries.isEmpty else {
          db.rollBack()
          return
        }
        try write(decided.entries, decided.sealed, onto: end.size, db)
      } catch {
        db.rollBack()
        throw error
      }
    }
    if let refusal { throw refusal }
  }

  /// Inserts entries, keeps and destroys what `sealed` says, and commits, within a transaction.
  private func write(
    _ entries: NewEntries, _ sealed: SealedChanges, onto size: Int, _ db: SQLiteConnection
  ) throws {
    if entries.count > SQLiteStore.fewEntries, size + entries.count > SQLiteStore.largeSize {
      _ = try db.pragma("cache_size = -65536")
    }
    let last = try SQLiteStore.insert(entries, onto: size, db)
    try SQLiteStore.keep(sealed.kept, db)
    try SQLiteStore.destroy(sealed.destroyed, db)
    try beforeCommit()
    try commit(last, db)
  }

  /// A record of more entries has an index of ids that SQLite's own page cache of 2 MB does not hold:
  /// an append of many then takes one of 64 MB, and writes and reads a page again less often.
  private static let largeSize = 200_000

  /// An append of no more entries than these is too short for a page cache to matter.
  private static let fewEntries = 1_000

  /// Commits entries that end with `last`, and reports a failure only where they are not in the record.
  private func commit(_ last: StoredEntry?, _ db: SQLiteConnection) throws {
    do {
      try db.execute("COMMIT TRANSACTION")
      try afterCommit()
    } catch {
      db.rollBack()
      guard try isHeld(last, db) else { throw error }
      try file.syncFolder()
    }
  }

  /// Whether the record holds `last` after a COMMIT that failed.
  private func isHeld(_ last: StoredEntry?, _ db: SQLiteConnection) throws(StoreError) -> Bool {
    guard let last else { return false }
    do {
      let rows = try SQLiteStore.rows(db, "seq = ?1", [.number(last.seq)])
      return rows.first == last
    } catch {
      throw .unusable(
        reason: "The disk failed while events were appended to \(file.name); "
          + "whether they are in it is not known.",
        advice: "Look at the disk, then run the command again: "
          + "an event recorded once is not recorded twice.")
    }
  }

  /// Inserts entries, and returns the last one.
  private static func insert(
    _ entries: NewEntries, onto size: Int, _ db: SQLiteConnection
  ) throws -> StoredEntry? {
    let actual = try end(db).size
    guard actual == size else { throw StoreError.headMoved(expected: size, actual: actual) }
    let statement = try db.statement(
      "INSERT INTO entry (\(Schema.entryColumns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    defer { statement.rewind() }
    let width = TileID.fullWidth
    let fillsTile = (size + entries.count) / width > size / width
    var leaves: [Hash] = []
    var last: StoredEntry?
    try entries.forEachBatch { batch in
      db.restartSteps()
      try statement.insert(batch)
      if fillsTile { leaves += batch.leafHashes }
      last = batch.entry(batch.rows.count - 1)
    }
    if fillsTile { try fillTiles(db, after: size, leaves) }
    return last
  }
}
