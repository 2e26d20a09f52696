/// A total that a speaker states, compared with what its own side says of single handovers.
///
/// Only handovers inside its own `when` count (TheRules.md). It is never added to anything.
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
    case off(by: Amount)
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

  /// What it counts, where that is said.
  public let unit: String?

  /// The deal that its words name.
  public let under: String?

  /// The days that it covers.
  public let when: EDTFDate?

  /// What the comparison says.
  public let verdict: Verdict

  /// The events of the numbers with which it was compared.
  public var comparedSeqs: [Int] { compared.numbers }

  /// Many totals of a long row are each compared with very many.
  private var compared: SeqList

  /// What a total is of: of handovers under one deal, and of what is counted in one unit, as far as its
  /// words say it.
  struct Kind {
    let deal: String?
    let unit: String?
  }

  /// Compares a claim with the numbers of one side, whoever states it; unless `listing`, without
  /// ``comparedSeqs``.
  ///
  /// `numbers` are those of the side's `handovers`, where they are at hand already.
  init(
    _ claim: LiveClaim, as party: String?, beside handovers: [Handover],
    numbers: Numbers? = nil, listing: Bool = true
  ) {
    seq = claim.seq
    speaker = claim.speaker
    side = party
    count = claim.claim.count ?? Count(.unspecified)
    unit = claim.unit
    under = claim.deal
    when = claim.placement.when
    let days = StatedTotal.Days(of: claim)
    compared = SeqList(
      listing
        ? handovers.filter { $0.isInside(days) }
          .flatMap { handover in party.flatMap { handover.side($0)?.seqs } ?? [] }.distinct : [])
    let numbers = numbers ?? Numbers(handovers, of: party)
    // Who speaks for neither side has no sum of its own to compare with.
    let isOfASide = party != nil && (party == claim.row.from || party == claim.row.to)
    verdict =
      isOfASide
      ? StatedTotal.verdict(claim, days, beside: numbers) : .notComparable
  }

  private static func verdict(
    _ claim: LiveClaim, _ days: Days, beside numbers: Numbers
  ) -> Verdict {
    guard let stated = claim.total else { return .notComparable }
    let kind = Kind(deal: claim.deal, unit: claim.unit)
    let (known, isWhole) = numbers.sum(inside: days, of: kind)
    let sum = known ?? Bounds(0)
    let reachesBack =
      claim.placement.when?.resolved?.earliest.map { day in
        numbers.first.map { day.number < $0 } ?? true
      } ?? true
    if stated.overlaps(sum), isWhole { return .agrees }
    // At least so many are surely there, whatever else is missing.
    if stated.max == nil, stated.min <= sum.min { return .agrees }
    let isLess = stated.max.map { $0 < sum.min } ?? false
    if !isLess, !isWhole || reachesBack { return .notComparable }
    // It is not the sum, and can be compared with it.
    if case .exact(let number)? = claim.claim.count?.kind, number > 0,
      claim.claim.count?.per == nil,
      Count.rounding(to: number).overlaps(sum)
    {
      return .rounded
    }
    if numbers.wasOnce(stated, inside: days, of: kind) { return .stale }
    return .off(by: stated.gap(from: sum).magnitude)
  }
}

extension StatedTotal {
  /// The same without the events with which it was compared.
  var withoutComparison: StatedTotal {
    var copy = self
    copy.compared = SeqList([])
    return copy
  }
}

extension StatedTotal {
  /// The days that a total covers, taken from its date once for all handovers; where that has no end,
  /// they end on the day on which it is stated.
  struct Days {
    let from: Int
    let to: Int

    init(of claim: LiveClaim) {
      from = claim.placement.when?.resolved?.earliest?.number ?? .min
      to = claim.totalEnd.number
    }
  }
}

extension Handover {
  /// Whether it happened within the days of a total, as far as that is sure.
  func isInside(_ days: StatedTotal.Days) -> Bool {
    isResolved && days.from <= outerDays.from && outerDays.to <= days.to
  }

  /// What the side of this party says.
  func side(_ side: String) -> SideNumber? {
    side == row.from ? sender : side == row.to ? receiver : nil
  }
}
