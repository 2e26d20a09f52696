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
      "What it makes one owe another: 'RU owes UA 6000 remains of UA', with 'by DATE' if due.",
      valueName: "sentence"))
  var obligation: [String] = []

  @OptionGroup(title: "Who said it") var speech: SpeechOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func run() throws {
    try event.run(.agreement, stated: speech.stated) { builder in
      var fields = try speech.fields(builder)
      fields.set([("agreement", agreement)])
      fields["names"] = .array(names.map(JSONValue.string))
      fields["when"] = builder.date(when)
      fields["parties"] = builder.texts(parties)
      if !obligation.isEmpty {
        fields["obligations"] = .array(try obligation.map { try ObligationNotation.fields($0) })
      }
      return fields
    }
  }
}

/// The short notation for an obligation: `DEBTOR owes CREDITOR COUNT WHAT[,WHAT] of WHOSE [by DATE]`.
enum ObligationNotation {
  static func fields(_ sentence: String) throws -> JSONValue {
    let words = sentence.split(separator: " ").map(String.init)
    let isDue = words.count == 9 && words[7] == "by"
    guard words.count == 7 || isDue, words[1] == "owes", words[5] == "of" else {
      throw ValidationError(
        "--obligation: \(quoted(sentence)) is not understood; write 'RU owes UA 6000 remains of UA', "
          + "with 'by 2025-12-31' if it falls due.")
    }
    let count = try misread("--obligation") { try Count(parsing: words[3]) }
    let whats = words[4].split(separator: ",").map { JSONValue.string(String($0)) }
    var fields: JSONObject = [
      "debtor": .string(words[0]), "creditor": .string(words[2]),
      "count": .object(count.json),
      "what": whats.count == 1 ? whats[0] : .array(whats), "whose": .string(words[6]),
    ]
    if isDue { fields["due"] = .string(words[8]) }
    return .object(fields)
  }
}
