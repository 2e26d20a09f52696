/// What agreements make each party owe, as each speaker reads them, and what was performed as each
/// side says (TheRules.md).
public struct Obligations: Sendable {
  /// How far an obligation is performed.
  public enum State: String, CaseIterable, Sendable {
    /// No number is owed, or the numbers do not tell.
    case indeterminate
    /// Another deal has taken its place.
    case renewed
    /// The deal's last day is past.
    case ended
    /// More than was owed was performed, as the creditor says.
    case inExcess = "in_excess"
    /// All of it was, as the creditor says, after the day on which it fell due.
    case performedLate = "performed_late"
    /// All of it was, as the creditor says.
    case performed
    /// The debtor or others say that all was performed, the creditor that something remains, or it
    /// denies it.
    case disputed
    /// The day on which it fell due is past, and something remains.
    case overdue
    /// Somebody says that something was performed, and the creditor gave no number.
    case unconfirmed
    /// Some of it was performed.
    case inPerformance = "in_performance"
    /// Nobody says that anything was performed.
    case pending
  }

  /// What remains of what is owed, by one side's number.
  public struct Remaining: Hashable, Sendable {
    /// The number; where the side's number is only a part, the upper end alone says something.
    public let bounds: Bounds
    /// Whether the side's number is only a part, so that at most the upper end remains.
    public let isPartial: Bool
  }

  /// What several sides each come to by their own numbers.
  public struct ByParty<Value: Hashable & Sendable>: Hashable, Sendable {
    /// By the creditor's.
    public let creditor: Value?
    /// By the debtor's.
    public let debtor: Value?
    /// By those of all others, but outlets.
    public let others: Value?
  }

  /// The handovers of which it is not known whether they perform it.
  public struct Open: Hashable, Sendable {
    /// Why it is not known.
    public enum Why: CaseIterable, Hashable, Sendable {
      /// Several deals are in question, or one of which the days do not tell.
      case deal
      /// Several obligations of one reading are.
      case obligation
      /// Nobody says whose people they were.
      case whose
    }

    /// One of them.
    public struct Handover: Hashable, Sendable {
      /// One of its acts, by which it can be placed.
      public let act: Int
      /// What goes from whom to whom.
      public let row: Row
      /// When it happened.
      public let when: EDTFDate?
      /// Why it is not known whether it performs the obligation.
      public let why: Why
    }

    /// The handovers, by their acts.
    public let handovers: [Handover]
    /// What they come to, of each from the smallest number that was given of it to the largest; nil where
    /// none was.
    public let bounds: Bounds?
    /// The events on them, in order.
    public let seqs: [Int]
  }

