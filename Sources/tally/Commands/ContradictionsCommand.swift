internal import ArgumentParser
internal import TallyReports
internal import Tallystick

struct ContradictionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contradictions",
    abstract: "What cannot all be right, and what would settle it.",
    discussion: """
      Kinds: number, direction, what, whose, transmission, agreement, identity, existence, \
      total_mismatch, total_falls, implausible, compliance, declared. One is open until an assessment \
      explains it; nothing is deleted.

      Example:
        tally contradictions --open
        tally contradictions --blocking --as-of 2025-06-16
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  @Flag(help: "Only those that nobody has explained.")
  var open = false

  @Flag(help: "Only those that keep a total from being one number.")
  var blocking = false

  func run() throws {
    options.print(try report(), title: "Contradictions") {
      lines($0.contradictions)
    }
  }

  private func report() throws -> ContradictionsReport {
    guard !rows.filter.isOpen else {
      return ContradictionsReport(
        try options.outcome(.contradictions), onlyOpen: open, onlyBlocking: blocking)
    }
    let view = try options.view()
    return ContradictionsReport(view, onlyOpen: open, onlyBlocking: blocking)
      .only(rows.filter, in: view)
  }

  private func lines(_ contradictions: [Contradiction]) -> [String] {
    guard !contradictions.isEmpty else { return ["Nothing in the cut contradicts anything."] }
    var table = TextTable(["kind", "state", "these", "those", ">by", "settled by", "where"])
    for one in contradictions {
      let state =
        one.explanation.map { "explained: \($0.value) #\($0.seq)" }
        ?? (one.isBlocking ? "open, blocks a total" : "open")
      table.add([
        one.kind.rawValue, state, Words.seqs(one.these),
        one.those.isEmpty ? Words.nothing : Words.seqs(one.those), Words.number(one.difference),
        one.settledBy, one.place,
      ])
    }
    return table.lines()
  }
}
