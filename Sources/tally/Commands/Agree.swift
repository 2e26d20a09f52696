internal import ArgumentParser
internal import Tallystick

struct Agree: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agree",
    abstract: "Record a deal as a speaker reads it.",
    discussion: """
      Example:
        tally agree --agreement istanbul-2025-06-02 --names 'Istanbul agreements' \\
          --when 2025-06-02 --parties RU,UA --speaker umerov --stated 2025-06-02 \\
          --obligation 'RU owes UA 6000 remains of UA' \\
          --obligation 'UA owes RU 6000 remains of RU'

      Other obligations:
        'IL owes GAZA 15 remains of GAZA for each of remains of IL from GAZA to IL'
        'NORTH owes SOUTH 600/day lorries by 2025-12-31'
      """)

  @Option(help: ArgumentHelp("The deal's short id.", valueName: "id"), completion: .agreements)
  var agreement: String

  @Option(help: ArgumentHelp("A name that people give it; more by more flags.", valueName: "name"))
  var names: [String]

  @Option(help: ArgumentHelp("When it was made.", valueName: "date"))
  var when: String

  @Option(
    help: ArgumentHelp("Who made it, with commas.", valueName: "parties"), completion: .parties)
  var parties: [String]

  @Option(
    help: ArgumentHelp(
      "What it makes one owe another: 'RU owes UA 6000 remains of UA', with 'by DATE' if due; 'of "
        + "UA' may be left out of what is neither people nor remains.",
      valueName: "sentence"))
  var obligation: [String] = []

  @Option(help: ArgumentHelp("The day on which it ends.", valueName: "date"))
  var until: String?

  @Option(
    help: ArgumentHelp("The earlier deal whose place it takes.", valueName: "agreement"),
    completion: .agreements)
  var renews: String?

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.agreement, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields.set([("agreement", agreement), ("renews", renews)])
      fields["until"] = try builder.date(until, for: "--until")
      fields["names"] = .array(names.map(JSONValue.string))
      fields["when"] = try builder.date(when, for: "--when")
      fields["parties"] = builder.texts(parties)
      if !obligation.isEmpty {
        fields["obligations"] = try builder.obligations(obligation)
      }
      return fields
    }
  }
}
