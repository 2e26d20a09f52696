internal import ArgumentParser
internal import Tallystick

struct SourceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "Register who a source is.",
    discussion: """
      A second entry on one short id changes only the fields that it gives.

      Example:
        tally source --source medinsky --kind person --name 'Vladimir Medinsky' \\
          --side RU --reason 'head of the Russian delegation'
      """)

  @Option(help: ArgumentHelp("The source's short id.", valueName: "id"), completion: .sources)
  var source: String

  @Option(
    help: ArgumentHelp(
      "party, institution, person, agency, outlet, mediator, observer or unnamed.",
      valueName: "kind"))
  var kind: String?

  @Option(help: ArgumentHelp("Its name.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Another name; more by more flags.", valueName: "name"))
  var alias: [String] = []

  @Option(
    help: ArgumentHelp("The party for which it speaks.", valueName: "party"), completion: .parties)
  var side: String?

  @Option(
    help: ArgumentHelp("The source to which it belongs.", valueName: "source"), completion: .sources
  )
  var memberOf: String?

  @Option(
    help: ArgumentHelp("The source that it copies.", valueName: "source"), completion: .sources)
  var derivedFrom: String?

  @OptionGroup(title: "The judgement") var judgement: JudgementOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.source, stated: judgement.stated) { _ in
      var fields = judgement.fields
      fields.set([
        ("source", source), ("kind", kind), ("name", name), ("side", side),
        ("member_of", memberOf), ("derived_from", derivedFrom),
      ])
      if !alias.isEmpty { fields["aliases"] = .array(alias.map(JSONValue.string)) }
      return fields
    }
  }
}

/// Why the recorder judges so, and when.
struct JudgementOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Why.", valueName: "words"))
  var reason: String

  @Option(help: ArgumentHelp("The day of judging; else today.", valueName: "date"))
  var stated: String?

  /// The fields.
  var fields: JSONObject { ["reason": .string(reason)] }
}
