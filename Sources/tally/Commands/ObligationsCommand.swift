internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct ObligationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "obligations",
    abstract: "What agreements make each party owe, and what is still pending.",
    discussion: """
      What remains is said three times: REMAINING by what the creditor says it received, BY DEBTOR \
      and BY OTHERS by what they say; a dash where they gave no number. Each reading of an \
      agreement stands by itself, and no handover counts under two agreements.

      Example:
        tally obligations --as-of 2025-06-13
        tally obligations --pending
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  @Flag(help: "Only obligations of which something may still be owed.")
  var pending = false

  func run() throws {
    let report = ObligationsReport(try options.outcome(.obligations), onlyPending: pending)
    options.print(report.only(rows.filter), title: "Obligations", lines)
  }

  private func lines(_ report: ObligationsReport) -> [String] {
    let obligations = report.obligations
    guard !obligations.isEmpty else { return ["Nothing is owed by any agreement in the cut."] }
    let hasOutlets = obligations.contains { $0.outletsSay != nil }
    var table = TextTable(
      [
        "agreement", "as read by", "owes", "what", "whose", ">owed", ">debtor says",
        ">creditor says", ">others say",
      ] + (hasOutlets ? [">outlets say"] : []) + [
        ">remaining", ">by debtor", ">by others", "due", "state", "events",
      ])
    for line in obligations { table.add(cells(line, hasOutlets)) }
    let ways = Dictionary(grouping: obligations, by: \.way)
    var notes = obligations.flatMap { $0.notes(ofSeveral: (ways[$0.way]?.count ?? 0) > 1) }
    if !report.withoutEffect.isEmpty {
      notes.append(
        "\(Words.seqs(report.withoutEffect)): renews no agreement of the cut that is surely earlier."
      )
    }
    return table.lines() + (notes.isEmpty ? [] : [""] + notes.map { escaped($0) })
  }

  private func cells(_ line: Obligations.Line, _ hasOutlets: Bool) -> [String] {
    let outlets = hasOutlets ? [column(line.outletsSay)] : []
    return [
      line.agreement, line.readers.joined(separator: " "),
      "\(line.obligation.debtor)→\(line.obligation.creditor)",
      line.obligation.what.joined(separator: " "), line.obligation.whose ?? Words.nothing,
      owed(line), column(line.debtorSays), column(line.creditorSays), column(line.othersSay),
    ] + outlets + [
      line.remaining.creditor?.words ?? Words.nothing,
      line.remaining.debtor?.words ?? Words.nothing,
      line.remaining.others?.words ?? Words.nothing, line.dueWords ?? Words.nothing,
      line.stateWords, Words.seqs(line.seqs),
    ]
  }

  /// `6,000`; of what follows from other numbers `30 (15 each)`.
  private func owed(_ line: Obligations.Line) -> String {
    switch line.obligation.count {
    case .count(let count) where count.per == nil:
      return line.owed == nil ? count.description : Words.bounds(line.owed)
    case .count(let count): return "\(Words.bounds(line.owed)) (\(count.description))"
    case .each(let factor, _): return "\(Words.bounds(line.owed)) (\(factor) each)"
    }
  }

  /// The number, and of how many handovers it is where that is not of all.
  private func column(_ column: Obligations.Column?) -> String {
    guard let column else { return Words.nothing }
    let number = column.bounds == nil ? "no number" : Words.bounds(column.bounds)
    guard column.isPartial else { return number }
    return "\(number) (\(column.handovers - column.withoutNumber) of \(column.of))"
  }
}
