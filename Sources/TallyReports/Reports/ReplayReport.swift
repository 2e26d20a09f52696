public import Tallystick

/// History event by event with the rows that each moved: it is printed as it goes.
public enum ReplayReport {
  /// One event and what it moved.
  public struct Step: Sendable {
    /// The event.
    public let event: Event
    /// The rows that it moved.
    public let moved: [Replay.Moved]
  }

  /// The rules on claims, handovers, totals.
  public static var rules: [Rule] { Rules.on(.claims, .handovers, .totals) }

  static let columns = [
    "seq", "type", "stated", "what", "from", "to", "whose", "sender_before", "sender_after",
    "receiver_before", "receiver_after", "summary",
  ]

  /// The first line of the table in CSV.
  public static var csvHead: String { Table.line(columns.map(Table.Cell.text)) }
}

extension ReplayReport.Step {
  /// Creates a step.
  public init(_ event: Event, _ moved: [Replay.Moved]) {
    self.event = event
    self.moved = moved
  }

  /// The step with the rows of one word for what is handed over alone; of nil, itself.
  public func only(_ what: String?) -> Self {
    what.map { what in Self(event, moved.filter { $0.row?.what == what }) } ?? self
  }

  /// The JSON form.
  public var json: JSONObject {
    [
      "seq": .integer(Int64(event.seq)), "id": .string(event.id.description),
      "type": .string(event.content.type), "stated": .string(event.content.stated.text),
      "summary": .string(event.summary), "moved": .array(moved.map { .object($0.json) }),
    ]
  }

  /// The lines of the table in CSV.
  public var csv: String { cells.map(Table.line).joined() }

  /// One row for each row moved, and one for an event that moved none.
  var cells: [[Table.Cell]] {
    moved.isEmpty ? [cells(nil)] : moved.map { cells($0) }
  }

  private func cells(_ moved: Replay.Moved?) -> [Table.Cell] {
    let columns: [Totals.Column?] = [
      moved?.before?.sender, moved?.after?.sender, moved?.before?.receiver,
      moved?.after?.receiver,
    ]
    var cells: [Table.Cell] = [
      .number(event.seq), .text(event.content.type), .text(event.content.stated.text),
      .orNone(moved?.row?.what), .orNone(moved?.row?.from), .orNone(moved?.row?.to),
      .orNone(moved?.row?.whose),
    ]
    cells += columns.map { .orNone($0?.sum?.description) }
    return cells + [.text(event.summary)]
  }
}

extension Replay.Moved {
  fileprivate var json: JSONObject {
    [
      "before": before.map { .object($0.json) } ?? .null,
      "after": after.map { .object($0.json) } ?? .null,
    ]
  }
}
