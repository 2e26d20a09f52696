internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct SourceVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "Register who a source is.",
    discussion: """
      A second entry on one short id changes only the fields that it gives.

      Example:
        tally source --source medinsky --kind person --name 'Vladimir Medinsky' \\
          --side RU --reason 'head of the Russian delegation'
        tally source --source ministry --key ministry.pub \\
          --reason 'published on its site today'
      """)

  @Option(help: ArgumentHelp("The source's short id.", valueName: "id"), completion: .sources)
  var source: String

  @Option(
    help: ArgumentHelp(
      "party, institution, ministry, army, armed_group, court, un_agency, person, agency (of news), "
        + "outlet, mediator, observer or unnamed.",
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

  @Option(
    help: ArgumentHelp(
      "The public key by which it signs what it says, a file KEY.pub; more by more flags; or none.",
      discussion: "It takes the place of the keys that it had; what they signed stays signed.",
      valueName: "file"),
    completion: .file(extensions: ["pub"]))
  var key: [String] = []

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
      let keys = try key.map(SourceVerb.line).map(JSONValue.string)
      if !keys.isEmpty { fields["key"] = keys.count == 1 ? keys[0] : .array(keys) }
      return fields
    }
  }

  /// A key as it stands in an event.
  private static func line(_ path: String) throws -> String {
    if path == "none" { return path }
    let key = try SSHKeygen.publicKey(of: path)
    try Statement.refuse(key, in: path)
    return key.line
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
