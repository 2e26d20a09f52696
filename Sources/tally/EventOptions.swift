internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

/// The flags of every command that appends.
struct AppendOptions: ParsableArguments {
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      "The name under which you record.",
      discussion:
        "Else TALLY_RECORDER, else 'recorder'. It stands in every event: no real name is needed.",
      valueName: "name"))
  var recorder: String?

  @Flag(help: "Append although the clock and the record's last time are far apart.")
  var clockIsRight = false

  @Option(
    help: ArgumentHelp(
      "Move the clock of a test record on to this instant.", valueName: "instant",
      visibility: .hidden))
  var testClock: String?

  @Option(help: ArgumentHelp("How the answer is printed.", valueName: "format"))
  var format: AnswerFormat = .text

  @Flag(
    help: ArgumentHelp(
      "Append to a database only where a standby has to confirm it.",
      discussion: "So does TALLY_REQUIRE_STANDBY=1."))
  var requireStandby = false

  /// The record, opened for appending.
  func openForWriting() throws -> any RecordWriter {
    var store = try record.openForWriting()
    if requireStandby { try store.requireStandby() }
    return store
  }

  /// The name of the recorder: where a record is in a database, of who is logged in there.
  func recorderName(of store: any RecordWriter) throws -> String {
    let bound = store.boundRecorder
    if let bound, let recorder, recorder != bound {
      throw Failure(
        "\(quoted(recorder)) cannot record as \(escaped(bound)), who is logged in to the database.",
        hint: "Leave out --recorder, or log in as who records.")
    }
    let name = bound ?? recorder ?? Environment["TALLY_RECORDER"] ?? "recorder"
    guard Name.label.matches(name) else {
      throw Failure(
        "\(quoted(name)) cannot be a recorder's name: it is \(Name.label.form).",
        hint: "Set --recorder or TALLY_RECORDER.")
    }
    return name
  }

  /// An appender to `store`.
  func appender(to store: any RecordWriter) throws -> Appender {
    var moved: Instant?
    if let testClock {
      guard let clock = store.testClock else {
        throw Failure(
          "The record \(escaped(store.origin)) goes by the clock, which cannot be set.",
          hint: "Only a record made with `init --test-clock`, under .test, has a clock of its own.")
      }
      let later = try misread("--test-clock") { try Instant(parsing: testClock) }
      guard later >= clock else {
        throw Failure(
          "--test-clock: the clock of the record begins at \(clock), and only moves on.")
      }
      moved = later
    }
    if let objection = LastSigned(of: store)?.objection(to: store, wholly: false) {
      StandardError.write("Warning: \(objection)\n")
    }
    let set = moved ?? store.testClock
    return Appender(
      to: store, recorder: try recorderName(of: store), isClockRight: clockIsRight, salt: Salt.draw
    ) {
      set ?? Clock.now()
    }
  }

  /// Appends one event and prints the answer, with when it was stated where that was not typed so.
  ///
  /// - Returns: Its place in the log.
  @discardableResult
  func append(_ draft: Draft, to store: any RecordWriter, saying stated: Stated? = nil) throws
    -> Int?
  {
    let appender = try appender(to: store)
    let outcomes = try Appending.run { try appender.append([draft]) }
    let answers = outcomes.map { $0.line(draft.content.type, stated) }
    var output = StandardOutput(after: answers.joined(separator: " "))
    for (outcome, answer) in zip(outcomes, answers) {
      if format == .json {
        output.writeLine(outcome.json)
      } else {
        output.write(answer + "\n")
        // The event is in: where the echo cannot be read, that is not said to have failed.
        if let line = try? Echo(store: store).line(draft) { output.write("  \(escaped(line))\n") }
      }
      for warning in outcome.warnings { StandardError.write("Warning: \(escaped(warning))\n") }
    }
    if format == .text { suggest(draft.content.body, store) }
    output.flush()
    return outcomes.first?.seq
  }
}

