internal import ArgumentParser
internal import Tallystick

struct Publish: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Record a video, photo, document or illustration.",
    discussion: """
      Example:
        tally publish --medium lorries-2025-06-07 --kind video --when 2025-06-07 \\
          --shows 'refrigerated lorries at the border' \\
          --speaker ru-mod --stated 2025-06-07
      """)

  @Option(help: ArgumentHelp("The medium's short id.", valueName: "id"))
  var medium: String

  @Option(help: ArgumentHelp("video, photo, document or illustration.", valueName: "kind"))
  var kind: String

  @Option(
    help: ArgumentHelp("Who published it, if not the speaker.", valueName: "source"),
    completion: .sources)
  var publisher: String?

  @Option(help: ArgumentHelp("When it was made or appeared.", valueName: "date"))
  var when: String?

  @Option(help: ArgumentHelp("Where it stands.", valueName: "url"))
  var locator: String?

  @Option(
    help: ArgumentHelp("A copy of it: its SHA-256 goes into the event.", valueName: "path"),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      "What it is said to show: events, with commas, or by more flags; or words.",
      valueName: "events|words"), completion: .events)
  var shows: [String] = []

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.medium, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields.set([
        ("medium", medium), ("kind", kind), ("publisher", publisher), ("locator", locator),
        ("sha256", try file.map { try FileDigest.sha256(path: $0) }),
      ])
      fields["when"] = try builder.date(when, for: "--when")
      fields["shows"] = try shown(builder)
      return fields
    }
  }

  /// The events or the words that are given.
  private func shown(_ builder: EventBuilder) throws -> JSONValue? {
    let areEvents = builder.list(shows).allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("@") }
    if areEvents { return shows.isEmpty ? nil : try builder.ids(shows) }
    guard let words = shows.first, shows.count == 1 else {
      throw ValidationError("--shows: give events, or words, and words once.")
    }
    return .string(words)
  }
}
