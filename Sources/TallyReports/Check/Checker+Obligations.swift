internal import Tallystick

/// The checks on what is owed.
extension Checker {
  private var lines: [Obligations.Line] { view.obligations.lines }

  private var terms: TermBook { view.standing.terms }

  /// Obligations of which nothing was performed for days, where no handover is open that may have been.
  var unperformedObligations: [Found] {
    lines.filter { line in
      line.isPending
        && (line.state != .indeterminate
          || line.open == nil && line.notCounted.contains { $0.whyOpen != nil })
    }.compactMap { line in
      let owed = line.obligation
      let columns = [line.debtorSays, line.creditorSays, line.othersSay, line.outletsSay]
      let performing = Set(columns.flatMap { $0?.seqs ?? [] })
      let last = view.handovers.all.filter { handover in
        handover.row.from == owed.debtor && handover.row.to == owed.creditor
          && !performing.isDisjoint(with: handover.seqs)
      }.compactMap { $0.when?.latest }.max()
      guard let since = last ?? line.when.latest, age(since) > days else { return nil }
      let before = last == nil ? "the deal of \(since)" : "\(since)"
      return Found(
        .unperformedObligations, line.seqs,
        "\(line.sentence(terms)); no handover is recorded since \(before), \(age(since)) days ago.")
    }
  }

  /// Obligations that fall due soon, and those that are overdue.
  var due: [Found] {
    lines.compactMap { line in
      guard let dueIn = line.dueIn, line.isPending, let due = line.dueWords,
        (0...within).contains(dueIn) || line.state == .overdue
      else { return nil }
      return Found(.due, line.seqs, "\(line.sentence(terms)); due \(due).")
    }
  }

  /// Totals of a side that are more than its recorded handovers make.
  var missingHandovers: [Found] {
    let lines = lines
    var found: [Found] = []
    for line in lines {
      let columns = [
        (line.obligation.creditor, line.creditorSays), (line.obligation.debtor, line.debtorSays),
      ]
      for (side, column) in columns {
        for gap in column?.missing ?? [] {
          found.append(
            Found(
              .missingHandovers, gap.seqs,
              "\(line.obligation.debtor)→\(line.obligation.creditor) \(line.agreement): "
                + gap.sentence(of: side)))
        }
      }
    }
    let owed = Set(lines.flatMap(\.obligation.ways))
    for (row, gap, side) in view.handovers.missing
    where Obligations.Way(row).map({ !owed.contains($0) }) ?? false {
      found.append(Found(.missingHandovers, gap.seqs, "\(row): \(gap.sentence(of: side))"))
    }
    // Readings of one deal say the same.
    var seen: Set<Found> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// Handovers of which it is not known which obligation they perform, with what would tell it.
  var openPlacements: [Found] {
    var deals: [Int: Set<String>] = [:]
    var found: [Int: Obligations.Open.Handover] = [:]
    for line in lines {
      for handover in line.open?.handovers ?? [] {
        deals[handover.act, default: []].insert(line.agreement)
        if found[handover.act]?.why != .deal { found[handover.act] = handover }
      }
    }
    return found.sorted { $0.key < $1.key }.map { act, handover in
      let names = (deals[act] ?? []).sorted()
      return Found(.openPlacements, [act], handover.sentence(beside: names))
    } + openTotals
  }

  /// Totals of which it is not known which obligation they are of, with what would tell it.
  private var openTotals: [Found] {
    var deals: [Int: Set<String>] = [:]
    var found: [Int: (total: Handovers.Listed, why: Obligations.Open.Why)] = [:]
    for line in lines {
      for total in line.notCounted {
        guard let why = total.whyOpen else { continue }
        deals[total.seq, default: []].insert(line.agreement)
        if found[total.seq]?.why != .deal { found[total.seq] = (total, why) }
      }
    }
    return found.sorted { $0.key < $1.key }.map { seq, one in
      let what = "\(one.total.count?.bounds?.words ?? "no number") in all, \(one.total.row),"
      let names = (deals[seq] ?? []).sorted()
      let all = names.joined(separator: " or ")
      let sentence =
        switch one.why {
        case .deal:
          "\(what) may be of \(all) or of another deal: "
            + Found.placement(of: seq, under: names.first)
        case .obligation: "\(what) may be of several obligations of \(all): no words tell which."
        case .whose: "\(what) may be of \(all): nobody says whose they were."
        }
      return Found(.openPlacements, [seq], sentence)
    }
  }
}

extension Handovers.Listed {
  /// Why it is not known which obligation it is of, where it is a total of which that is so.
  fileprivate var whyOpen: Obligations.Open.Why? {
    Obligations.Open.Why.allCases.first { Obligations.Total.words($0) == why }
  }
}

extension Found {
  /// The command that would tell under which deal an act is.
  fileprivate static func placement(of act: Int, under deal: String?) -> String {
    "tally assess --of '#\(act)' --scale placement --value \(deal ?? "none") --reason …, or another "
      + "of them, or none."
  }
}

extension Obligations.Open.Handover {
  fileprivate func sentence(beside deals: [String]) -> String {
    let what = "\(row) on \(when?.text ?? "a day unsaid")"
    let all = deals.joined(separator: " or ")
    switch why {
    case .deal:
      return "\(what) may be under \(all): "
        + Found.placement(of: act, under: deals.first)
    case .obligation:
      return "\(what) may perform several obligations of \(all): no words tell which."
    case .whose:
      return "\(what) may be under \(all): nobody says whose they were."
    }
  }
}

extension Obligations.Line {
  /// Who owes whom what, and what remains by whose number.
  fileprivate func sentence(_ terms: TermBook) -> String {
    let what = whats(terms).joined(separator: " or ")
    return
      "\(obligation.debtor) owes \(obligation.creditor) \(amount) \(what) under \(agreement) as "
      + "\(readers.joined(separator: " and ")) read it; \(remainingWords)"
  }

  private var amount: String {
    obligation.isForEach
      ? "\(obligation.count)," : obligation.count.description
  }
}

extension Handovers {
  /// The stretches of days in which totals of a side, that name no deal, say more than its handovers
  /// make; with their row and the side.
  fileprivate var missing: [(row: Row, gap: Obligations.Missing, side: String)] {
    let totals = cumulative.compactMap { Obligations.Total($0, Obligations.Marks()) }
    var byRow: [Row: [Obligations.Total]] = [:]
    for total in totals where total.deals == nil { byRow[total.row, default: []].append(total) }
    var counted: [Row: [Handover]] = [:]
    for handover in all where handover.place == .counted && byRow[handover.row] != nil {
      counted[handover.row, default: []].append(handover)
    }
    var found: [(row: Row, gap: Obligations.Missing, side: String)] = []
    for (row, totals) in byRow.sorted(by: { $0.key < $1.key }) {
      for party in [Obligations.Party.sender, .receiver] {
        guard let side = party == .sender ? row.from : row.to else { continue }
        let own = totals.filter { $0.party == party }
        let numbers = (counted[row] ?? []).compactMap { $0.number(of: party) }
        found += Obligations.Missing.all(own, numbers).map { (row, $0, side) }
      }
    }
    return found
  }
}

extension Handover {
  /// What a side of it says, where it has spoken.
  fileprivate func number(of party: Obligations.Party) -> Obligations.Share.Number? {
    guard let said = party == .sender ? sender : receiver else { return nil }
    return Obligations.Share.Number(
      days: OuterDays(isResolved ? when : nil), bounds: said.bounds, seqs: said.seqs,
      isAssumed: false)
  }
}
