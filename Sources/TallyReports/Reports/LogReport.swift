public import Tallystick

/// The events of a record, in order, as a report.
public struct LogReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The events in the cut.
  public let events: [Event]

  /// The events of types that this program does not know.
  public let unread: [History.Unread]

  /// The sealed fields of all events.
  public let sealed: SealedFields

  /// Makes the report of those of `all` events that are in the cut of a view, with the disclosures
  /// at hand.
  public init(_ all: [Event], of view: View, disclosures: [Disclosure] = []) {
    cut = view.cut
    sealed = SealedFields(of: all, disclosures: disclosures)
    unread = view.history.unread
    let standing = view.standing
    events = all.filter { event in
      guard let asOf = standing.cut.asOf, let type = event.content.knownType else { return true }
      if type == .assessment, !standing.cut.withHindsight,
        event.content.body["scale"]?.string != SecondVocabulary.placement
      {
        return event.content.stated.latestDay.map { $0 <= asOf } ?? false
      }
      guard type.isAct else { return true }
      return standing.act(event.id) != nil
        || standing.aside.contains { $0.seq == event.seq }
    }
  }

  private init(_ events: [Event], _ report: LogReport) {
    cut = report.cut
    unread = report.unread
    sealed = report.sealed
    self.events = events
  }

  /// The report of only the last `count` of its events.
  public func last(_ count: Int) -> LogReport { LogReport(events.suffix(count), self) }

  /// The report of what `choose` leaves of its events, in the order that it gives.
  func kept(_ choose: ([Event]) -> [Event]) -> LogReport { LogReport(choose(events), self) }

  /// The entries as they are stored, and a line on each.
  public var fields: JSONObject {
    [
      "rows": .array(
        events.map { event in
          [
            "entry": (try? JSONValue(parsing: event.bytes)) ?? .null,
            "summary": .string(event.summary),
            "sealed": .array(sealed[event.id].map { .object($0.json) }),
          ]
        }),
      "unknown": .array(
        unread.map { ["event": .integer(Int64($0.seq)), "type": .string($0.type)] }),
    ]
  }

  /// The rules on claims.
  public var rules: [Rule] { Rules.on(.claims) }

  /// One row for each event.
  public var table: Table {
    var table = Table([
      "seq", "id", "label", "recorded", "recorder", "stated", "type", "v", "voice", "sealed",
      "summary",
    ])
    for event in events {
      table.add([
        .number(event.seq), .text(event.id.description), .orNone(event.label),
        .text(event.recorded.description), .text(event.recorder),
        .text(event.content.stated.text), .text(event.content.type),
        .number(event.content.version), .text(event.voice),
        .orNone(sealed[event.id].states), .text(event.summary),
      ])
    }
    return table
  }
}

extension SealedField {
  /// The JSON form, without the value.
  var json: JSONObject {
    [
      "digest": .string(digest), "field": .string(path), "state": .string(state.rawValue),
      "erased_by": .orNull(erasedBy.map(Int64.init)),
    ]
  }
}

extension [SealedField] {
  /// How many are in each state, as `1 present, 2 erased`; nil where there is none.
  public var states: String? {
    let found = SealedField.State.allCases.compactMap { state -> String? in
      let number = count { $0.state == state }
      return number == 0 ? nil : "\(number) \(state.rawValue)"
    }
    return found.isEmpty ? nil : found.joined(separator: ", ")
  }
}
