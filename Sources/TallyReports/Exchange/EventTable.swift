internal import Tallystick

/// Events as rows, for spreadsheets: the fields that most have in columns, and the whole body.
///
/// The fields are those that were recorded: amendments and corrections are rows of their own.
enum EventTable {
  private static let envelope = [
    "seq", "id", "label", "recorded", "recorder", "stated", "type", "v",
  ]

  private static let fields = [
    "speaker", "attribution", "side", "via", "published", "quote", "lang", "rendering",
    "capture.url", "capture.archive", "capture.sha256", "claim.act", "claim.what", "claim.unit",
    "claim.from", "claim.to", "claim.whose", "claim.received_as", "claim.identified_as",
    "claim.count", "claim.count.words", "claim.when", "claim.scope", "claim.under", "claim.place",
    "claim.about", "claim.handover", "of", "facets", "count", "reason",
  ]

  /// One row for each event.
  static func table(of events: [Event]) -> Table {
    var table = Table(envelope + fields + ["body"])
    for event in events {
      let content = event.content
      let body = JSONValue.object(content.body)
      table.add(
        [
          .number(event.seq), .text(event.id.description), .orNone(event.label),
          .text(event.recorded.description), .text(event.recorder), .text(content.stated.text),
          .text(content.type), .number(content.version),
        ] + fields.map { cell(body, $0) }
          + [.text(String(decoding: CanonicalJSON.bytes(body), as: UTF8.self))])
    }
    return table
  }

  private static func cell(_ body: JSONValue, _ path: String) -> Table.Cell {
    var value: JSONValue? = body
    for name in path.split(separator: ".") { value = value?.object?[String(name)] }
    switch value {
    case .string(let text): return .text(text)
    case .integer(let number): return .number(number)
    case .array(let values):
      return .text(values.compactMap(\.string).joined(separator: ", "))
    case .object(let object) where path.hasSuffix("count"):
      return .orNone((try? Count(json: object))?.description)
    default: return .none
    }
  }
}
