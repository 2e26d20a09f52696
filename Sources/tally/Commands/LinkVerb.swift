internal import ArgumentParser
internal import Tallystick

struct LinkVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Record how two events belong together.",
    discussion: """
      Relations: same_utterance, same_handover, distinct_handover, derived_from, contradicts.

      Example:
        tally link '#9' '#30' --relation same_handover \\
          --reason 'both tell of the 1,200 of 13 June'
      """)

  @Argument(help: ArgumentHelp("One event.", valueName: "event"), completion: .events)
  var first: String

  @Argument(help: ArgumentHelp("The other event.", valueName: "event"), completion: .events)
  var second: String

  @Option(help: ArgumentHelp("How they belong together.", valueName: "relation"))
  var relation: String

  @OptionGroup(title: "The judgement") var judgement: JudgementOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.link, stated: judgement.stated) { builder in
      var fields = judgement.fields
      fields["a"] = try builder.id(first)
      fields["b"] = try builder.id(second)
      fields.set([("relation", relation)])
      return fields
    }
  }
}
