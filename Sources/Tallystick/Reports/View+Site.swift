extension View {
  /// How an event stands at the cut, as ``Bearing/state``.
  package func state(of event: Event) -> String { Bearing.state(of: event, in: self) }

  /// The day by whose end each act of the cut had been said, by its seq; an act whose day the words
  /// leave open is left out.
  package var daysOfActs: [Int: Day] {
    Dictionary(
      standing.acts.compactMap { act in act.latestDay.map { (act.seq, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

extension JSONObject {
  /// How many fields of a body are sealed.
  package var sealedCount: Int { sealedDigests().count }
}
