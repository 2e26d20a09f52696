internal import ArgumentParser
internal import Tallystick

struct Correct: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Record that a speaker changed its own words.",
    discussion: """
      Give only what changes. Only the speaker, its institution or a member of it, or an outlet \
      in via for its own rendering, can correct; anybody else denies.

      Example:
        tally correct --of S07 --count 1248 --speaker medinsky --stated 2025-06-17
      """)

  @Option(
    help: ArgumentHelp("The event that is corrected.", valueName: "event"), completion: .events)
  var of: String

  @Option(
    help: ArgumentHelp(
      "An obligation of an agreement, as it reads now; all of them, each by its own flag.",
      valueName: "sentence"))
  var obligation: [String] = []

  @OptionGroup(title: "What changes") var claim: ClaimOptions
  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func validate() throws {
    guard claim.isGiven != !obligation.isEmpty else {
      throw ValidationError("Give what changes: flags of the claim, or --obligation.")
    }
  }

  func run() throws {
    try event.run(.correction, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields["of"] = try builder.id(of)
      if obligation.isEmpty {
        fields["claim"] = .object(try claim.fields(builder))
      } else {
        let obligations = try obligation.map { sentence in
          JSONValue.object(try misread("--obligation") { try ObligationNotation.fields(sentence) })
        }
        fields["terms"] = ["obligations": .array(obligations)]
      }
      return fields
    }
  }
}
