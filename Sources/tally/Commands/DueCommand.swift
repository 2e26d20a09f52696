internal import ArgumentParser
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct DueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "List the obligations that fall due within days, or are overdue.",
    discussion: """
      The same as `check --only due`, with a sentence where there is none. Days are counted from \
      the day of the cut.

      Example:
        tally due
        tally due --within 30 --as-of 2025-08-19
      """)

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("Within how many days.", valueName: "n"))
  var within = 7

  func validate() throws {
    guard (0...36_500).contains(within) else {
      throw ValidationError("--within: give a number from 0 to 36500.")
    }
  }

  func run() throws {
    let (view, events) = try options.viewAndEvents()
    let report = CheckReport(
      view, events: events, checks: [.due], days: 0, within: within, now: Clock.now())
    options.print(report, title: "Due") { report in
      guard !report.found.isEmpty else {
        return ["Nothing falls due within \(within) days, and nothing is overdue."]
      }
      return report.found.map { escaped("\(Words.seqs($0.seqs))  \($0.sentence)") }
    }
  }
}
