/// What agreements make each party owe, as bars of owed, claimed and confirmed.
struct ObligationsSection {
  let lines: [Obligations.Line]
  let events: PageEvents

  var html: HTML {
    .tag("section", ["id": "obligations", "aria-labelledby": "h-obligations"]) {
      HTML.tag("h2", ["id": "h-obligations"]) { "What agreements make each owe" }
      HTML.tag("p", ["class": "lead"]) {
        "Each speaker’s reading of an agreement stands by itself. The debtor’s bar is what it says "
        "it performed, the creditor’s what it says it received."
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
        HTML.mark(line.state.rawValue.spaced)
      }
      table(line)
      for note in notes(line) { HTML.tag("p", ["class": "note"]) { note } }
      events.figure("What this rests on", line.seqs)
    }
  }

  private func sentence(_ line: Obligations.Line) -> HTML {
    let obligation = line.obligation
    let what = obligation.what.map { HTML.data($0.spaced) }.joined(by: " or ")
    let debtor = events.party(obligation.debtor)
    let creditor = events.party(obligation.creditor)
    return "\(debtor) owes \(creditor): \(what) of \(events.party(obligation.whose))"
  }

  private func table(_ line: Obligations.Line) -> HTML {
    let owed = line.obligation.count.bounds
    let claimed = line.debtorSays?.bounds
    let confirmed = line.creditorSays?.bounds
    let largest = PageBars.largest([owed, claimed, confirmed])
    return .tag("table", ["class": "figures"]) {
      HTML.tag("caption", ["class": "unseen"]) { sentence(line) }
      HTML.tag("thead", ["class": "unseen"]) {
        HTML.row(head: ["What", "Number", "Beside it"])
      }
      HTML.tag("tbody") {
        HTML.row(
          "Owed", owed?.words ?? "not said", PageBars.bar(owed, of: largest, .owed) + due(line))
        HTML.row(
          "\(events.party(line.obligation.debtor)) claims", claimed.words,
          PageBars.bar(claimed, of: largest, .sender) + [spoken(line.debtorSays)])
        HTML.row(
          "\(events.party(line.obligation.creditor)) confirms", confirmed.words,
          PageBars.bar(confirmed, of: largest, .receiver) + [spoken(line.creditorSays)])
        HTML.row("Remaining", line.remaining.words, ["owed less what the creditor confirms"])
      }
    }
  }

  private func due(_ line: Obligations.Line) -> [HTML] {
    line.obligation.due.map { ["due \(.figure($0.text))"] } ?? ["without a due day"]
  }

  private func spoken(_ column: Obligations.Column?) -> HTML {
    guard let column else { return "it has not spoken" }
    let handovers = column.handovers.of("handover")
    return column.bounds == nil ? "no number, of \(own: handovers)" : "of \(own: handovers)"
  }

  private func notes(_ line: Obligations.Line) -> [HTML] {
    guard line.assumed > 0 else { return [] }
    return [
      line.assumed == 1
        ? "1 handover that nobody placed under an agreement is assumed to be under this one."
        : "\(line.assumed) handovers that nobody placed under an agreement are assumed to be under this one."
    ]
  }
}
