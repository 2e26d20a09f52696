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

  /// What is at hand of sealed fields, where their state is to be told.
  public var holdings: SealedHoldings?

  /// How ``AsRecorded`` was asked for.
  package let asRecorded: String?

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
      sealed: holdings.flatMap { SealedFields(of: history).counts(by: $0).words })
  }

  /// The sums, row by row.
  public var totals: Totals { Totals(handovers) }

  /// What agreements make each party owe.
  public var obligations: Obligations { Obligations(standing, handovers) }

  /// What cannot all be right.
  public var contradictions: [Contradiction] { Contradictions(standing, handovers, totals).all }

  /// The handovers, each with how far it is borne out.
  public var lines: some Sequence<HandoverLine> {
    let lines = HandoverLines(standing, handovers)
    return handovers.all.lazy.map { lines.line(of: $0) }
  }

  /// The media.
  public var media: MediaBoard { MediaBoard(standing) }
}

extension EventReader {
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
