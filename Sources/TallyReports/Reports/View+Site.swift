package import Tallystick

extension View {
  /// How an event stands at the cut, as ``Bearing/state``.
  package func state(of event: Event) -> String { Bearing.state(of: event, in: self) }
}

extension Reckoning {
  /// How the numbers of a row grew: the lines of the timeline on it.
  package mutating func growth(on row: Row) -> [Timeline.Line] {
    Timeline(counted(on: row)).lines
  }
}

extension Bounds {
  /// The number as the JSON form of a report has it.
  package var value: JSONValue { .object(json) }
}

extension History {
  /// The day by whose end each act of the whole record had been said, by its seq; an act whose day the
  /// words leave open is left out.
  ///
  /// - Complexity: O(*n*) in the number of events; no handover is worked out.
  package var daysOfActs: [Int: Day] {
    Dictionary(
      Standing(self, at: Cut(today: .minimum)).acts.compactMap { act in
        act.latestDay.map { (act.seq, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension Report {
  /// The lines of a report that is a list, each made in a form when it is asked for; nil for others.
  package var lines: [ReportLine]? { (self as? any ListReport)?.rows.lines }

  /// The names of the columns of its table.
  package var columns: [String] { (self as? any ListReport)?.rows.columns ?? table.columns }
}

extension JSONObject {
  /// How many fields of a body are sealed.
  package var sealedCount: Int { sealedDigests().count }
}

extension Event {
  /// The event with each sealed field for which there is a disclosure, by its digest, replaced by its value.
  ///
  /// It is for who may see the values: its bytes are no longer those of the log.
  package func opened(by disclosures: [String: Disclosure]) -> Event {
    guard !disclosures.isEmpty else { return self }
    return Event(
      seq: seq, id: id, label: label, recorded: recorded, recorder: recorder,
      content: content.opened(by: disclosures))
  }
}
