package import Tallystick

extension PostgresStore {
  /// Does `body` on the connection, alone; once more on a new connection where the old one was lost.
  ///
  /// What is lost with a connection is undone by the server, so that nothing happens twice; only who
  /// commits must find out (``commit(_:_:)``).
  func access<Result>(_ body: (PostgresConnection) throws -> Result) throws(StoreError) -> Result {
    do {
      return try connection.alone { db in
        do {
          return try body(db)
        } catch let error as PostgresError where error.isLost && db.mayReconnect {
          try db.connect()
          return try body(db)
        }
      }
    } catch {
      throw PostgresFault.refusal(error, of: address)
    }
  }

  /// The number of entries and the time of the last one.
  package func end() throws(StoreError) -> LogEnd {
    try access { db in
      let rows = try db.rows("SELECT seq, recorded FROM ONLY \(entry) ORDER BY seq DESC LIMIT 1")
      guard rows.count > 0 else { return LogEnd(size: 0, recorded: nil) }
      let seq = try rows.number(0, 0, "the seq of the last entry")
      let time = rows.number(0, 1).flatMap { Instant(microseconds: $0) }
      return LogEnd(size: seq, recorded: time)
    }
  }

  /// The table of entries.
  var entry: String { schema.of("entry") }

  /// The entries with seqs in `range`, in order, at most 10,000 of them.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where one is missing or cannot be read.
  package func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry] {
    guard let (first, last) = PostgresStore.part(of: range) else { return [] }
    let found = try select("seq BETWEEN $1 AND $2 ORDER BY seq", .number(first), .number(last))
    try PostgresStore.checkDense(found, from: first, seq: \.seq)
    return found
  }

  /// The bytes of the entries with seqs in `range`, in order, at most 10,000 of them.
  package func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes] {
    guard let (first, last) = PostgresStore.part(of: range) else { return [] }
    let found = try bytes("seq BETWEEN $1 AND $2 ORDER BY seq", .number(first), .number(last))
    try PostgresStore.checkDense(found, from: first, seq: \.seq)
    return found
  }

  /// The part of a range that one call gives; nil for none.
  private static func part(of range: ClosedRange<Int>) -> (first: Int, last: Int)? {
    let first = max(range.lowerBound, 1)
    guard first <= range.upperBound else { return nil }
    return (first, first + min(range.upperBound - first, batchSize - 1))
  }

  private static func checkDense<Found>(
    _ found: [Found], from first: Int, seq: (Found) -> Int
  ) throws(StoreError) {
    for (place, one) in found.enumerated() where seq(one) != first + place {
      throw .damaged(seq: first + place, reason: "it is missing")
    }
  }

  /// Fills a batch with the entries with seqs in `range`, at most 10,000 of them.
  package func read(
    _ range: ClosedRange<Int>, into batch: inout LeafBatch
  ) throws(StoreError) {
    var read = batch
    batch = LeafBatch()
    read.removeAll(from: max(range.lowerBound, 1))
    defer { batch = read }
    guard let (first, last) = PostgresStore.part(of: range) else { return }
    let rows = try access { db in
      try db.rows(
        "SELECT seq, bytes FROM ONLY \(entry) WHERE seq BETWEEN $1 AND $2 ORDER BY seq",
        .number(first), .number(last))
    }
    for row in 0..<rows.count {
      let seq = Int(rows.number(row, 0) ?? 0)
      let result = unsafe rows.withBytes(.bytes, row, 1) { bytes -> Result<Void, StoreError>? in
        do throws(StoreError) {
          return .success(try unsafe read.append(seq: seq, bytes))
        } catch {
          return .failure(error)
        }
      }
      guard let result else { throw .damaged(seq: seq, reason: "it has no bytes") }
      try result.get()
    }
  }

  /// The bytes of the entries with these seqs, in order, at most 10,000 of them, by one statement.
  package func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes] {
    let seqs = Array(seqs.prefix(PostgresStore.batchSize))
    if seqs.isEmpty { return [] }
    let found = try bytes("seq = ANY($1) ORDER BY seq", .numbers(seqs))
    for (place, seq) in seqs.enumerated() where place >= found.count || found[place].seq != seq {
      throw .damaged(seq: seq, reason: "it is missing")
    }
    return found
  }

  private func bytes(
    _ condition: String, _ first: PostgresValue, _ second: PostgresValue? = nil
  ) throws(StoreError) -> [EntryBytes] {
    try access { db in
      let statement = "SELECT seq, bytes FROM ONLY \(entry) WHERE \(condition)"
      let rows = try second.map { try db.rows(statement, first, $0) } ?? db.rows(statement, first)
      return try (0..<rows.count).map { row in
        let seq = try rows.number(row, 0, "the seq of an entry")
        guard let bytes = rows.bytes(row, 1) else {
          throw StoreError.damaged(seq: seq, reason: "it has no bytes")
        }
        return EntryBytes(seq: seq, bytes: bytes)
      }
    }
  }

  /// The entry with this id.
  package func entry(id: EventID) throws(StoreError) -> StoredEntry? {
    try select("id = $1", .bytes(id.bytes)).first
  }

  /// The entry with this label.
  package func entry(label: String) throws(StoreError) -> StoredEntry? {
    guard !label.utf8.contains(0) else { return nil }
    return try select("label = $1", .text(label)).first
  }

  /// The seqs of those of some ids, and of those of some labels, that the record holds.
  package func seqs(ofIDs ids: [EventID], labels: [String]) throws(StoreError) -> HeldSeqs {
    var held = HeldSeqs()
    let labels = labels.filter { !$0.utf8.contains(0) }
    for start in stride(from: 0, to: ids.count, by: PostgresStore.batchSize) {
      let some = ids.dropFirst(start).prefix(PostgresStore.batchSize).map(\.bytes)
      try access { db in
        let rows = try db.rows(
          "SELECT id, seq FROM ONLY \(entry) WHERE id = ANY($1)", .manyBytes(some))
        for row in 0..<rows.count {
          guard let id = rows.id(row, 0) else { continue }
          held.ids[id] = try rows.number(row, 1, "the seq of an entry")
        }
      }
    }
    for start in stride(from: 0, to: labels.count, by: PostgresStore.batchSize) {
      let some = Array(labels.dropFirst(start).prefix(PostgresStore.batchSize))
      try access { db in
        let rows = try db.rows(
          "SELECT label, seq FROM ONLY \(entry) WHERE label = ANY($1)", .texts(some))
        for row in 0..<rows.count {
          guard let label = rows.text(row, 0) else { continue }
          held.labels[label] = try rows.number(row, 1, "the seq of an entry")
        }
      }
    }
    return held
  }

  /// At most `limit` entries whose label begins with `prefix`, in the order of labels.
  package func entries(
    labelPrefix prefix: String, limit: Int
  ) throws(StoreError) -> [StoredEntry] {
    guard !prefix.utf8.contains(0), limit > 0 else { return [] }
    return try select(
      "label >= $1 AND label < $2 ORDER BY label LIMIT $3",
      .text(prefix), .text(prefix + "\u{7F}"), .number(limit))
  }

  /// At most `limit` entries whose id in hexadecimal begins with `prefix`, in the order of ids.
  package func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    let rest = 32 - prefix.utf8.count
    guard rest >= 0, limit > 0, let first = EventID(prefix + String(repeating: "0", count: rest)),
      let last = EventID(prefix + String(repeating: "f", count: rest))
    else { return [] }
    return try select(
      "id BETWEEN $1 AND $2 ORDER BY id LIMIT $3",
      .bytes(first.bytes), .bytes(last.bytes), .number(limit))
  }

  /// All entries of one type, in order; those of types that register names come by an index.
  package func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry] {
    try select("type = '\(type.rawValue)' ORDER BY seq")
  }

  private func select(
    _ condition: String, _ values: PostgresValue...
  ) throws(StoreError) -> [StoredEntry] {
    try access { db in try PostgresStore.entries(db, entry, condition, values) }
  }

  /// Reads the entries that `condition` selects.
  static func entries(
    _ db: PostgresConnection, _ table: String, _ condition: String, _ values: [PostgresValue]
  ) throws -> [StoredEntry] {
    let statement = "SELECT \(Schema.entryColumns) FROM ONLY \(table) WHERE \(condition)"
    let rows = try db.rows(statement, all: values)
    return try (0..<rows.count).map { row throws(StoreError) in try rows.entry(row) }
  }
}

extension PostgresRows {
  /// The entry in a row with the columns of one.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where a column is not what it should be.
  func entry(_ row: Int) throws(StoreError) -> StoredEntry {
    guard let seq = number(row, 0) else {
      throw .corrupt(reason: "The seq of an entry is no number.")
    }
    func damaged(_ reason: String) -> StoreError { .damaged(seq: Int(seq), reason: reason) }
    guard let recorded = number(row, 1).flatMap({ Instant(microseconds: $0) }) else {
      throw damaged("its time of recording is no instant")
    }
    guard let id = id(row, 2) else { throw damaged("its id is not 16 bytes long") }
    let label = text(row, 3)
    guard label != nil || isNull(row, 3) else { throw damaged("its label is no text") }
    guard let type = text(row, 4) else { throw damaged("its type is no text") }
    guard let bytes = bytes(row, 5) else { throw damaged("it has no bytes") }
    return StoredEntry(
      seq: Int(seq), id: id, label: label, recorded: recorded, type: type, bytes: bytes)
  }
}
