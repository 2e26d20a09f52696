/// The totals on a page: a card for each row, with what each side says, and how far they agree.
struct TotalsSection {
  let totals: Totals
  let events: PageEvents

  var html: HTML {
    .tag("section", ["id": "totals", "aria-labelledby": "h-totals"]) {
      HTML.tag("h2", ["id": "h-totals"]) { "What each side says was handed over" }
      HTML.tag("p", ["class": "lead"]) {
        "Sums over the handovers of which each side has spoken. Where a side has spoken of fewer "
        "handovers than there are, its sum is of those only, so two sums of one table may be of "
        "different handovers. No number here is a measure of losses."
      }
      if totals.lines.isEmpty { HTML.tag("p") { "No handover is known." } }
      HTML.tag("div", ["class": "cards"]) {
        for line in ordered.prefix(events.limits.cards) { HTML.later { card(line) } }
      }
      if totals.lines.count > events.limits.cards {
        HTML.tag("p", ["class": "note"]) {
          "Those with the most handovers; \(totals.lines.count - events.limits.cards) more stand in "
          "reports/totals.csv."
        }
      }
      together
    }
  }

  /// The lines with the most handovers first.
  private var ordered: [Totals.Line] {
    totals.lines.sorted { ($1.handovers, $0.row) < ($0.handovers, $1.row) }
  }

  private func card(_ line: Totals.Line) -> HTML {
    .tag("article", ["class": "card"]) {
      HTML.tag("h3") { events.title(line.row) }
      HTML.tag("p", ["class": "whose"]) { events.whose(line.row) }
      if line.handovers == 0 {
        HTML.tag("p") { "No handover counts here." }
      } else {
        table(line)
      }
      details(line)
    }
  }

  private func table(_ line: Totals.Line) -> HTML {
    let largest = PageBars.largest([line.sender?.bounds, line.receiver?.bounds, line.contested])
    return .tag("table", ["class": "figures"]) {
      HTML.tag("caption", ["class": "unseen"]) { "\(events.title(line.row)): what each side says" }
      HTML.tag("thead", ["class": "unseen"]) {
        HTML.row(head: ["Who says it", "Number", "Of which handovers"])
      }
      HTML.tag("tbody") {
        HTML.row(
          "\(events.party(line.row.from)) says it sent",
          events.number(line.sender),
          PageBars.bar(line.sender?.bounds, of: largest, .sender)
            + [spoken(line.sender, of: line.handovers)])
        HTML.row(
          "\(events.party(line.row.to)) says it received",
          events.number(line.receiver),
          PageBars.bar(line.receiver?.bounds, of: largest, .receiver)
            + [spoken(line.receiver, of: line.handovers)])
        HTML.row(
          "Both confirm", line.confirmed.words,
          PageBars.bar(line.confirmed.map { Bounds($0) }, of: largest, .both)
            + [both(line)])
        HTML.row(
          "Least to most", line.contested.words,
          ["adding up the smaller or the larger number of each"])
        HTML.row("Gaps", gaps(line), [gapNote(line)])
      }
    }
  }

  private func both(_ line: Totals.Line) -> HTML {
    "the smaller number; both spoke of \(line.bothSpoke) of \(own: line.handovers.of("handover"))"
  }

  private func spoken(_ column: Totals.Column?, of handovers: Int) -> HTML {
    guard let column else { return "it has not spoken" }
    if column.basis == .statedTotal { return "its own total; it speaks of no single handover" }
    return
      "a number for \(column.handovers - column.withoutNumber) of \(own: handovers.of("handover"))"
  }

  private func gaps(_ line: Totals.Line) -> String {
    guard let net = line.netGap, let absolute = line.absoluteGap else { return "–" }
    return net == absolute ? net.grouped : "\(net.grouped) net, \(absolute.grouped) in all"
  }

  private func gapNote(_ line: Totals.Line) -> HTML {
    line.netGap == nil
      ? "no handover has a number from both"
      : "sender less receiver, where both gave a number"
  }

