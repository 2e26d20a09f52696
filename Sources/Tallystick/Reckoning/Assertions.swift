/// Totals that speakers stated, each against the events known on the day it was stated, and against
/// those known at the cut (design §4.3).
///
/// A speaker of one side is compared with its own side's numbers, one of neither with each side's.
public struct Assertions: Sendable {
  /// What a stated total comes to against one side's numbers.
  public struct Line: Hashable, Sendable {
    /// What goes from whom to whom.
    public let row: Row
    /// When it was stated.
    public let stated: Stated
    /// The total, and what it comes to by the end of the day on which it was stated.
    public let then: StatedTotal
    /// The same at the cut.
    public let now: StatedTotal
    /// The side with whose numbers it is compared; nil where there is none.
    public let side: String?
  }

  /// The stated totals, by row, then by when they were stated.
  public let lines: [Line]

  /// Compares the totals that stand at a cut.
  ///
  /// - Complexity: that of one reckoning, which slides through the days on which totals were stated,
  ///   and O(*n*) in the handovers of the row for each total.
  init(_ view: View) {
    let stated = view.handovers.cumulative.sorted {
      $0.row == $1.row ? $0.precedes($1) : $0.row < $1.row
    }
    var past = Past(view)
    var known: [Int: [StatedTotal]] = [:]
    let byDay = stated.enumerated().compactMap { place, claim in
      claim.stated.latestDay.map { (day: $0, place: place) }
    }.sorted { ($0.day, $0.place) < ($1.day, $1.place) }
    for (day, place) in byDay {
      known[place] = past.totals(of: stated[place], by: day)
    }
    let now = Dictionary(grouping: view.handovers.all.filter { $0.place == .counted }, by: \.row)
    lines = stated.enumerated().flatMap { place, claim in
      let totals = claim.totals(beside: now[claim.row] ?? [])
      return zip(known[place] ?? totals, totals).map { then, now in
        Line(row: claim.row, stated: claim.stated, then: then, now: now, side: now.side)
      }
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

    mutating func totals(of claim: LiveClaim, by day: Day) -> [StatedTotal] {
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
  fileprivate func totals(beside handovers: [Handover]) -> [StatedTotal] {
    let sides: [String?] = side.map { [$0] } ?? [row.from, row.to].filter { $0 != nil }
    return (sides.isEmpty ? [nil] : sides).map { StatedTotal(self, as: $0, beside: handovers) }
  }
}
