extension Obligations {
  /// The readings of the agreements of a record, taken part by part.
  struct Readings {
    /// One live agreement, as its speaker reads it.
    typealias Deal = (act: Standing.Act, readings: [(Agreement, seqs: [Int])])

    private var deals: [Deal] = []

    init() {}

    init(_ deals: [Deal]) { self.deals = deals }

    /// Takes the live agreements of a part of a record.
    mutating func take(_ standing: Standing) { deals += standing.deals }

    /// Each obligation once, by agreement and then in an order that recording does not change.
    var all: [Reading] {
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
}

extension Obligations {
  /// One obligation as one or more speakers read it.
  struct Reading {
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
  /// The live agreements.
  var deals: [Obligations.Readings.Deal] {
    acts.compactMap { act in
      guard case .agreement(let deal) = act.deed, isLive(act.id) else { return nil }
      return (act, corrected(deal, of: act))
    }
  }

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
