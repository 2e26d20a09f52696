internal import Tallystick

extension FigureList {
  mutating func add(_ totals: Totals, zeros: [Handovers.Listed]) {
    for line in totals.lines {
      let (row, json) = (row(line.row.what, line.row.way, line.row.whose), line.json)
      let all =
        line.seqs + line.excluded.map(\.seq)
        + line.statedTotals.flatMap { [$0.seq] + $0.comparedSeqs }
      for (name, column) in line.columns {
        let seqs = column.map { $0.seqs + $0.stated.flatMap(\.seqs) } ?? line.seqs
        add(row, name, json[name] ?? .null, seqs, row: all, .claims, .handovers, .totals)
      }
      for name in ["handovers", "both_spoke", "confirmed", "contested", "net_gap", "absolute_gap"] {
        add(row, name, json[name] ?? .null, line.seqs, row: all, .claims, .handovers, .totals)
      }
      for listed in line.excluded {
        add(
          row, "excluded:\(listed.seq)", .string(listed.why), [listed.seq], row: all, .claims,
          .handovers, .totals)
      }
      for total in line.statedTotals {
        add(
          row, "stated:\(total.seq)", .object(total.json), [total.seq] + total.comparedSeqs,
          row: all, .claims, .handovers, .totals)
      }
    }
    for one in totals.unplaced {
      add(
        row("not_placed", "\(one.seq)"), nil, .object(one.json), [one.seq], .claims, .handovers)
    }
    for zero in zeros {
      let number = zero.count.map { JSONValue.object(Count($0.kind).json) } ?? .null
      let (name, value) =
        zero.isDenial ? ("denied", JSONValue.string(zero.why)) : ("zero", number)
      add(
        row(zero.row.what, zero.row.way, zero.row.whose, name, "\(zero.seq)"), nil, value,
        [zero.seq], .claims, .handovers)
    }
    for both in totals.together {
      add(
        row("both_ways", "\(both.seq)"), nil,
        both.count.map { .object(Count($0.kind).json) } ?? .null, [both.seq], .claims, .totals)
    }
  }

  mutating func add(_ lines: some Sequence<HandoverLine>, excluded: [Handovers.Listed]) {
    for line in lines {
      let handover = line.handover
      let row = row(
        handover.row.what, handover.row.way, handover.row.whose, handover.when?.text)
      let (json, all) = (line.json, line.seqs)
      let sides = [
        ("sender", handover.sender), ("receiver", handover.receiver), ("others", handover.others),
        ("outlets", handover.outlets),
      ]
      for (name, side) in sides {
        add(row, name, json[name] ?? .null, side?.seqs ?? all, row: all, .claims, .handovers)
      }
      for name in ["confirmed", "gap", "events"] {
        add(row, name, json[name] ?? .null, all, .claims, .handovers)
      }
      for one in line.identified {
        add(row, "identified:\(one.seq)", .object(one.json), one.seqs, row: all, .handovers)
      }
      for name in ["status", "facets", "flags"] {
        add(
          row, name, json[name] ?? .null, all + line.status.flagSeqs, .claims, .handovers, .sources)
      }
      add(row, "counted", .string(handover.place.words), all, row: rivals(handover), .handovers)
      for part in line.parts {
        add(
          row, "part:\(part.seq)", part.count.map { .object(Count($0.kind).json) } ?? .null,
          [part.seq] + all, .claims, .handovers)
      }
    }
    for listed in excluded {
      let row = row(listed.row.what, listed.row.way, listed.row.whose, "excluded", "\(listed.seq)")
      add(row, nil, .string(listed.why), [listed.seq], .claims, .handovers)
    }
  }

  private func rivals(_ handover: Handover) -> [Int] {
    guard case .possibleOverlap(let events) = handover.place else { return [] }
    return events
  }

  mutating func add(_ timeline: Timeline) {
    var before: [Row: [String: [Int]]] = [:]
    for line in timeline.lines {
      let handover = line.handover
      let row = row(
        handover.row.what, handover.row.way, handover.row.whose, handover.when?.text)
      let (json, all) = (line.json, handover.seqs)
      var sofar = before[handover.row] ?? [:]
      sofar["all", default: []] += all
      let sides = [
        ("sender", handover.sender), ("receiver", handover.receiver), ("others", handover.others),
      ]
      add(
        row, "outlets", json["outlets"] ?? .null, handover.outlets?.seqs ?? all, row: all, .claims,
        .handovers)
      for (name, side) in sides {
        add(row, name, json[name] ?? .null, side?.seqs ?? all, row: all, .claims, .handovers)
        sofar[name, default: []] += side?.seqs ?? []
        let own = sofar[name].flatMap { $0.isEmpty ? nil : $0 } ?? sofar["all"] ?? all
        add(
          row, "\(name)_sum", json["\(name)_sum"] ?? .null, own, row: sofar["all"] ?? all, .claims,
          .handovers, .totals)
      }
      before[handover.row] = sofar
    }
  }

  mutating func add(_ obligations: [Obligations.Line]) {
    for line in obligations {
      let owed = line.obligation
      let row = row(
        line.agreement, line.readers.joined(separator: "+"),
        FigureList.way(owed.debtor, owed.creditor), owed.what.joined(separator: "+"),
        owed.whose ?? ".")
      let json = line.json
      for name in ["owed", "due", "when", "until", "renewed_by", "as_read_by"] {
        add(row, name, json[name] ?? .null, line.reading, .claims, .obligations)
      }
      let columns = [
        ("debtor_says", line.debtorSays), ("creditor_says", line.creditorSays),
        ("others_say", line.othersSay), ("outlets_say", line.outletsSay),
      ]
      for (name, column) in columns {
        add(
          row, name, json[name] ?? .null, line.reading + (column?.seqs ?? line.seqs),
          row: line.seqs, .claims, .handovers, .obligations)
      }
      for name in ["owed_number", "remaining", "open", "state", "due_in", "days_late"] {
        add(row, name, json[name] ?? .null, line.seqs, .claims, .handovers, .obligations)
      }
    }
  }
}
