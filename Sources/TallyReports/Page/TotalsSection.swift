internal import Tallystick

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
      unplaced
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
      if line.handovers == 0 { HTML.tag("p") { "No handover counts here." } }
      if line.handovers > 0 || line.sender != nil || line.receiver != nil { table(line) }
      details(line)
    }
  }

  private func table(_ line: Totals.Line) -> HTML {
    let columns = line.columns.map(\.column)
    let largest = PageBars.largest(
      columns.flatMap { [$0?.sum] + ($0?.stated.map(\.bounds) ?? []) } + [line.contested])
    return .tag("table", ["class": "figures"]) {
      HTML.tag("caption", ["class": "unseen"]) { "\(events.title(line.row)): what each side says" }
      HTML.tag("thead", ["class": "unseen"]) {
        HTML.row(head: ["Who says it", "Number", "Of which handovers"])
      }
      HTML.tag("tbody") {
        side("\(events.party(line.row.from)) says it sent", line.sender, .sender, line, largest)
        side(
          "\(events.party(line.row.to)) says it received", line.receiver, .receiver, line, largest)
        others("Others say", line.others, line)
        others("Outlets say", line.outlets, line)
        HTML.row("Both confirm", line.confirmed.words, confirmed(line, of: largest))
        HTML.row(
          "Least to most", line.contested.words,
          ["adding up the smaller or the larger number of each"])
        HTML.row("Gaps", gaps(line), [gapNote(line)])
      }
    }
  }

  /// What a side says: a row with a bar.
  private func side(
    _ words: HTML, _ column: Totals.Column?, _ series: PageBars.Series, _ line: Totals.Line,
    _ largest: Int64
  ) -> HTML {
    let bar = PageBars.bar(column?.sum, of: largest, series)
    return HTML.row(
      words, events.number(column), bar + spoken(column, of: line.handovers, isSide: true))
  }

  /// What others say, where they say something.
  private func others(_ words: HTML, _ column: Totals.Column?, _ line: Totals.Line) -> [HTML] {
    guard column != nil else { return [] }
    let notes = spoken(column, of: line.handovers, isSide: false)
    return [HTML.row(words, events.number(column), notes)]
  }

  private func confirmed(_ line: Totals.Line, of largest: Int64) -> [HTML] {
    PageBars.bar(line.confirmed.map { Bounds($0.number) }, of: largest, .both) + [both(line)]
  }

  private func both(_ line: Totals.Line) -> HTML {
    "the smaller number; both spoke of \(line.bothSpoke) of \(own: line.handovers.of("handover"))"
  }

  private func spoken(_ column: Totals.Column?, of handovers: Int, isSide: Bool) -> [HTML] {
    guard let column else { return ["no number of it is recorded"] }
    let numbered = column.handovers - column.withoutNumber
    let first: HTML =
      column.handovers == 0
      ? "it speaks of no single handover"
      : "a number for \(numbered) of \(own: handovers.of("handover"))"
    return [first]
      + column.stated.flatMap { total -> [HTML] in
        let who = isSide ? "" : "\(total.speaker) "
        return ["; ", .data("\(who)\(total.words(\.grouped))")]
      }
  }

  private func gaps(_ line: Totals.Line) -> String {
    guard let net = line.netGap, let absolute = line.absoluteGap else { return "–" }
    let words = net.words(\.grouped)
    return net == absolute ? words : "\(words) net, \(absolute.words(\.grouped)) in all"
  }

  private func gapNote(_ line: Totals.Line) -> HTML {
    line.netGap == nil
      ? "no handover has a number from both"
      : "sender less receiver, where both gave a number"
  }

  private func details(_ line: Totals.Line) -> [HTML] {
    let sent = line.sender?.seqs ?? []
    let received = line.receiver?.seqs ?? []
    let beside = (line.others?.seqs ?? []) + (line.outlets?.seqs ?? [])
    let counted = Set(sent).union(received).union(beside)
    let others = line.seqs.filter { !counted.contains($0) }
    return [
      events.figure("\(events.party(line.row.from))’s number", sent),
      events.figure("\(events.party(line.row.to))’s number", received),
      events.figure("What others and outlets say", beside.distinct),
      events.figure("What else was said of these handovers", others),
      stated(line), excluded(line), identified(line),
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

  private func identified(_ line: Totals.Line) -> [HTML] {
    guard !line.identified.isEmpty else { return [] }
    let items = HTML.tag("ul", ["class": "plain"]) {
      for one in line.identified.prefix(events.limits.ofFigure) {
        HTML.tag("li") { HTML.data(one.words) }
      }
    }
    let seqs = line.identified.map(\.seq).distinct
    return [events.details("Whose some turned out to be", seqs, before: [items])]
  }

  private var unplaced: [HTML] {
    guard !totals.unplaced.isEmpty else { return [] }
    return [
      .tag("h3") { "Numbers in part, or that do not say from whom to whom, in no sum" },
      .tag("ul", ["class": "plain"]) {
        for one in totals.unplaced.prefix(PageEvents.mostLines) {
          HTML.tag("li") { "\(events.reference(one.seq)) \(data: one.wordsWithoutSeq)" }
        }
      },
    ]
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
    let what =
      row.what.map { word in
        HTML.data((outcome.terms.name(ofWhat: word) ?? word.spaced).capitalised)
      } ?? "What is not said"
    return "\(what): \(party(row.from)) → \(party(row.to))"
  }

  /// Whose people they are.
  func whose(_ row: Row) -> HTML {
    guard row.whose != nil else { return "Whose they are is not said." }
    return "Those of \(party(row.whose)), as the sender labels them"
  }

  /// A side's number, or why there is none.
  func number(_ column: Totals.Column?) -> String {
    guard let column, column.handovers > 0 else { return "–" }
    return column.sum.map(\.words) ?? "no number"
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
  fileprivate var wordsWithoutSeq: String { words.withoutFirstWord }
}

extension Handovers.Unplaced {
  /// ``words`` without the event.
  fileprivate var wordsWithoutSeq: String { words.withoutFirstWord }
}

extension String {
  fileprivate var withoutFirstWord: String {
    utf8.firstIndex(of: UInt8(ascii: " ")).map { String(self[index(after: $0)...]) } ?? self
  }
}
