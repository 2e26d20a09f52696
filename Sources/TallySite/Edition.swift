import Tallystick
internal import TransparencyLog

/// A record at one cut, with the reports that were asked for.
final class Edition {
  /// The view.
  let view: View

  private let days: SaidDays
  private var reports: [SiteReport: any Report] = [:]
  private var bodies: [SiteReport: [JSONObject]] = [:]
  private var places: [Int: [Int]]?

  init(_ view: View, _ days: SaidDays) {
    self.view = view
    self.days = days
  }

  /// Whether an event is in the cut.
  func holds(_ seq: Int) -> Bool { days.holds(seq, by: view.cut.cut.asOf) }

  /// Those of some events that are in the cut.
  func held(_ seqs: [Int]) -> [Int] { seqs.filter(holds) }

  /// A report.
  func report(_ name: SiteReport) -> any Report {
    if let report = reports[name] { return report }
    let report = name.report(of: view)
    reports[name] = report
    return report
  }

  /// The rows of a report, as its JSON has them.
  func rows(_ name: SiteReport) -> [JSONObject] {
    if let rows = bodies[name] { return rows }
    let rows = (report(name).fields["rows"]?.array ?? []).compactMap(\.object)
    bodies[name] = rows
    return rows
  }

  /// The handovers on which an event is, by their places in the report.
  func handovers(of seq: Int) -> [Int] {
    if let places { return places[seq] ?? [] }
    var found: [Int: [Int]] = [:]
    for (place, row) in rows(.handovers).enumerated() {
      for seq in row.seqs("events") { found[seq, default: []].append(place) }
    }
    places = found
    return found[seq] ?? []
  }
}

extension JSONObject {
  /// The row that a line of a report is of.
  var row: Row {
    Row(
      what: self["what"]?.string, from: self["from"]?.string, to: self["to"]?.string,
      whose: self["whose"]?.string)
  }

  /// The seqs in a field: a number, or a list of them.
  func seqs(_ name: String) -> [Int] {
    if let seq = self[name]?.integer { return [Int(clamping: seq)] }
    return (self[name]?.array ?? []).compactMap(\.integer).map { Int(clamping: $0) }
  }
}

/// The days on which something was said, and which events each cut holds.
///
/// Acts are in a cut by when they had been said, assessments by when they were made; all other events
/// say how to read the record, and are in every cut.
struct SaidDays {
  /// The days, in order, each with how many events of which type were said by its end and not before.
  let days: [(day: Day, types: [(type: String, count: Int)])]

  /// Whether the events are in every cut, in order.
  private let isInAll: [Bool]

  /// Whether the events are acts of speakers, in order.
  private let isAct: [Bool]

  /// The days by whose end the events had been said, in order.
  private let saidOn: [Day?]

  /// The days of no events.
  init() {
    days = []
    isInAll = []
    isAct = []
    saidOn = []
  }

  /// Works them out from a view of the whole record.
  init(_ view: View, _ index: EventIndex) {
    let acts = view.daysOfActs
    let types = index.types.map { EventType(rawValue: $0) }
    isAct = types.map { $0?.isAct ?? false }
    isInAll = types.map { !($0?.isAct ?? false) && $0 != .assessment }
    saidOn = index.days.enumerated().map { place, day in acts[place + 1] ?? day }
    var found: [Day: [String: Int]] = [:]
    for (place, type) in index.types.enumerated() where !isInAll[place] {
      if let day = saidOn[place] { found[day, default: [:]][type, default: 0] += 1 }
    }
    days = found.sorted { $0.key < $1.key }.map { day, types in
      (day, types.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }

  /// Whether a cut holds an event of the record.
  func holds(_ seq: Int, by day: Day?) -> Bool {
    guard isInAll.indices.contains(seq - 1) else { return false }
    guard let day, !isInAll[seq - 1] else { return true }
    return saidOn[seq - 1].map { $0 <= day } ?? false
  }

  /// The acts of speakers in a cut, by the day by whose end they had been said, then by their places.
  func statements(by day: Day?) -> [Int] {
    let acts = isInAll.indices.filter { isAct[$0] && holds($0 + 1, by: day) }
    return acts.sorted { one, other in
      let (mine, theirs) = (saidOn[one] ?? .minimum, saidOn[other] ?? .minimum)
      return mine == theirs ? one < other : mine < theirs
    }.map { $0 + 1 }
  }

  /// How many events of the record a cut leaves out.
  func left(by day: Day?) -> Int { isInAll.indices.count { !holds($0 + 1, by: day) } }

  /// The first day whose cut may differ since the record held `size` events: that of the first act or
  /// assessment since, the first of all where an event since says how to read the record; nil where
  /// none may.
  func firstMoved(since size: Int) -> Day? {
    let new = isInAll.indices.dropFirst(size)
    if new.contains(where: { isInAll[$0] }) { return .minimum }
    return new.compactMap { saidOn[$0] }.min()
  }

  /// The last day before one; of all days without one.
  func before(_ day: Day?) -> Day? {
    guard let day else { return days.last?.day }
    return days.last { $0.day < day }?.day
  }

  /// The first day after one.
  func after(_ day: Day) -> Day? { days.first { $0.day > day }?.day }
}
