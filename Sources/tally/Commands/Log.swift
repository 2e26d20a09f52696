internal import ArgumentParser
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the events, one a line, in the order in which they were recorded.",
    discussion: """
      Example:
        tally log --as-of 2025-06-13
        tally log --last 10
      """)

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("Only the last so many.", valueName: "number"))
  var last: Int?

  func validate() throws {
    if let last, last < 1 { throw ValidationError("--last: give a number from 1.") }
  }

  func run() throws {
    let (view, all) = try options.viewAndEvents()
    let disclosures = try options.record.openForReading().openedDisclosures()
    let report = LogReport(all, of: view, disclosures: disclosures)
    let shown = last.map { report.last($0) } ?? report
    options.print(shown, title: "Log", lines)
  }

  private func sealed(_ event: Event, _ report: LogReport) -> String {
    report.sealed[event.id].states.map { "[sealed: \($0)] " } ?? ""
  }

  private func lines(_ report: LogReport) -> [String] {
    guard !report.events.isEmpty else { return ["No event is in the cut."] }
    var table = TextTable([">seq", "stated", "type", "label", "who", "what"])
    for event in report.events {
      table.add([
        "#\(event.seq)", event.content.stated.text, event.content.type, event.label ?? "",
        event.voice, sealed(event, report) + event.summary,
      ])
    }
    let unknown = report.unread.map {
      "#\($0.seq) \(escaped($0.type)): \($0.reason); it is kept and read by no report"
    }
    return table.lines() + (unknown.isEmpty ? [] : [""] + unknown)
  }
}
