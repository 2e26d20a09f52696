internal import ArgumentParser
internal import Tallystick

struct Retract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Record that a speaker took its words back.",
    discussion: """
      Only the speaker, its institution or a member of it, or an outlet in via for its own \
      rendering, can retract; anybody else denies.

      Example:
        tally retract --of S07 --speaker medinsky --stated 2025-06-17 \\
          --reason 'counted twice'
      """)

  @Option(
    help: ArgumentHelp("The event that is taken back.", valueName: "event"), completion: .events)
  var of: String

  @Option(help: ArgumentHelp("The reason that the speaker gives.", valueName: "words"))
  var reason: String?

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.retraction, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields["of"] = try builder.id(of)
      fields.set([("reason", reason)])
      return fields
    }
  }
}
