internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Go through history event by event, with the totals that each event moves.",
    discussion: """
      The state after the last event is that of `tally totals`; the state after #N is that of \
      `tally totals --as-recorded '#N'`. Events before --from are taken in silence, and the record \
      is read up to --to. With --what only events that move a row of it are printed.

      Example:
        tally replay --as-of 2025-06-13
        tally replay --from '#40' --to '#60' --what remains
      """)

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("The first event to print.", valueName: "event"), completion: .events)
  var from: String?

  @Option(help: ArgumentHelp("The last event to take.", valueName: "event"), completion: .events)
  var to: String?

  @Option(help: ArgumentHelp("Only rows of this, such as remains.", valueName: "word"))
  var what: String?

  func run() throws {
    let store = try options.record.openForReading()
    let chosen = try options.cut.chosen(of: store)
    let run = try Run(
      store: store, chosen: chosen, first: seq(from, "--from", store, chosen),
      last: to == nil ? chosen.size : seq(to, "--to", store, chosen),
      holdings: options.format == .text ? try store.sealedHoldings() : nil, what: what)
    guard run.first <= run.last || chosen.size == 0 else {
      throw Failure(
        "--from names #\(run.first), which comes after #\(run.last).",
        hint: "Give --to a later event, or --from an earlier one.")
    }
    switch options.format {
    case .text: try print(run)
    case .csv:
      var output = StandardOutput()
      output.write(data: ReplayReport.csvHead.utf8)
      _ = try run.steps { output.write(data: $0.csv.utf8) }
      output.flush()
    case .json: try printJSON(run)
    }
  }

  /// The seq of an event that the cut holds; 1 where none is named.
  private func seq(
    _ reference: String?, _ flag: String, _ store: any RecordReader, _ chosen: CutOptions.Chosen
  ) throws -> Int {
    guard let reference else { return 1 }
    let seq = try store.entry(try Reference(parsing: reference)).seq
    guard seq <= chosen.size else {
      throw Failure(
        "\(flag) names #\(seq), and the record held \(chosen.size) events at this cut.",
        hint: "Give an event up to #\(chosen.size).")
    }
    return seq
  }

  private func print(_ run: Run) throws {
    var output = StandardOutput()
    output.write(Style.bold("Replay") + run.chosen.title + "\n\n")
    var replay = try run.steps { step in
      for line in ReplayCommand.lines(step) { output.write(line + "\n") }
    }
    if run.last == 0 {
      output.write("The record is empty.\n")
    } else {
      output.write("\nAfter #\(run.last):\n")
      let totals = replay.totals().only(RowFilter(what: what))
      for line in TotalsText.lines(totals) { output.write(line + "\n") }
    }
    if options.rules { output.write(RulesText.lines(ReplayReport.rules)) }
    output.write("\n" + Style.dim(run.cut(replay).footer) + "\n")
    output.flush()
  }

  /// Prints the JSON form step by step: what comes before the steps is worked out first.
  private func printJSON(_ run: Run) throws {
    var replay = try run.passed()
    var object: JSONObject = [
      "cut": .object(run.cut(replay).json),
      "rows": .array(replay.totals().only(RowFilter(what: what)).lines.map { .object($0.json) }),
    ]
    if options.rules { object["rules"] = .object(Rules.json(ReplayReport.rules)) }
    var output = StandardOutput()
    output.write(json: Array(CanonicalJSON.bytes(.object(object)).dropLast()))
    output.write(json: Array(",\"steps\":[".utf8))
    var separator = ""
    _ = try run.steps { step in
      output.write(json: Array(separator.utf8) + CanonicalJSON.bytes(.object(step.json)))
      separator = ","
    }
    output.write(json: Array("]}\n".utf8))
    output.flush()
  }

  /// A replay of a record from one event to another.
  private struct Run {
    let store: any RecordReader
    let chosen: CutOptions.Chosen
    let first: Int
    let last: Int
    let holdings: SealedHoldings?
    let what: String?

    /// Hands each step to `body`, and returns the replay after the last.
    func steps(_ body: (ReplayReport.Step) throws -> Void) throws -> Replay {
      var replay = Replay(at: chosen.cut)
      var progress = Progress("Replaying events", of: last)
      try store.forEach(upTo: last) { entry in
        if entry.seq < first {
          try replay.pass(entry)
          if entry.seq == first - 1 { _ = replay.moved() }
        } else {
          let step = ReplayReport.Step(try entry.event(), try replay.take(entry)).only(what)
          if what == nil || !step.moved.isEmpty { try body(step) }
        }
        progress.advance(to: entry.seq)
      }
      progress.end()
      return replay
    }

    /// The replay after the last event, without the steps.
    func passed() throws -> Replay {
      var replay = Replay(at: chosen.cut)
      try store.forEach(upTo: last) { try replay.pass($0) }
      return replay
    }

    func cut(_ replay: Replay) -> ResolvedCut {
      var replay = replay
      return replay.resolvedCut(
        asRecorded: last < chosen.size ? "#\(last)" : chosen.asRecorded, holdings: holdings)
    }
  }

  private static func lines(_ step: ReplayReport.Step) -> [String] {
    let event = step.event
    let who = "\(event.content.type) \(event.voice)"
    let first = "#\(event.seq)  \(event.content.stated)  \(who): \(event.summary)"
    return [escaped(first)] + step.moved.flatMap { ReplayCommand.lines($0) }
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
      ("sender", { Words.column($0.sender, of: $0.handovers) }),
      ("receiver", { Words.column($0.receiver, of: $0.handovers) }),
      ("others", { Words.column($0.others, of: $0.handovers, isSide: false) }),
      ("outlets", { Words.column($0.outlets, of: $0.handovers, isSide: false) }),
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
