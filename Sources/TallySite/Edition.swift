import TallyReports
import Tallystick
internal import TransparencyLog

/// A record at one cut, with the reports that were asked for.
///
/// Each is worked out once, and of a long one only the lines that are shown are made. What is asked most
/// comes of the reckoning that is kept live; the others, of a view of this cut alone.
final class Edition {
  /// The cut.
  let cut: Cut

  /// The cut that it resolved to.
  private(set) lazy var resolved = reckoned { [record] in
    $0.resolved(root: record.folding.root, asRecorded: nil)
  }

  /// The sums, row by row.
  private(set) lazy var totals = reckoned { $0.totals() }

  /// The zeros that are of no handover.
  private(set) lazy var zeros = reckoned { $0.unattachedZeros }

  /// What agreements make each party owe.
  private(set) lazy var obligations = reckoned { $0.obligations() }

  /// The media.
  private(set) lazy var media = reckoned { $0.media }

  /// The view.
  private(set) lazy var view = View(
    record.folding.history, root: record.folding.root, at: cut)

  /// What cannot all be right, each with its key, in order.
  private(set) lazy var contradictions = ContradictionList.keyed(disputed)

  private lazy var disputed = reckoned { $0.contradictions() }

  private unowned let record: SiteRecord
  private let days: SaidDays
  private var growths: [Row: [Timeline.Line]] = [:]
  private var linesMade: [Row: JSONObject] = [:]
  private var lists: [SiteReport: List] = [:]
  private lazy var placesOfHandovers = placesOfEvents()
  private lazy var contradictionsByKey = Dictionary(
    contradictions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

  /// A report, and what was made of it so far.
  private struct List {
    let report: any Report
    var lines: [ReportLine]?
    var bodies: [JSONObject]?
    var table: Table?
    var places: [Row: [Int]]?
  }

  init(_ record: SiteRecord, at cut: Cut) {
    self.record = record
    self.cut = cut
    days = record.changes
  }

  private func reckoned<Result>(_ ask: (inout Reckoning) -> Result) -> Result {
    record.reckoned(at: cut, ask)
  }

  /// Who the sources are.
  var sources: SourceBook { record.sources }

  /// What short names stand for.
  var terms: TermBook { record.terms }

  /// The lines of the totals, by their rows.
  private(set) lazy var lines = Dictionary(
    totals.lines.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })

  /// How many handovers count.
  var countedHandovers: Int { totals.lines.reduce(0) { $0 + $1.handovers } }

  /// How the numbers of a row grew: its lines of the timeline.
  func growth(of row: Row) -> [Timeline.Line] {
    if let made = growths[row] { return made }
    let made = reckoned { $0.growth(on: row) }
    growths[row] = made
    return made
  }

  /// Whether an event is in the cut.
  func holds(_ seq: Int) -> Bool { days.holds(seq, by: cut.asOf) }

  /// Those of some events that are in the cut.
  func held(_ seqs: [Int]) -> [Int] { seqs.filter(holds) }

  /// The contradiction of a key.
  func contradiction(_ key: String) -> ContradictionList.One? { contradictionsByKey[key] }

  /// A report.
  func report(_ name: SiteReport) -> any Report { list(name).report }

  private func list(_ name: SiteReport) -> List {
    if let list = lists[name] { return list }
    let list = List(report: made(name))
    lists[name] = list
    return list
  }

  private func made(_ name: SiteReport) -> any Report {
    switch name {
    case .totals:
      TotalsReport(cut: resolved, totals, zeros: zeros)
    case .obligations: ObligationsReport(cut: resolved, obligations)
    case .contradictions:
      ContradictionsReport(cut: resolved, disputed)
    case .media: MediaReport(cut: resolved, media)
    case .assertions: AssertionsReport(view, &record.pastTotals)
    default: name.report(of: view)
    }
  }

  private func lines(_ name: SiteReport) -> [ReportLine] {
    let list = list(name)
    if let lines = list.lines { return lines }
    let lines = list.report.lines ?? []
    lists[name]?.lines = lines
    return lines
  }
}

extension Edition {
  /// The rows of a report, as its JSON has them.
  func rows(_ name: SiteReport) -> [JSONObject] {
    let list = list(name)
    if let rows = list.bodies { return rows }
    let rows = (list.report.fields["rows"]?.array ?? []).compactMap(\.object)
    lists[name]?.bodies = rows
    return rows
  }

  /// The table of a report.
  func table(_ name: SiteReport) -> Table {
    let list = list(name)
    if let table = list.table { return table }
    let table = list.report.table
    lists[name]?.table = table
    return table
  }

  /// Where the lines of totals, handovers or a timeline stand that are on each row.
  func places(_ name: SiteReport) -> [Row: [Int]] {
    if let places = list(name).places { return places }
    var found: [Row: [Int]] = [:]
    for (place, line) in lines(name).enumerated() {
      if let row = line.row { found[row, default: []].append(place) }
    }
    lists[name]?.places = found
    return found
  }

  /// The lines of totals, handovers or a timeline that are on a row, as their JSON has them.
  func rows(_ name: SiteReport, on row: Row) -> [JSONObject] {
    let lines = lines(name)
    return (places(name)[row] ?? []).map { lines[$0].json() }
  }

