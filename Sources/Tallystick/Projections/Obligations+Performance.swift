extension Obligations {
  /// How far one obligation is performed, as each column has it.
  struct Performance: Sendable {
    let reading: Reading
    private let question: Question

    /// The obligations that the readers of this one have beside it.
    private let beside: [Reading]

    /// What each ``Party`` of the obligation's rows says, the debtor being the sender.
    private(set) var shares = [Share](repeating: Share(), count: Party.allCases.count)

    /// The same of the rows for each of which something is owed.
    private var counted = [Share](repeating: Share(), count: Party.allCases.count)

    /// The rows of which a handover surely lies before the deal.
    private var earlier: Set<Row> = []

    private var opened: [(delivery: Delivery, why: Open.Why)] = []
    private var seqs: [Int] = []
    private var againstDates: [Int] = []

    /// The totals that may be of this and of something else that is owed.
    private var openTotals: [Handovers.Listed] = []

    /// Whether it is open of anything whether it is of this.
    var isOpen: Bool { !opened.isEmpty || !openTotals.isEmpty }

    /// How many handovers count although nobody placed them under any agreement.
    private var assumed = 0
    private var identifications: Set<Identification> = []

    /// The events by which the creditor denies something of what counts in another's column, and of
    /// what may count.
    private(set) var denials: [Int] = []
    private(set) var openDenials: [Int] = []

    init(
      _ reading: Reading, beside: [Reading], _ decided: [Decided], _ totals: [Total],
      _ all: [Marks.Identification], _ question: Question
    ) {
      (self.reading, self.question, self.beside) = (reading, question, beside)
      let obligation = reading.obligation
      for one in decided {
        let takes = obligation.takes(one.row)
        let counts = takes == .out ? obligation.counts(one.row) : .out
        guard max(takes, counts) != .out else { continue }
        for (delivery, decisions) in one.all {
          if Fit(delivery.days, since: reading.deal.when) == .out { earlier.insert(one.row) }
          take(delivery, decisions, max(takes, counts), isCounted: takes == .out)
        }
      }
      for total in totals { take(total) }
      // What was handed over later is left out by it, also where the total stands in no column.
      seqs += question.reached[reading.key]?.seqs ?? []
      var another: [Row: [Marks.Identification]] = [:]
      for one in all where take(one) {
        another[one.row, default: []].append(one)
      }
      for (row, all) in another {
        for (party, said) in Dictionary(grouping: all, by: { $0.party(on: row) }) {
          shares[party.rawValue].identify(said)
        }
      }
    }
  }
}

extension Obligations.Performance {
  private typealias Party = Obligations.Party

  private var obligation: Obligation { reading.obligation }

  /// Whose people they must be for a handover on a row to count.
  private func whose(isCounted: Bool) -> String? {
    if isCounted, case .each(_, let of) = obligation.count { return of.whose }
    return obligation.whose
  }

  /// Whether another obligation of a reading may be performed as well by what happened on a row.
  private func isShared(_ row: Row, _ days: OuterDays) -> Bool {
    beside.contains {
      $0.obligation.takes(row) != .out && question.fit($0, days) != .out
    }
  }

  private enum Place {
    case placed, assumed, open
  }

  private func place(
    _ decision: Obligations.Decision, _ delivery: Obligations.Delivery, isOpen: Bool,
    isCounted: Bool
  ) -> Place? {
    let deal = reading.key.agreement
    switch decision {
    case .said(let deals):
      guard deals.contains(deal) else { return nil }
      return isOpen || deals.count > 1 ? .open : .placed
    case .dated(let deals):
      let fit = question.fit(reading, delivery.days)
      guard fit != .out, isCounted || deals.contains(deal) else { return nil }
      let isOnly = deals.subtracting([deal]).isEmpty
      return isOpen || fit == .open || !isOnly ? .open : .assumed
    }
  }

  fileprivate mutating func take(
    _ delivery: Obligations.Delivery, _ decisions: [Obligations.Decision],
    _ takes: Obligations.Fit, isCounted: Bool
  ) {
    let isShared = !isCounted && isShared(delivery.row, delivery.days)
    var (isOpen, counts, isAssumed) = (false, false, false)
    for party in Party.allCases {
      let place = place(
        decisions[party.rawValue], delivery, isOpen: takes == .open || isShared,
        isCounted: isCounted)
      guard let place else { continue }
      if place != .open {
        counts = true
        isAssumed = isAssumed || place == .assumed && delivery.said[party.rawValue] != nil
      } else if delivery.said[party.rawValue] != nil {
        isOpen = true
      }
      take(delivery, place, party, isCounted: isCounted)
    }
    guard isOpen || counts else { return }
    seqs += delivery.seqs
    for one in delivery.identifications {
      identifications.insert(.init(one))
      seqs += one.seqs
    }
    guard !isCounted else { return }
    if isAssumed { assumed += 1 }
    if isOpen {
      opened.append((delivery, takes == .open ? .whose : isShared ? .obligation : .deal))
    }
    if counts, question.fit(reading, delivery.days) == .out {
      againstDates.append(delivery.act.seq)
    }
  }

