internal import ArgumentParser
internal import Tallystick

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a type of event.",
    discussion: """
      The schemas are those of events/schema: of a line as append takes it, or with 'entry' of an \
      entry as a record stores it.

      Example:
        tally schema announcement > announcement.v1.json
      """,
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("The type, such as announcement; or entry.", valueName: "type"))
  var type: String

  func validate() throws {
    guard type == "entry" || EventType(rawValue: type) != nil else {
      let known = EventType.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no type \(quoted(type)); the types: \(known), entry.")
    }
  }

  func run() throws {
    let schema = EventType(rawValue: type)?.schema ?? Event.schema
    var output = StandardOutput()
    output.write(JSONValue.object(schema).indented + "\n")
    output.flush()
  }
}