extension AppendOptions {
  /// Says of sources that nobody has registered which ones may be meant.
  private func suggest(_ body: JSONObject, _ store: any RecordReader) {
    let named =
      [body["speaker"]?.string].compactMap(\.self)
      + (body["via"]?.array ?? []).compactMap(\.string)
    guard !named.isEmpty, let sources = try? store.sources() else { return }
    for name in named where sources[name] == nil {
      guard let near = Spelling.nearest(to: name, among: sources.all.map(\.id)) else { continue }
      StandardError.write(
        "Hint: For \(escaped(name)), did you mean \(near)? `tally undo` tells how it is mended.\n")
    }
  }
}

/// Turns what append refuses into failures that say what to do.
enum Appending {
  static func run<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let refusals as Refusals {
      throw Failure(
        refusals.all.map { escaped($0.description) }, hint: "Nothing was appended.")
    } catch let error as ClockError {
      throw failure(error)
    }
  }

  static func failure(_ error: ClockError, hint: String = "Nothing was appended.") -> Failure {
    Failure(
      error.description,
      hint: "\(hint) Set the clock right; or, if it is right, add --clock-is-right.")
  }
}

extension Appender.Outcome {
  /// The answer for people.
  func line(_ type: String, _ stated: Stated? = nil) -> String {
    let name = (label.map { ", \($0)" } ?? "") + (stated.map { ", stated \($0)" } ?? "")
    return isNew
      ? "#\(seq) \(type) recorded (id \(id.short)\(name))."
      : "#\(seq) holds this \(type) already (id \(id.short)); nothing was appended."
  }

  /// The answer for programs.
  var json: [UInt8] {
    let object: JSONObject = [
      "seq": .integer(Int64(seq)), "id": .string(id.description),
      "label": label.map(JSONValue.string) ?? .null, "new": .bool(isNew),
      "warnings": .array(warnings.map(JSONValue.string)),
    ]
    return CanonicalJSON.bytes(.object(object))
  }
}

/// The flags of every verb, beside those of its type.
struct EventOptions: ParsableArguments {
  @OptionGroup var append: AppendOptions

  @Option(
    help: ArgumentHelp(
      "A short name for the event, unique in the record, such as PR-046.", valueName: "label"))
  var label: String?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "It was said again: 2 for the second time the same was said on one day.",
      valueName: "number"))
  var repetition: Int?

  @Option(
    help: ArgumentHelp(
      "Keep the value of this field out of the event, which then holds only its digest: quote, "
        + "capture, reason, locator, claim.place, claim.count.words; more by more flags.",
      valueName: "field"))
  var seal: [String] = []

  @Flag(help: "Print the content line instead of appending it.")
  var draft = false

  @Flag(
    help: ArgumentHelp(
      "Print the line that the speaker signs, instead of appending it.",
      discussion: "`tally append LINE --signature LINE.sig` appends it then; see Recording.md."))
  var toSign = false

  @Option(
    help: ArgumentHelp(
      "Let the speaker sign with this key of SSH, or that of an agent whose public key this is.",
      valueName: "file"),
    completion: .file())
  var signWith: String?

  /// Appends an event of `type`, of which `body` gives the fields.
  ///
  /// - Returns: Its place in the log; nil where only its draft was printed.
  @discardableResult
  func run(
    _ type: EventType, stated: String?, _ body: (EventBuilder) throws -> JSONObject
  ) throws -> Int? {
    let store = try append.openForWriting()
    let builder = EventBuilder(store: store, today: try store.localToday())
    var fields = try body(builder)
    fields["repeat"] = repetition.map { .integer(Int64($0)) }
    var content = Content(
      type: type.rawValue, stated: try builder.stated(stated, for: "--stated"), body: fields)
    if toSign || signWith != nil { content = try signing(content, of: store.origin) }
    if toSign {
      try Statement.print(content)
      return nil
    }
    if let signWith {
      content = try Statement.signed(content, with: signWith, of: store.origin)
    }
    if draft {
      try printDraft(content)
      return nil
    }
    let isTyped = stated == content.stated.text
    return try append.append(
      Draft(content, label: label, sealed: seal), to: store,
      saying: isTyped ? nil : content.stated)
  }

  /// What is to be signed of an event.
  private func signing(_ content: Content, of origin: String) throws -> Content {
    guard let line = content.forSigning else {
      throw ValidationError(
        "--to-sign, --sign-with: speakers sign what they say; \(content.type) is your own judgement."
      )
    }
    guard !(toSign && (signWith != nil || draft)) else {
      throw ValidationError("Give one of --to-sign, --sign-with and --draft.")
    }
    guard !toSign || label == nil else {
      throw ValidationError(
        "--label is no part of what is signed: give it to `tally append`, with --signature.")
    }
    guard seal.isEmpty else {
      throw ValidationError(
        "--seal: a statement with sealed fields is signed with their digests, in a content line.")
    }
    let problems = line.problems()
    guard problems.isEmpty else { throw Failure(problems.map { escaped($0.description) + "." }) }
    return line
  }

  private func printDraft(_ content: Content) throws {
    let problems = content.inLowestVersion().problems()
    guard problems.isEmpty else { throw Failure(problems.map { escaped($0.description) + "." }) }
    var json = content.json
    json["v"] = nil
    json["label"] = label.map(JSONValue.string)
    if !seal.isEmpty { json["sealed"] = .array(seal.map(JSONValue.string)) }
    var output = StandardOutput()
    output.writeLine(CanonicalJSON.bytes(.object(json)))
    output.flush()
  }
}

