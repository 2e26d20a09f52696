extension Obligations {
  /// The readings of the agreements of a record, taken part by part.
  struct Readings {
    /// One live agreement, as its speaker reads it: of terms that two corrections of one day change
    /// differently there are several versions.
    typealias Deal = (
      act: Standing.Act, readings: [(Agreement, seqs: [Int])], denials: [HandoverStatus.Denial]
    )

    private var deals: [Deal] = []

    init() {}

    init(_ deals: [Deal]) { self.deals = deals }

    /// Takes the live agreements of a part of a record.
    mutating func take(_ standing: Standing) { deals += standing.deals }

    /// The ways on which handovers bear on what is owed.
    var ways: Set<Way> {
      Set(deals.flatMap { $0.readings.flatMap { $0.0.obligations.flatMap(\.ways) } })
    }

    /// What each speaker says a deal is.
    private var statements: [Statement] {
      deals.sorted { $0.act.precedes($1.act) }.flatMap { act, readings, denials in
        readings.enumerated().map { version, reading in
          Statement(
            act: act, deal: reading.0, seqs: reading.seqs, version: version, denials: denials)
        }
      }
    }

    /// Each obligation once, by agreement and then in an order that recording does not change; and the
    /// events that say of a deal that it renews another, and renew none.
    func all(_ sources: SourceBook) -> (readings: [Reading], withoutEffect: [Int]) {
      let statements = statements
      let changes = Changes(statements)
      var found: [Reading.Key: Reading] = [:]
      var order: [Reading.Key] = []
      for statement in statements {
        for (place, obligation) in statement.deal.obligations.enumerated() {
          let first = Reading(
            obligation, in: statement.deal, ends: changes.end(of: obligation, in: statement),
            renewed: changes.renewal(of: obligation, in: statement))
          if found[first.key] == nil { order.append(first.key) }
          found[first.key, default: first].add(
            statement, place, isHeard: statement.isHeard(on: obligation, sources))
        }
      }
      let readings = order.compactMap { found[$0] }.enumerated()
        .sorted { ($0.element.key.agreement, $0.offset) < ($1.element.key.agreement, $1.offset) }
        .map(\.element)
      return (readings, changes.withoutEffect)
    }
  }
}

extension Obligations {
  /// A deal as one act of a speaker reads it.
  struct Statement {
    let act: Standing.Act
    let deal: Agreement
    let seqs: [Int]
    let version: Int

    /// The standing denials of the act.
    let denials: [HandoverStatus.Denial]

    /// Whether a party says it, or a mediator by name.
    func isHeard(on obligation: Obligation, _ sources: SourceBook) -> Bool {
      if let side = act.side {
        let parties = deal.parties + [obligation.debtor, obligation.creditor]
        if parties.contains(side) { return true }
      }
      return sources[act.speech.speaker]?.kind == "mediator" && act.speech.attribution.rank == 0
    }
  }

  /// From when on a deal is over, and who says so.
  struct Ending: Hashable {
    /// The last day on which it may perform something, from the first to the last that it may be.
    let lastDay: DaySpan

    /// The same as its speaker wrote it, where it ends by itself.
    let until: EDTFDate?

    /// The deal that takes its place; nil where it ends by itself.
    let renewedBy: String?

    /// The events that say so.
    let seqs: [Int]
  }

  /// One obligation as one or more speakers read it.
  struct Reading {
    struct Key: Hashable {
      let agreement: String
      let when: DaysKey
      let due: DaysKey
      let obligation: Obligation
      let end: DaySpan?
      let renewal: DaySpan?
      let renewedBy: String?
    }

    /// Where a reading stands: two obligations of one place are alternatives, those of two are owed
    /// beside one another.
    private struct Place: Hashable {
      let reader: String
      let seq: Int
      let version: Int
      let obligation: Int

      func isBeside(_ other: Place) -> Bool {
        guard reader == other.reader else { return false }
        return seq == other.seq
          ? version == other.version && obligation != other.obligation : true
      }
    }

    let obligation: Obligation

    let key: Key
    let deal: Agreement

    /// Its last day, where it has one.
    let end: Ending?

    /// What renews it.
    let renewal: Ending?

    var names: Set<String> = []
    var readers: Set<String> = []
    var seqs: Set<Int> = []

    /// Who denies it, or something of it.
    private(set) var denials: Set<HandoverStatus.Denial> = []

    /// Whether a party reads it so, or a mediator by name.
    private(set) var isHeard = false

    private var places: Set<Place> = []

    init(_ obligation: Obligation, in deal: Agreement, ends: Ending?, renewed: Ending?) {
      self.obligation = obligation.plain(due: obligation.due)
      self.deal = deal
      (end, renewal) = (ends, renewed)
      key = Key(
        agreement: deal.agreement, when: DaysKey(deal.when), due: DaysKey(obligation.due),
        obligation: obligation.plain(due: nil), end: ends?.lastDay, renewal: renewed?.lastDay,
        renewedBy: renewed?.renewedBy)
    }

