import Testing

@testable import TallyReports
@testable import Tallystick

/// The numbers of one handover, side by side (TheRules.md).
struct HandoverNumberTests {
  @Test func `only the best attributed claims of a side count`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1"), ["attribution": "unattributed"]),
      .announce("B", "ru", "2025-06-13", .there("2"), ["attribution": "outlet"]))
    #expect(try ledger.view().sides() == "1..2 / –")
    try ledger.add(.announce("C", "ru", "2025-06-13", .there("3"), ["attribution": "unnamed"]))
    #expect(try ledger.view().sides() == "3 / –")
    try ledger.add(
      .announce("D", "ru", "2025-06-13", .there("4"), ["attribution": "named"]),
      .announce("E", "medinsky", "2025-06-13", .there("6"), ["attribution": "institution"]))
    #expect(try ledger.view().sides() == "4..6 / –")
  }

  @Test func `one better attributed without a number leaves the others theirs`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("2"), ["attribution": "unnamed"]),
      .announce("B", "ru", "2025-06-13", .there("withheld"), ["attribution": "named"]))
    #expect(try ledger.view().sides() == "2 / –")
  }

  @Test func `those of neither side stand apart`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10")),
      .announce("B", "icrc", "2025-06-13", .there("12")))
    #expect(try ledger.view().handovers.brief == ["10 / – / 12"])
    #expect(try ledger.view().sides() == "10 / –")
  }

  @Test(arguments: [
    ("1248", "1245", 1245 as Int64?, 3 as Int64?), ("1245", "1248", 1245, -3),
    ("1200", "~1200", -1200, 0), ("1000", "~1200", 1000, -200), ("57..79", "80", 57, -1),
    ("6000+", "5000", 5000, 1000),
    ("≤50", "60", 0, -10), ("withheld", "60", nil, nil), ("60", "unspecified", nil, nil),
  ])
  /// What is approximate is printed as the words have it, here below zero where it is the lower end.
  func `confirmed is the smaller lower end, the gap is sender less receiver`(
    sender: String, receiver: String, confirmed: Int64?, gap: Int64?
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there(sender)),
      .announce("B", "ua", "2025-06-13", .there(receiver)))
    let handover = try #require(try ledger.view().handovers.all.first)
    #expect(handover.confirmed.map { $0.isAbout ? -$0.number : $0.number } == confirmed)
    #expect(handover.gap?.number == gap)
  }

  @Test func `different units stand side by side and have no gap`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("100") + " counted in body"),
      .announce("B", "ua", "2025-06-13", .there("120") + " counted in bag"))
    let view = try ledger.view()
    #expect(view.sides() == "100 / 120")
    #expect(view.line()?.netGap == nil)
    #expect(view.line()?.confirmed == nil)
    #expect(view.handovers.all[0].sender?.unit == "body")
    #expect(view.handovers.all[0].receiver?.unit == "bag")
  }

  @Test func `two units of one side both stay to be seen`() throws {
    let ledger = try Ledger(
      .announce("A", "ua", "2025-06-13", .there("100") + " counted in body"),
      .announce("B", "ua", "2025-06-13", .there("120") + " counted in bag"))
    let json = HandoversReport(try ledger.view()).json
    let text = String(decoding: CanonicalJSON.bytes(.object(json)), as: UTF8.self)
    #expect(text.contains("100"))
    #expect(text.contains("120"))
  }

  @Test func `a number with a bound does not widen the exact ones that it admits`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1212")),
      .announce("B", "ru", "2025-06-13", .there("~1200")),
      .announce("C", "ru", "2025-06-13", .there("1000+")))
    #expect(try ledger.view().sides() == "1212 / –")
    try ledger.add(.announce("D", "ru", "2025-06-13", .there("~80")))
    #expect(try ledger.view().sides() == "~80..1212 / –")
    #expect(try ledger.view().handovers.all[0].sender?.words { "\($0)" } == "1212 or ~80")
  }

  @Test func `an outlet's repetition of a side's word raises nothing`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "wire", "2025-06-13", .there("1200"), ["attribution": "outlet"]),
      .announce("C", "echo", "2025-06-13", .there("1200"), ["attribution": "outlet"]))
    #expect(try ledger.view().status()?.word == "announced")
    #expect(try ledger.view().sides() == "1200 / –")
    #expect(try ledger.view().line()?.handovers == 1)
  }

  @Test(arguments: RandomRecords.range)
  func `the number of an only claim is that of several that are one`(place: Int) throws {
    let view = View(
      folding: try RandomRecords.events(place), at: Cut(today: try Day(parsing: "2025-06-09")))
    let claims = view.standing.liveClaims()
    #expect(claims.count > 5)
    for claim in claims { #expect(SideNumber(only: claim) == SideNumber(several: [claim])) }
  }

  @Test func `who hands to itself is the sender`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", "handover of 5 remains of UA from RU to RU on 2025-06-13"))
    let only = try #require(try ledger.view().handovers.all.first)
    #expect(only.sender?.bounds == Bounds(5) && only.receiver == nil)
  }
}
