internal import TransparencyLog

/// Totals that speakers stated, each against the events known on the day it was stated, and against
/// those known at the cut (TheRules.md).
///
/// A speaker of one side is compared with its own side's numbers, one of neither with each side's. What
/// an explanation takes out of the figures stays listed.
public struct Assertions: Sendable {
  /// What a stated total comes to against one side's numbers.
  public struct Comparison: Hashable, Sendable {
    /// The total with its verdict.
    public let total: StatedTotal
    /// What is missing to compare it, as a clause; nil where it can be compared.
    public let missing: String?
  }

  /// A stated total against one side's numbers, on its day and now.
  public struct Line: Hashable, Sendable {
    /// What goes from whom to whom.
    public let row: Row
    /// When it was stated.
    public let stated: Stated
    /// What it comes to by the end of the day on which it was stated.
    public let thatDay: Comparison
    /// What it comes to at the cut.
    public let atCut: Comparison
    /// The side with whose numbers it is compared; nil where there is none.
    public let side: String?
    /// The explanation that takes it out of the figures.
    public let explanation: Contradiction.Explanation?

    /// The total as of its day.
    public var then: StatedTotal { thatDay.total }

    /// The total at the cut.
    public var now: StatedTotal { atCut.total }
  }

  /// The stated totals, by row, then by when they were stated.
  public let lines: [Line]

  /// Compares the totals that stand at a cut.
  ///
  /// - Complexity: that of ``Past``, and O(*n*) in the handovers of the row for each total.
  package init(_ view: View) {
    var past = Past()
    self.init(view, &past)
  }

  /// Compares the totals that stand at a cut, with what they came to before as far as that is known.
  package init(_ view: View, _ past: inout Past) {
    past.begin(view)
    let stated = (view.handovers.cumulative + view.handovers.explainedTotals).sorted {
      $0.row == $1.row ? $0.precedes($1) : $0.row < $1.row
    }
    var known: [Int: [Comparison]] = [:]
    let byDay = stated.enumerated().compactMap { place, claim in
      claim.stated.latestDay.map { (day: $0, place: place) }
    }.sorted { ($0.day, $0.place) < ($1.day, $1.place) }
    for (day, place) in byDay {
      known[place] = past.totals(of: stated[place], by: day)
    }
    var now = Now(view.handovers)
    // One act may state a total twice, by what it confirms.
    var listed: Set<Line> = []
    lines = stated.enumerated().flatMap { place, claim in
      let totals = now.totals(of: claim)
      let explanation = view.standing.judgements.exclusion(of: claim.id).map {
        Contradiction.Explanation(seq: $0.seq, value: $0.value)
      }
      return zip(known[place] ?? totals, totals).map { then, now in
        Line(
          row: claim.row, stated: claim.stated, thatDay: then, atCut: now, side: now.total.side,
          explanation: explanation)
      }.filter { listed.insert($0).inserted }
    }
  }
}

extension Assertions {
  /// What stated totals came to by the end of their days: the same at every cut at which they are stated
  /// so, for which it is kept.
  ///
  /// - Complexity: that of one reckoning, which slides through the days on which totals were stated, and
  ///   O(*n*) in the handovers of the row for each total.
  package struct Past: Sendable {
    private var reckoning = Reckoning(at: Cut(today: .minimum))
    private var source: Source?
    private var day: Day?
    private var rows: [Row: [Handover]] = [:]
    private var known: [Key: [Comparison]] = [:]

    /// What it is worked out of: a record of so many events, and a cut but for its day.
    private struct Source: Equatable {
      let size: Int
      let root: Hash
      let cut: Cut
    }

    /// A stated total, by all that is compared.
    private struct Key: Hashable {
      let seq: Int
      let half: Int
      let speaker: String
      let side: String?
      let stated: Stated
      let claim: Claim
      let placement: Claim

      init(_ claim: LiveClaim) {
        (seq, half, speaker, side) = (claim.seq, claim.half, claim.speaker, claim.side)
        (stated, self.claim, placement) = (claim.stated, claim.claim, claim.placement)
      }
    }

    /// Knows nothing yet.
    package init() {}

    /// Takes the record of a view, and forgets what is known of another one.
    fileprivate mutating func begin(_ view: View) {
      let cut = view.standing.cut
      let source = Source(
        size: view.history.size, root: view.root,
        cut: Cut(
          occurredFrom: cut.occurredFrom, occurredTo: cut.occurredTo,
          withHindsight: cut.withHindsight, today: .minimum))
      guard source != self.source else { return }
      self = Past()
      self.source = source
      reckoning = Reckoning(at: source.cut)
      reckoning.take(view.history)
    }

    fileprivate mutating func totals(of claim: LiveClaim, by day: Day) -> [Comparison] {
      let key = Key(claim)
      if let known = known[key] { return known }
      move(to: day)
      let handovers = rows[claim.row] ?? reckoning.counted(on: claim.row)
      rows[claim.row] = handovers
      let found = claim.totals(beside: handovers) { reckoning.numbers(of: $0, on: claim.row) }
      known[key] = found
      return found
    }

    private mutating func move(to day: Day) {
      guard self.day != day else { return }
      self.day = day
      var cut = reckoning.cut
      (cut.asOf, cut.day) = (day, day)
      reckoning.move(to: cut)
      reckoning.settle()
      rows = [:]
    }
  }

