internal import TransparencyLog

/// The bytes of entries that follow one another, in one piece of memory that is used again.
///
/// Before each entry stands the byte that makes a leaf of it (RFC 6962 §2.1), so that it is hashed
/// where it stands.
public struct LeafBatch: Sendable {
  /// The seq of the first entry.
  public private(set) var first = 1

  /// The leaves, one after the other, and where each ends.
  private var leaves: [UInt8] = []
  private var ends: [Int] = []

  /// The leaf hashes of the entries, once they were asked for.
  private(set) var hashes: [Hash] = []

  /// Creates a batch of no entries.
  public init() {}

  /// The number of entries.
  public var count: Int { ends.count }

  /// The seq of the entry that comes next.
  public var next: Int { first + count }

  /// Takes all entries out; the next one has the seq `first`.
  public mutating func removeAll(from first: Int) {
    self.first = first
    leaves.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  /// Works out the leaf hashes of all entries.
  mutating func hash() {
    var made = hashes
    hashes = []
    made.removeAll(keepingCapacity: true)
    var start = 0
    for end in ends {
      made.append(Hash(prefixed: leaves.span.extracting(start..<end)))
      start = end
    }
    hashes = made
  }

  /// The hash of the leaf that stands as number `seq`.
  func leafHash(_ seq: Int, _ leaf: Span<UInt8>) -> Hash {
    hashes.indices.contains(seq - first) ? hashes[seq - first] : Hash(prefixed: leaf)
  }

  /// Adds the next entry.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its seq is another one.
  public mutating func append(_ entry: EntryBytes) throws(StoreError) {
    try begin(entry.seq)
    leaves.append(contentsOf: entry.bytes)
    ends.append(leaves.count)
  }

  /// Adds the next entry, of which the bytes stand elsewhere.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its seq is another one.
  public mutating func append(seq: Int, _ bytes: UnsafeRawBufferPointer) throws(StoreError) {
    try begin(seq)
    leaves.append(contentsOf: bytes)
    ends.append(leaves.count)
  }

  private mutating func begin(_ seq: Int) throws(StoreError) {
    guard seq == next else { throw .damaged(seq: next, reason: "it is missing") }
    leaves.append(0)
  }

  /// Hands the seq of each entry and its leaf to `body`, in order.
  public func handOut(
    to body: (Int, Span<UInt8>) throws(StoreError) -> Void
  ) throws(StoreError) {
    let leaves = leaves.span
    var start = 0
    for (index, end) in ends.enumerated() {
      try body(first + index, leaves.extracting(start..<end))
      start = end
    }
  }
}

extension EntryBytes {
  /// Copies the bytes of an entry.
  init(seq: Int, _ bytes: Span<UInt8>) {
    self.init(seq: seq, bytes: bytes.withUnsafeBytes { Array($0) })
  }
}

extension EventReader {
  /// Fills a batch with the entries with seqs in `range`, taken from their bytes.
  public func read(
    _ range: ClosedRange<Int>, into batch: inout LeafBatch
  ) throws(StoreError) {
    batch.removeAll(from: max(range.lowerBound, 1))
    for entry in try bytes(range) { try batch.append(entry) }
  }
}
