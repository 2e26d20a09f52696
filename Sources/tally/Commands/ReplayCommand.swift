internal import ArgumentParser
internal import Tallystick

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Go through history event by event, with the totals that each event moves.",
    discussion: """
      The state after the last event is that of `tally totals`; the state after #N is that of \
      `tally totals --as-recorded '#N'`.

      Example:
        tally replay --as-of 2025-06-13
      """)

  @OptionGroup var options: ReportOptions

  func run() throws {
    let (view, all) = try options.viewAndEvents()
    options.print(ReplayReport(all, of: view), title: "Replay", lines)
  }

  private func lines(_ report: ReplayReport) -> [String] {
    guard !report.steps.isEmpty else { return ["The record is empty."] }
    var lines: [String] = []
    for step in report.steps {
      let event = step.event
      let who = "\(event.content.type) \(event.voice)"
      lines.append(escaped("#\(event.seq)  \(event.content.stated)  \(who): \(event.summary)"))
      for moved in step.moved { lines += ReplayCommand.lines(moved) }
    }
    return lines + ["", "After #\(report.cut.size):"] + TotalsText.lines(report.totals)
  }

  private static func lines(_ moved: Replay.Moved) -> [String] {
    let changes = ReplayCommand.changes(moved).map { name, before, after in
      "\(name) \(before) → \(after)"
    }
    let row = moved.row?.description ?? ""
    let first = changes.isEmpty ? "its events" : changes.joined(separator: ", ")
    return [Style.bold(escaped("      \(row): \(first)"))]
  }

  private static func changes(_ moved: Replay.Moved) -> [(String, String, String)] {
    let figures: [(String, (Totals.Line) -> String)] = [
      ("sender", { Words.bounds($0.sender?.bounds) }),
      ("receiver", { Words.bounds($0.receiver?.bounds) }),
      ("confirmed", { Words.number($0.confirmed) }),
      ("contested", { Words.bounds($0.contested) }), ("net gap", { Words.number($0.netGap) }),
      ("absolute gap", { Words.number($0.absoluteGap) }),
      ("handovers", { grouped(Int64($0.handovers)) }),
      ("kept out", { listed($0.excluded.map(\.words)) }),
      ("stated totals", { listed($0.statedTotals.map(\.words)) }),
    ]
    return figures.compactMap { name, figure in
      let before = moved.before.map(figure) ?? Words.nothing
      let after = moved.after.map(figure) ?? Words.nothing
      return before == after ? nil : (name, before, after)
    }
  }

  private static func listed(_ words: [String]) -> String {
    words.isEmpty ? Words.nothing : words.joined(separator: "; ")
  }
}
