internal import TallyDesk
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// Questions about one statement, whose answers become the words of a command line.
///
/// `?` is answered with help, and asked again; so is what cannot be read, with the reason.
struct Dialogue {
  let asking: Asking
  let store: any RecordReader
  let names: NameBook

  /// The words of the command, as far as they are answered.
  private(set) var words: [String] = []

  private let sources: SourceBook
  private let today: Day

  init(store: any RecordReader, asking: Asking) throws {
    self.store = store
    self.asking = asking
    names = try store.nameBook()
    sources = try store.sources()
    today = try store.localToday()
  }

  /// What may be recorded: the verb, how it is asked about, and what it is.
  private static let verbs: [(verb: String, words: String)] = [
    ("announce", "somebody said something"), ("confirm", "somebody confirmed what was said"),
    ("deny", "somebody denied what was said"), ("correct", "somebody changed its own words"),
    ("retract", "somebody took its own words back"), ("silence", "somebody kept silent"),
  ]

  /// Asks about one statement.
  ///
  /// - Throws: `Failure` at the end of the answers.
  mutating func run() throws {
    let list = Dialogue.verbs.enumerated().map { "  \($0.offset + 1)  \($0.element.words)" }
    asking.say(
      "One statement, question by question. ? is answered with help, an empty line with nothing, and "
        + "the end of the input leaves without recording.\n" + list.joined(separator: "\n") + "\n")
    let verb = try needed(
      "What happened? 1 to \(Dialogue.verbs.count): ", help: Dialogue.verbHelp
    ) { answer throws(FormatError) in
      if let number = Int(answer), Dialogue.verbs.indices.contains(number - 1) {
        return Dialogue.verbs[number - 1].verb
      }
      guard Dialogue.verbs.contains(where: { $0.verb == answer }) else {
        throw FormatError("\(quoted(answer)) is no number of the list")
      }
      return answer
    }
    words = [verb]
    try askSpeech(verb)
    switch verb {
    case "announce": try askClaim()
    case "confirm":
      try askEvent("Which event is confirmed? ")
      add("--facets", try needed("Which parts? ", help: Dialogue.facetHelp, Dialogue.facets))
      add(
        "--count", try asked("Its own number, where it gave one: ", help: Dialogue.countHelp, count)
      )
    case "deny":
      try askEvent("Which event is denied? ")
      add(
        "--facets",
        try asked(
          "Which parts, or nothing for the whole: ", help: Dialogue.facetHelp, Dialogue.facets))
    case "correct":
      try askEvent("Which event is corrected? ")
      add("--count", try needed("The number that it now gives: ", help: Dialogue.countHelp, count))
    case "retract":
      try askEvent("Which event is taken back? ")
      add(
        "--reason", try asked("The reason that the speaker gave: ", help: Dialogue.wordsHelp, any))
    default:
      add(
        "--silent",
        try needed("Who kept silent? ", help: "A source's short id or name, or a party such as RU.")
        {
          answer throws(FormatError) in
          Name.party.matches(answer) ? answer : try speaker(answer)
        })
      add(
        "--about",
        try needed("About what? Words, or an event (#12): ", help: Dialogue.wordsHelp, any))
    }
  }

  private static let verbHelp = """
    An announcement stands by itself; a confirmation and a denial are of an event of the record, by
    another speaker; a correction and a retraction are the speaker's own. For agreements, media and
    sources there are `tally agree`, `tally publish` and `tally source`.
    """

  private static let facetHelp =
    "count, direction, date, what, whose, place or agreement, with commas: only what the words confirm or deny."

  private static let countHelp = "1212, about 600, at least 6000, 57..79, withheld or unspecified."

  private static let wordsHelp = "Words, as they were said."

  private static let dateHelp = """
    A day such as 2025-06-13, 13 June 2025, yesterday or today; 2025-06-13? where it is not sure,
    2025-06 for some time in June; `tally help dates` has more.
    """

