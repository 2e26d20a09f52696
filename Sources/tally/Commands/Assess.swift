internal import ArgumentParser
internal import Tallystick

struct Assess: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Record your judgement of an event, a source or a medium.",
    discussion: """
      Scales: reliability A–F of a source; credibility 1–6 of an event; authenticity of a medium; \
      explanation of a contradiction, of the event at fault, --against the others; placement of a \
      handover or a total under an agreement, or under none.

      Example:
        tally assess --of '#14' --scale explanation --value transmission \\
          --against '#16' --reason 'the outlet turned the direction round'
        tally assess --of '#31' --scale placement --value istanbul-2025-06-02 \\
          --reason 'both sides counted it so'
      """)

  @Option(help: ArgumentHelp("The event that is judged.", valueName: "event"), completion: .events)
  var of: String?

  @Option(
    help: ArgumentHelp("The source that is judged.", valueName: "source"), completion: .sources)
  var source: String?

  @Option(help: ArgumentHelp("The medium that is judged.", valueName: "medium"), completion: .media)
  var medium: String?

  @Option(
    help: ArgumentHelp(
      "reliability, credibility, authenticity, explanation or placement.", valueName: "scale"))
  var scale: String

  @Option(
    help: ArgumentHelp(
      "Where on the scale; of a placement the short id of an agreement, or none.",
      valueName: "value"), completion: .agreements)
  var value: String

  @Option(
    help: ArgumentHelp(
      "The other events of a contradiction, with commas.", valueName: "events"), completion: .events
  )
  var against: [String] = []

  @Option(help: ArgumentHelp("How it was found out.", valueName: "words"))
  var method: String?

  @OptionGroup(title: "The judgement") var judgement: JudgementOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.assessment, stated: judgement.stated) { builder in
      var fields = judgement.fields
      fields["of"] = try of.map { try builder.id($0) }
      if !against.isEmpty { fields["against"] = try builder.ids(against) }
      fields.set([
        ("source", source), ("medium", medium), ("scale", scale), ("value", value),
        ("method", method),
      ])
      return fields
    }
  }
}
