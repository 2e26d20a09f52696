internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources",
    abstract: "Who speaks, who copies whom, and who keeps silent.",
    discussion: """
      Without a flag: every source, registered or not, with its side, what it copies and who \
      copies it. --of counts the independent roots behind a claim: outlets that copy one \
      another, renderings of one utterance and one speaker who speaks twice are one root. \
      --speaker goes through what one source said, with what changed since it spoke of the same \
      before. --silences lists who keeps silent on what, and numbers that are withheld, with the \
      end that was announced. --what, --from and --to choose those who say or carry something on these \
      rows, and of one speaker, or of the silences, what is on them.

      Example:
        tally sources --of PR-046
        tally sources --speaker medinsky --changes
        tally sources --silences --as-of 2025-06-13
      """)

  @OptionGroup var options: ReportOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  @Option(
    help: ArgumentHelp("The roots behind this event's claim.", valueName: "event"),
    completion: .events)
  var of: String?

  @Option(
    help: ArgumentHelp("What this source said, by its short id.", valueName: "source"),
    completion: .sources)
  var speaker: String?

  @Flag(help: "With --speaker: only the acts in which it changed what it had said.")
  var changes = false

  @Flag(help: "Silences and withheld numbers.")
  var silences = false

  @Flag(help: "Only the sources that nobody registered.")
  var unregistered = false

  func validate() throws {
    let asked = [of != nil, speaker != nil, silences, unregistered].count { $0 }
    guard asked < 2 else {
      throw ValidationError("Give one of --of, --speaker, --silences and --unregistered.")
    }
    guard !changes || speaker != nil else {
      throw ValidationError("--changes goes with --speaker.")
    }
    guard of == nil || rows.filter.isOpen else {
      throw ValidationError(
        "--of is about one claim, which has its row: leave out --what, --from and --to.")
    }
  }

  func run() throws {
    if let of {
      try printRoots(of)
    } else if let speaker {
      let (view, events) = try options.viewAndEvents()
      let report = StatementsReport(
        of: speaker, in: view, events: events, onlyChanges: changes
      ).only(rows.filter, in: view)
      options.print(report, title: "What \(escaped(speaker)) said", SourcesText.lines)
    } else if silences {
      let view = try options.view()
      let report = SilencesReport(view).only(rows.filter, in: view)
      options.print(report, title: "Silences and withheld numbers", SourcesText.lines)
    } else {
      options.print(try sources(), title: "Sources", SourcesText.lines)
    }
  }

  private func sources() throws -> SourcesReport {
    guard !rows.filter.isOpen else {
      return SourcesReport(try options.outcome(.voices), onlyUnregistered: unregistered)
    }
    let view = try options.view()
    return SourcesReport(view, onlyUnregistered: unregistered).only(rows.filter, in: view)
  }

  private func printRoots(_ reference: String) throws {
    let store = try options.record.openForReading()
    let event = try store.entry(try Reference(parsing: reference)).event()
    guard let report = RootsReport(of: event.id, in: try options.cut.view(of: store)) else {
      throw Failure(
        "No claim of #\(event.seq) stands in this cut.",
        hint: "See what it is with `tally show '#\(event.seq)'`.")
    }
    options.print(report, title: "Roots behind #\(event.seq)", SourcesText.lines)
  }
}

/// Sources for people.
private enum SourcesText {
  static func lines(_ report: SourcesReport) -> [String] {
    guard !report.sources.isEmpty else { return ["There are none."] }
    let isJudged = report.sources.contains { $0.reliability != nil }
    var table = TextTable(
      ["source", "kind", "side", "of", "copies", "copied by", ">acts", ">carried", "last"]
        + (isJudged ? ["reliability"] : []) + ["name"])
    for line in report.sources {
      var cells = [
        line.id, line.isRegistered ? line.source?.kind ?? "?" : "not registered",
        line.side ?? Words.nothing, line.source?.memberOf ?? "", line.source?.derivedFrom ?? "",
        line.copiedBy.joined(separator: " "), grouped(Int64(line.acts.count)),
        grouped(Int64(line.carried.count)), line.days?.latest?.description ?? "",
      ]
      if isJudged { cells.append(line.reliability ?? Words.nothing) }
      table.add(cells + [line.source?.name ?? ""])
    }
    return table.lines()
  }

  static func lines(_ report: SilencesReport) -> [String] {
    guard !report.silences.isEmpty else { return ["Nobody is said to keep silent."] }
    var table = TextTable(["event", "kind", "silent", "said by", "stated", "until", "about"])
    for line in report.silences {
      let about = line.aboutSeq.map { "#\($0) " } ?? ""
      table.add([
        "#\(line.seq)", line.kind.rawValue, line.silent, line.speaker, line.stated.text,
        line.until ?? Words.nothing, about + line.about,
      ])
    }
    return table.lines()
  }

  static func lines(_ report: RootsReport) -> [String] {
    var table = TextTable([
      ">root", "event", "speaker", "side", "attribution", "stated", "agrees", "repeats", "claim",
    ])
    for (place, root) in report.roots.roots.enumerated() {
      for voice in root.voices {
        let repeats = voice.repeats.map { repeated in
          let by = repeated.seqs.isEmpty ? "" : " (\(Words.seqs(repeated.seqs)))"
          return "#\(repeated.seq), \(repeated.why)\(by)"
        }
        table.add([
          "\(place + 1)", "#\(voice.seq)", voice.speaker, voice.side ?? Words.nothing,
          voice.attribution.rawValue, voice.stated.text,
          voice.isAsked ? "asked" : voice.agrees.map { $0 ? "yes" : "no" } ?? Words.nothing,
          repeats ?? "", voice.claim,
        ])
      }
    }
    let (all, behind) = (report.roots.roots.count, report.roots.independent)
    let roots = behind == 1 ? "1 independent root" : "\(behind) independent roots"
    let others = all == behind ? "" : "; \(all - behind) of another number"
    return table.lines() + ["", "\(roots) behind #\(report.roots.seq)\(others)."]
  }

  static func lines(_ report: StatementsReport) -> [String] {
    guard !report.lines.isEmpty else { return ["Nothing of the kind is in the cut."] }
    var table = TextTable(["event", "stated", "type", "state", "changed", "says"])
    for (line, type, summary) in report.lines {
      table.add([
        "#\(line.seq)", line.stated.text, type, line.state,
        line.changes.map(\.words).joined(separator: ", "), summary,
      ])
    }
    return table.lines()
  }
}
