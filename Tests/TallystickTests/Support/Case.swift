import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

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
  /// The day on which it is asked.
  let today: String

  init(_ name: String) throws {
    let object = try #require(
      try JSONDecoder().decode(
        Figures.self, from: Data(ProjectFile.text("events/cases/\(name)").utf8)
      ).value.object, "\(name)")
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
    case "not_placed":
      return try #require(TotalsReport(view).fields["not_placed"]?.array).map(Case.plain)
    case "totals": made = TotalsReport(view)
    case "handovers": made = HandoversReport(view)
    case "obligations": made = ObligationsReport(view)
    case "contradictions": made = ContradictionsReport(view)
    case "media": made = MediaReport(view)
    case "sources": made = SourcesReport(view)
    case "silences": made = SilencesReport(view)
    case "timeline": made = TimelineReport(view)
    case "assertions": made = AssertionsReport(view)
    case let check where check.hasPrefix("check "):
      let name = String(check.dropFirst("check ".count))
      made = CheckReport(
        view, events: events, checks: [try #require(Check(rawValue: name))],
        now: try Instant(parsing: "\(today)T00:00:00Z"))
    case let changes where changes.hasPrefix("changes of "):
      let speaker = String(changes.dropFirst("changes of ".count))
      made = StatementsReport(of: speaker, in: view, events: events, onlyChanges: true)
    default: throw FormatError("no report is called \(report)")
    }
    return try #require(made.fields["rows"]?.array).map(Case.plain)
  }

  /// The events that its lines make.
  func events() throws -> [Event] {
    try store().entries(1...lines.count).map { try $0.event() }
  }

  /// A record of its lines.
  func store() throws -> MemoryStore {
    let store = MemoryStore(origin: "case.test/record")
    let now = try Instant(parsing: "\(today)T00:00:00Z")
    let appender = Appender(to: store, recorder: "r", clock: { now })
    _ = try appender.append(
      try lines.enumerated().map { place, line in
        try Draft(line: CanonicalJSON.bytes(line), number: place + 1)
      })
    return store
  }

  /// What is asked, and the events of the record.
  func view() throws -> (View, [Event]) {
    let store = try store()
    let seq = cut["as_recorded"]?.string.flatMap { Int($0.dropFirst()) }
    let size = try store.size(asRecorded: seq.map { .seq($0) } ?? .everything)
    var folding = Folding()
    try store.forEach(upTo: size) { try folding.take($0) }
    let view = View(folding.history, root: folding.root, at: try days())
    return (view, try store.entries(1...size).map { try $0.event() })
  }

  /// Its cut, but for the size of the record.
  func days() throws -> Cut {
    let days = (cut["occurred"]?.string ?? "..").split(
      separator: "..", omittingEmptySubsequences: false)
    let ends = try days.map { try $0.isEmpty ? nil : Day(parsing: String($0)) }
    return Cut(
      asOf: try cut["as_of"]?.string.map { try Day(parsing: $0) }, occurredFrom: ends[0],
      occurredTo: ends[1], withHindsight: cut["with_hindsight"] == true,
      today: try Day(parsing: today))
  }
}

extension Case {
  private static let voices = [
    ("sender", "sender"), ("receiver", "receiver"), ("others", "others"), ("outlets", "outlets"),
    ("debtor_says", "debtor"), ("creditor_says", "creditor"), ("others_say", "others"),
    ("outlets_say", "outlets"),
  ]

  /// A row of a report as the cases write it: a number, a list of the least and the largest, or
  /// `no number` where somebody spoke and gave none.
  private static func plain(_ row: JSONValue) -> JSONValue {
    guard var object = row.object else { return row }
    for (name, voice) in voices {
      guard let column = object[name]?.object else { continue }
      for part in ["handovers", "without_number", "assumed", "of"] {
        if let value = column[part] { object["\(voice)_\(part)"] = value }
      }
      let number = column["min"] == nil ? column["sum"]?.object ?? column : column
      object["\(voice)_about"] = .bool(number["about"] != nil)
      object["\(voice)_stated"] = stated(column["stated"])
      for (part, field) in [("in_all", "in_all"), ("ties", "ties")] {
        if let value = column["stated"]?.object?[field] { object["\(voice)_\(part)"] = value }
      }
      object[name] = plain(number) ?? "no number"
    }
    for name in ["contested", "owed_number", "sender_sum", "receiver_sum", "others_sum"] {
      if let number = object[name]?.object { object[name] = plain(number) }
    }
    for side in ["creditor", "debtor", "others"] {
      guard let remaining = object["remaining"]?.object else { break }
      object["remaining_\(side)"] = remaining[side]?.object.flatMap(plain) ?? .null
    }
    for side in ["creditor", "debtor", "others"] {
      guard let owed = object["owed_by"]?.object else { break }
      object["owed_by_\(side)"] = owed[side]?.object.flatMap(plain) ?? .null
    }
    if let open = object["open"]?.object { object["open"] = open["handovers"] }
    if let value = object["explanation"]?.object?["value"] { object["explanation"] = value }
    if let changes = object["changes"]?.array {
      object["changed"] = .array(changes.compactMap { $0.object?["part"] })
    }
    return .object(object)
  }

  /// A number, or the least and the largest; nil where none is given.
  private static func plain(_ number: JSONObject) -> JSONValue? {
    let (least, most) = (number["min"] ?? .null, number["max"] ?? .null)
    if number["too_large"] == true { return "too large" }
    guard number["min"] != nil || number["max"] != nil else { return nil }
    return least == most ? least : [least, most]
  }

  /// The numbers of stated totals: one of a side, a list of others.
  private static func stated(_ value: JSONValue?) -> JSONValue? {
    if value?.array != nil { return value }
    guard let count = value?.object?["count"]?.object else { return value }
    return (try? Count(json: count))?.bounds.flatMap { bounds in
      bounds.max == bounds.min
        ? .integer(bounds.min) : [.integer(bounds.min), bounds.max.map(JSONValue.integer) ?? .null]
    } ?? plain(count)
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
    for name in [
      "event", "events", "these", "those", "flag_events", "key", "of", "beside", "against_dates",
      "missing",
    ] { object[name] = nil }
    for name in ["that_day", "now"] { object[name] = object[name].map(inOrder) }
    for voice in ["sender", "receiver", "others", "outlets"] { object["\(voice)_ties"] = nil }
    for name in [
      "excluded", "stated_totals", "parts", "others_stated", "outlets_stated", "denials",
      "identified", "not_counted",
    ] {
      object[name] = (object[name]?.array).map { .array($0.map(inOrder)) }
    }
    return .object(object)
  }
}

/// Any JSON, with `null`, which no event may hold and figures do.
private struct Figures: Decodable {
  let value: JSONValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let bool = try? container.decode(Bool.self) {
      value = .bool(bool)
    } else if let number = try? container.decode(Int64.self) {
      value = .integer(number)
    } else if let text = try? container.decode(String.self) {
      value = .string(text)
    } else if let list = try? container.decode([Figures].self) {
      value = .array(list.map(\.value))
    } else {
      var object = JSONObject()
      for (name, member) in try container.decode([String: Figures].self) {
        object[name] = .some(member.value)
      }
      value = .object(object)
    }
  }
}
