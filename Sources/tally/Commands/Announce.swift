internal import ArgumentParser
internal import Tallystick

struct Announce: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "announce",
    abstract: "Record that somebody said something.",
    discussion: """
      Example:
        tally announce --speaker medinsky --via telegram,tass --stated 2025-06-11 \\
          --claim 'handover of 1212 remains of UA from RU to UA on 2025-06-11' \\
          --quote 'We have handed over the bodies of 1,212 Ukrainian soldiers'
      """)

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "What is claimed") var claim: ClaimOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func validate() throws {
    guard claim.isGiven else {
      throw ValidationError(
        "Give what is claimed: --claim 'handover of 1212 remains of UA from RU to UA on 2025-06-11'."
      )
    }
  }

  func run() throws {
    try event.run(.announcement, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields["claim"] = .object(try claim.fields(builder))
      return fields
    }
  }
}
