import Testing

@testable import TallyReports
@testable import Tallystick

/// Sums over handovers, row by row and side by side (TheRules.md).
struct TotalsTests {
  @Test func `plus 3 and minus 3 is net 0 and absolute 6`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", .there("1203", "2025-06-16")),
      .announce("B", "ua", "2025-06-16", .there("1200", "2025-06-16")),
      .announce("C", "ru", "2025-12-16", .there("1000", "2025-12-16")),
      .announce("D", "ua", "2025-12-16", .there("1003", "2025-12-16")))
    let line = try #require(try ledger.view().line())
    #expect(line.netGap == 0)
    #expect(line.absoluteGap == 6)
    #expect(line.confirmed == 2200)
    #expect(line.contested == Bounds(min: 2200, max: 2206))
    #expect(line.handovers == 2)
    #expect(line.bothSpoke == 2)
    #expect(try ledger.view().sides() == "2203 / 2203")
  }

  @Test func `gaps are only of handovers on which both have spoken`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", .there("10", "2025-06-11")),
      .announce("B", "ru", "2025-06-16", .there("20", "2025-06-12")),
      .announce("C", "ua", "2025-06-16", .there("15", "2025-06-12")))
    let line = try #require(try ledger.view().line())
    #expect(line.netGap == 5)
    #expect(line.confirmed == 15)
    #expect(line.bothSpoke == 1)
    #expect(line.handovers == 2)
    #expect(line.contested == Bounds(min: 25, max: 30))
    #expect(line.sender?.handovers == 2)
    #expect(line.receiver?.handovers == 1)
  }

  @Test func `a side that has not spoken is nothing, not 0`() throws {
    let line = try #require(
      try Ledger(.announce("A", "ru", "2025-06-13", .there("10"))).view().line())
    #expect(line.receiver == nil)
    #expect(line.confirmed == nil)
    #expect(line.netGap == nil)
    #expect(line.absoluteGap == nil)
    #expect(line.contested == Bounds(10))
  }

  @Test func `a number that is withheld is counted as such and adds nothing`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", .there("10", "2025-06-11")),
      .announce("B", "ru", "2025-06-16", .there("withheld", "2025-06-12")),
      .announce("C", "ru", "2025-06-16", .there("5+", "2025-06-13")))
    let sender = try #require(try ledger.view().line()?.sender)
    #expect(sender.sum == Bounds(min: 15, max: nil))
    #expect(sender.withoutNumber == 1)
    #expect(sender.handovers == 3)
  }

  @Test func `a sender that hands over its own is listed, and in no sum`() throws {
    let ledger = try Ledger(
      .announce(
        "A", "ru", "2025-06-11", "handover of 1212 remains of UA from UA to RU on 2025-06-11"))
    let view = try ledger.view()
    let line = try #require(view.line("remains UA→RU of UA"))
    #expect(line.sender == nil)
    #expect(line.receiver == nil)
    #expect(line.handovers == 0)
    #expect(try line.excluded.map(\.words) == ["#\(ledger.seq("A")) 1212 implausible"])
    #expect(view.handovers.all.isEmpty)
  }

  @Test(arguments: [
    "scope", "direction", "translation", "transmission", "cumulative_as_increment", "stale",
  ])
  func `an explanation by what was at fault takes its event out`(value: String) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10")),
      .announce("B", "ru", "2025-06-13", .there("20")),
      .assess("X", "2025-06-20", "explanation", value, ["of": "@B", "against": ["@A"]]))
    let view = try ledger.view()
    #expect(view.sides() == "10 / –")
    #expect(try view.excluded() == ["#\(ledger.seq("B")) 20 explained: \(value)"])
    #expect(try ledger.view(asOf: "2025-06-19").sides() == "10..20 / –")
    #expect(try ledger.view(asOf: "2025-06-19", hindsight: true).sides() == "10 / –")
  }

  @Test(arguments: ["date", "unit", "rounding", "left_standing"])
  func `the other explanations move no number`(value: String) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10")),
      .announce("B", "ru", "2025-06-13", .there("20")),
      .assess("X", "2025-06-20", "explanation", value, ["of": "@B", "against": ["@A"]]))
    #expect(try ledger.view().sides() == "10..20 / –")
    #expect(try ledger.view().excluded() == [])
  }

  @Test(arguments: [("2025-06-21", "10..20 / –"), ("2025-06-19", "10 / –")])
  func `of two explanations of one thing the later stated holds`(
    second: String, sides: String
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10")),
      .announce("B", "ru", "2025-06-13", .there("20")),
      .assess("X", "2025-06-20", "explanation", "stale", ["of": "@B"]),
      .assess("Y", second, "explanation", "left_standing", ["of": "@B"]))
    #expect(try ledger.view().sides() == sides)
  }

  @Test func `lines stand by row, and each lists just the events on it`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10")),
      .announce("B", "ru", "2025-06-13", .back("20")),
      .announce(
        "C", "ru", "2025-06-13", "handover of 5 prisoners of UA from RU to UA on 2025-06-13"))
    let view = try ledger.view()
    #expect(
      view.totals.lines.map(\.row.description)
        == ["prisoners RU→UA of UA", "remains RU→UA of UA", .wayBack])
    #expect(
      try view.totals.lines.map(\.seqs) == [ledger.seqs("C"), ledger.seqs("A"), ledger.seqs("B")])
    #expect(view.totals.only(RowFilter(what: "remains")).lines.count == 2)
    #expect(view.totals.only(RowFilter()).lines.count == 3)
  }

  @Test func `who says that nothing was handed over stands in JSON beside the rows`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("12")),
      .announce("Z", "ru", "2025-06-14", .back("0", "2025-06-14")))
    let view = try ledger.view()
    let zero: JSONValue = [
      "event": .integer(Int64(try ledger.seq("Z"))), "what": "remains", "from": "UA", "to": "RU",
      "whose": "RU", "why": "0, says RU", "count": ["exact": 0],
    ]
    let reports: [any Report] = [TotalsReport(view), HandoversReport(view), TimelineReport(view)]
    for report in reports { #expect(report.fields["zeros"] == [zero]) }
    let there = RowFilter(from: "RU")
    #expect(TotalsReport(view).only(there).fields["zeros"] == nil)
    #expect(HandoversReport(view).only(there).fields["zeros"] == nil)
    #expect(TimelineReport(view).only(there).fields["zeros"] == nil)
    #expect(TotalsReport(view).only(RowFilter(to: "RU")).fields["zeros"] == [zero])
  }
}
