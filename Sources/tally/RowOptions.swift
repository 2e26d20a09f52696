internal import ArgumentParser
internal import TallyReports
internal import Tallystick

/// The flags that choose rows of a report.
struct RowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only rows of this, such as remains.", valueName: "word"))
  var what: String?

  @Option(
    help: ArgumentHelp("Only rows of what this party hands over or owes.", valueName: "party"),
    completion: .parties)
  var from: String?

  @Option(
    help: ArgumentHelp("Only rows of what this party receives or is owed.", valueName: "party"),
    completion: .parties)
  var to: String?

  /// The rows that are wanted.
  var filter: RowFilter { RowFilter(what: what, from: from, to: to) }
}
