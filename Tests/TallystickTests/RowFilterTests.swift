import Testing

@testable import TallyReports
@testable import Tallystick

/// Reports of some rows only.
struct RowFilterTests {
  private static let filters = [
    RowFilter(what: "remains"), RowFilter(from: "RU"), RowFilter(to: "RU"),
    RowFilter(what: "prisoners", from: "UA", to: "RU"), RowFilter(what: "lorries"),
  ]

  private func ledger() throws -> Ledger {
    try Ledger(
      .agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "1200"), .owed("UA", "RU", "5")]),
      .announce("A", "ru", "2025-06-11", .there("1200", "2025-06-11")),
      .announce("B", "ua", "2025-06-12", .there("1190", "2025-06-11")),
      .announce(
        "C", "ua", "2025-06-12", "handover of 7 prisoners of RU from UA to RU on 2025-06-12"),
      .announce(
        "E", "ru", "2025-06-13", "handover of 9 prisoners of RU from UA to RU on 2025-06-12"),
      .announce("T", "ua", "2025-06-13", "handover of 1300 remains of UA from RU to UA in total"),
      .announce("U", "ua", "2025-06-13", "handover of 3 remains to UA on 2025-06-12"))
  }

  private func rows(_ report: any Report) throws -> [JSONObject] {
    try #require(report.fields["rows"]?.array).compactMap(\.object)
  }

  private func fits(_ row: JSONObject, _ filter: RowFilter) -> Bool {
    let row = Row(
      what: row["what"]?.string, from: row["from"]?.string, to: row["to"]?.string, whose: nil)
    return filter.takes(row)
  }

  @Test(arguments: filters)
  func `a report of some rows has these as the whole report has them`(filter: RowFilter) throws {
    let view = try ledger().view()
    let pairs: [(any Report, any Report)] = [
      (TotalsReport(view), TotalsReport(view).only(filter)),
      (HandoversReport(view), HandoversReport(view).only(filter)),
      (TimelineReport(view), TimelineReport(view).only(filter)),
      (AssertionsReport(view), AssertionsReport(view).only(filter)),
    ]
    for (whole, some) in pairs {
      #expect(try rows(some) == rows(whole).filter { fits($0, filter) })
    }
    let owed = ObligationsReport(view).only(filter).obligations.map(\.obligation)
    #expect(
      owed.map(\.creditor)
        == ObligationsReport(view).obligations.map(\.obligation).filter {
          (filter.what == nil || $0.what == [filter.what])
            && (filter.from == nil || $0.debtor == filter.from)
            && (filter.to == nil || $0.creditor == filter.to)
        }.map(\.creditor))
    let left = try rows(TotalsReport(view).only(filter))
    #expect(left.isEmpty == (filter.what == "lorries"))
  }

  @Test func `what leaves a part unsaid is on no row that is asked for by that part`() throws {
    let view = try ledger().view()
    #expect(TotalsReport(view).only(RowFilter(to: "UA")).totals.unplaced.count == 1)
    #expect(TotalsReport(view).only(RowFilter(from: "RU")).totals.unplaced.isEmpty)
  }

  @Test func `contradictions are those of which an act is on a row`() throws {
    let view = try ledger().view()
    let all = ContradictionsReport(view)
    let some = all.only(RowFilter(what: "prisoners"), in: view)
    #expect(some.contradictions.map(\.difference?.number) == [2])
    #expect(
      all.contradictions.count > 1
        && all.only(RowFilter(), in: view).contradictions == all.contradictions)
    #expect(all.only(RowFilter(what: "lorries"), in: view).contradictions.isEmpty)
  }

  @Test(arguments: filters)
  func `two cuts are compared on these rows alone`(filter: RowFilter) throws {
    let ledger = try ledger()
    let (one, two) = (try ledger.view(asOf: "2025-06-11"), try ledger.view())
    let events = try ledger.events()
    let whole = DifferenceReport(from: one, to: two, events: events).changes
    let some = DifferenceReport(from: one, to: two, events: events, only: filter).changes
    #expect(Set(some).isSubset(of: whole))
    #expect(some.isEmpty == (filter.what == "lorries"))
    #expect(some.count < whole.count)
    if filter.what == "prisoners" {
      #expect(some.allSatisfy { $0.address.hasPrefix("totals:prisoners:UA-RU:") })
    }
  }

  private func richLedger() throws -> Ledger {
    let ledger = try ledger()
    try ledger.add(
      .publish("M", "ua", "2025-06-14", "film", ["shows": ["@C"]]),
      .publish("N", "ua", "2025-06-14", "other"), .retract("R", "ua", "2025-06-15", of: "C"),
      .line(
        "silence", "S", "2025-06-15",
        ["speaker": "ru", "attribution": "named", "silent": "UA", "about": "@E"]),
      .announce(
        "W", "ua", "2025-06-15", "handover of withheld prisoners of UA from RU to UA on 2025-06-15"),
      .assess("X", "2025-06-16", "credibility", "2", ["of": "@C"]))
    return ledger
  }

  @Test func `media, sources, silences and what a speaker said are those that bear on a row`()
    throws
  {
    let ledger = try richLedger()
    let (view, events) = (try ledger.view(), try ledger.events())
    let prisoners = RowFilter(what: "prisoners", from: "UA")
    #expect(MediaReport(view).only(prisoners, in: view).media.map(\.medium) == ["film"])
    #expect(MediaReport(view).only(RowFilter(what: "lorries"), in: view).media.isEmpty)
    let sources = SourcesReport(view).only(prisoners, in: view).sources.map(\.id)
    #expect(sources == ["ru", "ua"])
    #expect(SourcesReport(view).only(RowFilter(what: "lorries"), in: view).sources.isEmpty)
    let silences = SilencesReport(view)
    #expect(silences.silences.count == 2)
    #expect(try silences.only(prisoners, in: view).silences.map(\.seq) == [ledger.seq("S")])
    let said = StatementsReport(of: "ua", in: view, events: events).only(prisoners, in: view)
    #expect(try said.lines.map(\.line.seq) == ["C", "M", "R"].map(ledger.seq))
    for filter in [RowFilter(), prisoners] {
      let open = filter.isOpen
      #expect(MediaReport(view).only(filter, in: view).media.count == (open ? 2 : 1))
    }
  }

  @Test func `what is checked and told of is what bears on a row`() throws {
    let ledger = try richLedger()
    let (before, after) = (try ledger.view(asOf: "2025-06-11"), try ledger.view())
    let (events, now) = (try ledger.events(), Instant(day: try Day(parsing: "2026-01-01")))
    let prisoners = RowFilter(what: "prisoners", from: "UA")
    let all = CheckReport(after, events: events, now: now)
    let some = all.only(prisoners, in: after)
    #expect(!some.found.isEmpty && some.found.count < all.found.count)
    let on = try Set(["C", "E", "M", "R", "S"].map(ledger.seq))
    #expect(some.found.allSatisfy { !$0.seqs.filter(on.contains).isEmpty })
    let digest = DigestReport(from: before, to: after, events: events, only: prisoners)
    #expect(Set(digest.said.flatMap(\.events).map(\.seq)) == on)
    #expect(try digest.judged.map(\.seq) == [ledger.seq("X")])
    #expect(digest.moved.allSatisfy { $0.address.hasPrefix("totals:prisoners:UA-RU:") })
    #expect(!digest.moved.isEmpty && digest.owed.isEmpty)
    #expect(digest.media.map(\.line.medium) == ["film"])
    let other = DigestReport(
      from: before, to: after, events: events, only: RowFilter(what: "lorries"))
    #expect(other.isEmpty)
  }
}
