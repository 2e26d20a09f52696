internal import ArgumentParser
internal import TallySQLite
internal import Tallystick

struct TotalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "totals",
    abstract: "What each side says was handed over, summed up.",
    discussion: """
      A side that has not spoken has a dash, which is not 0. NET and ABS are the gaps between the \
      sides over the handovers of which both gave a number, with and without their signs.

      Example:
        tally totals --as-of 2025-06-13
        tally totals --occurred 2025-06-11..2025-06-16 --format json
      """)

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("Only rows of this, such as remains.", valueName: "word"))
  var what: String?

  func run() throws {
    let result = try result(of: try options.record.openForReading())
    let report = TotalsReport(cut: result.cut, result.totals, what: what)
    let zeros = try zeros(beside: report.totals)
    options.print(report, title: "Totals") { TotalsText.lines($0.totals, zeros) }
  }

  /// Who says that there was none, where there is no handover to show.
  private func zeros(beside totals: Totals) throws -> [Handovers.Listed] {
    guard options.format == .text, TotalsText.isEmpty(totals) else { return [] }
    return try options.view().handovers.zeros.filter { what == nil || $0.row.what == what }
  }

  /// Sums up the record at the cut, without keeping its events.
  private func result(of store: SQLiteStore) throws -> TotalsFold.Result {
    let chosen = try options.cut.chosen(of: store)
    var fold = TotalsFold(at: chosen.cut, expecting: chosen.size)
    var progress = Progress("Reading events", of: chosen.size)
    let again = try store.forEachBatch(upTo: chosen.size) { batch throws(StoreError) in
      try fold.take(batch)
      progress.advance(to: batch.next - 1)
    }
    progress.end()
    return try fold.result(
      reading: again, asRecorded: chosen.asRecorded,
      digests: options.format == .text ? try store.heldDigests() : nil)
  }
}

/// Totals for people.
enum TotalsText {
  /// Whether there is no number to print.
  static func isEmpty(_ totals: Totals) -> Bool { totals.lines.isEmpty && totals.together.isEmpty }

  static func lines(_ totals: Totals, _ zeros: [Handovers.Listed] = []) -> [String] {
    guard !isEmpty(totals) else { return NothingText.lines(zeros) }
    var table = TextTable([
      "what", "from→to", "whose", ">sender", ">receiver", ">confirmed", ">contested", ">net",
      ">abs", ">handovers", "events",
    ])
    for line in totals.lines { table.add(cells(line)) }
    let notes = totals.lines.flatMap { line in
      let row = escaped("\(line.row)")
      let (aside, stated) = ("Not in the sums of \(row): ", "Stated total beside \(row): ")
      return line.excluded.map { aside + escaped($0.words) }
        + line.statedTotals.map { stated + escaped($0.words) }
    }
    let together = totals.together.map { both in
      "Both ways together, in no row: #\(both.seq) \(both.count?.description ?? "?") "
        + "\(both.what ?? "")\(both.side.map { " (\($0))" } ?? "")"
    }
    let beside = notes + together.map { escaped($0) }
    return table.lines() + (beside.isEmpty ? [] : [""] + beside)
  }

  static func cells(_ line: Totals.Line) -> [String] {
    [
      line.row.what ?? "?", "\(line.row.from ?? "?")→\(line.row.to ?? "?")",
      line.row.whose ?? "?", column(line.sender, of: line.handovers),
      column(line.receiver, of: line.handovers), Words.number(line.confirmed),
      Words.bounds(line.contested), Words.number(line.netGap), Words.number(line.absoluteGap),
      grouped(Int64(line.handovers)), Words.seqs(line.seqs),
    ]
  }

  /// `1,200`, `3 (1 of 4 handovers)` or `57 (stated total)`.
  private static func column(_ column: Totals.Column?, of handovers: Int) -> String {
    guard let column else { return Words.nothing }
    if column.basis == .statedTotal { return "\(Words.bounds(column.bounds)) (stated total)" }
    let numbered = column.handovers - column.withoutNumber
    let number = column.bounds == nil ? "no number" : Words.bounds(column.bounds)
    return numbered == handovers
      ? number : "\(number) (\(numbered) of \(handovers) handovers)"
  }
}
