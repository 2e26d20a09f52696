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
  /// - Complexity: one more view for each day on which a total was stated.
  init(_ view: View) {
    var known: [Day: Handovers] = [:]
    lines = view.handovers.cumulative.sorted {
      let (one, two) = (Row($0.placement), Row($1.placement))
      return one == two ? $0.precedes($1) : one < two
    }.flatMap { claim -> [Line] in
      let row = Row(claim.placement)
      let day = claim.stated.latestDay
      if let day, known[day] == nil { known[day] = view.handovers(asOf: day) }
      let then = day.flatMap { known[$0] } ?? view.handovers
      let sides: [String?] = claim.side.map { [$0] } ?? [row.from, row.to].filter { $0 != nil }
      return (sides.isEmpty ? [nil] : sides).map { side in
        Line(
          row: row, stated: claim.stated,
          then: StatedTotal(claim, as: side, beside: then.counted(on: row)),
          now: StatedTotal(claim, as: side, beside: view.handovers.counted(on: row)), side: side)
      }
    }
  }
}

extension View {
  /// The handovers as of a day, by what the record holds.
  fileprivate func handovers(asOf day: Day) -> Handovers {
    var cut = standing.cut
    cut.asOf = cut.asOf.map { min($0, day) } ?? day
    return View(history, root: root, at: cut).handovers
  }
}

extension Handovers {
  fileprivate func counted(on row: Row) -> [Handover] {
    all.filter { $0.row == row && $0.place == .counted }
  }
}
