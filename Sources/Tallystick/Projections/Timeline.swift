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
    /// How many handovers of the row there are so far.
    public let handovers: Int
    /// Of how many of these each gave a number: the sender, the receiver, and those who speak for neither.
    public let numbered: (sender: Int, receiver: Int, others: Int)
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
    private var rows: [Row: (handovers: Int, sender: Sum, receiver: Sum, others: Sum)] = [:]

    /// What one side says so far.
    private struct Sum {
      var bounds: Bounds?
      var numbered = 0

      mutating func add(_ number: Bounds?) {
        guard let number else { return }
        bounds = bounds.map { $0 + number } ?? number
        numbered += 1
      }
    }

    /// The line of the next handover.
    mutating func line(_ handover: Handover) -> Line {
      var sum = rows[handover.row] ?? (0, Sum(), Sum(), Sum())
      sum.handovers += 1
      sum.sender.add(handover.sender?.bounds)
      sum.receiver.add(handover.receiver?.bounds)
      sum.others.add(handover.others?.bounds)
      rows[handover.row] = sum
      return Line(
        handover: handover, sender: sum.sender.bounds, receiver: sum.receiver.bounds,
        others: sum.others.bounds, handovers: sum.handovers,
        numbered: (sum.sender.numbered, sum.receiver.numbered, sum.others.numbered))
    }
  }
}
