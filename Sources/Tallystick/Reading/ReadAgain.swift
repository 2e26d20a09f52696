public import TransparencyLog

/// A record of which the first entries were read before, and which gives none that is another one
/// now: in a file that was made for it, a search can lead elsewhere than reading from the beginning.
///
/// It keeps eight bytes for each entry, keyed anew in every run of the program.
public struct ReadAgain: EventReader {
  private let reader: any EventReader
  private let marks: [Int]

  /// The root over the entries as they were read before.
  let root: Hash

  init(reader: any EventReader, marks: [Int], root: Hash) {
    self.reader = reader
    self.marks = marks
    self.root = root
  }

  private func check(_ seq: Int, _ bytes: [UInt8]) throws(StoreError) {
    guard marks.indices.contains(seq - 1), Hash.leaf(of: bytes).hashValue == marks[seq - 1] else {
      throw .damaged(seq: seq, reason: "it is another one when it is read again")
    }
  }

  private func checked(_ entries: [StoredEntry]) throws(StoreError) -> [StoredEntry] {
    for entry in entries { try check(entry.seq, entry.bytes) }
    return entries
  }

  private func checked(_ entries: [EntryBytes]) throws(StoreError) -> [EntryBytes] {
    for entry in entries { try check(entry.seq, entry.bytes) }
    return entries
  }
}

extension ReadAgain {
  /// The name of the record.
  public var origin: String { reader.origin }

  /// The instant from which the record counts its own time.
  public var testClock: Instant? { reader.testClock }

  /// The number of entries and the time of the last one.
  public func end() throws(StoreError) -> LogEnd { try reader.end() }

  /// The entries with seqs in `range`, in order.
  public func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry] {
    try checked(reader.entries(range))
  }

  /// The bytes of the entries with seqs in `range`, in order.
  public func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes] {
    try checked(reader.bytes(range))
  }

  /// The bytes of the entries with these seqs, in order.
  public func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes] {
    try checked(reader.bytes(at: seqs))
  }

  /// The entry with this id.
  public func entry(id: EventID) throws(StoreError) -> StoredEntry? {
    try reader.entry(id: id).map { entry throws(StoreError) in try checked([entry])[0] }
  }

  /// The entry with this label.
  public func entry(label: String) throws(StoreError) -> StoredEntry? {
    try reader.entry(label: label).map { entry throws(StoreError) in try checked([entry])[0] }
  }

  /// At most `limit` entries whose id begins with `prefix`, in the order of ids.
  public func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry] {
    try checked(reader.entries(idPrefix: prefix, limit: limit))
  }

  /// All entries of one type, in order.
  public func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry] {
    try checked(reader.entries(ofType: type))
  }

  /// The verifier key of the record's checkpoints.
  public func verifierKey() throws(StoreError) -> String? { try reader.verifierKey() }

  /// The stored tile at this place.
  public func tile(level: Int, index: Int) throws(StoreError) -> StoredTile? {
    try reader.tile(level: level, index: index)
  }

  /// The roots of the stored tiles of one level with these indexes.
  public func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash] {
    try reader.tileRoots(level: level, indexes)
  }

  /// The checkpoints, smallest first.
  public func checkpoints() throws(StoreError) -> [StoredCheckpoint] { try reader.checkpoints() }
}