    mutating func add(_ statement: Statement, _ obligation: Int, isHeard: Bool) {
      names.formUnion(statement.deal.names)
      readers.insert(statement.act.speech.speaker)
      seqs.formUnion(statement.seqs + (end?.seqs ?? []) + (renewal?.seqs ?? []))
      denials.formUnion(statement.denials)
      self.isHeard = self.isHeard || isHeard
      places.insert(
        Place(
          reader: statement.act.speech.speaker, seq: statement.act.seq,
          version: statement.version, obligation: obligation))
    }

    /// Whether one speaker's reading has both, so that what performs the one may perform the other.
    func isBeside(_ other: Reading) -> Bool {
      key != other.key && key.agreement == other.key.agreement
        && places.contains { place in other.places.contains { place.isBeside($0) } }
    }
  }
}

extension Obligations {
  /// What speakers say of how long deals last, and of what they renew.
  private struct Changes {
    private let statements: [Statement]

    /// The events that say of a deal that it renews what it cannot.
    let withoutEffect: [Int]

    init(_ statements: [Statement]) {
      self.statements = statements.filter {
        $0.deal.until != nil || $0.deal.renews != nil
      }
      withoutEffect =
        self.statements.filter { statement in
          guard let earlier = statement.deal.renews else { return false }
          return !statements.contains {
            $0.deal.agreement == earlier && statement.deal.mayRenew($0.deal)
          }
        }.map(\.act.seq).distinct
    }

    /// The last day of what is owed in a statement.
    func end(of obligation: Obligation, in own: Statement) -> Ending? {
      let all = statements.filter {
        $0.deal.agreement == own.deal.agreement && $0.deal.until != nil
      }
      return ending(all, obligation, own, isRenewal: false) { statement in
        statement.deal.until.map { DaySpan(from: $0.earliest, to: $0.latest) }
      }
    }

    /// What renews what is owed in a statement.
    func renewal(of obligation: Obligation, in own: Statement) -> Ending? {
      let all = statements.filter {
        $0.deal.renews == own.deal.agreement && $0.deal.mayRenew(own.deal)
      }
      return ending(all, obligation, own, isRenewal: true) { statement in
        // From the day of the new deal on. That it was said later is what a cut by date tells.
        let when = statement.deal.when
        return DaySpan(from: when.earliest?.previous, to: when.latest?.previous)
      }
    }

    /// The ending that holds: what the creditor says, or all parties of the deal, in every reading, else
    /// what the reader says; of several the last day, and the first renewal.
    private func ending(
      _ all: [Statement], _ obligation: Obligation, _ own: Statement, isRenewal: Bool,
      _ days: (Statement) -> DaySpan?
    ) -> Ending? {
      guard !all.isEmpty else { return nil }
      let parties = Set(own.deal.parties)
      let forAll = all.filter { statement in
        guard let side = statement.act.side, side != obligation.creditor else {
          return statement.act.side != nil
        }
        guard parties.count > 1, parties.contains(side), let span = days(statement) else {
          return false
        }
        return parties.isSubset(of: all.filter { days($0) == span }.compactMap(\.act.side))
      }
      let mine = all.filter { $0.act.speech.speaker == own.act.speech.speaker }
      let saying = forAll.isEmpty ? mine : forAll
      let spans = saying.compactMap { statement in days(statement).map { ($0, statement) } }
        .sorted { ($0.0.latest ?? .maximum) < ($1.0.latest ?? .maximum) }
      guard let last = isRenewal ? spans.first : spans.last else { return nil }
      return Ending(
        lastDay: last.0, until: isRenewal ? nil : last.1.deal.until,
        renewedBy: isRenewal ? last.1.deal.agreement : nil,
        seqs: spans.filter { $0.0 == last.0 }.flatMap(\.1.seqs).distinct)
    }
  }
}

extension Agreement {
  /// Whether it may renew another: only one that is surely earlier.
  fileprivate func mayRenew(_ other: Agreement) -> Bool {
    other.agreement != agreement && other.when.compare(to: when) == .certainlyBefore
  }
}

extension Obligation {
  /// The same without the words of its count, and with another due date.
  fileprivate func plain(due: EDTFDate?) -> Obligation {
    Obligation(
      debtor: debtor, creditor: creditor, what: what.sorted(), whose: whose,
      count: count.withoutWords, due: due)
  }
}

extension Standing {
  /// The live agreements.
  var deals: [Obligations.Readings.Deal] {
    let live = acts.compactMap { act -> (act: Act, deal: Agreement)? in
      guard case .agreement(let deal) = act.deed, isLive(act.id) else { return nil }
      return (act, deal)
    }
    guard !live.isEmpty else { return [] }
    let notes = Notes(self)
    return live.map { ($0.act, corrected($0.deal, of: $0.act), notes.denials(of: $0.act.id)) }
  }

  /// A reading as its speaker's live corrections leave it, with the events that make it.
  ///
  /// Of two corrections of one term that nothing orders both stand: then there are several
  /// readings, at most ``Rules/mostVersions``.
  fileprivate func corrected(_ deal: Agreement, of act: Act) -> [(Agreement, seqs: [Int])] {
    var readings = [(deal, seqs: [act.seq])]
    let corrections = liveCorrections(of: act.id).sorted { $0.precedes($1) }
    for term in Agreement.terms {
      let standing = unsuperseded(corrections.filter { $0.terms?[term] != nil }, \.self)
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
