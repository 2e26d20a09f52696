/// What one side says of the number of one handover.
public struct SideNumber: Hashable, Sendable {
  /// The range over its live claims, only its best attributed ones; nil when none gives a number.
  public let bounds: Bounds?

  /// What the number counts, where that is said.
  public let unit: String?

  /// The events that make it.
  public let seqs: [Int]

  /// The acts that give it, without what they rest on.
  package let givers: [Int]

  /// The numbers of the side that count something else, beside it.
  public let others: [OtherUnit]

  /// The numbers by themselves, where some do not admit one another; else none.
  public let apart: [Bounds]

  /// A number that counts something else.
  public struct OtherUnit: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// What it counts, such as `bag`.
    public let unit: String
    /// The number.
    public let bounds: Bounds
  }
}

/// The numbers that both sides give of one handover, as far as they do.
struct BothNumbers {
  let sent: Bounds?
  let received: Bounds?

  /// Whether they count the same, as far as it is said what they count.
  let isOneUnit: Bool

  /// The smaller of the two lower ends.
  var confirmed: Amount? {
    guard let sent, let received, isOneUnit else { return nil }
    return Amount.first(sent.low, received.low, by: <)
  }

  /// How much more the sender says than the receiver; 0 when the ranges overlap.
  var gap: Amount? {
    guard let sent, let received, isOneUnit else { return nil }
    return sent.gap(from: received)
  }

  /// The smallest and the largest number that either gave.
  var contested: Bounds? {
    guard let sent else { return received }
    guard let received else { return sent }
    return sent.union(received)
  }
}

extension SideNumber {
  /// The number that some claims of one side give together, in an order that recording does not
  /// change; nil when there are no claims.
  ///
  /// Only the best attributed of the claims with a number count. A number with a bound, or
  /// about, does not widen the exact numbers that it admits.
  init?(_ claims: [LiveClaim]) {
    guard let first = claims.first else { return nil }
    if claims.count == 1 { self.init(only: first) } else { self.init(several: claims) }
  }

  /// The number that claims of one side give together.
  init(several claims: [LiveClaim]) {
    let numbered = claims.filter { $0.count?.bounds != nil }
    let best = numbered.map(\.rank).min()
    let ranked = numbered.filter { $0.rank == best }
    let unit = ranked.lazy.compactMap(\.unit).first
    let used = ranked.filter { $0.unit == nil || $0.unit == unit }
    let numbers = used.compactMap { $0.count?.bounds }
    bounds = SideNumber.range(of: numbers)
    apart = SideNumber.apart(numbers)
    self.unit = unit
    let giving = used.isEmpty ? claims : used
    seqs = giving.count == 1 ? giving[0].seqs : giving.flatMap(\.seqs).distinct
    givers = giving.map(\.seq).distinct
    let rest = ranked.filter { $0.unit != nil && $0.unit != unit }
    others = rest.compactMap { claim in
      guard let unit = claim.unit, let bounds = claim.count?.bounds else { return nil }
      return OtherUnit(seq: claim.seq, unit: unit, bounds: bounds)
    }
  }

  /// The number that a side's only claim gives, as ``init(several:)`` finds it with more steps.
  init(only claim: LiveClaim) {
    bounds = claim.count?.bounds
    unit = bounds == nil ? nil : claim.unit
    seqs = claim.seqs
    givers = claim.seqs.count == 1 ? claim.seqs : [claim.seq]
    others = []
    apart = []
  }

  /// The numbers by themselves, each once, the larger first, where two of them do not admit one another.
  private static func apart(_ all: [Bounds]) -> [Bounds] {
    guard all.count > 1 else { return [] }
    let exact = all.filter { $0.exact != nil }
    let distinct = Set(all).filter { one in
      one.exact != nil || !exact.contains { $0.overlaps(one) }
    }
    guard distinct.contains(where: { one in distinct.contains { !$0.overlaps(one) } }) else {
      return []
    }
    return distinct.sorted { ($0.min, $0.max ?? .max) > ($1.min, $1.max ?? .max) }
  }

  /// The range of several numbers of one side.
  static func range(of all: [Bounds]) -> Bounds? {
    var known: Bounds?
    for bounds in all where bounds.exact != nil { known = known?.union(bounds) ?? bounds }
    guard let known else { return all.dropFirst().reduce(all.first) { $0?.union($1) } }
    var range = known
    for bounds in all where !bounds.overlaps(known) { range = range.union(bounds) }
    return range
  }
}

extension [Int] {
  /// The numbers in order, each once.
  package var distinct: [Int] {
    if indices.dropFirst().allSatisfy({ self[$0 - 1] < self[$0] }) { return self }
    var distinct: [Int] = []
    for number in sorted() where distinct.last != number { distinct.append(number) }
    return distinct
  }
}
