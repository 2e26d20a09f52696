internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct Amend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "amend",
    abstract: "Mend your own mistake in an event, or resolve a date.",
    discussion: """
      What a speaker changes is a correction; this is for what the recorder got wrong. --void \
      takes a mistaken event out of every figure while it stays listed.

      At a terminal what changes is shown first, and asked about; --dry-run shows it and appends \
      nothing.

      Example:
        tally amend --of S07 --set stated=2025-06-11 --reason 'resolved' --dry-run
        tally amend --of '#9' --set stated=2025-06-13 --set claim.count=1200 \\
          --reason 'typed 1,100 for the 1,200 of the page'
      """)

  @Option(help: ArgumentHelp("The event that is mended.", valueName: "event"), completion: .events)
  var of: String

  @Option(
    help: ArgumentHelp(
      "A field and its value, such as stated=2025-06-13, side=RU or claim.count=1200; JSON for "
        + "lists and objects.", valueName: "field=value"))
  var set: [String] = []

  @Option(help: ArgumentHelp("A field to take away, such as claim.whose.", valueName: "field"))
  var drop: [String] = []

  @Flag(help: "Take the event out of every figure.")
  var void = false

  @Flag(help: "Show what would change; append nothing.")
  var dryRun = false

  @Flag(help: "Do not ask at a terminal.")
  var yes = false

  @OptionGroup(title: "The judgement") var judgement: JudgementOptions
  @OptionGroup(title: "The event") var event: EventOptions

  func validate() throws {
    guard void || !set.isEmpty || !drop.isEmpty else {
      throw ValidationError("Give what changes: --set FIELD=VALUE, --drop FIELD, or --void.")
    }
  }

  func run() throws {
    if dryRun {
      let store = try event.append.record.openForReading()
      let builder = EventBuilder(store: store, today: try store.localToday())
      var output = StandardOutput()
      for line in try difference(try fields(builder), store).lines { output.write(line + "\n") }
      output.write("Nothing was appended: this was a dry run.\n")
      output.flush()
      return
    }
    try event.run(.amendment, stated: judgement.stated) { builder in
      let fields = try fields(builder)
      if AmendmentDiff.canAsk, !yes, !event.draft {
        try difference(fields, builder.store).confirm()
      }
      return fields
    }
  }

  private func difference(_ fields: JSONObject, _ store: any RecordReader) throws -> AmendmentDiff {
    AmendmentDiff(event: try store.entry(try Reference(parsing: of)).event(), fields: fields)
  }

  private func fields(_ builder: EventBuilder) throws -> JSONObject {
    var fields = judgement.fields
    fields["of"] = try builder.id(of)
    if void { fields["void"] = true }
    if !drop.isEmpty { fields["drop"] = .array(drop.map(JSONValue.string)) }
    if !set.isEmpty { fields["set"] = .object(try changes(builder)) }
    return fields
  }

  private func changes(_ builder: EventBuilder) throws -> JSONObject {
    var changes = JSONObject()
    for text in set {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw ValidationError("--set: \(quoted(text)) is not FIELD=VALUE, such as side=RU.")
      }
      let names = parts[0].split(separator: ".", maxSplits: 1).map(String.init)
      let value = try value(String(parts[1]), of: String(parts[0]), builder)
      guard let first = names.first else {
        throw ValidationError("--set: \(quoted(text)) names no field.")
      }
      if names.count == 2 {
        var inner = changes[first]?.object ?? [:]
        guard inner[names[1]] == nil else { throw Amend.twice(text) }
        inner[names[1]] = value
        changes[first] = .object(inner)
      } else {
        guard changes[first] == nil else { throw Amend.twice(text) }
        changes[first] = value
      }
    }
    return changes
  }

  private static func twice(_ text: String) -> ValidationError {
    ValidationError("--set: \(quoted(text)) gives its field a second value: give it once.")
  }

  /// The fields that are dates, in every type that has them and in a claim.
  private static let dates: Set = ["stated", "published", "when", "until", "due"]

  private func value(
    _ text: String, of field: String, _ builder: EventBuilder
  ) throws -> JSONValue {
    if field == "count" || field.hasSuffix(".count"), !text.hasPrefix("{") {
      return .object(try misread("--set \(field)") { try Count(parsing: text) }.json)
    }
    if Amend.dates.contains(field) || field == "claim.when" {
      return .string(try builder.edtf(text, for: "--set \(field)"))
    }
    guard text.hasPrefix("{") || text.hasPrefix("[") else { return .string(text) }
    do {
      return try JSONValue(parsing: Array(text.utf8))
    } catch {
      throw ValidationError("--set \(field): \(error).")
    }
  }
}
