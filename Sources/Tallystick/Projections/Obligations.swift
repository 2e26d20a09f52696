/// What agreements make each party owe, as each speaker reads them, and what was performed as each
/// side says (design §4.4).
public struct Obligations: Sendable {
  /// How far an obligation is performed.
  public enum State: String, Sendable {
    /// Nobody says that anything was performed.
    case pending
    /// Some of it was.
    case inPerformance = "in_performance"
    /// All of it was, as the creditor says.
    case performed
    /// More than was owed, as the creditor says.
    case inExcess = "in_excess"
    /// Something is owed, and the day it fell due is past.
    case overdue
    /// The debtor says that all was performed, the creditor that something remains.
    case disputed
    /// The numbers do not tell.
    case indeterminate
  }

  /// One side's count of what was performed.
  public struct Column: Hashable, Sendable {
    /// The sum of its numbers; nil when it gave none.
    public let bounds: Bounds?
    /// Of how many handovers it spoke.
    public let handovers: Int
    /// How many of these it did not place under any agreement, so that they are assumed to be.
    public let assumed: Int
    /// The events that make it.
    public let seqs: [Int]
  }

  /// One obligation in one reading.
  public struct Line: Hashable, Sendable {
    /// The agreement's short id.
    public let agreement: String
    /// What people call it.
    public let names: [String]
    /// The day of the deal.
    public let when: EDTFDate
    /// Who reads it so, in order.
    public let readers: [String]
    /// What is owed.
    public let obligation: Obligation
    /// What the debtor says was performed; nil when it has not spoken.
    public let debtorSays: Column?
    /// What the creditor says was performed; nil when it has not spoken.
    public let creditorSays: Column?
    /// What is owed less the creditor's number; nil where no number is owed.
    public let remaining: Bounds?
    /// How far it is performed.
    public let state: State
    /// The events that make the reading, in order.
    public let reading: [Int]
    /// The events that make the reading and the figures, in order.
    public let seqs: [Int]
  }

  /// The obligations, by agreement, then as the readings list them.
  public let lines: [Line]

  /// Works out the obligations of what stands.
  ///
  /// - Complexity: O(*k* · *n*) for *k* obligations and *n* handovers.
  init(_ standing: Standing, _ handovers: Handovers) {
    var readings = Readings()
    readings.take(standing)
    var fold = Fold(readings)
    fold.take(standing, handovers)
    self.init(fold, day: standing.cut.day)
  }

  /// Takes what was worked out part by part.
  init(_ fold: Fold, day: Day) { lines = fold.lines(day: day) }

  /// Works out how far readings are performed by the handovers that `counted` gives of each.
  init(
    _ readings: [Reading], _ denials: AgreementDenials, day: Day,
    _ counted: (Obligation) -> [Handover]
  ) {
    lines = readings.map { reading in
      var performance = Performance(reading)
      for handover in counted(reading.obligation) { performance.take(handover, denials) }
      return Line(performance, day: day)
    }
  }
}

extension Obligations.Line {
  init(_ performance: Obligations.Performance, day: Day) {
    let (reading, obligation) = (performance.reading, performance.reading.obligation)
    agreement = reading.key.agreement
    names = reading.names.sorted()
    when = reading.deal.when
    readers = reading.readers.sorted()
    self.obligation = obligation
    let (debtor, creditor) = (performance.debtorSays.column, performance.creditorSays.column)
    debtorSays = debtor
    creditorSays = creditor
    remaining = obligation.count.bounds.map { $0.less(creditor?.bounds) }
    state = Obligations.state(
      owed: obligation.count.bounds, debtor: debtor?.bounds, creditor: creditor?.bounds,
      isPastDue: (obligation.due?.latest).map { $0 < day } ?? false)
    self.reading = reading.seqs.sorted()
    seqs = (Array(reading.seqs) + performance.seqs).distinct
  }
}

extension Obligations {
  static func state(
    owed: Bounds?, debtor: Bounds?, creditor: Bounds?, isPastDue: Bool
  ) -> State {
    guard let owed else { return .indeterminate }
    let remaining = owed.less(creditor)
    let debtorIsDone = owed.less(debtor).max == 0
    if let creditor, let most = owed.max, creditor.min > most { return .inExcess }
    if remaining.max == 0 { return .performed }
    if remaining.min == 0 { return .indeterminate }
    if debtorIsDone, creditor != nil { return .disputed }
    if isPastDue { return .overdue }
    let nothing = Bounds(0)
    return (debtor ?? nothing) == nothing && (creditor ?? nothing) == nothing
      ? .pending : .inPerformance
  }
}

extension Bounds {
  /// What remains of these when `performed` is taken away, never less than 0.
  fileprivate func less(_ performed: Bounds?) -> Bounds {
    guard let performed else { return self }
    let lower = performed.max.map { Swift.max(0, min - $0) } ?? 0
    return Bounds(min: lower, max: max.map { Swift.max(lower, $0 - performed.min) })
  }
}
