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
}

extension Obligations {
  /// The readings of the agreements of a record, taken part by part.
  struct Readings {
    private var deals: [(act: Standing.Act, readings: [(Agreement, seqs: [Int])])] = []

    /// Takes the live agreements of a part of a record.
    mutating func take(_ standing: Standing) {
      for act in standing.acts where standing.isLive(act.id) {
        guard case .agreement(let deal) = act.deed else { continue }
        deals.append((act, standing.corrected(deal, of: act)))
      }
    }

    /// Each obligation once, by agreement and then in an order that recording does not change.
    fileprivate var all: [Reading] {
      var found: [Reading.Key: Reading] = [:]
      var order: [Reading.Key] = []
      for (act, readings) in deals.sorted(by: { $0.act.precedes($1.act) }) {
        for (deal, seqs) in readings {
          for obligation in deal.obligations {
            let first = Reading(obligation, in: deal)
            if found[first.key] == nil { order.append(first.key) }
            found[first.key, default: first].add(deal.names, act.speech.speaker, seqs)
          }
        }
      }
      return order.compactMap { found[$0] }.enumerated()
        .sorted { ($0.element.key.agreement, $0.offset) < ($1.element.key.agreement, $1.offset) }
        .map(\.element)
    }
  }

  /// What is performed of the obligations, taken part by part.
  struct Fold {
    private var performances: [Performance]

    /// Creates the fold in which nothing was performed.
    init(_ readings: Readings) { performances = readings.all.map { Performance($0) } }

    /// Takes the handovers of a part of a record, and who denies their agreements.
    mutating func take(_ standing: Standing, _ handovers: Handovers) {
      guard !performances.isEmpty else { return }
      let denials = AgreementDenials(standing)
      for handover in handovers.all where handover.place == .counted {
        for place in performances.indices { performances[place].take(handover, denials) }
      }
    }

    /// The obligations, with how far each is performed on a day.
    fileprivate func lines(day: Day) -> [Line] { performances.map { Line($0, day: day) } }
  }
}

/// One obligation as one or more speakers read it.
private struct Reading {
  struct Key: Hashable {
    let agreement: String
    let when: DaysKey
    let due: DaysKey
    let obligation: Obligation
  }

  let obligation: Obligation

  let key: Key
  let deal: Agreement
  var names: Set<String> = []
  var readers: Set<String> = []
  var seqs: Set<Int> = []

  init(_ obligation: Obligation, in deal: Agreement) {
    self.obligation = obligation.plain(due: obligation.due)
    self.deal = deal
    key = Key(
      agreement: deal.agreement, when: DaysKey(deal.when), due: DaysKey(obligation.due),
      obligation: obligation.plain(due: nil))
  }

  mutating func add(_ names: [String], _ reader: String, _ seqs: [Int]) {
    self.names.formUnion(names)
    readers.insert(reader)
    self.seqs.formUnion(seqs)
  }
}

/// What is performed of one obligation.
private struct Performance {
  let reading: Reading
  var debtorSays: ColumnSum
  var creditorSays: ColumnSum

  /// The events on the handovers of which one of the two spoke.
  var seqs: [Int] = []

  init(_ reading: Reading) {
    self.reading = reading
    let (obligation, agreement) = (reading.obligation, reading.key.agreement)
    debtorSays = ColumnSum(side: obligation.debtor, agreement: agreement)
    creditorSays = ColumnSum(side: obligation.creditor, agreement: agreement)
  }

  mutating func take(_ handover: Handover, _ denials: AgreementDenials) {
    let obligation = reading.obligation
    guard handover.performs(obligation, since: reading.deal.when) else { return }
    if !denials.deny(handover, by: obligation.debtor) { debtorSays.take(handover) }
    if !denials.deny(handover, by: obligation.creditor) { creditorSays.take(handover) }
    let isSpokenOf = handover.claims.contains {
      $0.side == obligation.debtor || $0.side == obligation.creditor
    }
    if isSpokenOf { seqs += handover.seqs + denials.seqs(on: handover) }
  }
}

/// The number of one side over the handovers of which it spoke under an agreement, or under none.
private struct ColumnSum {
  let side: String
  let agreement: String
  private var bounds: Bounds?
  private var handovers = 0
  private var assumed = 0
  private var seqs: [Int] = []

