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
    let denials = AgreementDenials(standing)
    let counted = handovers.all.filter { $0.place == .counted }
    lines = Reading.all(standing).map { reading in
      Line(reading, counted, denials, day: standing.cut.day)
    }
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
  var names: Set<String>
  var readers: Set<String>
  var seqs: Set<Int>

  /// The readings of all live agreements, each obligation once, by agreement and then in an order
  /// that recording does not change.
  static func all(_ standing: Standing) -> [Reading] {
    var found: [Key: Reading] = [:]
    var order: [Key] = []
    let acts = standing.acts.filter { standing.isLive($0.id) }.sorted { $0.precedes($1) }
    for act in acts {
      guard case .agreement(let base) = act.deed else { continue }
      for (deal, seqs) in standing.corrected(base, of: act) {
        for obligation in deal.obligations {
          let key = Key(
            agreement: deal.agreement, when: DaysKey(deal.when), due: DaysKey(obligation.due),
            obligation: obligation.plain(due: nil))
          if found[key] == nil { order.append(key) }
          let first = Reading(
            obligation: obligation.plain(due: obligation.due), key: key, deal: deal, names: [],
            readers: [], seqs: [])
          found[key, default: first].add(deal.names, act.speech.speaker, seqs)
        }
      }
    }
    return order.compactMap { found[$0] }.enumerated()
      .sorted { ($0.element.key.agreement, $0.offset) < ($1.element.key.agreement, $1.offset) }
      .map(\.element)
  }

  private mutating func add(_ names: [String], _ reader: String, _ seqs: [Int]) {
    self.names.formUnion(names)
    readers.insert(reader)
    self.seqs.formUnion(seqs)
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
  fileprivate init(
    _ reading: Reading, _ handovers: [Handover], _ denials: AgreementDenials, day: Day
  ) {
    let obligation = reading.obligation
    let performing = handovers.filter { $0.performs(obligation, since: reading.deal.when) }
    agreement = reading.key.agreement
    names = reading.names.sorted()
    when = reading.deal.when
    readers = reading.readers.sorted()
    self.obligation = obligation
    let debtorSays = Obligations.Column(
      performing.filter { !denials.deny($0, by: obligation.debtor) }, side: obligation.debtor,
      under: reading.key.agreement)
    let creditorSays = Obligations.Column(
      performing.filter { !denials.deny($0, by: obligation.creditor) }, side: obligation.creditor,
      under: reading.key.agreement)
    self.debtorSays = debtorSays
    self.creditorSays = creditorSays
    remaining = obligation.count.bounds.map { $0.less(creditorSays?.bounds) }
    state = Obligations.state(
      owed: obligation.count.bounds, debtor: debtorSays?.bounds, creditor: creditorSays?.bounds,
      isPastDue: (obligation.due?.latest).map { $0 < day } ?? false)
    self.reading = reading.seqs.sorted()
    let sides = [obligation.debtor, obligation.creditor]
    let spoken = performing.filter { handover in
      handover.claims.contains { $0.side.map(sides.contains) ?? false }
    }
    seqs = spoken.reduce(into: reading.seqs) { seqs, handover in
      seqs.formUnion(handover.seqs)
      seqs.formUnion(denials.seqs(on: handover))
    }.sorted()
  }
}

extension Obligations.Column {
  /// The number of one side over the handovers of which it spoke under the agreement, or under
  /// none; nil when there are none.
  fileprivate init?(_ handovers: [Handover], side: String, under agreement: String) {
    let spoken = handovers.map { handover in
      handover.claims.filter {
        $0.side == side && ($0.claim.under == nil || $0.claim.under == agreement)
      }
    }.filter { !$0.isEmpty }
    guard !spoken.isEmpty else { return nil }
    let numbers = spoken.compactMap { SideNumber($0) }
    bounds = numbers.compactMap(\.bounds).sum
    self.handovers = spoken.count
    assumed = zip(spoken, numbers).count { claims, number in
      claims.allSatisfy { !number.givers.contains($0.seq) || $0.claim.under == nil }
    }
    seqs = Set(numbers.flatMap(\.seqs)).sorted()
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
