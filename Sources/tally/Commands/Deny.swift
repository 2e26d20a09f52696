internal import ArgumentParser
internal import Tallystick

struct Deny: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny",
    abstract: "Record that somebody denied what was said.",
    discussion: """
      Without --facets the whole is denied. The flags of a claim say what is denied where the \
      record holds no event of it; --instead says what the speaker puts in its place.

      Example:
        tally deny --of '#9' --speaker kshpw --stated 2025-06-14 --facets count \\
          --instead 'handover of 1199 remains' --quote 'The number is not correct'
      """)

  @Option(help: ArgumentHelp("The event that is denied.", valueName: "event"), completion: .events)
  var of: String?

  @Option(
    help: ArgumentHelp("Which parts are denied, with commas; else the whole.", valueName: "facets"))
  var facets: [String] = []

  @Option(help: ArgumentHelp("What the speaker says instead.", valueName: "sentence"))
  var instead: String?

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "What is denied, where no event says it") var claim: ClaimOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func validate() throws {
    guard (of != nil) != claim.isGiven else {
      throw ValidationError("Give what is denied: --of EVENT, or a claim, and not both.")
    }
  }

  func run() throws {
    try event.run(.denial, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields["of"] = try of.map { try builder.id($0) }
      if claim.isGiven { fields["claim"] = .object(try claim.fields(builder)) }
      fields["facets"] = builder.texts(facets)
      if let instead {
        fields["instead"] = .object(try builder.claim(instead, for: "--instead"))
      }
      return fields
    }
  }
}
