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
  /// - Complexity: that of one reckoning, which slides through the days on which totals were stated,
  ///   and O(*n*) in the handovers of the row for each total.
  package init(_ view: View) {
    let stated = (view.handovers.cumulative + view.handovers.explainedTotals).sorted {
      $0.row == $1.row ? $0.precedes($1) : $0.row < $1.row
    }
    var past = Past(view)
    var known: [Int: [Comparison]] = [:]
    let byDay = stated.enumerated().compactMap { place, claim in
      claim.stated.latestDay.map { (day: $0, place: place) }
    }.sorted { ($0.day, $0.place) < ($1.day, $1.place) }
    for (day, place) in byDay {
      known[place] = past.totals(of: stated[place], by: day)
    }
    let now = Dictionary(grouping: view.handovers.all.filter { $0.place == .counted }, by: \.row)
    // One act may state a total twice, by what it confirms.
    var listed: Set<Line> = []
    lines = stated.enumerated().flatMap { place, claim in
      let totals = claim.totals(beside: now[claim.row] ?? [])
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

  /// The handovers by what had been said by the end of some day, each later than the one before.
  private struct Past {
    private var reckoning: Reckoning
    private let cut: Cut
    private var day: Day?
    private var rows: [Row: [Handover]] = [:]

    init(_ view: View) {
      cut = view.standing.cut
      reckoning = Reckoning(at: cut)
      reckoning.take(view.history)
    }

    mutating func totals(of claim: LiveClaim, by day: Day) -> [Comparison] {
      if self.day != day {
        self.day = day
        var cut = cut
        cut.asOf = cut.asOf.map { min($0, day) } ?? day
        reckoning.move(to: cut)
        reckoning.settle()
        rows = [:]
      }
      let handovers = rows[claim.row] ?? reckoning.counted(on: claim.row)
      rows[claim.row] = handovers
      return claim.totals(beside: handovers)
    }
  }
}

extension LiveClaim {
  /// What a stated total comes to against its own side's numbers; of a speaker of neither side
  /// against each side's.
  fileprivate func totals(beside handovers: [Handover]) -> [Assertions.Comparison] {
    let sides: [String?] = side.map { [$0] } ?? [row.from, row.to].filter { $0 != nil }
    return (sides.isEmpty ? [nil] : sides).map { side in
      // What was a handover until a correction made it a total is no number beside itself.
      let handovers = handovers.filter { handover in
        side.flatMap { handover.side($0) }?.givers != [seq]
      }
      let total = StatedTotal(self, as: side, beside: handovers)
      return Assertions.Comparison(
        total: total,
        missing: total.verdict == .notComparable ? missing(of: side, beside: handovers) : nil)
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
    let days = StatedTotal.Days(of: self)
    let silent = handovers.filter { $0.isInside(days) && $0.side(side)?.bounds == nil }
    let names = silent.map { "#\(($0.side(side)?.seqs ?? $0.seqs).first ?? 0)" }
    var missing: [String] = []
    if let first = names.first {
      let more = names.count > 1 ? " and \(names.count - 1) more have" : " has"
      missing.append("\(first)\(more) no number of \(side)")
    }
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
}
