internal import ArgumentParser
internal import Tallystick

struct ObligationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "obligations",
    abstract: "What agreements make each party owe, and what is still pending.",
    discussion: """
      REMAINING is what is owed less what the creditor says it received. Each reading of an \
      agreement stands by itself.

      Example:
        tally obligations --as-of 2025-06-13
        tally obligations --pending
      """)

  @OptionGroup var options: ReportOptions

  @Flag(help: "Only obligations of which something may still be owed.")
  var pending = false

  func run() throws {
    let report = ObligationsReport(try options.view(), onlyPending: pending)
    options.print(report, title: "Obligations") { lines($0.obligations) }
  }

  private func lines(_ obligations: [Obligations.Line]) -> [String] {
    guard !obligations.isEmpty else { return ["Nothing is owed by any agreement in the cut."] }
    var table = TextTable([
      "agreement", "as read by", "owes", "what", "whose", ">owed", ">debtor says",
      ">creditor says", ">remaining", "due", "state", "events",
    ])
    for line in obligations { table.add(cells(line)) }
    let assumed = obligations.filter { $0.assumed > 0 }.map { line in
      "\(line.obligation.debtor)→\(line.obligation.creditor) \(line.agreement): "
        + (line.assumed == 1
          ? "1 handover that nobody placed under an agreement is assumed to be under it"
          : "\(line.assumed) handovers that nobody placed under an agreement are assumed to be "
            + "under it")
    }
    return table.lines() + (assumed.isEmpty ? [] : [""] + assumed.map { escaped($0) })
  }

  private func cells(_ line: Obligations.Line) -> [String] {
    [
      line.agreement, line.readers.joined(separator: " "),
      "\(line.obligation.debtor)→\(line.obligation.creditor)",
      line.obligation.what.joined(separator: " "), line.obligation.whose,
      line.obligation.count.bounds == nil
        ? line.obligation.count.description : Words.bounds(line.obligation.count.bounds),
      Words.bounds(line.debtorSays?.bounds), Words.bounds(line.creditorSays?.bounds),
      Words.bounds(line.remaining), line.obligation.due?.text ?? Words.nothing,
      line.state.rawValue, Words.seqs(line.seqs),
    ]
  }
}
