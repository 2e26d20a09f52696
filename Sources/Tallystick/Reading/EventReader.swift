public import TransparencyLog

/// A checkpoint as a store keeps it.
public struct StoredCheckpoint: Hashable, Sendable {
  /// The number of entries that it covers.
  public let size: Int

  /// The signed note.
  public let note: [UInt8]

  /// Creates a checkpoint.
  public init(size: Int, note: [UInt8]) {
    self.size = size
    self.note = note
  }
}

/// How many entries a record holds, and when it took the last.
public struct LogEnd: Hashable, Sendable {
  /// The number of entries; the seq of the last one.
  public let size: Int

  /// When the last entry was recorded; nil for an empty record.
  public let recorded: Instant?

  /// Creates an end.
  public init(size: Int, recorded: Instant?) {
    self.size = size
    self.recorded = recorded
  }
}

/// Where some ids and labels stand in a record; those that it does not hold are left out.
public struct HeldSeqs: Hashable, Sendable {
  /// The seqs of the ids.
  public var ids: [EventID: Int] = [:]

  /// The seqs of the entries with the labels.
  public var labels: [String: Int] = [:]

  /// Creates what is known of no ids.
  public init() {}
}

/// A record that can be read.
///
/// Every call is a short transaction of its own: a reader holds no lock between calls, so it fixes
/// a size first and asks for nothing beyond it.
public protocol EventReader {
  /// The name of the record, the origin of its checkpoints.
  var origin: String { get }

  /// The instant from which a record of the reserved domain `.test` counts its own time; nil for
  /// every other record, which goes by the clock.
  var testClock: Instant? { get }

  /// The number of entries and the time of the last one.
  func end() throws(StoreError) -> LogEnd

  /// The entries with seqs in `range`, in order; fewer where the record ends, and at most
  /// ``batchSize`` of them.
  func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry]

  /// The bytes of the entries with seqs in `range`, in order; fewer where the record ends, and at
  /// most ``batchSize`` of them.
  func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes]

  /// Fills a batch with the entries with seqs in `range`; fewer where the record ends, and at most
  /// ``batchSize`` of them.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when one of them is missing.
  func read(_ range: ClosedRange<Int>, into batch: inout LeafBatch) throws(StoreError)

  /// The bytes of the entries with these seqs, which ascend, in order; at most ``batchSize``.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when one of them is missing.
  func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes]

  /// The entry with this id.
  func entry(id: EventID) throws(StoreError) -> StoredEntry?

  /// The entry with this label.
  func entry(label: String) throws(StoreError) -> StoredEntry?

  /// The seqs of those of some ids, and of those of some labels, that the record holds.
  func seqs(ofIDs ids: [EventID], labels: [String]) throws(StoreError) -> HeldSeqs

  /// At most `limit` entries whose id in hexadecimal begins with `prefix`, in the order of ids.
  func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry]

  /// All entries of one of the types that register names (`source`, `agreement`, `medium`), of
  /// `amendment` or of `redaction`, in order.
  func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry]

  /// The verifier key of the record's checkpoints; nil for a record that has none yet.
  func verifierKey() throws(StoreError) -> String?

  /// The stored tile at this place; nil while it is not full.
  func tile(level: Int, index: Int) throws(StoreError) -> StoredTile?

  /// The roots of the stored tiles of one level with these indexes, in order; fewer where some are
  /// missing.
  func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash]

  /// The checkpoints, smallest first.
  func checkpoints() throws(StoreError) -> [StoredCheckpoint]
}

extension EventReader {
  /// The most entries that one call returns.
  public static var batchSize: Int { 10_000 }

  /// How many entries a fold reads at once: few enough that their bytes are still in the processor's
  /// cache when they are looked at.
  static var foldedAtOnce: Int { 1000 }

  /// The bytes of the entries with seqs in `range`, taken from the entries.
  public func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes] {
    try entries(range).map { EntryBytes(seq: $0.seq, bytes: $0.bytes) }
  }

  /// The bytes of the entries with these seqs, taken from the entries one by one.
  public func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes] {
    try seqs.prefix(Self.batchSize).map { seq throws(StoreError) in
      guard seq > 0, let entry = try entries(seq...seq).first, entry.seq == seq else {
        throw .damaged(seq: seq, reason: "it is missing")
      }
      return EntryBytes(seq: seq, bytes: entry.bytes)
    }
  }

  /// The seqs of those of some ids, and of those of some labels, that the record holds, each looked
  /// up by itself.
  public func seqs(ofIDs ids: [EventID], labels: [String]) throws(StoreError) -> HeldSeqs {
    var held = HeldSeqs()
    for id in ids { held.ids[id] = try entry(id: id)?.seq }
    for label in labels { held.labels[label] = try entry(label: label)?.seq }
    return held
  }
}
