extension Obligations {
  /// How far an obligation is performed, since when, and how many days too late.
  struct Verdict: Hashable {
    let state: State
    var since: Day?
    var daysLate: Int?
  }
}

extension Obligations.Performance {
  /// The verdict on a day, where so much is owed by each party's number, and in all.
  ///
  /// Open handovers that decide between two states leave it indeterminate.
  func verdict(_ owed: [Bounds?], _ all: Bounds?, day: Day) -> Obligations.Verdict {
    guard let all else { return Obligations.Verdict(state: .indeterminate) }
    if let over = ending(day) { return over }
    let owed = owed.map { $0 ?? all }
    let without = verdict(owed, day: day, withOpen: false)
    let with = verdict(owed, day: day, withOpen: true)
    return with.state == without.state ? without : Obligations.Verdict(state: .indeterminate)
  }

  private func verdict(_ owed: [Bounds], day: Day, withOpen: Bool) -> Obligations.Verdict {
    let creditor = Obligations.Party.receiver
    let due = owed[creditor.rawValue]
    if let done = performed(due, withOpen) {
      return goesOn(after: day) ? Obligations.Verdict(state: .inPerformance) : done
    }
    let says = share(creditor).number(withOpen: withOpen)
    let isPartial = share(creditor).isPartial
    let mayBeAll = says.map { due.less($0).min == 0 } ?? false
    if mayBeAll, !isPartial { return Obligations.Verdict(state: .indeterminate) }
    let isLess = says != nil && !mayBeAll && !isPartial
    let isDenied = !denials.isEmpty || withOpen && !openDenials.isEmpty
    if isLess && saysAll(owed, withOpen) || isDenied {
      return Obligations.Verdict(state: .disputed)
    }
    let speaking = Obligations.Party.allCases.filter { speaks($0, withOpen) }
    if isPastDue(day), isLess || speaking.isEmpty { return Obligations.Verdict(state: .overdue) }
    if says == nil, speaking.contains(where: { $0 != creditor }) {
      return Obligations.Verdict(state: .unconfirmed)
    }
    return Obligations.Verdict(state: speaking.isEmpty ? .pending : .inPerformance)
  }

  private func share(_ party: Obligations.Party) -> Obligations.Share { shares[party.rawValue] }

  /// Whether a column says that something was performed.
  private func speaks(_ party: Obligations.Party, _ withOpen: Bool) -> Bool {
    let share = share(party)
    guard share.hasSpoken || withOpen && share.rows.values.contains(where: { !$0.open.isEmpty })
    else { return false }
    return share.number(withOpen: withOpen).map { $0.max != 0 } ?? true
  }

  /// Whether the debtor or others say that all was performed.
  private func saysAll(_ owed: [Bounds], _ withOpen: Bool) -> Bool {
    [Obligations.Party.sender, .others].contains { party in
      share(party).number(withOpen: withOpen).map { owed[party.rawValue].less($0).max == 0 }
        ?? false
    }
  }

  /// Whether more will be owed after a day: so many a day, a week or a month until a later one.
  private func goesOn(after day: Day) -> Bool {
    guard case .count(let count) = reading.obligation.count, count.per != nil else { return false }
    let last = [reading.obligation.due?.latest, reading.end?.lastDay.latest].compactMap { $0 }
    return last.allSatisfy { $0 > day }
  }

  private func isPastDue(_ day: Day) -> Bool {
    reading.obligation.due?.latest.map { $0 < day } ?? false
  }

  /// What another deal, or its last day, makes of it.
  private func ending(_ day: Day) -> Obligations.Verdict? {
    if let last = reading.renewal?.lastDay.latest, last < day {
      return Obligations.Verdict(state: .renewed, since: last.next)
    }
    if let last = reading.end?.lastDay.latest, last < day {
      return Obligations.Verdict(state: .ended, since: last.next)
    }
    return nil
  }

  /// What it is where all was performed by the creditor's number.
  private func performed(_ owed: Bounds, _ withOpen: Bool) -> Obligations.Verdict? {
    guard let says = share(.receiver).number(withOpen: withOpen), let most = owed.max else {
      return nil
    }
    if says.min > most { return Obligations.Verdict(state: .inExcess) }
    guard says.min >= most else { return nil }
    let rows = share(.receiver).rows.values.map { withOpen ? $0.withOpen : $0 }
    let another = share(.receiver).another?.max ?? 0
    let reached = Set(rows.flatMap(\.days)).sorted().first { day in
      rows.reduce(Int64(0)) { $0.addingSaturating($1.least(by: day)) } - another >= most
    }
    let since = reached.flatMap { Day(number: $0) }
    guard let due = reading.obligation.due?.latest, let since, since > due else {
      return Obligations.Verdict(state: .performed, since: since)
    }
    let before = rows.map { $0.most(by: due.number) }
    let isLate =
      !before.contains(nil)
      && before.reduce(Int64(0)) { $0.addingSaturating($1 ?? 0) } < owed.min
    return isLate
      ? Obligations.Verdict(
        state: .performedLate, since: since, daysLate: since.number - due.number)
      : Obligations.Verdict(state: .performed, since: since)
  }
}
