internal import ArgumentParser
internal import Tallystick

struct Confirm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Record that somebody confirmed parts of what was said.",
    discussion: """
      The facets: count, direction, date, what, whose, place, agreement.

      Example:
        tally confirm --of '#9' --facets count,direction \\
          --speaker kshpw --stated 2025-06-13
      """)

  @Option(
    help: ArgumentHelp(
      "What is confirmed: events, with commas, or by more flags.", valueName: "events"),
    completion: .events)
  var of: [String]

  @Option(help: ArgumentHelp("Which parts are confirmed, with commas.", valueName: "facets"))
  var facets: [String]

  @Option(help: ArgumentHelp("Its own number, where it gives one.", valueName: "number"))
  var count: String?

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.confirmation, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      let targets = try builder.ids(of)
      fields["of"] = targets.array?.count == 1 ? targets.array?.first : targets
      fields["facets"] = builder.texts(facets)
      if let count {
        fields["count"] = .object(try misread("--count") { try Count(parsing: count) }.json)
      }
      return fields
    }
  }
}
