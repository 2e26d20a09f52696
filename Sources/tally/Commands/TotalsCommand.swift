internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct TotalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "totals",
    abstract: "What each side says was handed over, summed up.",
    discussion: """
      A side of which nothing is recorded has a dash, which is not 0. A total that a side states \
      stands beside what its handovers add up to. NET and ABS are the gaps between the \
      sides over the handovers of which both gave a number, with and without their signs.

      Example:
        tally totals --as-of 2025-06-13
        tally totals --occurred 2025-06-11..2025-06-16 --format json
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  func run() throws {
    let outcome = try options.outcome(.totals)
    options.print(TotalsReport(outcome).only(rows.filter), title: "Totals") {
      TotalsText.lines($0.totals, $0.zeros)
    }
  }
}

/// Totals for people.
enum TotalsText {
  /// Whether there is no number to print.
  static func isEmpty(_ totals: Totals) -> Bool {
    totals.lines.isEmpty && totals.together.isEmpty && totals.unplaced.isEmpty
  }

  static func lines(_ totals: Totals, _ zeros: [Handovers.Listed] = []) -> [String] {
    guard !isEmpty(totals) else { return NothingText.lines(zeros) }
    let hasOthers = totals.lines.contains { $0.others != nil }
    let hasOutlets = totals.lines.contains { $0.outlets != nil }
    var table = TextTable(
      ["what", "from→to", "whose", ">sender", ">receiver"] + (hasOthers ? [">others"] : [])
        + (hasOutlets ? [">outlets say"] : [])
        + [">confirmed", ">contested", ">net", ">abs", ">handovers", "events"])
    for line in totals.lines { table.add(cells(line, hasOthers, hasOutlets)) }
    let notes = totals.lines.flatMap { line in
      let row = escaped("\(line.row)")
      let (aside, stated) = ("Not in the sums of \(row): ", "Stated total beside \(row): ")
      return line.excluded.map { aside + escaped($0.words) }
        + line.statedTotals.map { stated + escaped($0.words) }
        + line.identified.map { "Identified, of \(row): " + escaped($0.words) }
    }
    let together = totals.together.map { both in
      "Both ways together, in no row: #\(both.seq) \(Words.count(both.count)) "
        + "\(both.what ?? "of what is unsaid")\(both.side.map { " (\($0))" } ?? "")"
    }
    let unplaced = totals.unplaced.map { "Not placed, in no sum: \($0.words)" }
    let beside =
      notes + (together + unplaced).map { escaped($0) } + NothingText.notes(zeros)
    guard !totals.lines.isEmpty else { return beside }
    return table.lines() + (beside.isEmpty ? [] : [""] + beside)
  }

  private static func cells(
    _ line: Totals.Line, _ hasOthers: Bool, _ hasOutlets: Bool
  ) -> [String] {
    var cells = [
      line.row.what ?? "?", "\(line.row.from ?? "?")→\(line.row.to ?? "?")",
      line.row.whose ?? "?", Words.column(line.sender, of: line.handovers),
      Words.column(line.receiver, of: line.handovers),
    ]
    if hasOthers { cells.append(Words.column(line.others, of: line.handovers, isSide: false)) }
    if hasOutlets { cells.append(Words.column(line.outlets, of: line.handovers, isSide: false)) }
    return cells + [
      Words.number(line.confirmed), Words.bounds(line.contested), Words.number(line.netGap),
      Words.number(line.absoluteGap), grouped(Int64(line.handovers)), Words.seqs(line.seqs),
    ]
  }
}
