internal import Tallystick

/// What agreements make each party owe, as bars of owed, claimed and confirmed.
struct ObligationsSection {
  let lines: [Obligations.Line]
  let events: PageEvents

  var html: HTML {
    .tag("section", ["id": "obligations", "aria-labelledby": "h-obligations"]) {
      HTML.tag("h2", ["id": "h-obligations"]) { "What agreements make each owe" }
      HTML.tag("p", ["class": "lead"]) {
        "Each speaker’s reading of an agreement stands by itself. The debtor’s bar is what it says "
        "it performed, the creditor’s what it says it received. What remains is said by each side’s "
        "own number, and by none that gave no number."
      }
      if lines.isEmpty { HTML.tag("p") { "Nothing is owed by any agreement." } }
      for (agreement, lines) in agreements {
        HTML.tag("h3") { title(agreement, lines) }
        HTML.tag("div", ["class": "cards"]) {
          for line in lines { HTML.later { card(line) } }
        }
      }
    }
  }

  /// The lines by agreement, in their order.
  private var agreements: [(String, [Obligations.Line])] {
    var order: [String] = []
    var byAgreement: [String: [Obligations.Line]] = [:]
    for line in lines.prefix(PageEvents.mostLines) {
      if byAgreement[line.agreement] == nil { order.append(line.agreement) }
      byAgreement[line.agreement, default: []].append(line)
    }
    return order.map { ($0, byAgreement[$0] ?? []) }
  }

  private func title(_ agreement: String, _ lines: [Obligations.Line]) -> HTML {
    let names = Set(lines.flatMap(\.names)).sorted()
    guard let name = names.first else { return .data(agreement) }
    return "\(data: name) (\(data: agreement))"
  }

  private func card(_ line: Obligations.Line) -> HTML {
    .tag("article", ["class": "card"]) {
      HTML.tag("h4") { sentence(line) }
      HTML.tag("p", ["class": "whose"]) {
        "As read by \(line.readers.map { HTML.data($0) }.joined(by: ", "))"
        HTML.mark(line.stateWords)
      }
      table(line)
      for note in notes(line) { HTML.tag("p", ["class": "note"]) { note } }
      events.figure("What this rests on", line.seqs)
    }
  }

  private func sentence(_ line: Obligations.Line) -> HTML {
    let obligation = line.obligation
    let what = obligation.what.map { events.what($0) }.joined(by: " or ")
    let debtor = events.party(obligation.debtor)
    let creditor = events.party(obligation.creditor)
    let whose: HTML = obligation.whose.map { " of \(events.party($0))" } ?? ""
    return "\(debtor) owes \(creditor): \(what)\(whose)"
  }

  private func table(_ line: Obligations.Line) -> HTML {
    let columns = [line.debtorSays, line.creditorSays, line.othersSay, line.outletsSay]
    let largest = PageBars.largest([line.owed] + columns.map { $0?.bounds })
    func row(_ who: HTML, _ column: Obligations.Column?, _ series: PageBars.Series) -> HTML {
      HTML.row(
        who, (column?.bounds).words,
        PageBars.bar(column?.bounds, of: largest, series) + [spoken(column)])
    }
    return .tag("table", ["class": "figures"]) {
      HTML.tag("caption", ["class": "unseen"]) { sentence(line) }
      HTML.tag("thead", ["class": "unseen"]) {
        HTML.row(head: ["What", "Number", "Beside it"])
      }
      HTML.tag("tbody") {
        HTML.row(
          "Owed", line.owed?.words ?? "not said",
          PageBars.bar(line.owed, of: largest, .owed) + due(line))
        row("\(events.party(line.obligation.debtor)) claims", line.debtorSays, .sender)
        row("\(events.party(line.obligation.creditor)) confirms", line.creditorSays, .receiver)
        if line.othersSay != nil { row("Others say", line.othersSay, .owed) }
        if line.outletsSay != nil { row("Outlets say", line.outletsSay, .owed) }
        HTML.row("Remaining", line.remaining.creditor.words, ["by what the creditor confirms"])
        if let rest = line.remaining.debtor {
          HTML.row("", rest.words, ["by what the debtor claims"])
        }
        if let rest = line.remaining.others { HTML.row("", rest.words, ["by what others say"]) }
      }
    }
  }

  private func due(_ line: Obligations.Line) -> [HTML] {
    let worded: [HTML] =
      line.obligation.count.bounds == nil ? [.data(line.obligation.count.description)] : []
    return worded + (line.dueWords.map { ["due \(.figure($0))"] } ?? ["without a due day"])
  }

  private func spoken(_ column: Obligations.Column?) -> HTML {
    guard let column else { return "–" }
    let totals = column.stated.map { "says \($0.bounds.words)" }.joined(separator: ", ")
    let handovers =
      column.handovers == column.of
      ? column.handovers.of("handover")
      : "\(Int64(column.handovers).grouped) of \(column.of.of("handover"))"
    let sum = column.sum.map { "\($0.words) " } ?? "no number, "
    guard column.handovers > 0 || totals.isEmpty else { return .text(totals) }
    return .text(
      (totals.isEmpty ? (column.bounds == nil ? "no number, " : "") : "\(totals); \(sum)")
        + "of \(handovers)")
  }

  private func notes(_ line: Obligations.Line) -> [HTML] { line.notes.map { .data($0) } }
}

extension Obligations.Remaining? {
  /// `15`, `≤ 345` where the number is only a part, or a dash.
  fileprivate var words: String { map(\.words) ?? "–" }
}