  init(side: String, agreement: String) {
    self.side = side
    self.agreement = agreement
  }

  mutating func take(_ handover: Handover) {
    let spoken = handover.claims.filter {
      $0.side == side && ($0.claim.under == nil || $0.claim.under == agreement)
    }
    guard let number = SideNumber(spoken) else { return }
    if let more = number.bounds { bounds = bounds.map { $0 + more } ?? more }
    handovers += 1
    let isAssumed = spoken.allSatisfy {
      !number.givers.contains($0.seq) || $0.claim.under == nil
    }
    if isAssumed { assumed += 1 }
    seqs += number.seqs
  }

  /// The number; nil where it spoke of no handover.
  var column: Obligations.Column? {
    handovers == 0
      ? nil
      : Obligations.Column(
        bounds: bounds, handovers: handovers, assumed: assumed, seqs: seqs.distinct)
  }
}

extension Obligation {
  /// The same without the words of its count, and with another due date.
  fileprivate func plain(due: EDTFDate?) -> Obligation {
    Obligation(
      debtor: debtor, creditor: creditor, what: what.sorted(), whose: whose,
      count: Count(count.kind), due: due)
  }
}

extension Standing {
  /// A reading as its speaker's live corrections leave it, with the events that make it.
  ///
  /// Of two corrections of one term that nothing orders both stand: then there are several
  /// readings, at most ``Rules/mostVersions``.
  fileprivate func corrected(_ deal: Agreement, of act: Act) -> [(Agreement, seqs: [Int])] {
    var readings = [(deal, seqs: [act.seq])]
    let corrections = liveCorrections(of: act.id).sorted { $0.precedes($1) }
    for term in ["names", "when", "parties", "obligations"] {
      let setting = corrections.filter { $0.terms?[term] != nil }
      let standing = setting.filter { one in !setting.contains { supersedes($0, one) } }
      guard !standing.isEmpty else { continue }
      readings = readings.flatMap { deal, seqs in
        standing.compactMap { held in
          var changed = deal
          guard let value = held.terms?[term], (try? changed.change(by: [term: value])) != nil
          else { return nil }
          return (changed, seqs: seqs + chain(of: held))
        }
      }
      readings = Array(readings.prefix(Rules.mostVersions))
    }
    return readings
  }
}

extension Standing.Act {
  /// The terms that a correction of an agreement changes.
  fileprivate var terms: JSONObject? {
    if case .correction(_, _, let terms) = deed { terms } else { nil }
  }
}

/// Who denies, of which acts, that they were done under an agreement.
private struct AgreementDenials {
  private var sides: [EventID: Set<String>] = [:]
  private var seqs: [EventID: [Int]] = [:]

  init(_ standing: Standing) {
    for act in standing.acts where standing.isLive(act.id) {
      guard case .denial(let target, _, let facets, _) = act.deed, facets.contains(.agreement),
        let side = act.side, let target, let origin = standing.origins(of: target).first?.act
      else { continue }
      sides[origin.id, default: []].insert(side)
      seqs[origin.id, default: []].append(act.seq)
    }
  }

  /// The denials of what is said of a handover.
  func seqs(on handover: Handover) -> [Int] {
    seqs.isEmpty ? [] : handover.claims.flatMap { seqs[$0.id] ?? [] }
  }

  func deny(_ handover: Handover, by side: String) -> Bool {
    !sides.isEmpty && handover.claims.contains { sides[$0.id]?.contains(side) ?? false }
  }
}

extension Obligations.Line {
  fileprivate init(_ performance: Performance, day: Day) {
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

extension Handover {
  /// Whether it performs an obligation of a deal made on a day: on its row, and not over before.
  fileprivate func performs(_ obligation: Obligation, since deal: EDTFDate) -> Bool {
    guard let what = row.what, obligation.what.contains(what), row.from == obligation.debtor,
      row.to == obligation.creditor, row.whose == obligation.whose || row.whose == nil
    else { return false }
    guard let ended = when?.latest, let made = deal.earliest else { return true }
    return ended >= made
  }
}
