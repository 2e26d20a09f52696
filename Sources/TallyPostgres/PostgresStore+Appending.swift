package import Tallystick
internal import TransparencyLog

extension PostgresStore {
  /// Appends all of `entries` after the first `size`, and keeps and destroys what `sealed` says, or does
  /// nothing.
  ///
  /// Returns only after all of it is durable, where the server waits for standbys on them too.
  ///
  /// - Throws: ``StoreError/headMoved(expected:actual:)`` when the record does not hold `size` entries;
  ///   ``StoreError/refused(code:reason:)`` when an entry is not the next one, not recorded later, is
  ///   not by who is logged in, or has an id or label that the record holds.
  package func append(
    _ entries: NewEntries, sealed: SealedChanges, onto size: Int
  ) throws(StoreError) {
    guard !entries.isEmpty else {
      let actual = try end().size
      guard actual == size else { throw .headMoved(expected: size, actual: actual) }
      return
    }
    do {
      try appendOnce { end in
        guard end.size == size else {
          throw StoreError.headMoved(expected: size, actual: end.size)
        }
        return (entries, sealed)
      }
    } catch {
      throw PostgresFault.refusal(error, of: address)
    }
  }

  /// Appends what `decide` makes of where the record ends, while nobody else can append to it; nothing
  /// where that is nil.
  ///
  /// - Throws: What `decide` throws, and as ``append(_:sealed:onto:)``; nothing is appended then.
  package func append(
    holding decide: (LogEnd) throws -> (entries: NewEntries, sealed: SealedChanges)?
  ) throws {
    do {
      try appendOnce(decide)
    } catch let error where error is PostgresError || error is ColumnError || error is Uncertain {
      throw PostgresFault.refusal(error, of: address)
    }
  }

  private func appendOnce(
    _ decide: (LogEnd) throws -> (entries: NewEntries, sealed: SealedChanges)?
  ) throws {
    try connection.alone { db in
      var end: LogEnd
      do {
        end = try begin(db)
      } catch let error as PostgresError where error.isLost {
        try db.connect()
        end = try begin(db)
      }
      db.mayReconnect = false
      defer { db.mayReconnect = true }
      var kept: [StoredDisclosure] = []
      do {
        guard let (entries, sealed) = try decide(end), !entries.isEmpty else {
          db.rollBack()
          return
        }
        let last = try insert(entries, after: end.size, db)
        try keep(sealed.kept)
        kept = sealed.kept
        try beforeCommit()
        if let last { try commit(last, after: end.size, db) }
        if !sealed.destroyed.isEmpty { try disclosures?.destroy(sealed.destroyed) }
      } catch {
        db.rollBack()
        if !kept.isEmpty, !PostgresStore.mayBeAppended(error) {
          try? disclosures?.destroy(kept.map(\.digest))
        }
        throw error
      }
    }
  }

  private func keep(_ kept: [StoredDisclosure]) throws(StoreError) {
    if kept.isEmpty { return }
    guard let disclosures else {
      throw .unusable(
        reason: "Sealed values are never kept in a database, and no file is named for them.",
        advice: "Name the file of the custodian with --disclosures or TALLY_DISCLOSURES.")
    }
    try disclosures.keep(kept)
  }

  /// Whether an append that ended so may stand in the record nevertheless.
  private static func mayBeAppended(_ error: any Error) -> Bool { error is Uncertain }

  /// Begins an append: takes the head, in whose order all append, and tells where the record ends.
  func begin(_ db: PostgresConnection) throws -> LogEnd {
    do {
      let answers = try db.execute(
        "BEGIN; SELECT held, since, current_setting('synchronous_standby_names') "
          + "FROM \(schema.of("claim"))()")
      guard let claim = answers.last, let size = claim.plainText(0, 0).flatMap({ Int($0) }),
        size >= 0
      else { throw ColumnError("the head is no number") }
      if requiresStandby, claim.plainText(0, 2)?.isEmpty != false {
        throw StoreError.unusable(
          reason:
            "No standby of \(address.name) has to confirm an append: what is appended could be "
            + "lost with the server. Nothing was appended.",
          advice: "Ask its administrator to set synchronous_standby_names, or leave out "
            + "--require-standby.")
      }
      let recorded = claim.plainText(0, 1).flatMap { Int64($0) }
      return LogEnd(
        size: size, recorded: recorded.flatMap { Instant(microseconds: $0) })
    } catch {
      db.rollBack()
      throw error
    }
  }

  /// Inserts entries, and returns the last one.
  private func insert(
    _ entries: NewEntries, after size: Int, _ db: PostgresConnection
  ) throws -> StoredEntry? {
    let width = TileID.fullWidth
    let fillsTile = (size + entries.count) / width > size / width
    var leaves: [Hash] = []
    var last: StoredEntry?
    if entries.count > 1 {
      try db.beginCopy("COPY \(entry) (\(Schema.entryColumns)) FROM STDIN (FORMAT binary)")
    }
    do {
      var rows = CopiedRows()
      try entries.forEachBatch { batch in
        if fillsTile { leaves += batch.leafHashes }
        last = batch.entry(batch.rows.count - 1)
        guard entries.count > 1 else { return }
        for row in batch.rows { rows.append(row, of: batch.memory) }
        try db.copy(rows.take())
      }
      if entries.count > 1 {
        rows.end()
        try db.copy(rows.take())
        try db.endCopy()
      } else if let last {
        try db.rows(
          "INSERT INTO \(entry) (\(Schema.entryColumns)) VALUES ($1, $2, $3, $4, $5, $6)",
          .number(last.seq), .number(Int(last.recorded.microseconds)), .bytes(last.id.bytes),
          last.label.map { .text($0) } ?? .none, .text(last.type), .bytes(last.bytes))
      }
    } catch {
      if entries.count > 1 { try? db.endCopy(broken: true) }
      throw error
    }
    if fillsTile { try fillTiles(db, after: size, leaves) }
    return last
  }
}

/// An append that may stand in the record, though it failed.
struct Uncertain: Error {
  let reason: StoreError
}

/// Rows of `entry` in the form in which COPY takes them.
private struct CopiedRows {
  private var memory: [UInt8] =
    Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0]
    + [UInt8](
      repeating: 0, count: 8)

  /// The bytes so far, which are forgotten.
  mutating func take() -> [UInt8] {
    let taken = memory
    memory.removeAll(keepingCapacity: true)
    return taken
  }

  mutating func append(_ row: EntryBatch.Row, of batch: [UInt8]) {
    add(Int16(6))
    add(Int32(8))
    add(Int64(row.seq))
    add(Int32(8))
    add(row.recorded.microseconds)
    add(Int32(16))
    add(row.id.high)
    add(row.id.low)
    if let label = row.label { add(batch[label]) } else { add(Int32(-1)) }
    add(batch[row.type])
    add(batch[row.bytes])
  }

  mutating func end() { add(Int16(-1)) }

  private mutating func add(_ number: some FixedWidthInteger) {
    unsafe withUnsafeBytes(of: number.bigEndian) { unsafe memory.append(contentsOf: $0) }
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    add(Int32(clamping: bytes.count))
    memory.append(contentsOf: bytes)
  }
}
