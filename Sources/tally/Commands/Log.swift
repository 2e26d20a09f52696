internal import ArgumentParser
internal import Glibc
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the events, one a line, in the order in which they were recorded.",
    discussion: """
      With --follow it goes on with each event that is appended, as soon as it is: one a line, as \
      JSON the stored entry itself. The seq of the last one read, given to --after, is where a reader \
      goes on that was broken off; whoever keeps the id of each takes none twice.

      Several filters together list the events for which all of them hold.

      Example:
        tally log --as-of 2025-06-13
        tally log --source medinsky --what remains --stated 2025-06-11..2025-06-16
        tally log --grep 'refrigerated' --by stated --last 10
        tally log --follow --after 45 --format json
      """)

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("Only the last so many.", valueName: "number"))
  var last: Int?

  @Option(
    help: ArgumentHelp(
      "Only those after this one: a seq, such as 45, or another name of an event; 0 for all.",
      valueName: "event"),
    completion: .events)
  var after: String?

  @Flag(help: "Go on with the events that are appended from now on.")
  var follow = false

  @Option(
    help: ArgumentHelp(
      "With --follow: end once no event came for so many seconds; 0 ends after those there are.",
      valueName: "seconds"))
  var untilIdle: Double?

  @Option(
    help: ArgumentHelp("Only what this source says, passes on or is.", valueName: "source"),
    completion: .sources)
  var source: String?

  @Option(
    help: ArgumentHelp("Only what this source itself says.", valueName: "source"),
    completion: .sources)
  var speaker: String?

  @Option(help: ArgumentHelp("Only events of this type, or of this verb.", valueName: "type"))
  var type: String?

  @Option(help: ArgumentHelp("Only what is about this, such as remains.", valueName: "word"))
  var what: String?

  @Option(
    help: ArgumentHelp("Only what names this party.", valueName: "party"), completion: .parties)
  var side: String?

  @Option(
    help: ArgumentHelp(
      "Only what may have been stated on these days; either end may be left out.",
      valueName: "from..to"))
  var stated: String?

  @Option(
    help: ArgumentHelp(
      "Only events with these words in their line, quote, reason, label or place.",
      valueName: "words"))
  var grep: String?

  @Option(help: ArgumentHelp("The order: recorded or stated.", valueName: "order"))
  var by: Order = .recorded

  /// The order in which events are listed.
  enum Order: String, ExpressibleByArgument, CaseIterable {
    case recorded
    case stated
  }

  func validate() throws {
    if let last, last < 1 { throw ValidationError("--last: give a number from 1.") }
    if last != nil, after != nil {
      throw ValidationError("Give one of --last and --after.")
    }
    if let type, Log.type(type) == nil {
      let near = Spelling.nearest(to: type, among: Log.types).map { " Did you mean \($0)?" } ?? ""
      throw ValidationError("--type: there is no type \(quoted(type)).\(near)")
    }
    try FollowOptions.check(untilIdle)
    guard follow else {
      if untilIdle != nil { throw ValidationError("--until-idle goes with --follow.") }
      return
    }
    let cut = options.cut
    guard last == nil, !isFiltered, cut.asOf == nil, cut.asRecorded == nil, cut.occurred == nil,
      !cut.withHindsight, !options.rules
    else {
      throw ValidationError(
        "--follow takes every event after --after: leave out --last, --rules, the filters and the cut."
      )
    }
    if options.format == .csv {
      throw ValidationError("--follow prints text or json: one line for each event.")
    }
  }

  private var isFiltered: Bool {
    [source, speaker, type, what, side, stated, grep].contains { $0 != nil } || by == .stated
  }

  private static let types = EventType.allCases.flatMap { [$0.rawValue, $0.verb] }

  private static func type(_ word: String) -> EventType? {
    EventType.allCases.first { $0.rawValue == word || $0.verb == word }
  }

  private func filter(_ store: any RecordReader) throws -> LogFilter {
    var filter = LogFilter()
    (filter.source, filter.what, filter.side, filter.text) = (source, what, side, grep)
    filter.speaker = speaker
    filter.type = type.flatMap(Log.type)?.rawValue
    if let stated {
      (filter.from, filter.to) = try DateWords.days(
        stated, today: try store.localToday(), for: "--stated")
    }
    return filter
  }

  /// Says of a source that nobody has registered which one may be meant.
  private func suggest(_ shown: LogReport, _ store: any RecordReader) throws {
    guard shown.events.isEmpty, let source = source ?? speaker else { return }
    let known = try store.sources().all.map(\.id)
    guard !known.contains(source), let near = Spelling.nearest(to: source, among: known) else {
      return
    }
    StandardError.write("Hint: No source \(escaped(source)) is registered. Did you mean \(near)?\n")
  }

  func run() throws {
    if follow { return try followOn() }
    let (view, all) = try options.viewAndEvents()
    let store = try options.record.openForReading()
    let filter = try filter(store)
    var report = LogReport(all, of: view, disclosures: try store.openedDisclosures())
    if !filter.isOpen { report = report.filtered(by: filter) }
    if let after {
      let seq = try store.cursor(after, for: "--after").seq
      report = report.last(report.events.count { $0.seq > seq })
    }
    if by == .stated { report = report.byStated }
    let shown = last.map { report.last($0) } ?? report
    options.print(shown, title: "Log") { lines($0, filter) }
    try suggest(shown, store)
  }

  private func followOn() throws {
    let store = try options.record.openForReading()
    let start = try after.map { try store.cursor($0, for: "--after") } ?? (0, nil)
    var following = Following(
      store, at: options.record.path, after: start, untilIdle: untilIdle)
    // Shared by the closures, which take turns.
    let output = FollowedOutput(isJSON: options.format == .json)
    try following.run(
      pause: { StandardOutput.isReadAfter(seconds: $0) }, flush: { output.flush() },
      { event, bytes in
        output.write(event, bytes)
        return true
      })
  }

  private func sealed(_ event: Event, _ report: LogReport) -> String {
    report.sealed[event.id].states.map { "[sealed: \($0)] " } ?? ""
  }

  private func lines(_ report: LogReport, _ filter: LogFilter) -> [String] {
    guard !report.events.isEmpty else {
      return [
        filter.isOpen ? "No event is in the cut." : "No event of the cut is as the flags ask."
      ]
    }
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

/// What the flags of commands that follow a record have in common.
enum FollowOptions {
  /// Refuses a time after which a following is to end that is none.
  static func check(_ untilIdle: Double?) throws {
    guard let untilIdle else { return }
    guard untilIdle >= 0, untilIdle <= 1_000_000_000 else {
      throw ValidationError("--until-idle: give a number of seconds from 0.")
    }
  }
}

/// Standard output of a record that is followed, a line for each event.
private final class FollowedOutput {
  private let isJSON: Bool
  private var output = StandardOutput(endingWithReader: true)

  init(isJSON: Bool) { self.isJSON = isJSON }

  func write(_ event: Event, _ bytes: [UInt8]) {
    guard !isJSON else { return output.writeLine(bytes) }
    let parts = [
      "#\(event.seq)", event.content.stated.text, event.content.type, event.label ?? "",
      event.voice, event.summary,
    ]
    output.write(parts.filter { !$0.isEmpty }.map(escaped).joined(separator: "  ") + "\n")
  }

  func flush() { output.flush() }
}

extension StandardOutput {
  /// Waits so many seconds; false as soon as nobody reads any more.
  static func isReadAfter(seconds: Double) -> Bool {
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    let found = poll(&output, 1, Int32(max(1, (seconds * 1000).rounded())))
    return found <= 0 || output.revents & Int16(POLLERR) == 0
  }
}
