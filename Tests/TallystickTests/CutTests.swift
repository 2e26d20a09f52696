import Testing
import TransparencyLog

@testable import Tallystick

/// The three cuts of a report (Asking.md).
struct CutTests {
  @Test(
    arguments: [
      ("2025-06-13", nil, "2025-06-13", true, 0), ("2025-06-13?", nil, "2025-06-13", true, 0),
      ("2025-06-13", nil, "2025-06-12", false, 0), ("2025-06", nil, "2025-06-29", false, 1),
      ("2025-06", nil, "2025-06-30", true, 0), ("2025-06-13T23:59:59Z", nil, "2025-06-13", true, 0),
      ("2025-06-13T23:30:00-02:00", nil, "2025-06-13", true, 0),
      ("2025-06-14T01:20:00+03:00", nil, "2025-06-13", false, 0),
      ("2025-06-14T01:20:00+03:00", nil, "2025-06-14", true, 0),
      ("2025-06-11", "2025-06-14T01:20:00+03:00", "2025-06-13", false, 0),
      ("2025-06-11", "2025-06-13T23:30:00-02:00", "2025-06-13", true, 0),
      ("2025-06-11", "2025-06-13", "2025-06-12", false, 0),
      ("2025-06-11", "2025-06-13", "2025-06-13", true, 0),
      ("2025-06-11", "2025-06", "2025-06-12", false, 1),
      ("2025-06-11/..", nil, "2025-06-20", false, 1),
      ("XXXX-06-13", nil, "2025-06-20", false, 1),
    ] as [(String, String?, String, Bool, Int)])
  func `an act counts if its latest stated and published day is inside`(
    stated: String, published: String?, asOf: String, isIn: Bool, straddling: Int
  ) throws {
    var more = JSONObject()
    more["published"] = published.map { .string($0) }
    let ledger = try Ledger(.announce("A", "ru", stated, .there("1", "2025-06-10"), more))
    let view = try ledger.view(asOf: asOf)
    #expect((view.sides() == "1 / –") == isIn)
    #expect(view.cut.straddling == straddling)
    #expect(try ledger.view().sides() == "1 / –")
  }

  @Test func `sources, links and amendments apply at every day, assessments from theirs on`() throws
  {
    let ledger = try Ledger(
      .announce("A", "voice", "2025-06-13", .there("1")),
      .announce("B", "ua", "2025-06-13", .there("2", "2025-06-12")),
      .source("voice", ["kind": "person", "name": "V", "side": "RU"], on: "2025-12-01"),
      .link("A", "same_handover", "B"),
      .amend(nil, of: "A", ["set": ["claim": ["count": ["exact": 3]]]]),
      .assess("X", "2025-12-01", "explanation", "scope", ["of": "@B"]))
    #expect(try ledger.view(asOf: "2025-06-13").sides() == "3 / 2")
    #expect(try ledger.view(asOf: "2025-12-01").sides() == "3 / –")
    #expect(try ledger.view(asOf: "2025-06-13", hindsight: true).sides() == "3 / –")
    let plain = try ledger.view(asOf: "2025-06-13", upTo: ledger.seq("B"))
    #expect(plain.handovers.brief == ["– / 2 / –", "– / – / 1"])
  }

  @Test(arguments: [
    ("2025-06-11..2025-06-13", "12 / –", 1), ("2025-06-12..", "10 / –", 1),
    ("..2025-06-11", "2 / –", 1), ("2025-06-01..2025-06-30", "12 / –", 0),
    ("2025-07-01..", "no line", 0),
  ])
  func `a claim is in only with its whole when`(
    occurred: String, sides: String, straddling: Int
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("2", "2025-06-11")),
      .announce("B", "ru", "2025-07-01", .there("10", "2025-06-13")),
      .announce("C", "ru", "2025-07-01", .there("100", "2025-06-10/2025-06-14")))
    let view = try ledger.view(occurred: occurred)
    #expect(view.sides() == sides)
    #expect(view.cut.occurredStraddling == straddling)
  }

  @Test func `a claim without a day straddles any days asked for`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", "handover of 5 remains of UA from RU to UA"))
    let view = try ledger.view(occurred: "2025-06-01..2025-06-30")
    #expect(view.sides() == "no line")
    #expect(view.cut.occurredStraddling == 1)
  }

  @Test func `a report says what its cut resolved to`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1")),
      .announce("B", "ru", "2025-06-20", .there("2", "2025-06-20")))
    let cut = try ledger.view(asOf: "2025-06-14").cut
    #expect(try cut.seq == ledger.seq("A"))
    #expect(try cut.size == ledger.seq("B"))
    #expect(cut.cut.day.description == "2025-06-14")
    #expect(try ledger.view(today: "2025-07-01").cut.cut.day.description == "2025-07-01")
    #expect(cut.json["as_of"] == "2025-06-14")
    #expect(cut.json["occurred"] == .null)
    #expect(try ledger.view(occurred: "2025-06-01..").cut.json["occurred"] == "2025-06-01..")
    #expect(cut.json["root"] == .string(cut.root.base64))
    let whole = try ledger.view().cut
    #expect(whole.root == cut.root)
    #expect(try ledger.view(upTo: ledger.seq("A")).cut.root != cut.root)
  }

  @Test func `what the record held by a day is found by when it was recorded`() throws {
    let ledger = try Ledger(now: "2026-01-01T00:00:00Z")
    let day = try Day(parsing: "2026-01-01")
    #expect(try ledger.store.size(asRecorded: .day(day)) == Ledger.cast.count)
    #expect(try ledger.store.size(asRecorded: .day(Day(parsing: "2025-12-31"))) == 0)
    let later = try Instant(parsing: "2026-01-03T12:00:00Z")
    _ = try Appender(to: ledger.store, recorder: "r", clock: { later })
      .append([.announce("A", "ru", "2025-06-13", .there("1"))])
    #expect(
      try ledger.store.size(asRecorded: .day(Day(parsing: "2026-01-02"))) == Ledger.cast.count)
    #expect(
      try ledger.store.size(asRecorded: .day(Day(parsing: "2026-01-03"))) == Ledger.cast.count + 1)
    #expect(try ledger.store.size(asRecorded: .everything) == Ledger.cast.count + 1)
    #expect(try ledger.store.size(asRecorded: .seq(3)) == 3)
    #expect(try ledger.store.size(asRecorded: .seq(999)) == Ledger.cast.count + 1)
  }
}
