public import Tallystick

/// Which events of a log are wanted.
///
/// Each part that is given must hold. A part that an event does not have does not hold.
public struct LogFilter: Hashable, Sendable {
  /// A source that speaks, passes words on, keeps silent, publishes or is registered.
  public var source: String?

  /// The source that speaks.
  public var speaker: String?

  /// The word of a type, or of its verb.
  public var type: String?

  /// What is handed over or owed.
  public var what: String?

  /// A party that gives, gets, owes or is owed, or for which somebody speaks by the words.
  public var side: String?

  /// The first day on which it may have been stated.
  public var from: Day?

  /// The last day on which it may have been stated.
  public var to: Day?

  /// Words of its line, quote, reason, label or place, without regard to case.
  public var text: String?

  /// Creates a filter that takes every event.
  public init() {}

  /// Whether it takes every event.
  public var isOpen: Bool { self == LogFilter() }

  /// Whether an event is wanted.
  ///
  /// - Complexity: O(*n*) in the size of the event.
  public func takes(_ event: Event) -> Bool {
    let content = event.content
    let body = content.body
    if let type, content.type != type, EventType(rawValue: content.type)?.verb != type {
      return false
    }
    if let source, !LogFilter.sources(body).contains(source) { return false }
    if let speaker, body["speaker"]?.string != speaker { return false }
    let claims = LogFilter.claims(body)
    if let what, !claims.contains(where: { LogFilter.texts($0["what"]).contains(what) }) {
      return false
    }
    if let side, !LogFilter.sides(body, claims).contains(side) { return false }
    if from != nil || to != nil {
      guard let span = LogFilter.span(content.stated) else { return false }
      if let from, span.last < from { return false }
      if let to, span.first > to { return false }
    }
    guard let text else { return true }
    let words = text.lowercased()
    let texts =
      [event.summary, event.label ?? "", event.voice]
      + [body["quote"], body["reason"], body["claim"]?.object?["place"]].compactMap { $0?.string }
    return texts.contains { $0.lowercased().contains(words) }
  }

  /// The days on which something was stated, where both ends are known.
  private static func span(_ stated: Stated) -> (first: Day, last: Day)? {
    guard let first = stated.earliestDay, let last = stated.latestDay else { return nil }
    return (first, last)
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    value?.string.map { [$0] } ?? (value?.array ?? []).compactMap(\.string)
  }

  private static func sources(_ body: JSONObject) -> [String] {
    ["speaker", "source", "silent", "publisher", "via"].flatMap { texts(body[$0]) }
  }

  /// The claims and obligations of an event, those that it changes among them.
  private static func claims(_ body: JSONObject) -> [JSONObject] {
    let owed = [body, body["terms"]?.object ?? [:], body["set"]?.object ?? [:]].flatMap {
      ($0["obligations"]?.array ?? []).compactMap(\.object)
    }
    let claims = [body["claim"], body["instead"], body["set"]?.object?["claim"]].compactMap {
      $0?.object
    }
    return claims + owed
  }

  private static func sides(_ body: JSONObject, _ claims: [JSONObject]) -> [String] {
    let fields = ["from", "to", "whose", "received_as", "identified_as", "debtor", "creditor"]
    return ["side", "parties", "silent"].flatMap { texts(body[$0]) }
      + claims.flatMap { claim in fields.flatMap { texts(claim[$0]) } }
  }
}

extension LogReport {
  /// The report of only those of its events that a filter takes.
  public func filtered(by filter: LogFilter) -> LogReport { kept { $0.filter(filter.takes) } }

  /// The report with its events in the order in which they were stated; those of one day, and those
  /// whose day is not known, in the order of the record.
  public var byStated: LogReport {
    kept { events in
      events.sorted { left, right in
        switch (left.content.stated.earliestDay, right.content.stated.earliestDay) {
        case (let first?, let second?): (first, left.seq) < (second, right.seq)
        case (nil, nil): left.seq < right.seq
        case (let first, _): first != nil
        }
      }
    }
  }
}