  /// What a speaker says that some of those handed over turned out to be.
  public struct Identification: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// The speaker's side; nil: neither.
    public let by: String?
    /// Whose they turned out to be.
    public let identifiedAs: String
    /// How many.
    public let count: Count?
  }

  /// One obligation in one reading.
  public struct Line: Hashable, Sendable {
    /// The agreement's short id.
    public let agreement: String
    /// What people call it.
    public let names: [String]
    /// The day of the deal.
    public let when: EDTFDate
    /// Its last day, where it has one in this reading.
    public let until: EDTFDate?
    /// The deal that has taken its place in this reading.
    public let renewedBy: String?
    /// The earlier deal that it is said to take the place of.
    public let renews: String?
    /// Who reads it so, in order.
    public let readers: [String]
    /// What is owed, as it is worded.
    public let obligation: Obligation
    /// What that comes to on the report's day; nil where no number is owed.
    public let owed: Bounds?
    /// What it comes to by each side's own number, where they differ.
    public let owedBy: ByParty<Bounds>?
    /// What the creditor says was performed; nil when it has not spoken.
    public let creditorSays: Column?
    /// What the debtor says was performed; nil when it has not spoken.
    public let debtorSays: Column?
    /// What all others say, but for outlets; nil when none has spoken.
    public let othersSay: Column?
    /// What outlets say; nil when none has spoken.
    public let outletsSay: Column?
    /// What is owed less what was performed, by each side's own number.
    public let remaining: ByParty<Remaining>
    /// The handovers of which it is not known whether they perform it; nil where there are none.
    public let open: Open?
    /// What speakers say that some of those handed over turned out to be.
    public let identified: [Identification]
    /// How far it is performed.
    public let state: State
    /// The day of the report, from which the days to `due` and since are counted.
    public let day: Day
    /// Since when it is ``State/renewed`` or ``State/ended``, or by when it was performed.
    public let since: Day?
    /// By how many days it was performed too late.
    public let daysLate: Int?
    /// The events by which the creditor denies something of what counts, in order.
    public let denials: [Int]
    /// The standing denials of the acts that read it so, in order: one party does not take itself to be bound
    /// as another says.
    public let readingDenials: [HandoverStatus.Denial]
    /// The events by which handovers count that began before the deal or after its end.
    public let againstDates: [Int]
    /// What is said of what is owed and is in no number, in order: what the totals list beside their sums,
    /// and totals of which it is not known which of several deals they are of.
    public let notCounted: [Handovers.Listed]
    /// How many handovers count although nobody placed them under any agreement.
    public let assumed: Int
    /// The events that make the reading, in order.
    public let reading: [Int]
    /// The events that make the reading and the figures, in order.
    public let seqs: [Int]
  }

  /// The obligations, by agreement, then as the readings list them.
  public let lines: [Line]

  /// The events that say of a deal that it renews another, and that have no effect: that other is not
  /// in the cut, or not surely earlier.
  public let withoutEffect: [Int]

  /// Works out the obligations of what stands.
  ///
  /// - Complexity: O(*k* · *n*) for *k* obligations and *n* handovers.
  init(_ standing: Standing, _ handovers: Handovers) {
    var readings = Readings()
    readings.take(standing)
    var fold = Fold(readings)
    fold.take(standing, handovers)
    self.init(fold, standing.sources, day: standing.cut.day)
  }

  /// Takes what was worked out part by part.
  init(_ fold: Fold, _ sources: SourceBook, day: Day) {
    self.init(fold.readings, fold.grounds, sources, day: day)
  }

  /// Works out how far readings are performed.
  init(_ readings: Readings, _ grounds: Grounds, _ sources: SourceBook, day: Day) {
    var account = Account(readings, grounds, sources)
    self = account.obligations(day: day, beside: grounds.beside)
  }

  init(_ lines: [Line], withoutEffect: [Int]) {
    self.lines = lines
    self.withoutEffect = withoutEffect
  }
}

extension Obligations {
  /// What obligations are worked out from: handovers that count, and totals, on their rows.
  struct Grounds: Sendable {
    private(set) var deliveries: [Delivery] = []
    private(set) var totals: [Total] = []

    /// What turned out to be whose of those on a row, where no handover is named.
    private(set) var identifications: [Marks.Identification] = []

    /// What is said of a row and is in no sum of it.
    private(set) var beside: [Handovers.Listed] = []

    init() {}

    init(
      _ handovers: some Sequence<Handover>, _ cumulative: some Sequence<LiveClaim>, _ marks: Marks,
      on ways: Set<Way>
    ) {
      take(handovers, cumulative, marks, on: ways)
    }

    mutating func take(
      _ handovers: some Sequence<Handover>, _ cumulative: some Sequence<LiveClaim>, _ marks: Marks,
      on ways: Set<Way>
    ) {
      for handover in handovers where Way(handover.row).map(ways.contains) ?? false {
        if let delivery = Delivery(handover, marks) { deliveries.append(delivery) }
      }
      for claim in cumulative where Way(claim.row).map(ways.contains) ?? false {
        if let total = Total(claim, marks) { totals.append(total) }
      }
      identifications += marks.ofRows.values.flatMap { $0 }
        .filter { Way($0.row).map(ways.contains) ?? false }
    }

    /// Takes what is said of rows and is in no sum of them.
    mutating func take(beside listed: some Sequence<Handovers.Listed>, on ways: Set<Way>) {
      beside += listed.filter { Way($0.row).map(ways.contains) ?? false }
    }

    /// Takes the grounds of another part of a record.
    mutating func merge(_ other: Self) {
      deliveries += other.deliveries
      totals += other.totals
      identifications += other.identifications
      beside += other.beside
    }
  }

  /// What bears on obligations, taken part by part.
  struct Fold {
    let readings: Readings
    private let ways: Set<Way>
    private(set) var grounds = Grounds()

    /// Creates the fold in which nothing was performed.
    init(_ readings: Readings) {
      self.readings = readings
      ways = readings.ways
    }

    /// Takes the handovers of a part of a record, and what is said and judged of its acts.
    mutating func take(_ standing: Standing, _ handovers: Handovers) {
      guard !ways.isEmpty else { return }
      grounds.take(
        handovers.all, handovers.cumulative, Marks(standing), on: ways)
      grounds.take(beside: handovers.besideSums, on: ways)
    }

    /// Takes what was found of another part of the record.
    mutating func merge(_ other: Self) { grounds.merge(other.grounds) }
  }
}
