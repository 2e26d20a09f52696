internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a type of event.",
    discussion: """
      The schemas are those of events/schema: of a line as append takes it, or with 'entry' of an \
      entry as a record stores it.

      Example:
        tally schema announcement > announcement.v3.json
        tally schema announcement --shape 1 > announcement.v1.json
      """,
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("The type, such as announcement; or entry.", valueName: "type"))
  var type: String

  @Option(
    help: ArgumentHelp("The version of the type's shape; the newest.", valueName: "version"))
  var shape: Int?

  func validate() throws {
    guard type == "entry" || EventType(rawValue: type) != nil else {
      let known = EventType.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no type \(quoted(type)); the types: \(known), entry.")
    }
    let newest = EventType(rawValue: type)?.newestVersion ?? 1
    if let shape, !(1...newest).contains(shape) {
      throw ValidationError(
        newest == 1
          ? "The shape of \(type) has version 1 only."
          : "The shape of \(type) has versions 1 to \(newest), and no \(shape).")
    }
  }

  func run() throws {
    let schema = EventType(rawValue: type).map { type in
      type.schema(version: shape ?? type.newestVersion)
    }
    var output = StandardOutput()
    output.write(JSONValue.object(schema ?? Event.schema).indented + "\n")
    output.flush()
  }
}
