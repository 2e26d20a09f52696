public import TransparencyLog

/// A record at a cut: the projections, and the head that they were made from.
public struct View: Sendable {
  /// What the record held by when, as asked for.
  public enum AsRecorded: Hashable, Sendable {
    /// Everything.
    case everything
    /// By the end of this day, in UTC.
    case day(Day)
    /// The first events up to this one.
    case seq(Int)
  }

  /// The fold of the events that the record held.
  public let history: History

  /// The root over them.
  public let root: Hash

  /// What stands at the cut.
  public let standing: Standing

  /// The handovers at the cut.
  public let handovers: Handovers

  /// The digests of the disclosures at hand, where the state of sealed fields is to be told.
  public var heldDigests: Set<String>?

  /// How ``AsRecorded`` was asked for.
  let asRecorded: String?

  /// Works out a view of folded events.
  public init(_ history: History, root: Hash, at cut: Cut, asRecorded: String? = nil) {
    self.history = history
    self.root = root
    self.asRecorded = asRecorded
    standing = Standing(history, at: cut)
    handovers = Handovers(standing, standing.liveClaims())
  }

  /// The cut that it resolved to.
  public var cut: ResolvedCut {
    ResolvedCut(
      cut: standing.cut, asRecorded: asRecorded, seq: standing.lastSeq, size: history.size,
      root: root, straddling: standing.straddling, occurredStraddling: handovers.straddling,
      aside: standing.aside, unread: standing.unread.count,
      sealed: heldDigests.flatMap { SealedFields(of: history).counts(holding: $0).words })
  }

  /// The sums, row by row.
  public var totals: Totals { Totals(handovers) }

  /// What agreements make each party owe.
  public var obligations: Obligations { Obligations(standing, handovers) }

  /// The media.
  public var media: MediaBoard { MediaBoard(standing) }
}

/// Reads a record from its beginning, once, into a history and the root over its entries.
public struct Folding: Sendable {
  /// The events so far.
  public private(set) var history = History()

  private var range = CompactRange()

  /// Creates the folding of no events.
  public init() {}

  /// The root over the entries so far.
  public var root: Hash { range.root }

  /// Takes the next entry.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  public mutating func take(_ entry: EntryBytes) throws(StoreError) {
    try take(entry, leafHash: Hash.leaf(of: entry.bytes))
  }

  /// Takes the next entry, whose leaf hash is known.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  public mutating func take(_ entry: EntryBytes, leafHash: Hash) throws(StoreError) {
    try take(entry.bytes, seq: entry.seq, leafHash: leafHash)
  }

  /// Takes the next entry, of which only the bytes are there.
  mutating func take(_ bytes: [UInt8], seq: Int, leafHash: Hash) throws(StoreError) {
    range.append(leafHash: leafHash)
    try history.apply(bytes, seq: seq)
  }
}

extension EventReader {
  /// How many entries a fold reads at once: few enough that their bytes are still in the processor's
  /// cache when they are looked at.
  static var foldedAtOnce: Int { 1000 }

  /// The number of entries that the record held.
  public func size(asRecorded: View.AsRecorded) throws -> Int {
    let end = try end()
    switch asRecorded {
    case .everything: return end.size
    case .seq(let seq): return min(seq, end.size)
    case .day(let day): return try countRecorded(by: day, among: end.size)
    }
  }

  /// The number of entries recorded by the end of `day`.
  ///
  /// - Complexity: O(log *n*) reads, as ``StoredEntry/recorded`` increases.
  private func countRecorded(by day: Day, among size: Int) throws -> Int {
    var (low, high) = (0, size)
    while low < high {
      let middle = (low + high + 1) / 2
      guard let entry = try entries(middle...middle).first else {
        throw StoreError.damaged(seq: middle, reason: "the entry is missing")
      }
      if entry.recorded.day <= day { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
