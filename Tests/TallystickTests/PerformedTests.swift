import Testing

@testable import TallyReports
@testable import Tallystick

/// What each side says was performed, what remains by whose number, and the state (TheRules.md).
struct PerformedTests {
  private static func ledger(
    _ owed: Int64, due: String? = nil, _ drafts: Draft...
  ) throws -> Ledger {
    try Ledger.deals(
      [.deal("d", "office", "deal", "2025-10-09", [.owing(owed, due: due)])] + drafts)
  }

  @Test func `a creditor's own total counts before and after its handovers come`() throws {
    let ledger = try Self.ledger(
      360,
      .announce(
        "t", "south", "2025-11-26", .freed("345", "2025-10-13/2025-11-26") + " in total"))
    #expect(try ledger.owed() == ["deal 360: 345 / – / –, 15 / – / –, in_performance"])
    try ledger.add(.announce("h", "south", "2025-11-26", .freed("15", "2025-11-26")))
    #expect(try ledger.owed() == ["deal 360: 345 / – / –, 15 / – / –, in_performance"])
    let line = try #require(try ledger.only())
    #expect(line.creditorSays?.sum == Bounds(15))
    #expect(line.creditorSays?.stated.map(\.isAssumed) == [true])
    #expect(
      line.notes.contains(
        "NORTH→SOUTH deal as office reads it: 15 entered of the 345 that SOUTH states; 330 missing, between "
          + "2025-10-13 and 2025-11-26."))
    // One that begins after the total's end adds, one that straddles it widens.
    try ledger.add(.announce("i", "south", "2025-11-28", .freed("2", "2025-11-27")))
    #expect(try ledger.only()?.creditorSays?.bounds == Bounds(347))
    try ledger.add(
      .announce("j", "south", "2025-12-02", .freed("5", "2025-11-20/2025-12-01")),
      .link("j", "distinct_handover", "h"), .link("j", "distinct_handover", "i"))
    #expect(try ledger.only()?.creditorSays?.bounds == Bounds(min: 347, max: 352))
  }

  @Test
  func `of a side's totals the latest end holds, then the latest statement; ties are a range`()
    throws
  {
    let ledger = try Self.ledger(
      360,
      .announce("t", "south", "2025-11-02", .freed("100", "../2025-11-01") + " in total"),
      .announce("u", "south", "2025-11-20", .freed("90", "../2025-10-20") + " in total"))
    #expect(try ledger.only()?.creditorSays?.bounds == Bounds(100))
    try ledger.add(
      .announce("v", "south", "2025-11-03", .freed("110", "../2025-11-01") + " in total"))
    #expect(try ledger.only()?.creditorSays?.bounds == Bounds(110))
    try ledger.add(
      .announce("w", "south", "2025-11-03", .freed("112", "../2025-11-01") + " in total"))
    let stated = try #require(try ledger.only()?.creditorSays?.stated.first)
    #expect(stated.bounds == Bounds(min: 110, max: 112))
    #expect(try stated.ties == [ledger.seq("w")])
  }

  @Test(
    arguments: [
      ("2025-10-09/2025-11-01", "", nil, Bounds(50)),
      ("2025-10-01/2025-11-01", "", nil, nil),
      ("../2025-11-01", "", nil, Bounds(50)),
      ("../2025-11-01", "", "2025-10-05", nil),
      ("../2025-11-01", " under deal", "2025-10-05", Bounds(50)),
      ("2025-10-01/2025-11-01", " under deal", nil, Bounds(50)),
      ("../2025-11-01", " under other", nil, nil),
    ] as [(String, String, String?, Bounds?)])
  func `a total that names no deal counts where it can be of nothing else`(
    when: String, under: String, earlier: String?, expected: Bounds?
  ) throws {
    let ledger = try Self.ledger(
      360, .announce("t", "south", "2025-11-02", .freed("50", when) + under + " in total"))
    if let earlier { try ledger.add(.announce("e", "south", "2025-11-02", .freed("7", earlier))) }
    #expect(try ledger.only()?.creditorSays?.bounds == expected)
  }

  @Test func `a creditor that gives no number leaves it unconfirmed, and nothing remains by it`()
    throws
  {
    let ledger = try Self.ledger(
      1950, due: "2025-10-13",
      .announce("n", "north", "2025-10-13", .freed("1968", "2025-10-13")),
      .announce("o", "office", "2025-10-13", .freed("1968", "2025-10-13")))
    #expect(
      try ledger.owed() == ["deal 1950: – / 1968 / 1968, – / 0 / 0, unconfirmed"])
    let found = try CheckReport(
      ledger.view(), events: ledger.events(), checks: [.unperformedObligations],
      now: Instant(parsing: "2026-01-01T00:00:00Z")
    ).found.map(\.sentence)
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.contains("SOUTH gave no number, 0 by NORTH, 0 by others;") })
    // A side that denies is never said to have said nothing.
    try ledger.add(.deny("x", "south", "2025-10-14", of: "n"))
    let line = try #require(try ledger.only())
    #expect(line.state == .disputed)
    #expect(try line.remainingWords.hasPrefix("SOUTH denies #\(ledger.seq("x"))"))
  }

  @Test func `a side that is silent on some is bound by what it said, and says of how many`() throws
  {
    let ledger = try Self.ledger(
      345,
      .announce("a", "north", "2025-10-13", .freed("100", "2025-10-13")),
      .announce("b", "north", "2025-10-14", .freed("50", "2025-10-14")),
      .announce("c", "south", "2025-10-13", .freed("100", "2025-10-13")))
    #expect(try ledger.owed() == ["deal 345: 100 / 150 / –, ≤245 / 195 / –, in_performance"])
    let line = try #require(try ledger.only())
    #expect(line.creditorSays?.handovers == 1)
    #expect(line.creditorSays?.of == 2)
    let rest = line.json["remaining"]?.object?["creditor"]?.object
    #expect(rest?["min"] == nil)
    #expect(rest?["max"] == 245)
  }

  /// What the creditor, the debtor and an observer say of 10 owed by October 20, and the state.
  @Test(
    arguments: [
      (nil, nil, nil, "2025-10-20", .pending), (nil, nil, nil, "2025-10-21", .overdue),
      ("10", nil, nil, "2025-10-21", .performed), ("11", nil, nil, "2025-10-21", .inExcess),
      ("4", "10", nil, "2025-10-21", .disputed), ("4", nil, "10", "2025-10-21", .disputed),
      ("4", "5", nil, "2025-10-21", .overdue), ("4", "5", nil, "2025-10-20", .inPerformance),
      (nil, "4", nil, "2025-10-21", .unconfirmed), (nil, nil, "4", "2025-10-21", .unconfirmed),
      ("withheld", "10", nil, "2025-10-21", .unconfirmed),
      ("5+", "10", nil, "2025-10-21", .indeterminate),
      ("withheld", nil, nil, "2025-10-21", .inPerformance),
    ] as [(String?, String?, String?, String, Obligations.State)])
  func `the state is the first that holds`(
    creditor: String?, debtor: String?, observer: String?, today: String,
    state: Obligations.State
  ) throws {
    let ledger = try Self.ledger(10, due: "2025-10-20")
    for (speaker, count) in [("south", creditor), ("north", debtor), ("cross", observer)] {
      guard let count else { continue }
      try ledger.add(.announce(speaker, speaker, "2025-10-14", .freed(count, "2025-10-13")))
    }
    #expect(try ledger.only(today: today)?.state == state)
  }

  @Test func `an outlet alone is somebody who says something`() throws {
    let ledger = try Self.ledger(
      10, due: "2025-10-20",
      .announce(
        "p", "paper", "2025-10-14", .freed("4", "2025-10-13"), ["attribution": "outlet"]))
    let line = try #require(try ledger.only())
    #expect(line.state == .unconfirmed)
    #expect(line.othersSay == nil)
    #expect(line.outletsSay?.bounds == Bounds(4))
    #expect(line.remaining.others == nil)
  }

  @Test(
    arguments: [
      ("2025-11-20", "", Obligations.State.performedLate, 38 as Int?, "performed late (38 days)"),
      ("2025-10-13", "", .performed, nil, "performed"),
      ("2025-10-10/2025-11-20", " in total", .performed, nil, "performed by 2025-11-20"),
      ("2025-10-14/2025-11-20", " in total", .performedLate, 38, "performed late (38 days)"),
      ("2025-10-10/2025-11-20", "", .performed, nil, "performed by 2025-11-20"),
    ])
  func `late is what was surely reached after the last due day`(
    when: String, total: String, state: Obligations.State, days: Int?, words: String
  ) throws {
    let ledger = try Self.ledger(
      10, due: "2025-10-13", .announce("h", "south", "2025-11-21", .freed("10", when) + total))
    let line = try #require(try ledger.only())
    #expect(line.state == state)
    #expect(line.daysLate == days)
    #expect(line.stateWords == words)
  }

  @Test(
    arguments: [
      ("2025-10-17", 3, "2025-10-20, in 3 days"), ("2025-10-19", 1, "2025-10-20, in 1 day"),
      ("2025-10-20", 0, "2025-10-20, today"), ("2025-11-01", -12, "2025-10-20, 12 days ago"),
    ])
  func `when it falls due is told from the day of the report`(
    today: String, days: Int, words: String
  ) throws {
    let ledger = try Self.ledger(10, due: "2025-10-20")
    let line = try #require(try ledger.only(today: today))
    #expect(line.dueIn == days)
    #expect(line.dueWords == words)
  }

  @Test(
    arguments: [
      ("2025-10-12", 7, 0), ("2025-10-13", 7, 1), ("2025-10-16", 3, 0), ("2025-10-17", 3, 1),
      ("2025-10-20", 0, 1), ("2025-10-25", 0, 1),
    ])
  func `check lists what falls due within some days, and what is overdue`(
    today: String, within: Int, count: Int
  ) throws {
    let ledger = try Self.ledger(10, due: "2025-10-20")
    let report = try CheckReport(
      ledger.view(today: today), events: ledger.events(), checks: [.due], within: within,
      now: Instant(parsing: "2026-01-01T00:00:00Z"))
    #expect(report.found.count == count)
  }

  @Test(arguments: ["2025-10-17", "2025-10-25"])
  func `what was performed does not fall due any more`(today: String) throws {
    let ledger = try Self.ledger(
      10, due: "2025-10-20", .announce("h", "south", "2025-10-16", .freed("10", "2025-10-16")))
    #expect(try ledger.only(today: today)?.isPending == false)
    let report = try CheckReport(
      ledger.view(today: today), events: ledger.events(), checks: [.due], within: 7,
      now: Instant(parsing: "2026-01-01T00:00:00Z"))
    #expect(report.found == [])
  }

  @Test func `of several obligations of one reading a note says of which it is`() throws {
    let ledger = try Ledger.deals(
      .deal(
        "d", "office", "deal", "2025-05-01",
        [.owing(60, due: "2025-06-30"), .owing(60, due: "2025-07-31")]),
      .announce("h", "north", "2025-06-11", .freed("40", "2025-06-10")))
    let lines = try ledger.view().obligations.lines
    #expect(Set(lines.map(\.way)) == ["NORTH→SOUTH deal as office reads it"])
    let notes: [String] = lines.flatMap { $0.notes(ofSeveral: true) }
    let way = "NORTH→SOUTH deal as office reads it, 60 prisoners of SOUTH due"
    let open = "1 handover (40) not placed: it is not known whether it performs this."
    #expect(
      notes.filter { $0.contains("not placed") } == [
        "\(way) 2025-06-30: \(open)", "\(way) 2025-07-31: \(open)",
      ])
  }

  @Test func `what a side states and no handover makes lies between its totals`() throws {
    let ledger = try Self.ledger(
      400,
      .announce("a", "south", "2025-10-13", .freed("100", "2025-10-13")),
      .announce("t", "south", "2025-10-15", .freed("100", "../2025-10-15") + " in total"),
      .announce("b", "south", "2025-11-20", .freed("80", "2025-11-20")),
      .announce("u", "south", "2025-11-26", .freed("345", "../2025-11-26") + " in total"))
    let report = try CheckReport(
      ledger.view(), events: ledger.events(), checks: [.missingHandovers],
      now: Instant(parsing: "2026-01-01T00:00:00Z"))
    #expect(
      report.found.map(\.sentence) == [
        "NORTH→SOUTH deal: 180 entered of the 345 that SOUTH states; 165 missing, between "
          + "2025-10-16 and 2025-11-26."
      ])
    #expect(try report.found.first?.seqs == ledger.seqs("t", "u"))
  }

  @Test func `a total of a row on which nothing is owed is looked at too`() throws {
    let ledger = try Ledger.deals(
      .announce("a", "south", "2025-10-13", .freed("1", "2025-10-13")),
      .announce("t", "south", "2025-10-15", .freed("5", "../2025-10-15") + " in total"))
    let report = try CheckReport(
      ledger.view(), events: ledger.events(), checks: [.missingHandovers],
      now: Instant(parsing: "2026-01-01T00:00:00Z"))
    #expect(
      report.found.map(\.sentence) == [
        "prisoners NORTH→SOUTH of SOUTH: 1 entered of the 5 that SOUTH states; 4 missing, by "
          + "2025-10-15."
      ])
  }

  @Test func `what a side identifies as another's is taken off its own number alone`() throws {
    let ledger = try Self.ledger(
      28, .announce("h", "south", "2025-10-14", .freed("4", "2025-10-14")),
      .announce("n", "north", "2025-10-14", .freed("4", "2025-10-14")),
      .announce(
        "i", "south", "2025-10-15",
        "identification of 1 prisoners of SOUTH identified as NORTH", about: "h"))
    #expect(try ledger.owed() == ["deal 28: 3 / 4 / –, 25 / 24 / –, in_performance"])
    #expect(try ledger.only()?.identified.map(\.identifiedAs) == ["NORTH"])
    // Of two speakers of one side the largest counts, and not the sum.
    try ledger.add(.source("chief", ["kind": "person", "name": "C", "member_of": "south"]))
    try ledger.add(
      .announce(
        "k", "chief", "2025-10-15",
        "identification of 2 prisoners of SOUTH identified as NORTH", about: "h"))
    #expect(try ledger.only()?.creditorSays?.bounds == Bounds(2))
    // A correction on that day or later allows for it.
    try ledger.add(.correct("c", "south", "2025-10-15", of: "h", "of 3"))
    #expect(try ledger.only()?.creditorSays?.bounds == Bounds(3))
  }
}

extension Draft {
  fileprivate static func announce(
    _ label: String, _ speaker: String, _ stated: String, _ claim: String, about: String
  ) -> Draft {
    var claim = JSONValue.claim(claim).object ?? [:]
    claim["about"] = .string("@\(about)")
    return .line(
      "announcement", label, stated,
      ["speaker": .string(speaker), "attribution": "institution", "claim": .object(claim)])
  }
}
