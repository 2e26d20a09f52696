/// A total that a speaker states, compared with what its own side says of single handovers.
///
/// Only handovers inside its own `when` count (design §4.3). It is never added to anything.
public struct StatedTotal: Hashable, Sendable {
  /// What the comparison says.
  public enum Verdict: Hashable, Sendable {
    /// It is the sum.
    case agrees
    /// The sum rounds to it.
    case rounded
    /// It was the sum before the last of the handovers.
    case stale
    /// It differs from the sum by this much.
    case off(by: Int64)
    /// There is nothing to compare it with.
    case notComparable

    /// The word in reports.
    public var word: String {
      switch self {
      case .agrees: "agrees"
      case .rounded: "rounded"
      case .stale: "stale"
      case .off: "off"
      case .notComparable: "not_comparable"
      }
    }
  }

  /// Its event.
  public let seq: Int

  /// Who states it.
  public let speaker: String

  /// The side for which the speaker speaks.
  public let side: String?

  /// The number.
  public let count: Count

  /// The days that it covers.
  public let when: EDTFDate?

  /// What the comparison says.
  public let verdict: Verdict

  /// The events of the numbers with which it was compared.
  public private(set) var comparedSeqs: [Int]

  init(_ claim: LiveClaim, beside handovers: [Handover], listing: Bool = true) {
    self.init(claim, as: claim.side, beside: handovers, listing: listing)
  }

  /// Compares a claim with the numbers of one side, whoever states it; unless `listing`, without
  /// ``comparedSeqs``.
  init(
    _ claim: LiveClaim, as party: String?, beside handovers: [Handover], listing: Bool = true
  ) {
    seq = claim.seq
    speaker = claim.speaker
    side = party
    count = claim.claim.count ?? Count(.unspecified)
    when = claim.placement.when
    let when = claim.placement.when
    let days = when.map { StatedTotal.Days(of: $0) }
    let inside = handovers.filter { $0.isInside(days) }
    comparedSeqs =
      listing
      ? inside.flatMap { handover in party.flatMap { handover.side($0)?.seqs } ?? [] }.distinct : []
    let first = handovers.lazy.compactMap { $0.when?.earliest }.min()
    verdict = StatedTotal.verdict(count, when, party, inside, first: first)
  }

  private static func verdict(
    _ count: Count, _ when: EDTFDate?, _ side: String?, _ inside: [Handover], first: Day?
  ) -> Verdict {
    guard let stated = count.bounds, let side else { return .notComparable }
    let numbers = inside.map { $0.number(of: side) }
    let sum = numbers.compactMap { $0 }.sum ?? Bounds(0)
    let isWhole = !numbers.contains(nil)
    let reachesBack = when?.earliest.map { day in first.map { day < $0 } ?? true } ?? true
    if stated.overlaps(sum), isWhole { return .agrees }
    if let max = stated.max, max < sum.min {
      return nearby(count, stated, sum, inside, side)
    }
    if !isWhole || reachesBack { return .notComparable }
    return nearby(count, stated, sum, inside, side)
  }

  /// The verdict on a total that is not the sum and can be compared with it.
  private static func nearby(
    _ count: Count, _ stated: Bounds, _ sum: Bounds, _ inside: [Handover], _ side: String
  ) -> Verdict {
    if case .exact(let number) = count.kind, number > 0, Count.rounding(to: number).overlaps(sum) {
      return .rounded
    }
    if isStale(stated, inside, side) { return .stale }
    return .off(by: abs(stated.distance(from: sum)))
  }

  private static func isStale(_ stated: Bounds, _ inside: [Handover], _ side: String) -> Bool {
    let dated = inside.filter { $0.when?.latest != nil }
      .sorted { $0.outerDays.to < $1.outerDays.to }
    var sum: Bounds?
    for (place, handover) in dated.enumerated().dropLast() {
      guard let number = handover.number(of: side) else { return false }
      sum = sum.map { $0 + number } ?? number
      let endsHere = handover.when?.latest != dated[place + 1].when?.latest
      if endsHere, let sum, sum.overlaps(stated) { return true }
    }
    return false
  }
}

extension StatedTotal {
  /// The same without the events with which it was compared.
  var withoutComparison: StatedTotal {
    var copy = self
    copy.comparedSeqs = []
    return copy
  }
}

extension StatedTotal {
  /// The days that a total covers, taken from its date once for all handovers.
  struct Days {
    let outer: OuterDays
    let isUnbounded: Bool

    init(of date: EDTFDate) {
      outer = OuterDays(date)
      isUnbounded = date.earliest == nil && date.latest == nil
    }
  }
}

extension Handover {
  /// Whether it happened within the days of a total; of one that names none, always.
  ///
  /// It is what ``EDTFDate/lies(within:to:)`` says of its date, ``Containment/inside`` or not.
  func isInside(_ days: StatedTotal.Days?) -> Bool {
    guard let days, !days.isUnbounded else { return true }
    return isResolved && days.outer.from <= outerDays.from && outerDays.to <= days.outer.to
  }

  /// The number of the side of this party.
  fileprivate func number(of side: String) -> Bounds? { self.side(side)?.bounds }

  /// What the side of this party says.
  fileprivate func side(_ side: String) -> SideNumber? {
    side == row.from ? sender : side == row.to ? receiver : nil
  }
}
