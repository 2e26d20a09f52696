import Tallystick
import Testing

/// One case of `events/cases`, as `events/README.md` describes it.
struct Case {
  let name: String
  let why: String
  let rule: String
  let holds: Bool
  let figures: [(report: String, rows: [JSONValue])]

  /// The content lines, in the order in which they are appended.
  private var lines: [JSONValue]
  private let cut: JSONObject
  private let today: String

  init(_ name: String) throws {
    let object = try #require(
      try JSONValue(reading: ProjectFile.text("events/cases/\(name)")).object, "\(name)")
    self.name = name
    why = try #require(object["why"]?.string)
    rule = try #require(object["rule"]?.string)
    holds = object["holds"] == true
    lines = try #require(object["record"]?.array)
    cut = try #require(object["cut"]?.object)
    today = object["today"]?.string ?? "2026-01-01"
    figures = try #require(object["figures"]?.object).members.map { member in
      (member.name, try #require(member.value.array))
    }
    let known: Set = ["why", "rule", "holds", "cut", "today", "record", "figures"]
    #expect(Set(object.members.map(\.name)).isSubset(of: known), "\(name)")
  }

  /// The rows that the program makes for a report, in the form of the cases.
  func rows(of report: String) throws -> [JSONValue] {
    let (view, events) = try view()
    let made: any Report
    switch report {
    case "totals": made = TotalsReport(view)
    case "handovers": made = HandoversReport(view)
    case "obligations": made = ObligationsReport(view)
    case "contradictions": made = ContradictionsReport(view)
    case "media": made = MediaReport(view)
    case "sources": made = SourcesReport(view)
    case "silences": made = SilencesReport(view)
    case let changes where changes.hasPrefix("changes of "):
      let speaker = String(changes.dropFirst("changes of ".count))
      made = StatementsReport(of: speaker, in: view, events: events, onlyChanges: true)
    default: throw FormatError("no report is called \(report)")
    }
    return try #require(made.fields["rows"]?.array).map(Case.plain)
  }

  private func view() throws -> (View, [Event]) {
    let store = MemoryStore(origin: "case.test/record")
    let now = try Instant(parsing: "\(today)T00:00:00Z")
    let appender = Appender(to: store, recorder: "r", clock: { now })
    _ = try appender.append(
      try lines.enumerated().map { place, line in
        try Draft(line: CanonicalJSON.bytes(line), number: place + 1)
      })
    let seq = cut["as_recorded"]?.string.flatMap { Int($0.dropFirst()) }
    let size = try store.size(asRecorded: seq.map { .seq($0) } ?? .everything)
    var folding = Folding()
    try store.forEach(upTo: size) { try folding.take($0) }
    let days = (cut["occurred"]?.string ?? "..").split(
      separator: "..", omittingEmptySubsequences: false)
    let ends = try days.map { try $0.isEmpty ? nil : Day(parsing: String($0)) }
    let at = Cut(
      asOf: try cut["as_of"]?.string.map { try Day(parsing: $0) }, occurredFrom: ends[0],
      occurredTo: ends[1], withHindsight: cut["with_hindsight"] == true,
      today: try Day(parsing: today))
    let view = View(folding.history, root: folding.root, at: at)
    return (view, try store.entries(1...size).map { try $0.event() })
  }
}

extension Case {
  private static let sides = [
    "sender", "receiver", "others", "contested", "debtor_says", "creditor_says",
  ]

  /// A row of a report as the cases write it: a number, a list of the least and the largest, or
  /// `no number` where a side spoke and gave none.
  private static func plain(_ row: JSONValue) -> JSONValue {
    guard var object = row.object else { return row }
    for side in sides {
      guard let number = object[side]?.object else { continue }
      for part in ["handovers", "without_number", "assumed"] {
        if let value = number[part] { object["\(side)_\(part)"] = value }
      }
      let most = number["max"] ?? .null
      object[side] = number["min"].map { $0 == most ? most : [$0, most] } ?? "no number"
    }
    if let value = object["explanation"]?.object?["value"] { object["explanation"] = value }
    if let changes = object["changes"]?.array {
      object["changed"] = .array(changes.compactMap { $0.object?["part"] })
    }
    return .object(object)
  }

  /// Whether each expected row is one of the rows, each another, and none is left over.
  static func fit(_ expected: [JSONValue], _ rows: [JSONValue]) -> Bool {
    var left = rows
    for row in expected {
      guard let place = left.firstIndex(where: { fits(row, $0) }) else { return false }
      left.remove(at: place)
    }
    return left.isEmpty
  }

  /// Whether a value has all that is expected; an object may have more.
  private static func fits(_ expected: JSONValue, _ value: JSONValue) -> Bool {
    guard let wanted = expected.object else {
      guard let list = expected.array, let values = value.array else { return expected == value }
      return list.count == values.count && zip(list, values).allSatisfy(fits)
    }
    guard let object = value.object else { return false }
    return wanted.members.allSatisfy { member in
      object[member.name].map { fits(member.value, $0) } ?? false
    }
  }
}

extension Case {
  /// Whether its lines may stand in another order: none names an earlier one, and no cut counts them.
  var isFreeOfOrder: Bool {
    let text = lines.map { String(decoding: CanonicalJSON.bytes($0), as: UTF8.self) }.joined()
    return !text.contains("\"@") && cut["as_recorded"] == nil
  }

  /// The same with the lines from the last to the first.
  var turnedRound: Case {
    var other = self
    other.lines = lines.reversed()
    return other
  }

  /// The row without what follows from the order: the numbers of events, and lists of them.
  func inOrder(_ row: JSONValue) -> JSONValue {
    guard var object = row.object else { return row }
    for name in ["event", "events", "these", "those", "flag_events"] { object[name] = nil }
    for name in ["excluded", "stated_totals", "parts"] {
      object[name] = (object[name]?.array).map { .array($0.map(inOrder)) }
    }
    return .object(object)
  }
}