  /// The line of the totals of a row, as their JSON has it.
  func line(of row: Row) -> JSONObject? {
    if let made = linesMade[row] { return made }
    let made = lines[row]?.json
    linesMade[row] = made
    return made
  }

  /// The table of the lines of a report that stand at some places.
  func table(_ name: SiteReport, at places: [Int]) -> Table {
    let lines = lines(name)
    var table = Table(list(name).report.columns)
    for place in places where lines.indices.contains(place) { table.add(lines[place].cells()) }
    return table
  }

  /// The handovers on which an event is, by their places in the report.
  func handovers(of seq: Int) -> [Int] { placesOfHandovers[seq] ?? [] }

  private func placesOfEvents() -> [Int: [Int]] {
    var found: [Int: [Int]] = [:]
    for (place, row) in rows(.handovers).enumerated() {
      for seq in row.seqs("events") { found[seq, default: []].append(place) }
    }
    return found
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

  /// How many events had been said by the end of each of those days.
  private let counts: [Int]

  /// How many events are not in every cut.
  private let dependent: Int

  /// Whether the events are in every cut, in order.
  private let isInAll: [Bool]

  /// Whether the events are acts of speakers, in order.
  private let isAct: [Bool]

  /// The days by whose end the events had been said, in order.
  private let saidOn: [Day?]

  /// The places of the acts of speakers, by the day by whose end they had been said, then in order;
  /// those of which that is open come first.
  private let acts: [Int]

  /// The days of no events.
  init() {
    days = []
    counts = []
    dependent = 0
    isInAll = []
    isAct = []
    saidOn = []
    acts = []
  }

  /// Works them out from the whole record.
  init(_ history: History, _ index: EventIndex) {
    let days = history.daysOfActs
    let types = index.types.map { EventType(rawValue: $0) }
    isAct = types.map { $0?.isAct ?? false }
    isInAll = types.enumerated().map { place, type in
      !(type?.isAct ?? false) && (type != .assessment || index.placements.contains(place + 1))
    }
    let said = index.days.enumerated().map { place, day in days[place + 1] ?? day }
    saidOn = said
    acts = isAct.indices.filter { [isAct] in isAct[$0] }.sorted { one, other in
      let (mine, theirs) = (said[one] ?? .minimum, said[other] ?? .minimum)
      return mine == theirs ? one < other : mine < theirs
    }
    var found: [Day: [String: Int]] = [:]
    for (place, type) in index.types.enumerated() where !isInAll[place] {
      if let day = saidOn[place] { found[day, default: [:]][type, default: 0] += 1 }
    }
    self.days = found.sorted { $0.key < $1.key }.map { day, types in
      (day, types.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
    var sum = 0
    counts = self.days.map { day in
      sum += day.types.reduce(0) { $0 + $1.count }
      return sum
    }
    dependent = isInAll.count { !$0 }
  }

  /// Whether a cut holds an event of the record.
  func holds(_ seq: Int, by day: Day?) -> Bool {
    guard isInAll.indices.contains(seq - 1) else { return false }
    guard let day, !isInAll[seq - 1] else { return true }
    return saidOn[seq - 1].map { $0 <= day } ?? false
  }

  /// The last acts of speakers in a cut, at most `most`, by the day by whose end they had been said, then
  /// by their places.
  func statements(by day: Day?, most: Int) -> [Int] {
    guard let day else { return acts.suffix(most).map { $0 + 1 } }
    var (low, high) = (0, acts.count)
    while low < high {
      let middle = (low + high) / 2
      if saidOn[acts[middle]] ?? .minimum <= day { low = middle + 1 } else { high = middle }
    }
    return acts[..<low].suffix(most).filter { saidOn[$0] != nil }.map { $0 + 1 }
  }

  /// How many acts and assessments whose day is known had been said by the end of a day; all of them
  /// without one.
  ///
  /// - Complexity: O(log *n*).
  func count(by day: Day?) -> Int {
    guard let day else { return counts.last ?? 0 }
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle].day <= day { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : counts[low - 1]
  }

  /// How many events of the record a cut leaves out.
  func left(by day: Day?) -> Int { day == nil ? 0 : dependent - count(by: day) }

  /// The first day whose cut may differ since the record held `size` events: that of the first act or
  /// assessment since, the first of all where an event since says how to read the record; nil where
  /// none may.
  func firstMoved(since size: Int) -> Day? {
    if areReadOtherwise(since: size) { return .minimum }
    return isInAll.indices.dropFirst(size).compactMap { saidOn[$0] }.min()
  }

  /// Whether an event after the first `size` says how to read the record.
  func areReadOtherwise(since size: Int) -> Bool { isInAll.dropFirst(size).contains(true) }

  /// The last day before one; of all days without one.
  func before(_ day: Day?) -> Day? {
    guard let day else { return days.last?.day }
    return days.last { $0.day < day }?.day
  }

  /// The first day after one.
  func after(_ day: Day) -> Day? { days.first { $0.day > day }?.day }
}