/// Makes the fields of an event from what people type.
struct EventBuilder {
  let store: any RecordReader
  let today: Day

  /// The date or instant typed, or today where the recorder is.
  func stated(_ text: String?, for flag: String) throws -> Stated {
    let written = try text.map { try edtf($0, for: flag) } ?? today.description
    return try misread(flag) { try Stated(parsing: written) }
  }

  /// The date typed, as EDTF.
  func date(_ text: String?, for flag: String) throws -> JSONValue? {
    try text.map { .string(try edtf($0, for: flag)) }
  }

  /// The text typed as EDTF, or as it is where it is no date in words.
  func edtf(_ text: String, for flag: String) throws -> String {
    try misread(flag) { try TypedDate.edtf(text, today: today) }
  }

  /// The claim that a sentence makes.
  func claim(_ sentence: String, for flag: String) throws -> JSONObject {
    try misread(flag) { try Claim(notation: sentence, today: today) }.json
  }

  /// The obligations that sentences make.
  func obligations(_ sentences: [String]) throws -> JSONValue {
    .array(
      try sentences.map { sentence in
        .object(
          try misread("--obligation") { try ObligationNotation.fields(sentence, today: today) })
      })
  }

  /// The id of the event that a reference names.
  func id(_ text: String) throws -> JSONValue {
    .string(try store.entry(try Reference(parsing: text)).id.description)
  }

  /// The ids of the events that references name, by commas or by more flags.
  func ids(_ texts: [String]) throws -> JSONValue { .array(try list(texts).map { try id($0) }) }

  /// The parts of texts between commas.
  func list(_ texts: [String]) -> [String] {
    texts.flatMap { $0.split(separator: ",").map { String($0.trimmingSpaces) } }
  }

  /// The parts of texts between commas, as a list; nil where there is no text.
  func texts(_ texts: [String]) -> JSONValue? {
    texts.isEmpty ? nil : .array(list(texts).map(JSONValue.string))
  }
}

extension Substring {
  /// The text without spaces at its ends.
  var trimmingSpaces: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension JSONObject {
  /// Sets the fields that are given.
  mutating func set(_ fields: [(String, String?)]) {
    for case (let name, let text?) in fields { self[name] = .string(text) }
  }
}
