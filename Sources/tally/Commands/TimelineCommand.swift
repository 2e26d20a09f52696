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
    let hasOutlets = timeline.lines.contains { $0.handover.outlets != nil }
    var table = TextTable(
      ["when", "what", "from→to", "whose", ">sender", ">receiver", ">others"]
        + (hasOutlets ? [">outlets say"] : [])
        + [">sender so far", ">receiver so far", ">others so far", "events"])
    for line in timeline.lines {
      let (handover, row) = (line.handover, line.handover.row)
      table.add(
        [
          handover.when?.text ?? "?", row.what ?? "?", "\(row.from ?? "?")→\(row.to ?? "?")",
          row.whose ?? "?", number(handover.sender), number(handover.receiver),
          number(handover.others),
        ] + (hasOutlets ? [number(handover.outlets)] : []) + [
          sum(line.sender, line.numbered.sender, line),
          sum(line.receiver, line.numbered.receiver, line),
          sum(line.others, line.numbered.others, line), Words.seqs(handover.seqs),
        ])
    }
    return table.lines()
  }

  /// A number, or that a side which spoke gave none; a dash of one that is silent.
  private func number(_ side: SideNumber?) -> String {
    guard let side else { return Words.nothing }
    return side.bounds.map { Words.bounds($0) } ?? "no number"
  }

  /// A sum, and of how many handovers it is where that is not of all so far.
  private func sum(_ bounds: Bounds?, _ numbered: Int, _ line: Timeline.Line) -> String {
    guard let bounds else { return Words.nothing }
    let words = Words.bounds(bounds)
    return numbered == line.handovers ? words : "\(words) (\(numbered) of \(line.handovers))"
  }
}
