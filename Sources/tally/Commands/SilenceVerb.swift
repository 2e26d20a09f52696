internal import ArgumentParser
internal import Tallystick

struct SilenceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "silence",
    abstract: "Record that somebody keeps silent, or is said to.",
    discussion: """
      The speaker is who declares or observes the silence.

      Example:
        tally silence --silent kshpw --about 'the number of prisoners' \\
          --until 'the exchange ends' --speaker kshpw --stated 2025-06-09
      """)

  @Option(
    help: ArgumentHelp("Who is silent: a source or a party.", valueName: "source|party"),
    completion: .sourcesAndParties)
  var silent: String

  @Option(
    help: ArgumentHelp("About what: an event, or words.", valueName: "event|words"),
    completion: .events)
  var about: String

  @Option(help: ArgumentHelp("Until when: a date, or words.", valueName: "date|words"))
  var until: String?

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.silence, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields["silent"] = .string(silent)
      fields["until"] = try builder.date(until, for: "--until")
      if about.hasPrefix("#") || about.hasPrefix("@"), !about.contains(" ") {
        fields["about"] = try builder.id(about)
      } else {
        fields["about_words"] = .string(about)
      }
      return fields
    }
  }
}