  private mutating func take(
    _ delivery: Obligations.Delivery, _ place: Place, _ party: Party, isCounted: Bool
  ) {
    let row = delivery.row
    let column = column(party, on: row, isCounted: isCounted)
    let said = delivery.said[party.rawValue]
    let whose = whose(isCounted: isCounted)
    change(column, isCounted: isCounted) { share in
      if place == .open {
        share.rows[row, default: .init()].openCount += 1
      } else {
        share.rows[row, default: .init()].count += 1
      }
      guard let said else { return }
      let number = Obligations.Share.Number(
        days: delivery.days, bounds: said.bounds, seqs: said.seqs, isAssumed: place == .assumed)
      if place == .open {
        share.rows[row, default: .init()].open.append(number)
      } else {
        share.rows[row, default: .init()].placed.append(number)
      }
      share.identify(
        said.identified.filter { whose != nil && $0.identifiedAs != whose }, isOpen: place == .open)
    }
    guard !isCounted, party != .receiver, said != nil else { return }
    let denied = delivery.denials.filter { $0.isOfNumber && $0.side == obligation.creditor }
      .map(\.seq)
    if place == .open { openDenials += denied } else { denials += denied }
  }

  private mutating func change(
    _ party: Party, isCounted: Bool, _ change: (inout Obligations.Share) -> Void
  ) {
    if isCounted { change(&counted[party.rawValue]) } else { change(&shares[party.rawValue]) }
  }

  /// The column, named for the obligation, in which a party of a row stands: on the rows for each of
  /// which something is owed the creditor may be the one that sends.
  private func column(_ party: Party, on row: Row, isCounted: Bool) -> Party {
    let side = party == .sender ? row.from : party == .receiver ? row.to : nil
    guard isCounted, let side else { return party }
    return side == obligation.debtor ? .sender : side == obligation.creditor ? .receiver : .others
  }

  fileprivate mutating func take(_ total: Obligations.Total) {
    let isCounted = obligation.takes(total.row) == .out
    let fit = isCounted ? obligation.counts(total.row) : obligation.takes(total.row)
    guard fit != .out, let deals = deals(of: total, isCounted: isCounted) else { return }
    let column = column(total.party, on: total.row, isCounted: isCounted)
    let isAssumed = total.deals == nil
    let isOnly = deals.subtracting([reading.key.agreement]).isEmpty
    let isShared = !isCounted && isShared(total.row, total.days)
    if fit == .inQuestion, isOnly, !isShared {
      change(column, isCounted: isCounted) { share in
        share.rows[total.row, default: .init()].totals.append(total)
        if isAssumed { share.rows[total.row]?.assumed.insert(total.seq) }
      }
      seqs += total.seqs
    } else if !isCounted {
      change(column, isCounted: false) { share in
        share.rows[total.row, default: .init()].openTotals.append(total)
      }
      openTotals.append(
        total.listed(asOpen: fit == .open ? .whose : isOnly ? .obligation : .deal))
    }
  }

  /// The deals that a total may be of, this among them; nil where it is not of this.
  ///
  /// One that names none begins on the day of the deal or later, or its beginning is open or unsaid and
  /// no handover of its row lies before the deal.
  private func deals(of total: Obligations.Total, isCounted: Bool) -> Set<String>? {
    let deal = reading.key.agreement
    if let deals = total.deals { return deals.contains(deal) ? deals : nil }
    if let begin = total.begin {
      guard let made = reading.deal.when.latest, begin >= made.number else { return nil }
    }
    guard !earlier.contains(total.row), !(total.when?.isUnresolved ?? false),
      question.fit(reading, total.days) != .out
    else { return nil }
    let deals = question.deals(on: total.row, total.days)
    return deals.contains(deal) || isCounted && deals.isEmpty ? deals : nil
  }

  /// Takes what turned out to be whose on a row, where no handover is named, and tells whether it was
  /// another's: what names the deal, and what names none where no other deal is in question and no
  /// handover lies before this one.
  fileprivate mutating func take(_ one: Obligations.Marks.Identification) -> Bool {
    guard obligation.takes(one.row) == .inQuestion, let whose = obligation.whose else {
      return false
    }
    if let deal = one.deal {
      guard deal == reading.key.agreement else { return false }
    } else {
      let days = OuterDays(from: .min, to: one.stated.latestDay?.number ?? .max)
      guard !earlier.contains(one.row),
        question.deals(on: one.row, days) == [reading.key.agreement]
      else { return false }
    }
    identifications.insert(.init(one))
    seqs += one.seqs
    return one.identifiedAs != whose
  }
}

