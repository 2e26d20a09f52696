extension Obligations {
  /// How far readings are performed, from which single rows can be replaced.
  struct Account: Sendable {
    private let readings: [Reading]
    private let withoutEffect: [Int]
    private var question: Question
    private var decided: [Row: Decided]
    private var totals: [Row: [Total]]
    private var identifications: [Marks.Identification]

    /// What was worked out of each reading; nil where it is to be made anew.
    private var performances: [Performance?]

    /// Takes how agreements read, and what their obligations are worked out from.
    init(_ readings: Readings, _ grounds: Grounds, _ sources: SourceBook) {
      let (all, withoutEffect) = readings.all(sources)
      let question = Question(all, grounds.totals)
      self.readings = all
      self.withoutEffect = withoutEffect
      self.question = question
      decided = Dictionary(
        Dictionary(grouping: grounds.deliveries, by: \.row)
          .map { ($0, Decided(on: $0, $1, question)) }, uniquingKeysWith: { first, _ in first })
      totals = Dictionary(grouping: grounds.totals, by: \.row)
      identifications = grounds.identifications
      performances = Array(repeating: nil, count: all.count)
    }
  }
}

extension Obligations.Account {
  private var allTotals: [Obligations.Total] {
    totals.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// Puts other handovers that count, and other totals, in the place of those of a row.
  mutating func replace(
    _ row: Row, _ counted: [Handover], _ stated: [LiveClaim], _ marks: Obligations.Marks
  ) {
    decided[row] = .init(decided[row], on: row, counted, marks, question)
    totals[row] = stated.compactMap { Obligations.Total($0, marks) }
    for (place, reading) in readings.enumerated() where reading.obligation.isMoved(by: row) {
      performances[place] = nil
    }
  }

  /// Takes what turned out to be whose on rows, once all rows are replaced, and asks anew which deals are
  /// in question where totals tell otherwise now.
  mutating func settle(_ identifications: [Obligations.Marks.Identification]) {
    let now = Obligations.Question(readings, allTotals)
    if now.reached != question.reached {
      for (row, one) in decided { decided[row] = .init(on: row, one.all.map(\.delivery), now) }
      forget()
    }
    question = now
    guard identifications.counts != self.identifications.counts else { return }
    self.identifications = identifications
    forget()
  }

  private mutating func forget() {
    performances = Array(repeating: nil, count: readings.count)
  }

  /// What is owed and performed, on a day, and what is said `beside` all sums.
  mutating func obligations(day: Day, beside listed: [Handovers.Listed]) -> Obligations {
    let beside = Dictionary(grouping: listed, by: \.row)
    if performances.contains(where: { $0 == nil }) {
      let rows = decided.sorted { $0.key < $1.key }.map(\.value)
      let totals = allTotals
      for (place, reading) in readings.enumerated() where performances[place] == nil {
        performances[place] = Obligations.Performance(
          reading, beside: readings.filter { $0.isBeside(reading) }, rows, totals, identifications,
          question)
      }
    }
    return Obligations(
      performances.compactMap { $0?.line(day: day, beside: beside) }, withoutEffect: withoutEffect)
  }
}

extension Obligation {
  /// Whether what happens on a row may move what is owed or performed.
  fileprivate func isMoved(by row: Row) -> Bool { takes(row) != .out || counts(row) != .out }
}

extension [Obligations.Marks.Identification] {
  /// How often each is there.
  fileprivate var counts: [Element: Int] { reduce(into: [:]) { $0[$1, default: 0] += 1 } }
}
