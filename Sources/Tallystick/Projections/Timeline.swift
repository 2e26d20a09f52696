/// Handovers by when they happened, with a running total for each side.
public struct Timeline: Sendable {
  /// One handover, and the totals up to it.
  public struct Line: Sendable {
    /// The handover.
    public let handover: Handover
    /// The sum of the sender's numbers of the row so far; nil while it has given none.
    public let sender: Bounds?
    /// The sum of the receiver's numbers of the row so far; nil while it has given none.
    public let receiver: Bounds?
    /// The sum of the numbers so far of those who speak for neither; nil while they have given none.
    public let others: Bounds?
  }

  /// The handovers that count, by their last day, then by row.
  public let lines: [Line]

  package init(lines: [Line]) { self.lines = lines }

  package init(_ handovers: Handovers) {
    self.init(inOrder: handovers.all.filter { $0.place == .counted })
  }

  /// The timeline of handovers of one row, all of which count.
  package init(_ handovers: [Handover]) { self.init(inOrder: handovers.sorted { $0.precedes($1) }) }

  private init(inOrder handovers: [Handover]) {
    let counted = handovers.enumerated()
      .sorted { first, second in
        let (one, two) = (OuterDays(first.element.when).to, OuterDays(second.element.when).to)
        return one == two ? first.offset < second.offset : one < two
      }.map(\.element)
    var sums = Sums()
    lines = counted.map { sums.line($0) }
  }

  /// The sums of each row, up to some handover.
  struct Sums {
    private var rows: [Row: (sender: Bounds?, receiver: Bounds?, others: Bounds?)] = [:]

    /// The line of the next handover.
    mutating func line(_ handover: Handover) -> Line {
      var sum = rows[handover.row] ?? (nil, nil, nil)
      sum.sender = Sums.add(handover.sender?.bounds, to: sum.sender)
      sum.receiver = Sums.add(handover.receiver?.bounds, to: sum.receiver)
      sum.others = Sums.add(handover.others?.bounds, to: sum.others)
      rows[handover.row] = sum
      return Line(
        handover: handover, sender: sum.sender, receiver: sum.receiver, others: sum.others)
    }

    private static func add(_ number: Bounds?, to sum: Bounds?) -> Bounds? {
      guard let number else { return sum }
      return sum.map { $0 + number } ?? number
    }
  }
}