  private func details(_ line: Totals.Line) -> [HTML] {
    let sent = line.sender?.seqs ?? []
    let received = line.receiver?.seqs ?? []
    let counted = Set(sent).union(received)
    let others = line.seqs.filter { !counted.contains($0) }
    return [
      events.figure("\(events.party(line.row.from))’s number", sent),
      events.figure("\(events.party(line.row.to))’s number", received),
      events.figure("What else was said of these handovers", others),
      stated(line), excluded(line),
    ].flatMap { $0 }
  }

  private func stated(_ line: Totals.Line) -> [HTML] {
    let stated = line.statedTotals
    guard !stated.isEmpty else { return [] }
    let seqs = Set(stated.map(\.seq)).sorted()
    let items = HTML.tag("ul", ["class": "plain"]) {
      for total in stated.prefix(events.limits.ofFigure) {
        HTML.tag("li") { "\(events.reference(total.seq)) \(data: total.wordsWithoutSeq)" }
      }
    }
    return [
      events.details("Totals that speakers state; never added to the sums", seqs, before: [items])
    ]
  }

  private func excluded(_ line: Totals.Line) -> [HTML] {
    guard !line.excluded.isEmpty else { return [] }
    let seqs = Set(line.excluded.map(\.seq)).sorted()
    let items = HTML.tag("ul", ["class": "plain"]) {
      for one in line.excluded.prefix(events.limits.ofFigure) {
        HTML.tag("li") { "\(events.reference(one.seq)) \(data: one.why)" }
      }
    }
    return [events.details("Not in the sums, and why", seqs, before: [items])]
  }

  private var together: [HTML] {
    guard !totals.together.isEmpty else { return [] }
    return [
      .tag("h3") { "Numbers for both ways together, in no sum" },
      .tag("ul", ["class": "plain"]) {
        for both in totals.together.prefix(PageEvents.mostLines) {
          let number =
            both.count.map { HTML.data($0.bounds?.words ?? $0.description) } ?? "no number"
          let side = both.side.map { HTML.several([" (", .data($0), ")"]) } ?? .several([])
          HTML.tag("li") {
            "\(events.reference(both.seq)) \(number) \(data: both.what ?? "")\(side)"
          }
        }
      },
    ]
  }
}

extension PageEvents {
  /// `Remains: RU → UA`, with names for codes.
  func title(_ row: Row) -> HTML {
    let what = row.what.map { HTML.data($0.spaced.capitalised) } ?? "What is not said"
    return "\(what): \(party(row.from)) → \(party(row.to))"
  }

  /// Whose people they are.
  func whose(_ row: Row) -> HTML {
    guard row.whose != nil else { return "Whose they are is not said." }
    return "Those of \(party(row.whose)), as the sender labels them"
  }

  /// A side's number, or why there is none.
  func number(_ column: Totals.Column?) -> String {
    guard let column else { return "–" }
    return column.bounds.map(\.words) ?? "no number"
  }

  /// A figure's events behind a line that opens; nothing for a figure without events.
  func figure(_ sentence: HTML, _ seqs: [Int]) -> [HTML] {
    seqs.isEmpty ? [] : [details(sentence, seqs)]
  }
}

extension HTML {
  /// A row of a table of figures: what it is, the number, and a note.
  static func row(_ what: HTML, _ number: String, _ note: [HTML]) -> HTML {
    tag("tr") {
      tag("th", ["scope": "row"]) { what }
      tag("td", ["class": "number"]) { HTML.text(number) }
      tag("td", ["class": "beside"]) { note }
    }
  }

  /// The row of a table's head.
  static func row(head cells: [String]) -> HTML {
    tag("tr") {
      for cell in cells { tag("th", ["scope": "col"]) { HTML.text(cell) } }
    }
  }
}

extension StatedTotal {
  /// ``words`` without the event.
  fileprivate var wordsWithoutSeq: String {
    let text = words
    return text.utf8.firstIndex(of: UInt8(ascii: " ")).map {
      String(text[text.index(after: $0)...])
    }
      ?? text
  }
}