  private mutating func askSpeech(_ verb: String) throws {
    let names = sources.all.map(\.id).joined(separator: ", ")
    add(
      "--speaker",
      try needed(
        "Who \(verb == "silence" ? "says so" : "said it")? ",
        help: "A source of the record, by its short id or its name: \(names)."
      ) { answer throws(FormatError) in try speaker(answer) })
    add(
      "--stated",
      try needed("When was it said? ", help: Dialogue.dateHelp) {
        answer throws(FormatError) in try date(answer)
      })
    add(
      "--via",
      try asked(
        "Through whom was it read? With commas, from the speaker on: ",
        help: "The chain from the speaker to the page that you read, such as: tass, harbour-wire."
      ) { answer throws(FormatError) in
        var chain: [String] = []
        for part in answer.split(separator: ",") {
          chain.append(try speaker(String(part.trimmingSpaces)))
        }
        return chain.joined(separator: ",")
      })
    add(
      "--quote",
      try asked("The exact words: ", help: "As they stand on the page, 300 characters at most.") {
        answer throws(FormatError) in
        guard !answer.isBlank else { throw FormatError("there are no words in it") }
        guard answer.unicodeScalars.count <= 300 else {
          throw FormatError(
            "these are \(answer.unicodeScalars.count) characters, and a quote has 300 at most")
        }
        return answer
      })
    add(
      "--url",
      try asked(
        "Where does the page stand? ", help: "Its address, such as https://example.org/page.", any))
  }

  private mutating func askClaim() throws {
    add(
      "--claim",
      try needed(
        "What is claimed? Such as: handover of 12 remains of UA from RU to UA on 2025-06-11\n> ",
        help: ClaimHelp.text
      ) { answer throws(FormatError) in
        try Claim(notation: answer, today: today).notation
      })
  }

  private mutating func askEvent(_ question: String) throws {
    add(
      "--of",
      try needed(question, help: "Its place (#12), label or id; `tally log --last 20` lists them.")
      {
        answer throws(FormatError) in
        do {
          let event = try store.entry(try Reference(parsing: answer)).event()
          asking.say("  #\(event.seq) \(escaped("\(event.voice): \(event.summary)"))\n")
          return answer
        } catch {
          throw FormatError("\(error)")
        }
      })
  }

  private mutating func add(_ flag: String, _ value: String?) {
    guard let value else { return }
    // A value that begins with a hyphen is joined to its flag.
    if value.hasPrefix("-") { words.append("\(flag)=\(value)") } else { words += [flag, value] }
  }

  /// The answer to a question that must be answered.
  private func needed(
    _ question: String, help: String, _ read: (String) throws(FormatError) -> String
  ) throws -> String {
    while true {
      if let answer = try asked(question, help: help, read) { return answer }
      asking.say("This must be answered; ? tells how.\n")
    }
  }

  /// The answer to a question; nil for an empty line.
  private func asked(
    _ question: String, help: String, _ read: (String) throws(FormatError) -> String
  ) throws -> String? {
    while true {
      guard let line = asking.line(question) else {
        throw Failure("The dialogue ended before the last answer.", hint: "Nothing was appended.")
      }
      let answer = String(line[...].trimmingSpaces)
      if answer.isEmpty { return nil }
      if answer == "?" {
        asking.say(escapedLines(help))
        continue
      }
      do {
        return try read(answer)
      } catch {
        let words = error.description
        asking.say(escaped(words) + (words.hasSuffix("?") ? "\n" : ".\n"))
      }
    }
  }

  private func escapedLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) + "\n" }
      .joined()
  }

  private func any(_ answer: String) throws(FormatError) -> String { answer }

  private func count(_ answer: String) throws(FormatError) -> String {
    _ = try Count(parsing: answer)
    return answer
  }

  private static func facets(_ answer: String) throws(FormatError) -> String {
    for part in answer.split(separator: ",") {
      let word = String(part.trimmingSpaces)
      guard Facet(rawValue: word) == nil else { continue }
      let near = Spelling.nearest(to: word, among: Facet.allCases.map(\.rawValue))
      throw FormatError(
        "there is no part \(quoted(word))" + (near.map { ": did you mean \($0)?" } ?? ""))
    }
    return answer
  }

  private func date(_ answer: String) throws(FormatError) -> String {
    let written = try TypedDate.edtf(answer, today: today)
    _ = try Stated(parsing: written)
    return written
  }

  /// The short id of a source that is named.
  private func speaker(_ answer: String) throws(FormatError) -> String {
    if sources[answer] != nil { return answer }
    if let id = names.source(named: answer) { return id }
    let near = Spelling.nearest(to: answer, among: sources.all.map(\.id))
    throw FormatError(
      "no source \(quoted(answer)) is registered"
        + (near.map { ": did you mean \($0)?" } ?? "; `tally source` registers one"))
  }
}
