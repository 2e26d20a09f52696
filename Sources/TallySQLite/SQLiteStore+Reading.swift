package import Tallystick

extension SQLiteStore {
  /// The number of entries and the time of the last one.
  package func end() throws(StoreError) -> LogEnd {
    try access { db in try SQLiteStore.end(db) }
  }

  /// The entries with seqs in `range`, in order, at most 10,000 of them.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where one is missing or cannot be read.
  package func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry] {
    try inOrder(range, seq: \.seq) { condition, first, count throws(StoreError) in
      try select(condition, first, count)
    }
  }

  /// The bytes of the entries with seqs in `range`, in order, at most 10,000 of them.
  package func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes] {
    try inOrder(range, seq: \.seq) { condition, first, count throws(StoreError) in
      try bytes(condition, first, count)
    }
  }

  /// Reads what stands in a range by a condition of two keys, and makes sure that none is missing.
  private func inOrder<Found>(
    _ range: ClosedRange<Int>, seq: (Found) -> Int,
    _ read: (String, Key, Key) throws(StoreError) -> [Found]
  ) throws(StoreError) -> [Found] {
    let first = max(range.lowerBound, 1)
    guard first <= range.upperBound else { return [] }
    let count = min(range.upperBound - first, SQLiteStore.batchSize - 1) + 1
    let found = try read("seq >= ?1 ORDER BY seq LIMIT ?2", .number(first), .number(count))
    for (place, one) in found.enumerated() where seq(one) != first + place {
      throw .damaged(seq: first + place, reason: "it is missing")
    }
    return found
  }

  /// Fills a batch with the entries with seqs in `range`, at most 10,000 of them.
  package func read(
    _ range: ClosedRange<Int>, into batch: inout LeafBatch
  ) throws(StoreError) {
    let first = max(range.lowerBound, 1)
    var read = batch
    batch = LeafBatch()
    read.removeAll(from: first)
    defer { batch = read }
    guard first <= range.upperBound else { return }
    let count = min(range.upperBound - first, SQLiteStore.batchSize - 1) + 1
    try access { db in
      let statement = try db.statement(
        "SELECT seq, bytes FROM entry WHERE seq >= ?1 ORDER BY seq LIMIT ?2")
      defer { statement.rewind() }
      try statement.bind([.number(first), .number(count)])
      while try statement.step() { try statement.addEntry(to: &read) }
    }
  }

  /// The bytes of the entries with these seqs, in order, at most 10,000 of them, by one statement.
  package func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes] {
    let seqs = seqs.prefix(SQLiteStore.batchSize)
    let list = "[" + seqs.map(\.description).joined(separator: ",") + "]"
    let rows = try bytes("seq IN (SELECT value FROM json_each(?1)) ORDER BY seq", .text(list))
    for (place, seq) in seqs.enumerated() where place >= rows.count || rows[place].seq != seq {
      throw .damaged(seq: seq, reason: "it is missing")
    }
    return rows
  }

  private func bytes(_ condition: String, _ keys: Key...) throws(StoreError) -> [EntryBytes] {
    try access { db in
      let statement = try db.statement(
        "SELECT seq, bytes FROM entry WHERE \(condition)")
      defer { statement.rewind() }
      try statement.bind(keys)
      var rows: [EntryBytes] = []
      while try statement.step() { rows.append(try statement.entryBytes()) }
      return rows
    }
  }

  /// The entry with this id.
  package func entry(id: EventID) throws(StoreError) -> StoredEntry? {
    try select("id = ?1", .bytes(id.bytes)).first
  }

  /// The entry with this label.
  package func entry(label: String) throws(StoreError) -> StoredEntry? {
    try select("label = ?1", .text(label)).first
  }

  /// At most `limit` entries whose label begins with `prefix`, in the order of labels.
  ///
  /// They are found as a range of the index on labels, which are ASCII.
  package func entries(
    labelPrefix prefix: String, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    try select(
      "label >= ?1 AND label < ?2 ORDER BY label LIMIT ?3",
      .text(prefix), .text(prefix + "\u{7F}"), .number(limit))
  }

  /// The seqs of those of some ids, and of those of some labels, that the record holds.
  ///
  /// They are looked up in the order of the index, at most 10,000 in one transaction.
  package func seqs(ofIDs ids: [EventID], labels: [String]) throws(StoreError) -> HeldSeqs {
    var held = HeldSeqs()
    let (ids, labels) = (ids.sorted(), labels.sorted())
    for start in stride(from: 0, to: max(ids.count, labels.count), by: SQLiteStore.batchSize) {
      try look(
        for: ids.dropFirst(start).prefix(SQLiteStore.batchSize),
        labels.dropFirst(start).prefix(SQLiteStore.batchSize), &held)
    }
    return held
  }

  private func look(
    for ids: ArraySlice<EventID>, _ labels: ArraySlice<String>, _ held: inout HeldSeqs
  ) throws(StoreError) {
    let found = try access { db in
      var found = HeldSeqs()
      let isWithin = db.isInTransaction
      if !isWithin { try db.execute("BEGIN TRANSACTION") }
      defer { if !isWithin { db.rollBack() } }
      let byID = try db.statement("SELECT seq FROM entry WHERE id = ?1")
      for id in ids { found.ids[id] = try byID.seq(ofID: id) }
      let byLabel = try db.statement("SELECT seq FROM entry WHERE label = ?1")
      for label in labels { found.labels[label] = try byLabel.seq(ofLabel: label) }
      return found
    }
    held.ids.merge(found.ids) { first, _ in first }
    held.labels.merge(found.labels) { first, _ in first }
  }

  /// At most `limit` entries whose id in hexadecimal begins with `prefix`, in the order of ids.
  ///
  /// They are found as a range of the index on ids.
  package func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    let rest = 32 - prefix.utf8.count
    guard rest >= 0, limit > 0, let first = EventID(prefix + String(repeating: "0", count: rest)),
      let last = EventID(prefix + String(repeating: "f", count: rest))
    else { return [] }
    return try select(
      "id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3",
      .bytes(first.bytes), .bytes(last.bytes), .number(limit))
  }

  /// All entries of one type, in order; those of types that register names come by an index.
  ///
  /// SQLite uses a partial index only for a value that stands in the statement itself.
  package func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry] {
    try select("type = '\(type.rawValue)' ORDER BY seq")
  }

  /// Reads the end within a transaction.
  static func end(_ db: SQLiteConnection) throws -> LogEnd {
    let statement = try db.statement(
      "SELECT seq, recorded FROM entry ORDER BY seq DESC LIMIT 1")
    defer { statement.rewind() }
    guard try statement.step() else { return LogEnd(size: 0, recorded: nil) }
    let (size, recorded) = statement.end
    if size > SQLiteStore.usualSize, size > (try SQLiteStore.mostEntries(db)) {
      throw StoreError.damaged(seq: size, reason: "a file of its size holds no so many events")
    }
    guard let recorded else {
      throw StoreError.damaged(seq: size, reason: "its time of recording is no instant")
    }
    // Nothing reads below the first event: what stands there would be left out in silence.
    let first = try db.rows("SELECT seq FROM entry ORDER BY seq LIMIT 1") { $0.integer(0) ?? 0 }
    guard first.allSatisfy({ $0 > 0 }) else {
      throw StoreError.damaged(seq: first[0], reason: "no entry of a record has such a seq")
    }
    return LogEnd(size: size, recorded: recorded)
  }

  /// The most entries that a file of that size can hold, at 32 bytes each with its index.
  private static func mostEntries(_ db: SQLiteConnection) throws -> Int {
    let sizes = try ["page_count", "page_size"].map { pragma in
      try db.rows("PRAGMA \(pragma)") { $0.integer(0) ?? 0 }.first ?? 0
    }
    return sizes[0] * sizes[1] / 32
  }

  /// A record of no more entries is not asked whether its file can hold them.
  private static let usualSize = 1_000

  private func select(_ condition: String, _ keys: Key...) throws(StoreError) -> [StoredEntry] {
    try access { db in try SQLiteStore.rows(db, condition, keys) }
  }

  /// Reads the entries that `condition` selects, in one statement, a transaction of its own.
  static func rows(_ db: SQLiteConnection, _ condition: String, _ keys: [Key]) throws
    -> [StoredEntry]
  {
    let statement = try db.statement(
      "SELECT \(Schema.entryColumns) FROM entry WHERE \(condition)")
    defer { statement.rewind() }
    try statement.bind(keys)
    var rows: [StoredEntry] = []
    while try statement.step() { rows.append(try statement.entry()) }
    return rows
  }
}
