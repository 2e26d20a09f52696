public import Tallystick

/// What differs between two cuts, with the events that made each difference, as a report.
public struct DifferenceReport: Report {
  /// The first cut.
  public let before: ResolvedCut

  /// The second cut.
  public let cut: ResolvedCut

  /// The figures that differ.
  public let changes: [Difference.Change]

  /// The events that made a difference, as amended, by their places.
  public let events: [Int: Event]

  /// Compares two views of events, on the rows that are wanted.
  public init(
    from before: View, to after: View, events: [Event], only filter: RowFilter = RowFilter()
  ) {
    self.before = before.cut
    cut = after.cut
    let all = Difference(from: before, to: after, events: events).changes
    if filter.isOpen {
      changes = all
    } else {
      let wanted = Figure.addresses(fitting: filter, in: before)
        .union(Figure.addresses(fitting: filter, in: after))
      changes = all.filter { wanted.contains($0.address) }
    }
    let named = Set(changes.flatMap(\.steps).compactMap(\.event))
    let amended = View.larger(before, after).standing.amended
    self.events = Dictionary(
      events.filter { named.contains($0.seq) }.map { ($0.seq, $0.amended(by: amended)) }
    ) { first, _ in first }
  }

  /// The first cut, the figures that differ, and the events that made them differ.
  public var fields: JSONObject {
    [
      "before": .object(before.json),
      "rows": .array(
        changes.map { change in
          [
            "figure": .string(change.address), "before": change.before ?? .null,
            "after": change.after ?? .null,
            "made_by": .array(change.steps.map { .object($0.json) }),
          ]
        }),
      "events": .array(
        events.sorted { $0.key < $1.key }.map { seq, event in
          [
            "event": .integer(Int64(seq)), "type": .string(event.content.type),
            "voice": .string(event.voice), "stated": .string(event.content.stated.text),
            "summary": .string(event.summary),
          ]
        }),
    ]
  }

  /// The rules on claims, handovers, totals and obligations.
  public var rules: [Rule] { Rules.on(.claims, .handovers, .totals, .obligations) }

  /// One row for each step that moved a figure.
  public var table: Table {
    var table = Table([
      "figure", "before", "after", "event", "comes", "from", "to", "gained", "lost", "summary",
    ])
    func text(_ value: JSONValue?) -> Table.Cell {
      .text(String(decoding: CanonicalJSON.bytes(value ?? .null), as: UTF8.self))
    }
    for change in changes {
      for step in change.steps {
        table.add([
          .text(change.address), text(change.before), text(change.after),
          .orNone(step.event.map { Int64($0) }), .text(step.words), text(step.before),
          text(step.after), .seqs(step.gained), .seqs(step.lost),
          .orNone(step.event.flatMap { events[$0]?.summary }),
        ])
      }
    }
    return table
  }
}

extension Difference.Step {
  /// `in`, `out`, or `day` where the day went on.
  public var words: String { event == nil ? "day" : comesIn ? "in" : "out" }

  fileprivate var json: JSONObject {
    [
      "event": .orNull(event.map { Int64($0) }), "comes": .string(words),
      "before": before ?? .null, "after": after ?? .null, "gained": .seqs(gained),
      "lost": .seqs(lost),
    ]
  }
}