  /// What stated totals come to at the cut.
  private struct Now {
    private let rows: [Row: [Handover]]
    private var numbers: [Row: [String?: StatedTotal.Numbers]] = [:]

    init(_ handovers: Handovers) {
      rows = Dictionary(grouping: handovers.all.filter { $0.place == .counted }, by: \.row)
    }

    mutating func totals(of claim: LiveClaim) -> [Comparison] {
      let handovers = rows[claim.row] ?? []
      return claim.totals(beside: handovers) { side in
        if let made = numbers[claim.row]?[side] { return made }
        let made = StatedTotal.Numbers(handovers, of: side)
        numbers[claim.row, default: [:]][side] = made
        return made
      }
    }
  }
}

extension LiveClaim {
  /// What a stated total comes to against its own side's numbers; of a speaker of neither side
  /// against each side's.
  ///
  /// `numbers` gives those of a side.
  fileprivate func totals(
    beside handovers: [Handover], _ numbers: (String?) -> StatedTotal.Numbers
  ) -> [Assertions.Comparison] {
    let sides: [String?] = side.map { [$0] } ?? [row.from, row.to].filter { $0 != nil }
    return (sides.isEmpty ? [nil] : sides).map { side in
      // What was a handover until a correction made it a total is no number beside itself.
      let others =
        isCorrected
        ? handovers.filter { handover in side.flatMap { handover.side($0) }?.givers != [seq] }
        : handovers
      let total = StatedTotal(
        self, as: side, beside: others,
        numbers: others.count == handovers.count ? numbers(side) : nil)
      return Assertions.Comparison(
        total: total,
        missing: total.verdict == .notComparable ? missing(of: side, beside: others) : nil)
    }
  }

  /// What is missing to compare a stated total with the numbers of a side.
  private func missing(of side: String?, beside handovers: [Handover]) -> String {
    guard total != nil else {
      return count?.per == nil ? "it gives no number" : "it does not say both its days"
    }
    guard let side, side == row.from || side == row.to else {
      return "\(side ?? speaker) is neither side"
    }
    var missing = missing(of: side, inside: handovers.filter { mayHold($0) })
    let first = handovers.lazy.compactMap { $0.when?.resolved?.earliest }.min()
    let begins = placement.when?.resolved?.earliest
    if begins.map({ day in first.map { day < $0 } ?? true }) ?? true {
      let entered = first.map { "the first handover entered is of \($0)" }
      missing.append(
        "\(begins.map { "from \($0)" } ?? "its beginning is not said"); "
          + (entered ?? "no handover of a known day is entered"))
    }
    return missing.joined(separator: "; ")
  }

  /// Whether a handover happened within the days of a stated total, and is not surely of another deal.
  private func mayHold(_ handover: Handover) -> Bool {
    guard handover.isInside(StatedTotal.Days(of: self)) else { return false }
    guard let deal, let other = handover.deals.first, handover.deals.count == 1 else { return true }
    return deal == other
  }

  /// Which of the handovers within a stated total have no number of a side, no deal where it names one, or
  /// another unit than it, or than others of them where it names none.
  private func missing(of side: String, inside handovers: [Handover]) -> [String] {
    let silent = handovers.filter { $0.side(side)?.bounds == nil }
    let nameless = deal == nil ? [] : handovers.filter(\.deals.isEmpty)
    let torn = deal == nil ? [] : handovers.filter { $0.deals.count > 1 }
    let counted = handovers.filter { $0.side(side)?.unit != nil }
    let units = Dictionary(grouping: counted) { $0.side(side)?.unit ?? "" }
    let other = unit == nil && units.count < 2 ? [:] : units.filter { $0.key != unit }
    return [
      silent.clause(of: side, "has no number of \(side)", "have no number of \(side)"),
      nameless.clause(of: side, "names no deal", "name no deal"),
      torn.clause(of: side, "names several deals", "name several deals"),
    ].compactMap { $0 }
      + other.sorted { $0.key < $1.key }.compactMap { unit, all in
        all.clause(of: side, "is counted in \(unit)", "are counted in \(unit)")
      }
  }
}

extension Handover {
  /// The deals that the words on it name.
  fileprivate var deals: Set<String> { Set(claims.compactMap(\.deal)) }
}

extension [Handover] {
  /// `#173 has no number of UA`, or `#173 and 2 more have no number of UA`; nil of none.
  fileprivate func clause(of side: String, _ one: String, _ several: String) -> String? {
    guard let first else { return nil }
    let name = "#\((first.side(side)?.seqs ?? first.seqs).first ?? 0)"
    return count == 1 ? "\(name) \(one)" : "\(name) and \(count - 1) more \(several)"
  }
}
