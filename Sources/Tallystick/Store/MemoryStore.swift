internal import Synchronization
public import TransparencyLog

/// A record in memory: for tests, and for folding events that are in no file.
///
/// It refuses what a file refuses. Several threads may use it at once.
public final class MemoryStore: EventStore, RecordReader {
  /// The name of the record.
  public let origin: String

  /// The instant from which the record counts its own time.
  public let testClock: Instant?

  private let shelf = Mutex(Shelf())

  /// Creates an empty record.
  public init(origin: String, testClock: Instant? = nil) {
    self.origin = origin
    self.testClock = testClock
  }

  /// The number of entries and the time of the last one.
  public func end() throws(StoreError) -> LogEnd {
    shelf.withLock { LogEnd(size: $0.entries.count, recorded: $0.entries.last?.recorded) }
  }

  /// The entries with seqs in `range`, in order, at most 10,000 of them.
  public func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry] {
    shelf.withLock { shelf in
      let first = max(range.lowerBound, 1)
      let last = min(range.upperBound, shelf.entries.count)
      guard first <= last else { return [] }
      return Array(shelf.entries[(first - 1)..<last].prefix(MemoryStore.batchSize))
    }
  }

  /// The entry with this id.
  public func entry(id: EventID) throws(StoreError) -> StoredEntry? {
    shelf.withLock { shelf in shelf.seqs[id].map { shelf.entries[$0 - 1] } }
  }

  /// The entry with this label.
  public func entry(label: String) throws(StoreError) -> StoredEntry? {
    shelf.withLock { shelf in shelf.labels[label].map { shelf.entries[$0 - 1] } }
  }

  /// At most `limit` entries whose id in hexadecimal begins with `prefix`, in the order of ids.
  ///
  /// - Complexity: O(*n* log *n*) in the number of entries.
  public func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    shelf.withLock { shelf in
      let found = shelf.entries.filter { $0.id.description.hasPrefix(prefix) }
      return Array(found.sorted { $0.id < $1.id }.prefix(max(limit, 0)))
    }
  }

  /// At most `limit` entries whose label begins with `prefix`, in the order of labels.
  ///
  /// - Complexity: O(*n* log *n*) in the number of labels.
  public func entries(labelPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    shelf.withLock { shelf in
      let found = shelf.labels.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
      return found.prefix(max(limit, 0)).map { shelf.entries[$0.value - 1] }
    }
  }

  /// All entries of one type, in order.
  ///
  /// - Complexity: O(*n*) in the number of entries.
  public func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry] {
    shelf.withLock { shelf in shelf.entries.filter { $0.type == type.rawValue } }
  }

  /// Appends all of `entries` after the first `size`, with what `sealed` says, or does nothing.
  ///
  /// - Throws: ``StoreError/headMoved(expected:actual:)`` when the record does not hold `size`
  ///   entries; ``StoreError/refused(code:reason:)`` when an entry is not the next one, not
  ///   recorded later, or has an id or label that the record holds, and when a disclosure is held.
  /// - Complexity: O(*n*) in the number of `entries`, and of those held where one is refused.
  public func append(
    _ entries: NewEntries, sealed: SealedChanges, onto size: Int
  ) throws(StoreError) {
    try shelf.withLock { shelf throws(StoreError) in
      let actual = shelf.entries.count
      guard actual == size else { throw .headMoved(expected: size, actual: actual) }
      if entries.isEmpty { return }
      do throws(StoreError) {
        try entries.forEachBatch { batch throws(StoreError) in
          for place in batch.rows.indices { try shelf.add(batch.entry(place)) }
        }
        try shelf.change(sealed)
        shelf.fillTiles(after: size)
      } catch {
        shelf.cut(to: size)
        throw error
      }
    }
  }
}

extension MemoryStore {
  /// The verifier key of the record's checkpoints.
  public func verifierKey() throws(StoreError) -> String? { shelf.withLock { $0.verifierKey } }

  /// The full tile at this place.
  public func tile(level: Int, index: Int) throws(StoreError) -> StoredTile? {
    shelf.withLock { shelf in
      let row = level < shelf.tiles.count ? shelf.tiles[level] : []
      return row.indices.contains(index) ? row[index] : nil
    }
  }

  /// The roots of the full tiles of one level with these indexes.
  public func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash] {
    shelf.withLock { shelf in
      let row = level < shelf.tiles.count ? shelf.tiles[level] : []
      return row[indexes.clamped(to: row.indices)].map(\.root)
    }
  }

  /// The checkpoints, smallest first.
  public func checkpoints() throws(StoreError) -> [StoredCheckpoint] {
    shelf.withLock { $0.checkpoints }
  }

  /// Stores a checkpoint; one that is stored already is left as it is.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it is not larger than the last one, or
  ///   covers more than the record holds.
  public func add(_ checkpoint: StoredCheckpoint) throws(StoreError) {
    try shelf.withLock { shelf throws(StoreError) in
      if shelf.checkpoints.contains(checkpoint) { return }
      if let last = shelf.checkpoints.last, checkpoint.size <= last.size {
        throw .refused(code: "memory", reason: "a checkpoint is larger than the one before it")
      }
      guard checkpoint.size <= shelf.entries.count else {
        throw .refused(code: "memory", reason: "a checkpoint covers only entries of the record")
      }
      shelf.checkpoints.append(checkpoint)
    }
  }

  /// Gives a record that has none its verifier key.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it has another one.
  public func adopt(verifierKey: String) throws(StoreError) {
    try shelf.withLock { shelf throws(StoreError) in
      guard shelf.verifierKey == nil || shelf.verifierKey == verifierKey else {
        throw .refused(code: "memory", reason: "this name of the record is set already")
      }
      shelf.verifierKey = verifierKey
    }
  }
}

