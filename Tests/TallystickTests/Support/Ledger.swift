import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// A record in memory, filled from short lines, with a clock that stands still.
///
/// It begins with the sources of ``cast``; the drafts of a test follow them.
struct Ledger {
  let store = MemoryStore(origin: "ledger.test/record")
  private let now: Instant

  init(_ drafts: Draft..., cast: [Draft] = Ledger.cast, now: String = "2026-01-01T00:00:00Z") throws
  {
    self.now = try Instant(parsing: now)
    try add(cast + drafts)
  }

  @discardableResult
  func add(_ drafts: [Draft]) throws -> [Appender.Outcome] {
    try Appender(to: store, recorder: "r", clock: { now }).append(drafts)
  }

  @discardableResult
  func add(_ drafts: Draft...) throws -> [Appender.Outcome] { try add(drafts) }

  /// The reasons against a draft, one a line; nothing when it is taken.
  func refusal(of drafts: Draft...) throws -> String {
    try Appender(to: store, recorder: "r", clock: { now }).problems(of: drafts)
      .map(\.description).joined(separator: "\n")
  }

  func events() throws -> [Event] {
    let size = try store.end().size
    return size == 0 ? [] : try store.entries(1...size).map { try $0.event() }
  }

  func entry(_ label: String) throws -> StoredEntry {
    try #require(try store.entry(label: label))
  }

  func seq(_ label: String) throws -> Int { try entry(label).seq }
  func seqs(_ labels: String...) throws -> [Int] { try labels.map(seq).sorted() }

  /// The view at a cut; `occurred` is `FROM..TO`.
  func view(
    asOf: String? = nil, upTo: Int? = nil, occurred: String? = nil, hindsight: Bool = false,
    today: String = "2026-01-01"
  ) throws -> View {
    let ends = (occurred ?? "..").split(separator: ".", omittingEmptySubsequences: false)
    let cut = Cut(
      asOf: try asOf.map { try Day(parsing: $0) },
      occurredFrom: try ends.first.flatMap { try $0.isEmpty ? nil : Day(parsing: String($0)) },
      occurredTo: try ends.last.flatMap { try $0.isEmpty ? nil : Day(parsing: String($0)) },
      withHindsight: hindsight, today: try Day(parsing: today))
    return try View(folding: events().filter { $0.seq <= upTo ?? .max }, at: cut)
  }
}

extension Ledger {
  /// Two parties with a voice each, and some who are of neither side.
  static let cast: [Draft] = [
    .source("ru", ["kind": "party", "name": "Russia", "side": "RU"]),
    .source("ua", ["kind": "party", "name": "Ukraine", "side": "UA"]),
    .source("medinsky", ["kind": "person", "name": "Medinsky", "member_of": "ru"]),
    .source("kshpw", ["kind": "institution", "name": "Headquarters", "member_of": "ua"]),
    .source("icrc", ["kind": "observer", "name": "Red Cross"]),
    .source("wire", ["kind": "agency", "name": "Wire"]),
    .source("echo", ["kind": "outlet", "name": "Echo", "derived_from": "wire"]),
    .source("paper", ["kind": "outlet", "name": "Paper"]),
  ]
}

extension View {
  /// A view of events, whatever record they are from.
  init(folding events: [Event], at cut: Cut) {
    var range = CompactRange()
    for event in events { range.append(leafHash: Hash.leaf(of: event.bytes)) }
    self.init(History(folding: events), root: range.root, at: cut)
  }

  /// The line of a row, such as `remains RU→UA of UA`.
  func line(_ row: String = "remains RU→UA of UA") -> Totals.Line? {
    totals.lines.first { $0.row.description == row }
  }

  /// Both sides of a row, as `1212 / 27`.
  func sides(_ row: String = "remains RU→UA of UA") -> String {
    line(row).map { "\(brief($0.sender)) / \(brief($0.receiver))" } ?? "no line"
  }

  /// What is out of the sums of a row, as `#7 implausible`.
  func excluded(_ row: String = "remains RU→UA of UA") -> [String] {
    line(row)?.excluded.map(\.words) ?? []
  }

  /// The status of the only handover, or of the one that an event is on.
  func status(on seq: Int? = nil) -> HandoverStatus? {
    HandoversReport(self).lines.first { seq == nil || $0.handover.seqs.contains(seq ?? 0) }?.status
  }
}

/// A side in a word: what its handovers add up to, `?` without a number, `–` where it has not spoken;
/// of one that speaks of no handover its stated total, after `=`.
private func brief(_ column: Totals.Column?) -> String {
  guard let column else { return "–" }
  guard column.handovers == 0, let total = column.stated.first else {
    return column.sum?.description ?? "?"
  }
  return "=\(total.bounds)"
}

extension Handovers {
  /// The handovers in short: each side's number as `27 / – / –`.
  var brief: [String] {
    all.map { handover in
      [handover.sender, handover.receiver, handover.others].map { side in
        side.map { $0.bounds?.description ?? "?" } ?? "–"
      }.joined(separator: " / ")
    }
  }
}
