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

  @Option(help: ArgumentHelp("The day on which it ends.", valueName: "date"))
  var until: String?

  @Option(
    help: ArgumentHelp("The earlier deal whose place it takes.", valueName: "agreement"),
    completion: .agreements)
  var renews: String?

  @OptionGroup(title: "What changes") var claim: ClaimOptions
  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func validate() throws {
    guard claim.isGiven != changesTerms else {
      throw ValidationError(
        "Give what changes: flags of the claim; or of an agreement --obligation, --until or --renews."
      )
    }
  }

  private var changesTerms: Bool { !obligation.isEmpty || until != nil || renews != nil }

  func run() throws {
    try event.run(.correction, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields["of"] = try builder.id(of)
      if !changesTerms {
        fields["claim"] = .object(try claim.fields(builder))
      } else {
        var terms = JSONObject()
        if !obligation.isEmpty { terms["obligations"] = try builder.obligations(obligation) }
        terms["until"] = try builder.date(until, for: "--until")
        terms.set([("renews", renews)])
        fields["terms"] = .object(terms)
      }
      return fields
    }
  }
}