extension MemoryStore {
  /// The disclosure of this digest.
  public func disclosure(digest: String) throws(StoreError) -> StoredDisclosure? {
    shelf.withLock { $0.disclosures[digest] }
  }

  /// At most `limit` disclosures whose digests come after one, in the order of digests.
  ///
  /// - Complexity: O(*n* log *n*) in the number of disclosures.
  public func disclosures(
    after digest: String?, limit: Int
  ) throws(StoreError) -> [StoredDisclosure] {
    shelf.withLock { shelf in
      let sorted = shelf.disclosures.values.sorted { $0.digest < $1.digest }
      return Array(sorted.drop { one in digest.map { one.digest <= $0 } ?? false }.prefix(limit))
    }
  }

  /// The digests of all disclosures.
  public func heldDigests() throws(StoreError) -> Set<String> {
    shelf.withLock { Set($0.disclosures.keys) }
  }

  /// Every digest with each audience to which its disclosure goes or went, in order.
  ///
  /// - Complexity: O(*n* log *n*) in their number.
  public func audiences() throws(StoreError) -> [DisclosureAudience] {
    shelf.withLock { $0.audiences.sorted() }
  }

  /// Names an audience to which a disclosure goes; one that is named already stays.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when the record does not hold the disclosure.
  public func disclose(_ digest: String, to audience: String) throws(StoreError) {
    try shelf.withLock { shelf throws(StoreError) in
      guard shelf.disclosures[digest] != nil else {
        throw .refused(code: "memory", reason: "only a disclosure that is here has an audience")
      }
      shelf.audiences.insert(DisclosureAudience(digest: digest, audience: audience))
    }
  }
}

/// The entries of a record in memory, and where to find them.
private struct Shelf {
  var disclosures: [String: StoredDisclosure] = [:]
  var audiences: Set<DisclosureAudience> = []
  var entries: [StoredEntry] = []
  var tiles: [[StoredTile]] = []
  var checkpoints: [StoredCheckpoint] = []
  var verifierKey: String?
  var seqs: [EventID: Int] = [:]
  var labels: [String: Int] = [:]

  mutating func add(_ entry: StoredEntry) throws(StoreError) {
    if let reason = objection(to: entry) { throw .refused(code: "memory", reason: reason) }
    entries.append(entry)
    seqs[entry.id] = entry.seq
    if let label = entry.label { labels[label] = entry.seq }
  }

  mutating func change(_ sealed: SealedChanges) throws(StoreError) {
    for disclosure in sealed.kept {
      guard disclosures[disclosure.digest] == nil else {
        throw .refused(code: "memory", reason: "this disclosure is there already")
      }
    }
    for disclosure in sealed.kept { disclosures[disclosure.digest] = disclosure }
    for digest in sealed.destroyed { disclosures[digest] = nil }
  }

  mutating func fillTiles(after size: Int) {
    let added = entries[size...].map { Hash.leaf(of: $0.bytes) }
    let filled = try? TileFilling.tiles(after: size, adding: added) { level, indexes in
      level == 0
        ? entries[indexes].map { Hash.leaf(of: $0.bytes) }
        : tiles[level - 1][indexes].map(\.root)
    }
    for tile in filled ?? [] {
      if tiles.count <= tile.level { tiles.append([]) }
      tiles[tile.level].append(tile)
    }
  }

  mutating func cut(to size: Int) {
    for entry in entries[size...] {
      seqs[entry.id] = nil
      if let label = entry.label { labels[label] = nil }
    }
    entries.removeSubrange(size...)
  }

  private func objection(to entry: StoredEntry) -> String? {
    if entry.seq != entries.count + 1 { return "the seq of an entry is the next one" }
    if let last = entries.last, entry.recorded <= last.recorded {
      return "an entry is recorded later than the one before it"
    }
    if seqs[entry.id] != nil { return "the id stands in the record already" }
    if let label = entry.label, labels[label] != nil {
      return "the label stands in the record already"
    }
    let isTooLong = entry.bytes.count > Event.longest || (entry.label?.utf8.count ?? 0) > 64
    let isEmpty = entry.bytes.isEmpty || entry.label?.isEmpty == true || entry.type.isEmpty
    return isTooLong || isEmpty || entry.type.utf8.count > 40
      ? "a column of the entry is empty or too long" : nil
  }
}
