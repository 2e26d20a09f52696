internal import ArgumentParser
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// The flags of every report.
struct ReportOptions: ParsableArguments {
  @OptionGroup var record: RecordOptions
  @OptionGroup var cut: CutOptions

  @Option(help: ArgumentHelp("How it is printed.", valueName: "format"))
  var format: Format = .text

  @Flag(help: "Print the rules too by which it was worked out.")
  var rules = false

  func validate() throws {
    guard !rules || format != .csv else {
      throw ValidationError("--rules goes with --format text or json: CSV holds one table.")
    }
  }

  /// Works out what the record comes to at the cut, as far as it is wanted.
  func outcome(_ wanted: Outcome.Parts) throws -> Outcome {
    let store = try record.openForReading()
    var outcome = try cut.outcome(of: store, wanted)
    if format == .text { outcome.tell(try store.sealedHoldings()) }
    return outcome
  }

  /// Reads the record and looks at it at the cut.
  func view() throws -> View { try view(of: try record.openForReading()) }

  private func view(of store: any RecordReader) throws -> View {
    var view = try cut.view(of: store)
    if format == .text { view.holdings = try store.sealedHoldings() }
    return view
  }

  /// Reads the record and looks at it at the cut, and keeps its events.
  func viewAndEvents() throws -> (View, [Event]) {
    let store = try record.openForReading()
    let view = try view(of: store)
    var events: [Event] = []
    try store.forEach(upTo: view.history.size) { events.append(try $0.event()) }
    return (view, events)
  }

  /// Prints a report; `text` gives its lines for people.
  func print<R: Report>(_ report: R, title: String, _ text: (R) -> [String]) {
    var output = StandardOutput()
    switch format {
    case .json: report.write(as: .json, withRules: rules) { output.write(json: $0) }
    case .csv: report.write(as: .csv) { output.write(data: $0) }
    case .text:
      output.write(Style.bold(title) + report.cut.title + "\n\n")
      for line in text(report) { output.write(line + "\n") }
      if rules { output.write(RulesText.lines(report.rules)) }
      output.write("\n" + Style.dim(report.cut.footer) + "\n")
    }
    output.flush()
  }
}

extension Cut {
  /// ` as said by the end of 2025-06-13, for what happened 2025-06-11..`.
  func title(asRecorded: String?) -> String {
    var text = ""
    if let asOf { text += ", as said by the end of \(asOf)" }
    if let asRecorded { text += ", as recorded by \(asRecorded)" }
    if let occurred { text += ", of what happened \(occurred)" }
    if withHindsight { text += ", with later assessments" }
    return text
  }
}

extension CutOptions.Chosen {
  /// The cut in words, after a comma.
  var title: String { cut.title(asRecorded: asRecorded) }
}

extension ResolvedCut {
  /// The cut in words, after a comma.
  var title: String { cut.title(asRecorded: asRecorded) }

  /// The head, the day, and what straddles the cut.
  var footer: String {
    let events = size == 1 ? "1 event" : "\(grouped(Int64(size))) events"
    var text = "day \(cut.day) · last event in the cut #\(seq) · record of \(events), root "
    text += "\(root.base64) · rules \(Rules.version)"
    if straddling > 0 { text += "\n\(straddling) with a date that is not sure to be in the cut" }
    if occurredStraddling > 0 {
      text += "\n\(occurredStraddling) that may have happened inside or outside these days"
    }
    for one in aside.prefix(10) { text += "\nset aside: #\(one.seq), \(escaped(one.why))" }
    if aside.count > 10 { text += "\nset aside: \(aside.count - 10) more" }
    if unread > 0 {
      text += "\n\(unread) of types that this program does not know: kept, and read by no report"
    }
    if let sealed { text += "\n\(sealed)" }
    return text
  }
}

/// Rules for people.
enum RulesText {
  static func lines(_ rules: [Rule]) -> String {
    let text = rules.map { "  \($0.name): \($0.sentence)\n" }.joined()
    return "\n" + Style.bold("Rules \(Rules.version)") + "\n" + text
  }
}
