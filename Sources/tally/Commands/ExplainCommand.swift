internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Take one figure of a report down to the words and pages it comes from.",
    discussion: """
      A figure is named by its address: the report, its row, the figure.

        totals:WHAT:FROM-TO:WHOSE:FIGURE
        handovers:WHAT:FROM-TO:WHOSE:WHEN:FIGURE
        timeline:WHAT:FROM-TO:WHOSE:WHEN:FIGURE
        obligations:AGREEMENT:READERS:DEBTOR-CREDITOR:WHAT:WHOSE:FIGURE
        contradictions:KIND:EVENT:EVENT:FIGURE
        media:MEDIUM:FIGURE   sources:SOURCE:FIGURE
        silences:EVENT   roots:EVENT   statements:EVENT   claim:EVENT

      FIGURE is the report's name for it in JSON, such as receiver, net_gap or status. WHAT may be \
      left out and is then remains; a part that nobody says is '.', a hyphen within a party '_'. \
      The beginning of an address lists all that begin so. An event alone, by its label, '#12' or \
      its id, is its claim.

      The acts listed, with the judgements listed apart from them, give the figure when they \
      alone are folded: the command does it, and says so.

      Example:
        tally explain totals:RU-UA:UA:receiver --as-of 2025-06-16
        tally explain PR-046
        tally explain obligations:
      """)

  @Argument(
    help: ArgumentHelp(
      "The address, the beginning of one, or an event.", valueName: "figure|event"),
    completion: .events)
  var figure: String

  @OptionGroup var options: ReportOptions

  func run() throws {
    let (view, events) = try options.viewAndEvents()
    if let found = Figure.at(figure, in: view) { return explain(found, view, events) }
    let isAddress = figure.utf8.contains(UInt8(ascii: ":"))
    let names = Figure.Source.allCases.map(\.rawValue)
    if isAddress || names.contains(figure) { return try list(view) }
    let store = try options.record.openForReading()
    let seq = try store.event(try Reference(parsing: figure), among: events).seq
    guard let claim = Figure.at("claim:\(seq)", in: view) else {
      let aside = view.standing.aside.first { $0.seq == seq }
      throw Failure(
        aside.map { "#\(seq) is set aside: \(escaped($0.why))." }
          ?? "#\(seq) is no act of a speaker that is in this cut.",
        hint: "See what it is with `tally show '#\(seq)'`.")
    }
    explain(claim, view, events)
  }

  private func explain(_ figure: Figure, _ view: View, _ events: [Event]) {
    let report = ExplanationReport(figure, in: view, events: events)
    options.print(report, title: figure.address, ExplanationText.lines)
  }

  private func list(_ view: View) throws {
    let report = FiguresReport(view, beginning: figure)
    guard !report.figures.isEmpty else {
      throw Failure(
        "No figure has the address \(quoted(figure)) in this cut.",
        hint: "List those of a report with its name, as `tally explain totals:`.")
    }
    options.print(report, title: "Figures") { report in
      var table = TextTable(["figure", "events", "value"])
      for figure in report.figures {
        table.add([figure.address, Words.seqs(figure.seqs), figure.words])
      }
      return table.lines()
    }
  }
}

extension Figure {
  /// The value for people.
  fileprivate var words: String { FigureText.words(value) }
}

/// Explanations for people.
private enum ExplanationText {
  static func lines(_ report: ExplanationReport) -> [String] {
    var lines = ["is         \(report.figure.words)", ""]
    lines.append(report.acts.isEmpty ? "No act of a speaker makes it." : "Acts")
    for event in report.acts { lines += self.lines(event, report) }
    if !report.judgements.isEmpty {
      lines += ["", "Judgements that it needs"]
      lines += report.judgements.map { "  #\($0.seq) \($0.content.type) \($0.summary)" }
    }
    if report.roots.count > 0 {
      let words = report.roots.count == 1 ? "1 root" : "\(report.roots.count) independent roots"
      lines += ["", "From \(words)"]
      lines += report.roots.enumerated().map { place, root in
        let voices = root.voices.map { voice in
          "#\(voice.seq)" + (voice.repeats.map { " repeats #\($0.seq) (\($0.why))" } ?? "")
        }
        return "  \(place + 1)  \(voices.joined(separator: ", "))"
      }
    }
    if !report.standsIn.isEmpty {
      lines += ["", "It stands in"] + report.standsIn.map { "  \($0)" }
    }
    let rules = report.rules.map(\.name).joined(separator: ", ")
    lines += ["", "By the rules (version \(Rules.version), in full with --rules)", "  \(rules)"]
    lines += [
      "",
      report.isWhole
        ? "Folding these events alone gives the figure."
        : "Folding these events alone does not give the figure.",
    ]
    return lines.map { escaped($0) }
  }

  private static func lines(_ event: Event, _ report: ExplanationReport) -> [String] {
    let body = event.content.body
    let judged = report.reliability[event.seq].map { "reliability \($0)" }
    let about = [report.sides[event.seq], judged].compactMap { $0 }.joined(separator: ", ")
    let side = about.isEmpty ? "" : " (\(about))"
    let via = (body["via"]?.array ?? []).compactMap(\.string)
    let name = event.label.map { " \($0)" } ?? ""
    var lines = [
      "  #\(event.seq)\(name) \(event.content.type) by \(event.voice)\(side), "
        + "stated \(event.content.stated)"
    ]
    let claims = report.claims[event.seq] ?? []
    lines += (claims.isEmpty ? [event.summary] : claims).map { "     says   \($0)" }
    if let quote = body["quote"]?.string { lines.append("     words  “\(quote)”") }
    if !via.isEmpty { lines.append("     via    \(via.joined(separator: " → "))") }
    if let page = event.page { lines.append("     page   \(page)") }
    if let signing = report.signings[event.seq] { lines.append("     \(signing.words)") }
    return lines
  }
}
