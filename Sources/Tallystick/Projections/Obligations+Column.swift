extension Obligations {
  /// What one column says was performed.
  public struct Column: Hashable, Sendable {
    /// Its number, of the handovers of which it is known that they perform this; nil when it gave none.
    public let bounds: Bounds?
    /// What the handovers under the deal add up to, as far as it gave numbers; nil when it gave none.
    public let sum: Bounds?
    /// The totals that hold: on each row one of a side, of others one of each speaker.
    public let stated: [Stated]
    /// Of how many handovers under the deal it spoke.
    public let handovers: Int
    /// Of how many of these it gave no number.
    public let withoutNumber: Int
    /// How many handovers there are under the deal, whoever spoke of them.
    public let of: Int
    /// How many of those of which it spoke are assumed to be under the deal.
    public let assumed: Int
    /// Whether it gave no number of some of them, and no total: then its number is only a part.
    public let isPartial: Bool
    /// The stretches of days in which it says more than its handovers make.
    public let missing: [Missing]
    /// The events that make it, in order.
    public let seqs: [Int]

    /// A total that it states.
    public struct Stated: Hashable, Sendable {
      /// Who states it.
      public let speaker: String
      /// Its event.
      public let seq: Int
      /// The events of those that tie with it.
      public let ties: [Int]
      /// What is stated; of several that tie the range.
      public let count: Count
      /// The number that it admits.
      public let bounds: Bounds
      /// The days that it covers.
      public let when: EDTFDate?
      /// Whether it is assumed to be of the deal.
      public let isAssumed: Bool
    }
  }

  /// Some handed over, as a side's totals tell, between days of which no handover is recorded.
  public struct Missing: Hashable, Sendable {
    /// The first day on which they may have been handed over; nil where nothing tells.
    public let from: Day?
    /// The last day.
    public let to: Day?
    /// How many.
    public let bounds: Bounds
    /// What the handovers make that were recorded by its end.
    public let entered: Bounds
    /// What the side states by its end.
    public let stated: Bounds
    /// The events of the totals that tell it, in order.
    public let seqs: [Int]
  }
}

extension Obligations.Column {
  /// Adds up what a column says; nil when it says nothing.
  init?(_ share: Obligations.Share, of party: Obligations.Party) {
    guard share.hasSpoken else { return nil }
    let rows = share.ordered
    let isSide = party == .sender || party == .receiver
    let spoken = rows.flatMap(\.placed)
    bounds = share.number(withOpen: false)
    sum = spoken.compactMap(\.bounds).total
    let stated = rows.flatMap { row in
      // Totals of others are listed by speaker, never merged.
      let groups =
        isSide
        ? [row.placedTotals]
        : Dictionary(grouping: row.placedTotals, by: \.speaker).sorted { $0.key < $1.key }.map(
          \.value)
      return groups.compactMap { Stated(Obligations.Total.latest($0), row.assumed) }
    }
    handovers = spoken.count
    withoutNumber = spoken.count { $0.bounds == nil }
    of = rows.reduce(0) { $0 + $1.count }
    assumed = spoken.count(where: \.isAssumed)
    isPartial = share.isPartial
    missing = isSide ? rows.flatMap { Obligations.Missing.all($0.placedTotals, $0.placed) } : []
    let totals = rows.flatMap(\.totals).filter { total in
      stated.contains { $0.seq == total.seq || $0.ties.contains(total.seq) }
    }
    self.stated = stated
    seqs =
      (spoken.flatMap(\.seqs) + totals.flatMap(\.seqs) + share.identifiedSeqs).distinct
  }
}

extension Obligations.Column.Stated {
  fileprivate init?(_ tied: [Obligations.Total], _ assumed: Set<Int>) {
    guard let first = tied.first, let own = first.bounds, let bounds = tied.tied else {
      return nil
    }
    speaker = first.speaker
    seq = first.seq
    ties = tied.dropFirst().map(\.seq).filter { $0 != first.seq }.distinct
    self.bounds = bounds
    count = bounds == own ? first.count : Count(bounds.kind)
    when = first.when
    isAssumed = assumed.contains(first.seq)
  }
}

extension Bounds {
  /// A count that says the same.
  fileprivate var kind: Count.Kind {
    guard let max else { return .atLeast(min) }
    return min == max ? .exact(min) : .between(min, max)
  }
}

extension Obligations.Missing {
  /// The stretches of days in which totals of one side say more than its handovers make.
  ///
  /// Totals with an open or unsaid beginning follow one another; one with a beginning stands by itself.
  package static func all(_ totals: [Obligations.Total], _ numbers: [Obligations.Share.Number])
    -> [Self]
  {
    let numbered = totals.filter { $0.bounds != nil }
    let best = numbered.filter { total in total.rank == numbered.map(\.rank).min() }
    var found = best.filter { $0.begin != nil }.compactMap { total in
      Self(total, after: nil, from: total.begin ?? .min, numbers)
    }
    var last: Obligations.Total?
    for total in best.filter({ $0.begin == nil }).sorted(by: { $1.isLater(than: $0) }) {
      if let earlier = last {
        let isMore = (total.bounds?.min ?? 0) >= (earlier.bounds?.max ?? .max)
        guard total.end > earlier.end, isMore else { continue }
      }
      let after = last?.end ?? .min
      if let gap = Self(total, after: last, from: after == .min ? .min : after + 1, numbers) {
        found.append(gap)
      }
      last = total
    }
    return found.sorted { one, other in
      let (first, second) = (one.to ?? .maximum, other.to ?? .maximum)
      return first == second ? one.seqs.lexicographicallyPrecedes(other.seqs) : first < second
    }
  }

  private init?(
    _ total: Obligations.Total, after earlier: Obligations.Total?, from first: Int,
    _ numbers: [Obligations.Share.Number]
  ) {
    guard let stated = total.bounds else { return nil }
    let before = earlier?.bounds ?? Bounds(0)
    let mayBeIn = numbers.filter { $0.days.to >= first && $0.days.from <= total.end }
    let here = mayBeIn.compactMap(\.bounds).total ?? Bounds(0)
    let rest = stated.less(before + here)
    guard rest.min > 0 else { return nil }
    bounds = rest
    let upToEnd = earlier == nil ? mayBeIn : numbers.filter { $0.days.from <= total.end }
    self.entered = upToEnd.compactMap(\.bounds).total ?? Bounds(0)
    self.stated = stated
    from = first == .min ? nil : Day(number: first)
    to = total.end == .max ? nil : Day(number: total.end)
    seqs = ([total.seq] + [earlier?.seq].compactMap { $0 }).distinct
  }
}
