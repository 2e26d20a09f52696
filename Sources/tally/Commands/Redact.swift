internal import ArgumentParser
internal import Tallystick

struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Record that a sealed field was destroyed.",
    discussion: """
      The event says which field of which event is gone, and why; its digest stays.

      Example:
        tally redact --of PR-040 --digest <43 characters> --reason 'names of persons'
      """)

  @Option(help: ArgumentHelp("The event with the sealed field.", valueName: "event"))
  var of: String

  @Option(help: ArgumentHelp("The digest of the field, as in _sd.", valueName: "digest"))
  var digest: String

  @Option(help: ArgumentHelp("Who ordered it.", valueName: "words"))
  var authority: String?

  @OptionGroup(title: "The judgement") var judgement: JudgementOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.redaction, stated: judgement.stated) { builder in
      var fields = judgement.fields
      fields["of"] = try builder.id(of)
      fields.set([("digest", digest), ("authority", authority)])
      return fields
    }
  }
}