extension Obligations.Performance {
  /// What is owed by one side's own number, on a day.
  private func owed(by party: Party, day: Day) -> Bounds? {
    switch obligation.count {
    case .count(let count):
      return count.per.map { reading.product(of: count, per: $0, by: day) } ?? count.bounds
    case .each(let factor, _):
      let share = counted[party.rawValue]
      guard let number = share.bounds?.times(factor) else { return nil }
      return share.isPartial ? number.withoutEnd : number
    }
  }

  /// What is said beside the sums of its rows and may be of what is owed, in order.
  private func notCounted(_ beside: [Row: [Handovers.Listed]]) -> [Handovers.Listed] {
    let listed = beside.filter { obligation.takes($0.key) != .out }.flatMap(\.value).filter { one in
      question.fit(reading, OuterDays(one.when)) != .out
        && [nil, reading.key.agreement].contains(one.under)
    }
    return (listed + openTotals).sorted { $0.precedes($1) }
  }

  /// The obligation with all that is said of it, on a day; `beside` is what is in no sum of a row.
  func line(day: Day, beside: [Row: [Handovers.Listed]]) -> Obligations.Line {
    let owed = Party.allCases.map { self.owed(by: $0, day: day) }
    let (debtor, creditor) = (owed[Party.sender.rawValue], owed[Party.receiver.rawValue])
    let others = owed[Party.others.rawValue]
    let both = [creditor, debtor].compactMap { $0 }
    let number = both.dropFirst().reduce(both.first ?? others) { $0?.union($1) }
    let verdict = self.verdict(owed, number, day: day)
    func column(_ party: Party) -> Obligations.Column? {
      Obligations.Column(shares[party.rawValue], of: party)
    }
    let events = self.reading.seqs.sorted()
    return Obligations.Line(
      agreement: reading.key.agreement, names: reading.names.sorted(), when: reading.deal.when,
      until: reading.end?.until, renewedBy: reading.renewal?.renewedBy,
      renews: reading.deal.renews, readers: reading.readers.sorted(), obligation: obligation,
      owed: number,
      owedBy: obligation.isForEach
        ? Obligations.ByParty(creditor: creditor, debtor: debtor, others: others) : nil,
      creditorSays: column(.receiver), debtorSays: column(.sender), othersSay: column(.others),
      outletsSay: column(.outlets),
      remaining: Obligations.ByParty(
        creditor: remaining(.receiver, creditor), debtor: remaining(.sender, debtor),
        others: remaining(.others, others)),
      open: opened.isEmpty ? nil : Obligations.Open(opened),
      identified: identifications.sorted { $0.precedes($1) }, state: verdict.state, day: day,
      since: verdict.since, daysLate: verdict.daysLate,
      denials: (denials + openDenials).distinct,
      readingDenials: self.reading.denials.sorted { ($0.seq, $0.of) < ($1.seq, $1.of) },
      againstDates: againstDates.distinct, notCounted: notCounted(beside), assumed: assumed,
      reading: events,
      seqs: (events + seqs + self.reading.denials.map(\.seq)).distinct)
  }

  private func remaining(_ party: Party, _ owed: Bounds?) -> Obligations.Remaining? {
    let share = shares[party.rawValue]
    guard let owed, let number = share.bounds else { return nil }
    return Obligations.Remaining(bounds: owed.less(number), isPartial: share.isPartial)
  }
}

extension Obligations.Identification {
  fileprivate init(_ one: Obligations.Marks.Identification) {
    self.init(seq: one.seq, by: one.side, identifiedAs: one.identifiedAs, count: one.count)
  }

  /// The order in which they are listed; corrections may give one act several numbers.
  fileprivate func precedes(_ other: Self) -> Bool {
    (seq, identifiedAs, count?.description ?? "")
      < (other.seq, other.identifiedAs, other.count?.description ?? "")
  }
}

extension Obligations.Open {
  fileprivate init(_ opened: [(delivery: Obligations.Delivery, why: Why)]) {
    let opened = opened.sorted { $0.delivery.act.seq < $1.delivery.act.seq }
    bounds = opened.compactMap(\.delivery.number).total
    handovers = opened.map { delivery, why in
      Handover(act: delivery.act.seq, row: delivery.row, when: delivery.when, why: why)
    }
    seqs = opened.flatMap(\.delivery.seqs).distinct
  }
}

extension Obligations.Delivery {
  /// What both sides and others say of it, from the smallest number to the largest; what outlets do where
  /// nobody else gives one.
  fileprivate var number: Bounds? {
    func number(_ party: Obligations.Party) -> Bounds? { said[party.rawValue]?.bounds }
    let numbers = [Obligations.Party.receiver, .sender, .others].compactMap(number)
    return SideNumber.range(of: numbers) ?? number(.outlets)
  }
}
