import Testing

@testable import TallyReports
@testable import Tallystick

/// Which deal a handover performs (TheRules.md): no handover is spent twice.
struct WhichDealTests {
  @Test func `the deal of May was performed, and what came in August is of the one of July`() throws
  {
    let ledger = try Ledger.deals(
      .deal("m", "south", "may", "2025-05-16", [.owing(1000)]),
      .announce(
        "t", "south", "2025-05-25",
        .freed("1000", "2025-05-23/2025-05-25") + " under may in total"),
      .deal("j", "south", "july", "2025-07-23", [.owing(1200)]),
      .announce("h", "south", "2025-08-24", .freed("146", "2025-08-24")))
    #expect(
      try ledger.owed() == [
        "july 1200: 146 / – / –, 1054 / – / –, in_performance",
        "may 1000: 1000 / – / –, 0 / – / –, performed",
      ])
    // When the total is retracted, the deal is in question again.
    try ledger.add(.retract("r", "south", "2025-09-01", of: "t"))
    #expect(
      try ledger.owed() == [
        "july 1200: – / – / –, 1054..1200 / – / –, indeterminate (146 open)",
        "may 1000: – / – / –, 854..1000 / – / –, indeterminate (146 open)",
      ])
    #expect(try ledger.view().obligations.lines[0].open?.handovers.map(\.act) == [ledger.seq("h")])
  }

  @Test func `a total that does not reach what is owed, or is another side's, ends nothing`() throws
  {
    for (speaker, count) in [("south", "999"), ("north", "1000"), ("office", "1000")] {
      let ledger = try Ledger.deals(
        .deal("m", "south", "may", "2025-05-16", [.owing(1000)]),
        .announce(
          "t", speaker, "2025-05-25",
          .freed(count, "2025-05-23/2025-05-25") + " under may in total"),
        .deal("j", "south", "july", "2025-07-23", [.owing(1200)]),
        .announce("h", "south", "2025-08-24", .freed("146", "2025-08-24")))
      #expect(try ledger.view().obligations.lines.allSatisfy { $0.open?.bounds == Bounds(146) })
    }
  }

  @Test func `a total for one deal ends no other`() throws {
    let ledger = try Ledger.deals(
      .deal("m", "south", "may", "2025-05-16", [.owing(1000)]),
      .deal("j", "south", "july", "2025-07-23", [.owing(1200)]),
      .announce(
        "t", "south", "2025-08-01",
        .freed("1000", "2025-07-24/2025-08-01") + " under july in total"),
      .announce("h", "south", "2025-08-24", .freed("146", "2025-08-24")))
    #expect(try ledger.view().obligations.lines.allSatisfy { $0.open?.bounds == Bounds(146) })
  }

  @Test(
    arguments: [
      ("south", "institution", true), ("north", "institution", true),
      ("office", "institution", true), ("office", "unnamed", false),
      ("cross", "institution", false), ("paper", "outlet", false),
    ])
  func `a deal is in question if a party or a mediator by name reads it so`(
    reader: String, attribution: String, isInQuestion: Bool
  ) throws {
    let ledger = try Ledger.deals(
      .deal(
        "d", reader, "deal", "2025-10-01", [.owing(10)],
        ["attribution": .string(attribution)]),
      .announce("h", "south", "2025-10-05", .freed("4", "2025-10-05")))
    let line = try #require(try ledger.only())
    #expect(line.creditorSays?.bounds == (isInQuestion ? Bounds(4) : nil))
    #expect(line.assumed == (isInQuestion ? 1 : 0))
    // What the recorder places counts, whoever reads the deal.
    try ledger.add(.place("p", "h", "deal", "2025-12-01"))
    #expect(try ledger.only()?.creditorSays?.bounds == Bounds(4))
  }

  @Test(
    arguments: [
      ("2025-10-09", "2025-10-08", "–"), ("2025-10-09", "2025-10-09", "4"),
      ("2025-10-09", "2025-10-01/2025-10-12", "open"), ("2025-10", "2025-10-31", "4"),
      ("2025-10", "2025-10-30", "open"), ("2025-10", "2025-09-30", "–"),
      ("2025-10", "2025-11-02/2025-11-04", "4"), ("2025-10-09", "2025-10", "open"),
      ("2025-10-09", "", "open"),
    ])
  func `surely on its last day or later it counts, surely before its first not, else it is open`(
    deal: String, when: String, expected: String
  ) throws {
    let claim =
      when.isEmpty ? "handover of 4 prisoners of SOUTH from NORTH to SOUTH" : .freed("4", when)
    let ledger = try Ledger.deals(
      .deal("d", "south", "deal", deal, [.owing(10)]),
      .announce("h", "south", "2025-12-01", claim))
    let line = try #require(try ledger.only())
    let found = line.open == nil ? line.creditorSays?.bounds?.description ?? "–" : "open"
    #expect(found == expected)
  }

  @Test func `words hold in their column, and a silent column follows where the others agree`()
    throws
  {
    let two: [Draft] = [
      .deal("a", "south", "first", "2025-10-01", [.owing(10)]),
      .deal("b", "south", "second", "2025-10-01", [.owing(20)]),
    ]
    let ledger = try Ledger.deals(
      two + [
        .announce("n", "north", "2025-10-05", .freed("4", "2025-10-05") + " under first"),
        .announce("s", "south", "2025-10-05", .freed("4", "2025-10-05")),
        .announce("o", "office", "2025-10-05", .freed("4", "2025-10-05")),
      ])
    #expect(
      try ledger.owed() == [
        "first 10: 4 / 4 / 4, 6 / 6 / 6, in_performance",
        "second 20: – / – / –, – / – / –, pending",
      ])
    #expect(try ledger.view().obligations.lines[0].assumed == 0)
    // Where they differ the silent ones are where the days leave them.
    try ledger.add(.correct("c", "south", "2025-10-06", of: "s", "under second"))
    #expect(
      try ledger.owed() == [
        "first 10: – / 4 / –, – / 6 / 6..10, unconfirmed (4 open)",
        "second 20: 4 / – / –, 16 / – / 16..20, in_performance (4 open)",
      ])
  }

  @Test func `an outlet's words are followed by nobody`() throws {
    let ledger = try Ledger.deals(
      .deal("a", "south", "first", "2025-10-01", [.owing(10)]),
      .deal("b", "south", "second", "2025-10-01", [.owing(20)]),
      .announce("s", "south", "2025-10-05", .freed("4", "2025-10-05")),
      .announce(
        "p", "paper", "2025-10-05", .freed("4", "2025-10-05") + " under first",
        ["attribution": "outlet"]))
    let lines = try ledger.view().obligations.lines
    #expect(lines.map { $0.outletsSay?.bounds } == [Bounds(4), nil])
    #expect(lines.map { $0.open?.bounds } == [Bounds(4), Bounds(4)])
  }

  @Test func `a placement is of the whole handover, at every as-of, and words beat it`() throws {
    let ledger = try Ledger.deals(
      .deal("a", "south", "first", "2025-10-01", [.owing(10)]),
      .deal("b", "south", "second", "2025-10-01", [.owing(20)]),
      .announce("s", "south", "2025-10-05", .freed("4", "2025-10-05")),
      .announce("n", "north", "2025-10-05", .freed("4", "2025-10-05")),
      .place("p", "n", "second", "2025-12-01"))
    let placed = [
      "first 10: – / – / –, – / – / –, pending",
      "second 20: 4 / 4 / –, 16 / 16 / –, in_performance",
    ]
    #expect(try ledger.owed() == placed)
    let asOf = try ledger.view(asOf: "2025-12-01").obligations.lines.map(\.brief)
    #expect(asOf == placed)
    #expect(
      try ledger.owed(upTo: ledger.seq("n")).allSatisfy { $0.hasSuffix("(4 open)") })
    // The later holds; a tie of different deals is open.
    try ledger.add(.place("q", "s", "none", "2025-12-02"))
    #expect(try ledger.owed().allSatisfy { $0.hasSuffix("– / – / –, – / – / –, pending") })
    try ledger.add(.place("r", "s", "first", "2025-12-02"))
    #expect(
      try ledger.owed().first == "first 10: – / – / –, 6..10 / 6..10 / –, indeterminate (4 open)")
    try ledger.add(.correct("c", "south", "2025-10-06", of: "s", "under second"))
    #expect(
      try ledger.owed().last == "second 20: 4 / 4 / –, 16 / 16 / –, in_performance")
  }

  @Test func `words and placements beat the days, and are flagged`() throws {
    let ledger = try Ledger.deals(
      .deal("d", "south", "deal", "2025-10-09", [.owing(10)]),
      .announce("s", "south", "2025-10-05", .freed("4", "2025-10-05") + " under deal"))
    let line = try #require(try ledger.only())
    #expect(line.creditorSays?.bounds == Bounds(4))
    #expect(try line.againstDates == [ledger.seq("s")])
    #expect(line.notes.contains { $0.contains("against the days") })
  }

  @Test func `several obligations of one reading leave it open, and so does whose unsaid`() throws {
    let ledger = try Ledger.deals(
      .deal(
        "d", "south", "deal", "2025-10-01",
        [.owing(10, due: "2025-10-10"), .owing(20, due: "2025-10-20")]),
      .announce("s", "south", "2025-10-05", .freed("4", "2025-10-05") + " under deal"))
    #expect(
      try ledger.owed() == [
        "deal 10: – / – / –, 6..10 / – / –, overdue (4 open)",
        "deal 20: – / – / –, 16..20 / – / –, overdue (4 open)",
      ])
    let unsaid = try Ledger.deals(
      .deal("d", "south", "deal", "2025-10-01", [.owing(10)]),
      .announce(
        "s", "south", "2025-10-05",
        "handover of 4 prisoners from NORTH to SOUTH on 2025-10-05 under deal"))
    #expect(
      try unsaid.owed() == ["deal 10: – / – / –, 6..10 / – / –, indeterminate (4 open)"])
  }

  @Test func `an obligation without whose takes every label`() throws {
    let ledger = try Ledger.deals(
      .deal(
        "d", "south", "deal", "2025-10-01",
        [
          [
            "debtor": "NORTH", "creditor": "SOUTH", "what": "doses", "count": ["exact": 10],
          ]
        ]),
      .announce(
        "s", "south", "2025-10-05", "handover of 4 doses of SOUTH from NORTH to SOUTH on 2025-10-05"
      ),
      .announce(
        "t", "south", "2025-10-06",
        "handover of 3 doses of EAST from NORTH to SOUTH on 2025-10-06"),
      .announce(
        "u", "south", "2025-10-07", "handover of 2 doses from NORTH to SOUTH on 2025-10-07"))
    #expect(try ledger.owed() == ["deal 10: 9 / – / –, 1 / – / –, in_performance"])
  }

  @Test func `check lists what is open, with the command that places it`() throws {
    let ledger = try Ledger.deals(
      .deal("a", "south", "first", "2025-10-01", [.owing(10)]),
      .deal("b", "south", "second", "2025-10-01", [.owing(20)]),
      .announce("s", "south", "2025-10-05", .freed("4", "2025-10-05")))
    let found = try CheckReport(
      ledger.view(), events: ledger.events(), checks: [.openPlacements],
      now: Instant(parsing: "2026-01-01T00:00:00Z")
    ).found.map(\.sentence)
    let seq = try ledger.seq("s")
    #expect(
      found == [
        "prisoners NORTH→SOUTH of SOUTH on 2025-10-05 may be under first or second: tally assess "
          + "--of '#\(seq)' --scale placement --value first --reason …, or another of them, or none."
      ])
  }
}
