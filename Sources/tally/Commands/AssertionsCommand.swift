internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct AssertionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assertions",
    abstract: "Totals that speakers stated, against the events known on that day.",
    discussion: """
      A total is compared with the single handovers inside its own days: a speaker of one side \
      with that side's numbers, one of neither with each side's. It agrees, is rounded, is stale \
      (it was the sum before the last of them), is off by n, or is not comparable. THAT DAY is by \
      what had been said by the end of the day on which it was stated, NOW by the cut. Below stands \
      what is missing to compare one. What is explained stays listed.

      Example:
        tally assertions --as-of 2025-06-21
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  func run() throws {
    let report = AssertionsReport(try options.view()).only(rows.filter)
    options.print(report, title: "Stated totals", lines)
  }

  private func lines(_ report: AssertionsReport) -> [String] {
    guard !report.assertions.isEmpty else { return ["Nobody stated a total."] }
    var table = TextTable([
      "event", "what", "from→to", "whose", "speaker", "stated", ">count", "against", "that day",
      "now", "when",
    ])
    for line in report.assertions {
      let (row, total) = (line.row, line.now)
      table.add([
        "#\(total.seq)", row.what ?? "?", "\(row.from ?? "?")→\(row.to ?? "?")", row.whose ?? "?",
        total.speaker, line.stated.text, total.count.description, line.side ?? Words.nothing,
        line.then.verdict.words, line.nowWords, total.when?.text ?? "?",
      ])
    }
    let missing = report.assertions.compactMap { line in
      line.missingWords.map { "Not comparable: \(escaped($0))" }
    }
    return table.lines() + (missing.isEmpty ? [] : [""] + missing)
  }
}
