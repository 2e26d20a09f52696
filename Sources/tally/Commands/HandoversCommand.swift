internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct HandoversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handovers",
    abstract: "Each handover with both sides' numbers and how far it is borne out.",
    discussion: """
      Status, worked out for each facet: announced_unnamed, announced, confirmed_by_receiver, \
      confirmed_by_both, observed; partly_confirmed where the facets differ.

      Example:
        tally handovers --as-of 2025-06-13
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  func run() throws {
    let outcome = try options.outcome([.handovers, .statuses])
    let report = HandoversReport(outcome).only(rows.filter)
    options.print(report, title: "Handovers") { lines($0, outcome.terms) }
  }

  private func lines(_ report: HandoversReport, _ terms: TermBook) -> [String] {
    let lines = report.lines
    guard !lines.isEmpty || !report.excluded.isEmpty else {
      return NothingText.lines(report.zeros, else: NothingText.noHandover)
    }
    let hasOutlets = lines.contains { $0.handover.outlets != nil }
    var table = TextTable(
      ["when", "what", "from→to", "whose", ">sender", ">receiver", ">others"]
        + (hasOutlets ? [">outlets say"] : []) + [">gap", "status", "flags", "events"])
    for line in lines { table.add(cells(line, hasOutlets, terms)) }
    let notes = lines.compactMap { line -> String? in
      guard case .possibleOverlap = line.handover.place else { return nil }
      return "Not in the sums: \(Words.seqs(line.handover.seqs)), \(line.handover.place.words)"
    }
    var seen: Set<String> = []
    let excluded = report.excluded.map {
      "Not a handover: #\($0.seq) \($0.row), \($0.countWords)\($0.why)"
    }.filter { seen.insert($0).inserted }
    let facets = lines.filter { $0.status.word == "partly_confirmed" }.map { line in
      let parts = Facet.allCases.compactMap { facet in
        line.status.facets[facet].map { "\(facet.rawValue) \($0.word)" }
      }
      return "\(line.handover.when?.text ?? "?") \(line.handover.row): "
        + parts.joined(separator: ", ")
    }
    let said = lines.flatMap { line in
      let place = "\(line.handover.when?.text ?? "?") \(line.handover.row): "
      return line.status.denials.map { place + $0.words }
        + line.parts.map { place + "in part \(Words.count($0.count)), #\($0.seq)" }
        + line.identified.map { place + $0.words }
        + (line.handover.beside.isEmpty
          ? [] : ["\(place)may be that of \(Words.seqs(line.handover.beside))"])
    }
    let beside =
      (facets + said + notes + excluded).map { escaped($0) } + NothingText.notes(report.zeros)
    let listed = lines.isEmpty ? [NothingText.noHandover] : table.lines()
    return listed + (beside.isEmpty ? [] : [""] + beside)
  }

  private func cells(
    _ line: HandoversReport.Line, _ hasOutlets: Bool, _ terms: TermBook
  ) -> [String] {
    let (handover, row) = (line.handover, line.handover.row)
    func number(_ side: SideNumber?) -> String { self.number(side, terms) }
    var cells = [
      handover.when?.text ?? "?", row.what ?? "?", "\(row.from ?? "?")→\(row.to ?? "?")",
      row.whose ?? "?", number(handover.sender), number(handover.receiver),
      number(handover.others),
    ]
    if hasOutlets { cells.append(number(handover.outlets)) }
    cells += [
      Words.number(handover.gap), line.status.word,
      line.status.flags.sorted().map(\.rawValue).joined(separator: " "), Words.seqs(line.seqs),
    ]
    return cells
  }

  private func number(_ side: SideNumber?, _ terms: TermBook) -> String {
    guard let side else { return Words.nothing }
    let unit = side.unit.map { " \(terms.word(.unit, $0, of: side.bounds))" } ?? ""
    let others = side.others.map { one in
      ", \(Words.bounds(one.bounds)) \(terms.word(.unit, one.unit, of: one.bounds))"
    }.joined()
    return (side.words(grouped).map { $0 + unit } ?? "no number") + others
  }
}
