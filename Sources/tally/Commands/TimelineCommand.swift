internal import ArgumentParser
internal import TallyReports
internal import Tallystick

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Handovers by day, with a running total for each side.",
    discussion: """
      Example:
        tally timeline --occurred 2025-06-11..2025-06-16
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  func run() throws {
    let outcome = try options.outcome(.handovers)
    let report = TimelineReport(outcome).only(rows.filter)
    options.print(report, title: "Timeline") { lines($0.timeline, $0.zeros) }
  }

  private func lines(_ timeline: Timeline, _ zeros: [Handovers.Listed]) -> [String] {
    guard !timeline.lines.isEmpty else {
      return NothingText.lines(zeros, else: NothingText.noHandover)
    }
    var table = TextTable([
      "when", "what", "from→to", "whose", ">sender", ">receiver", ">others", ">sender so far",
      ">receiver so far", ">others so far", "events",
    ])
    for line in timeline.lines {
      let (handover, row) = (line.handover, line.handover.row)
      table.add([
        handover.when?.text ?? "?", row.what ?? "?", "\(row.from ?? "?")→\(row.to ?? "?")",
        row.whose ?? "?", Words.bounds(handover.sender?.bounds),
        Words.bounds(handover.receiver?.bounds), Words.bounds(handover.others?.bounds),
        Words.bounds(line.sender), Words.bounds(line.receiver), Words.bounds(line.others),
        Words.seqs(handover.seqs),
      ])
    }
    return table.lines()
  }
}
