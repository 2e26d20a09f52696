import Testing

@testable import TallyReports
@testable import Tallystick

/// Deals that end or are renewed, and what is owed for each of others or by the day (TheRules.md).
struct DealTermTests {
  @Test(
    arguments: [
      ("south", ["ended", "ended"]), ("north", ["ended", "in_performance"]),
    ])
  func `a last day holds in every reading if the creditor says so, else in its speaker's`(
    speaker: String, states: [String]
  ) throws {
    let other = speaker == "south" ? "north" : "south"
    let ledger = try Ledger.deals(
      .deal(
        "a", speaker, "deal", "2025-10-01", [.owing(10)], ["until": "2025-10-31"]),
      .deal("b", other, "deal", "2025-10-01", [.owing(12)]),
      .announce("h", "south", "2025-10-05", .freed("4", "2025-10-05")),
      .announce("i", "south", "2025-11-05", .freed("3", "2025-11-05")))
    let lines = try ledger.view().obligations.lines.sorted {
      ($0.owed?.min ?? 0) < ($1.owed?.min ?? 0)
    }
    #expect(lines.map(\.state.rawValue) == states)
    #expect(lines[0].remaining.creditor?.bounds == Bounds(6))
    #expect(lines[0].since?.description == "2025-11-01")
    #expect(lines[1].remaining.creditor?.bounds == Bounds(speaker == "south" ? 8 : 5))
    #expect(!lines[0].isPending)
  }

  @Test func `a renewed deal is not owed, and its later handovers are the new one's`() throws {
    let ledger = try Ledger.deals(
      .deal("a", "south", "first", "2025-10-01", [.owing(10)], stated: "2025-10-01"),
      .announce("h", "south", "2025-10-05", .freed("4", "2025-10-05")),
      .deal(
        "b", "south", "second", "2025-11-01", [.owing(20)], stated: "2025-11-01",
        ["renews": "first"]),
      .announce("i", "south", "2025-11-05", .freed("3", "2025-11-05")))
    #expect(
      try ledger.owed() == [
        "first 10: 4 / – / –, 6 / – / –, renewed",
        "second 20: 3 / – / –, 17 / – / –, in_performance",
      ])
    let line = try #require(try ledger.view().obligations.lines.first)
    #expect(line.renewedBy == "second")
    #expect(line.since?.description == "2025-11-01")
    #expect(
      try ledger.owed(asOf: "2025-10-31") == ["first 10: 4 / – / –, 6 / – / –, in_performance"])
  }

  @Test(
    arguments: [
      ("second", "2025-09-01", "first"), ("second", "2025-10-01", "first"),
      ("second", "2025-11-01", "third"), ("first", "2025-11-01", "first"),
    ])
  func `what is no surely earlier deal is not renewed, and that is listed`(
    deal: String, when: String, renews: String
  ) throws {
    let ledger = try Ledger.deals(
      .deal("a", "south", "first", "2025-10-01", [.owing(10)]),
      .deal("b", "south", deal, when, [.owing(20)], ["renews": .string(renews)]))
    let report = try ObligationsReport(ledger.view())
    #expect(report.obligations.allSatisfy { $0.state == .pending && $0.renewedBy == nil })
    #expect(try report.withoutEffect == [ledger.seq("b")])
  }

  /// NORTH owes SOUTH 15 prisoners for each of the remains of NORTH that it gets.
  private static let each: JSONValue = .owing([
    "each": 15, "of": ["what": "remains", "from": "SOUTH", "to": "NORTH", "whose": "NORTH"],
  ])

  @Test func `for each counts what the same deal takes in, by each side's own number`() throws {
    let ledger = try Ledger.deals(.deal("d", "office", "deal", "2025-10-01", [Self.each]))
    #expect(try ledger.owed() == ["deal ?: – / – / –, – / – / –, indeterminate"])
    try ledger.add(
      .announce("s", "south", "2025-10-05", .brought("2", "2025-10-05")),
      .announce("n", "north", "2025-10-05", .brought("1", "2025-10-05")),
      .announce("h", "south", "2025-10-06", .freed("20", "2025-10-06")))
    let line = try #require(try ledger.only())
    #expect(line.brief == "deal 15..30: 20 / – / –, 10 / – / –, in_performance")
    #expect(line.owedBy?.creditor == Bounds(30))
    #expect(line.owedBy?.debtor == Bounds(15))
    #expect(line.owedBy?.others == nil)
    // What is under another deal is not counted.
    try ledger.add(
      .announce("t", "south", "2025-10-07", .brought("5", "2025-10-07") + " under other"))
    #expect(try ledger.only()?.owedBy?.creditor == Bounds(30))
    // A side that is silent on one of them counts at least the others.
    try ledger.add(.announce("u", "north", "2025-10-08", .brought("1", "2025-10-08")))
    #expect(try ledger.only()?.owedBy?.creditor == Bounds(min: 30, max: nil))
  }

  @Test func `what is another's is no one for whom something is owed`() throws {
    let ledger = try Ledger.deals(
      .deal("d", "office", "deal", "2025-10-01", [Self.each]),
      .announce("s", "south", "2025-10-05", .brought("4", "2025-10-05")),
      .line(
        "announcement", "i", "2025-10-06",
        [
          "speaker": "south", "attribution": "institution",
          "claim": [
            "act": "identification", "what": "remains", "count": ["exact": 1],
            "identified_as": "SOUTH", "about": "@s",
          ],
        ]))
    #expect(try ledger.only()?.owedBy?.creditor == Bounds(45))
  }

  @Test(
    arguments: [
      ("day", "2025-10-10", "2025-10-20", 6600), ("day", "2025-10-10", "2025-10-10", 600),
      ("day", "2025-10-10", "2025-10-09", 0), ("week", "2025-10-10", "2025-10-15", 0),
      ("week", "2025-10-10", "2025-10-16", 600), ("month", "2025-10-10", "2025-11-08", 0),
      ("month", "2025-10-10", "2025-11-09", 600), ("month", "2025-01-31", "2025-02-27", 600),
      ("month", "2025-01-31", "2025-02-26", 0), ("month", "2024-12-15", "2026-01-14", 7800),
    ])
  func `days are inclusive, weeks and months count once they have ended`(
    per: String, deal: String, today: String, owed: Int64
  ) throws {
    let ledger = try Ledger.deals(
      .deal(
        "d", "south", "deal", deal, [.owing(["exact": 600, "per": .string(per)])],
        stated: deal))
    #expect(try ledger.only(today: today)?.owed == Bounds(owed))
  }

  @Test func `a rate ends with the deal or when it falls due, and has no product without a day`()
    throws
  {
    let rate: JSONValue = ["exact": 600, "per": "day"]
    let until = try Ledger.deals(
      .deal("d", "south", "deal", "2025-10-10", [.owing(rate)], ["until": "2025-10-20"]))
    #expect(try until.only()?.owed == Bounds(6600))
    let due = try Ledger.deals(
      .deal("d", "south", "deal", "2025-10-10", [.owing(rate, due: "2025-10-12")]))
    #expect(try due.only()?.owed == Bounds(1800))
    let vague = try Ledger.deals(.deal("d", "south", "deal", "2025-10", [.owing(rate)]))
    #expect(try vague.only()?.owed == nil)
    #expect(try vague.only()?.state == .indeterminate)
  }
}

extension String {
  /// A claim of remains of NORTH from SOUTH to NORTH.
  fileprivate static func brought(_ count: String, _ when: String) -> String {
    "handover of \(count) remains of NORTH from SOUTH to NORTH on \(when)"
  }
}
