internal import ArgumentParser
internal import Tallystick

/// Who said it, when, through whom, and in which words.
struct SpeechOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Who said it: a source's short id.", valueName: "source"),
    completion: .sources)
  var speaker: String

  @Option(
    help: ArgumentHelp(
      "When it was said: an EDTF date, an instant, or a date in words.", valueName: "date"))
  var stated: String

  @Option(
    help: ArgumentHelp(
      "The chain from the speaker to the page read, with commas, or by more flags.",
      valueName: "sources"), completion: .sources)
  var via: [String] = []

  @Option(help: ArgumentHelp("The exact words, at most 300 characters.", valueName: "words"))
  var quote: String?

  @Option(
    help: ArgumentHelp(
      "named, institution, unnamed, outlet or unattributed; else by the source's kind.",
      valueName: "how"))
  var attribution: String?

  @Option(
    help: ArgumentHelp("The side, where the words themselves give it.", valueName: "party"),
    completion: .parties)
  var side: String?

  @Option(
    help: ArgumentHelp("When this rendering appeared, where that was later.", valueName: "date"))
  var published: String?

  @Option(help: ArgumentHelp("The language of the words, such as uk.", valueName: "tag"))
  var lang: String?

  @Option(
    help: ArgumentHelp("verbatim, paraphrase, translation or summary.", valueName: "kind"))
  var rendering: String?

  @Option(help: ArgumentHelp("Where the page stands.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("Where a copy of the page stands.", valueName: "url"))
  var archive: String?

  @Option(help: ArgumentHelp("The SHA-256 of the copy, in hexadecimal.", valueName: "digits"))
  var captureSha256: String?

  /// The fields.
  func fields(_ builder: EventBuilder) throws -> JSONObject {
    var fields: JSONObject = ["speaker": .string(speaker)]
    fields.set([
      ("attribution", try attribution ?? usualAttribution(builder)), ("side", side),
      ("quote", quote), ("lang", lang), ("rendering", rendering),
    ])
    fields["via"] = builder.texts(via)
    if let published {
      fields["published"] = .string(try builder.stated(published, for: "--published").text)
    }
    var capture = JSONObject()
    capture.set([("url", url), ("archive", archive), ("sha256", captureSha256)])
    if !capture.members.isEmpty { fields["capture"] = .object(capture) }
    return fields
  }

  private func usualAttribution(_ builder: EventBuilder) throws -> String {
    Attribution.usual(ofKind: try builder.store.sources()[speaker]?.kind).rawValue
  }
}

/// What is claimed: in the short notation, part by part, or both.
struct ClaimOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is claimed, as 'handover of 1212 remains of UA from RU to UA on 2025-06-11'; see "
        + "`tally help claims`.",
      valueName: "sentence"))
  var claim: String?

  @Option(
    help: ArgumentHelp(
      "handover, plan, offer, staging, list, identification, talks or statement.",
      valueName: "word"))
  var act: String?

  @Option(help: ArgumentHelp("remains, prisoners, civilians, …", valueName: "word"))
  var what: String?

  @Option(help: ArgumentHelp("The party that sends.", valueName: "party"), completion: .parties)
  var from: String?

  @Option(help: ArgumentHelp("The party that receives.", valueName: "party"), completion: .parties)
  var to: String?

  @Option(
    help: ArgumentHelp("Whose they are, as the sender says.", valueName: "party"),
    completion: .parties)
  var whose: String?

  @Option(
    help: ArgumentHelp("Whose they are in the receiver's words.", valueName: "party"),
    completion: .parties)
  var receivedAs: String?

  @Option(
    help: ArgumentHelp("Whose they turned out to be.", valueName: "party"), completion: .parties)
  var identifiedAs: String?

  @Option(
    help: ArgumentHelp(
      "1212, about 7000, at least 6000, up to 6000, 57..79, 600/day, withheld or unspecified.",
      valueName: "number"))
  var count: String?

  @Option(help: ArgumentHelp("The words that gave the number.", valueName: "words"))
  var countWords: String?

  @Option(help: ArgumentHelp("When it happened.", valueName: "date"))
  var when: String?

  @Option(
    help: ArgumentHelp("event, part, each_way, both_ways or cumulative.", valueName: "word"))
  var scope: String?

  @Option(
    help: ArgumentHelp("body, set_of_remains, bag, person or list_entry.", valueName: "word"))
  var unit: String?

  @Option(
    help: ArgumentHelp("The agreement that it performs.", valueName: "agreement"),
    completion: .agreements)
  var under: String?

  @Option(help: ArgumentHelp("Where, as written.", valueName: "words"))
  var place: String?

  @Option(
    help: ArgumentHelp("What it is about: an event, or words.", valueName: "event|words"),
    completion: .events)
  var about: String?

  @Option(
    help: ArgumentHelp("A name for the handover, to tell two of one day apart.", valueName: "name"))
  var handover: String?

  @Option(
    help: ArgumentHelp(
      "Parts that the words leave ambiguous, with commas: count, direction, date, what, whose, "
        + "place, agreement or scope.",
      valueName: "parts"))
  var unclear: String?

  /// Whether any part is given.
  var isGiven: Bool {
    claim != nil
      || [
        act, what, from, to, whose, receivedAs, identifiedAs, count, countWords, when, scope,
        unit, under, place, about, handover, unclear,
      ].contains { $0 != nil }
  }

  /// The parts of the claim; with `isChange` the act may be left out.
  func fields(_ builder: EventBuilder) throws -> JSONObject {
    let sentence = try claim.map { try builder.claim($0, for: "--claim") }
    var fields = sentence ?? [:]
    fields.set([
      ("act", act), ("what", what), ("from", from), ("to", to), ("whose", whose),
      ("received_as", receivedAs), ("identified_as", identifiedAs), ("scope", scope),
      ("unit", unit), ("under", under), ("place", place), ("about", about), ("when", when),
      ("handover", handover),
    ])
    if let count {
      fields["count"] = .object(try misread("--count") { try Count(parsing: count) }.json)
    }
    if let unclear {
      let parts = try misread("--unclear") { try Unclear.parts(unclear) }
      fields["unclear"] = .array(parts.map(\.rawValue).sorted().map(JSONValue.string))
    }
    try refuseTwice(sentence)
    fields["when"] = try builder.date(when, for: "--when") ?? fields["when"]
    if let about = fields["about"]?.string {
      fields["about"] = .string(try reference(about, builder) ?? about)
    }
    if let countWords {
      var count = fields["count"]?.object ?? ["unspecified": true]
      count["words"] = .string(countWords)
      fields["count"] = .object(count)
    }
    return fields
  }

  /// Refuses a part that both the sentence and a flag give: one of them would be lost.
  private func refuseTwice(_ sentence: JSONObject?) throws {
    guard let sentence else { return }
    let flags: [(String, String, String?)] = [
      ("act", "--act", act), ("what", "--what", what), ("from", "--from", from), ("to", "--to", to),
      ("whose", "--whose", whose), ("received_as", "--received-as", receivedAs),
      ("identified_as", "--identified-as", identifiedAs), ("scope", "--scope", scope),
      ("unit", "--unit", unit), ("under", "--under", under), ("place", "--place", place),
      ("about", "--about", about), ("when", "--when", when), ("handover", "--handover", handover),
      ("count", "--count", count), ("unclear", "--unclear", unclear),
    ]
    for (field, flag, value) in flags where value != nil && sentence[field] != nil {
      throw ValidationError(
        "\(flag): the sentence of --claim gives this part already; give it once.")
    }
  }

  /// The id of the event that a text names, where it is written as a reference: #12 or @LABEL.
  private func reference(_ text: String, _ builder: EventBuilder) throws -> String? {
    guard text.hasPrefix("#") || text.hasPrefix("@"), !text.contains(" ") else { return nil }
    return try builder.id(text).string
  }
}
