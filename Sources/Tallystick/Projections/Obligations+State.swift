extension Obligations {
  /// How far an obligation is performed, since when, and how many days too late.
  struct Verdict: Hashable {
    let state: State
    var since: Day?
    var daysLate: Int?
  }
}

extension Obligations.Performance {
  /// What is known of an obligation: what each column says, and by which events the creditor denies it.
  private struct Grounds {
    var shares: [Obligations.Share]
    var isDenied: Bool

    subscript(_ party: Obligations.Party) -> Obligations.Share { shares[party.rawValue] }
  }

  /// The verdict on a day, where so much is owed by each party's number, and in all.
  ///
  /// Open handovers and totals that decide between two states leave it indeterminate.
  func verdict(_ owed: [Bounds?], _ all: Bounds?, day: Day) -> Obligations.Verdict {
    guard let all else { return Obligations.Verdict(state: .indeterminate) }
    if let over = ending(day) { return over }
    let owed = owed.map { $0 ?? all }
    let without = verdict(
      owed, day: day, Grounds(shares: shares, isDenied: !denials.isEmpty))
    guard isOpen else { return without }
    let with = verdict(
      owed, day: day,
      Grounds(shares: shares.map(\.withOpen), isDenied: !(denials + openDenials).isEmpty))
    return with.state == without.state ? without : Obligations.Verdict(state: .indeterminate)
  }

  private func verdict(_ owed: [Bounds], day: Day, _ grounds: Grounds) -> Obligations.Verdict {
    let creditor = Obligations.Party.receiver
    let due = owed[creditor.rawValue]
    if let done = performed(due, grounds[creditor]) {
      return goesOn(after: day) ? Obligations.Verdict(state: .inPerformance) : done
    }
    let says = grounds[creditor].number(withOpen: false)
    let isPartial = grounds[creditor].isPartial
    let mayBeAll = says.map { due.less($0).min == 0 } ?? false
    if mayBeAll, !isPartial { return Obligations.Verdict(state: .indeterminate) }
    let isLess = says != nil && !mayBeAll && !isPartial
    if isLess && saysAll(owed, grounds) || grounds.isDenied {
      return Obligations.Verdict(state: .disputed)
    }
    let speaking = Obligations.Party.allCases.filter { speaks(grounds[$0]) }
    if isPastDue(day), isLess || speaking.isEmpty { return Obligations.Verdict(state: .overdue) }
    if says == nil, speaking.contains(where: { $0 != creditor }) {
      return Obligations.Verdict(state: .unconfirmed)
    }
    return Obligations.Verdict(state: speaking.isEmpty ? .pending : .inPerformance)
  }

  /// Whether a column says that something was performed.
  private func speaks(_ share: Obligations.Share) -> Bool {
    share.hasSpoken && share.number(withOpen: false).map { $0.max != 0 } ?? true
  }

  /// Whether the debtor or others say that all was performed.
  private func saysAll(_ owed: [Bounds], _ grounds: Grounds) -> Bool {
    [Obligations.Party.sender, .others].contains { party in
      grounds[party].number(withOpen: false).map { owed[party.rawValue].less($0).max == 0 }
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
  private func performed(_ owed: Bounds, _ creditor: Obligations.Share) -> Obligations.Verdict? {
    guard let says = creditor.number(withOpen: false), let most = owed.max else { return nil }
    if says.min > most { return Obligations.Verdict(state: .inExcess) }
    guard says.min >= most else { return nil }
    let rows = creditor.rows.values
    let another = creditor.another?.max ?? 0
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
