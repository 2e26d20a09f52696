internal import ArgumentParser
internal import TallyReports
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

struct DigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "What came in since a day or an event, on one page.",
    discussion: """
      What was said, by side; the figures that moved, with the acts that moved them; contradictions \
      that opened and were settled; obligations that moved, fall due within 7 days or are past their \
      day; media and their rungs. --since DATE is what had been said by the end of that day, --since \
      '#SEQ' what this record held by that event. The page of --format html is for people, and \
      signed by nobody.

      Example:
        tally digest --since 2025-06-13 --as-of 2025-06-16
        tally digest --since '#45' --format html > digest.html
      """)

  /// How a digest is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, html
  }

  @Option(
    help: ArgumentHelp(
      "The day, or the event, up to which all is known already.", valueName: "date|#seq"))
  var since: String

  @OptionGroup var record: RecordOptions
  @OptionGroup var cut: CutOptions
  @OptionGroup(title: "Which rows") var rows: RowOptions

  @Option(help: ArgumentHelp("How it is printed.", valueName: "format"))
  var format: Format = .text

  func run() throws {
    let store = try record.openForReading()
    let (before, after) = (try start.view(of: store), try cut.view(of: store))
    if let first = before.standing.cut.asOf, first > after.standing.cut.day {
      throw ValidationError(
        "--since: \(first) is after \(after.standing.cut.day), the day up to which is told.")
    }
    guard before.history.size <= after.history.size else {
      throw ValidationError(
        "--since: #\(before.history.size) is after #\(after.history.size), up to which is told.")
    }
    var events: [Event] = []
    try store.forEach(upTo: after.history.size) { events.append(try $0.event()) }
    let report = DigestReport(
      from: before, to: after, events: events, only: rows.filter)
    var output = StandardOutput()
    switch format {
    case .json: output.write(json: report.bytes(as: .json))
    case .html:
      let page = DigestPage(report, origin: store.origin, words: FigureText.words)
      output.write(data: page.bytes)
    case .text:
      output.write(Style.bold("Since \(escaped(since))") + report.cut.title + "\n")
      for line in DigestText.lines(report) { output.write(line + "\n") }
      output.write("\n" + Style.dim(report.cut.footer) + "\n")
    }
    output.flush()
  }

  /// The cut of --since: by what had been said, or by what the record held.
  private var start: CutOptions {
    var start = cut
    if since.utf8.first == UInt8(ascii: "#") {
      start.asRecorded = since
    } else {
      start.asOf = since
    }
    return start
  }
}

/// A digest for people.
enum DigestText {
  static func lines(_ report: DigestReport) -> [String] {
    guard !report.isEmpty else { return ["", "Nothing came in, and no figure moved."] }
    var lines: [String] = []
    func part<Item>(_ title: String, _ items: [Item], _ words: (Item) -> String) {
      guard !items.isEmpty else { return }
      lines += ["", Style.bold(escaped(title))] + items.map { "  " + escaped(words($0)) }
    }
    func event(_ event: Event) -> String {
      "#\(event.seq) \(event.voice) \(event.content.stated.text), \(event.content.type): "
        + event.summary
    }
    for voice in report.said {
      let side = voice.side.map { "by \($0)" } ?? "by those who speak for neither side"
      part("Said \(side)", voice.events, event)
    }
    part("Judged by the recorder", report.judged) { "#\($0.seq) \($0.content.type): \($0.summary)" }
    let moved = report.moved.filter { words($0.before) != words($0.after) }
    part("Figures that moved", moved) { change in
      let by = Words.seqs(Set(change.steps.compactMap(\.event)).sorted())
      return "\(change.address)  \(words(change.before)) → \(words(change.after))  \(by)"
    }
    part("Contradictions opened", report.opened) {
      "\($0.kind.rawValue), \($0.place): \(Words.seqs($0.these + $0.those)); \($0.settledBy) would settle it"
    }
    part("Contradictions settled", report.settled) {
      "\($0.contradiction.kind.rawValue), \($0.contradiction.place): \($0.why)"
    }
    part("Obligations", report.owed) {
      "\($0.what), as read by \($0.line.readers.joined(separator: ", ")): \($0.words)"
    }
    part("Media", report.media) {
      "\($0.line.kind) \($0.line.medium): \($0.before ?? "new") → \($0.line.rung)"
    }
    return lines
  }

  private static func words(_ value: JSONValue?) -> String {
    value.map(FigureText.words) ?? Words.nothing
  }
}
