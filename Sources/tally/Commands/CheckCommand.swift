internal import ArgumentParser
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for what a person should look at; silent when there is nothing.",
    discussion: """
      The checks, all of them unless --only or --without says otherwise:

      \(Check.allCases.map { "  \($0.rawValue): \($0.meaning)" }.joined(separator: "\n"))

      Days, n in the list, are counted from the day of the cut. With --strict the exit status is \
      2 when something is found.

      What falls due is looked at --within days. With --what, --from or --to stands what was found of \
      acts on these rows; what is of the whole record, such as its clock, is left out.

      Example:
        tally check --only due --within 3
        tally check --strict --without back-dated,unverified-media
        tally check --only unperformed-obligations --days 60 --as-of 2025-08-19
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  @Flag(help: "End with status 2 when something is found.")
  var strict = false

  @Option(
    help: ArgumentHelp("Only these checks, with commas.", valueName: "checks"),
    transform: CheckCommand.checks)
  var only: [[Check]] = []

  @Option(
    help: ArgumentHelp("All but these checks, with commas.", valueName: "checks"),
    transform: CheckCommand.checks)
  var without: [[Check]] = []

  @Option(help: ArgumentHelp("After how many days something is worth a look.", valueName: "n"))
  var days = 30

  @Option(
    help: ArgumentHelp("Within how many days what falls due is worth a look.", valueName: "n"))
  var within = 7

  func validate() throws {
    guard only.isEmpty || without.isEmpty else {
      throw ValidationError("Give --only or --without, not both.")
    }
    guard (0...36_500).contains(days) else {
      throw ValidationError("--days: give a number from 0 to 36500.")
    }
    guard (0...36_500).contains(within) else {
      throw ValidationError("--within: give a number from 0 to 36500.")
    }
  }

  func run() throws {
    let (view, events) = try options.viewAndEvents()
    let store = try options.record.openForReading()
    let now = store.testClock == nil ? Clock.now() : try store.end().recorded ?? Clock.now()
    let checks = Check.allCases.filter {
      only.isEmpty ? !without.joined().contains($0) : only.joined().contains($0)
    }
    let report = CheckReport(
      view, events: events, checks: checks, days: days, within: within, now: now,
      rolledBack: LastSigned(of: store)?.objection(to: store, wholly: true)
    ).only(rows.filter, in: view)
    if options.format != .text || !report.found.isEmpty {
      options.print(report, title: "Worth a look", lines)
    }
    if strict, !report.found.isEmpty { throw ExitCode(2) }
  }

  private func lines(_ report: CheckReport) -> [String] {
    report.checks.flatMap { check -> [String] in
      let found = report.found.filter { $0.check == check }
      guard !found.isEmpty else { return [] }
      return ["\(check.rawValue): \(check.meaning)"]
        + found.map { escaped("  \(Words.seqs($0.seqs))  \($0.sentence)") } + [""]
    }.dropLast()
  }

  /// Reads the names of checks, with commas.
  private static func checks(_ text: String) throws -> [Check] {
    try text.split(separator: ",").map { name in
      guard let check = Check(rawValue: String(name)) else {
        let known = Check.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("There is no check \(quoted(String(name))); the checks: \(known).")
      }
      return check
    }
  }
}
