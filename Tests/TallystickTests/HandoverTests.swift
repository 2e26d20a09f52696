import Testing

@testable import TallyReports
@testable import Tallystick

/// Which claims are about one handover (TheRules.md).
struct HandoverTests {
  @Test func `claims with equal parts and the same single day are one handover`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-13", .there("1200", "2025-06-13?")))
    #expect(try ledger.view().handovers.brief == ["1200 / 1200 / –"])
  }

  @Test(arguments: [
    "handover of 1200 remains of UA from RU to UA on 2025-06-14",
    "handover of 1200 prisoners of UA from RU to UA on 2025-06-13",
    "handover of 1200 remains of RU from UA to RU on 2025-06-13",
    "handover of 1200 remains of XX from RU to UA on 2025-06-13",
  ])
  func `claims that differ in a part or in the day are two`(claim: String) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-15", .there("1200")), .announce("B", "ua", "2025-06-15", claim))
    #expect(try ledger.view().handovers.all.count == 2)
  }

  @Test func `a part left unsaid agrees with any, if just one handover fits`() throws {
    let partial = "handover of 1150 remains from RU to UA on 2025-06-13"
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-13", partial),
      .announce("C", "ua", "2025-06-14", .there("9", "2025-06-14")))
    #expect(try ledger.view().handovers.brief == ["1200 / 1150 / –", "– / 9 / –"])
    try ledger.add(
      .announce("D", "ru", "2025-06-13", "handover of 5 remains of XX from RU to UA on 2025-06-13"))
    #expect(try ledger.view().sides() == "1200 / 9")
    // Whose they are could be either: a row by itself, with its sums.
    #expect(try ledger.view().sides("remains RU→UA of ?") == "– / 1150")
  }

  @Test func `an explicit key tells two apart on one day, and joins two days`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10") + " key first"),
      .announce("B", "ru", "2025-06-13", .there("20") + " key second"),
      .announce("C", "ua", "2025-06-14", .there("10", "2025-06-14") + " key first"))
    #expect(try ledger.view().handovers.brief == ["10 / 10 / –", "20 / – / –"])
    try ledger.add(.announce("D", "ua", "2025-06-13", .there("30")))
    let view = try ledger.view()
    #expect(view.sides() == "30 / 10")
    #expect(try view.excluded() == ["#\(ledger.seq("D")) 30 possible overlap"])
  }

  @Test func `keys that differ tell vague handovers apart`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("10", "2025-06") + " key first"),
      .announce("B", "ru", "2025-07-01", .there("20", "2025-06") + " key second"))
    #expect(try ledger.view().sides() == "30 / –")
  }

  @Test func `a claim without a key joins the one key of its day`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10") + " key first"),
      .announce("B", "ua", "2025-06-13", .there("11")))
    #expect(try ledger.view().handovers.brief == ["10 / 11 / –"])
  }

  @Test func `links join and tell apart`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-14", .there("1190", "2025-06-14")),
      .announce("C", "ua", "2025-06-13", .there("7")))
    #expect(try ledger.view().handovers.brief == ["1200 / 7 / –", "– / 1190 / –"])
    try ledger.add(.link("A", "same_handover", "B"), .link("C", "distinct_handover", "A"))
    #expect(try ledger.view().handovers.brief == ["1200 / 1190 / –", "– / 7 / –"])
  }

  @Test func `a chain of links joins all, but for those told apart`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1")),
      .announce("B", "ru", "2025-06-14", .there("2", "2025-06-14")),
      .announce("C", "ru", "2025-06-15", .there("3", "2025-06-15")),
      .link("A", "same_handover", "B"), .link("C", "same_handover", "B"))
    #expect(try ledger.view().sides() == "1..3 / –")
    try ledger.add(.link("A", "distinct_handover", "C"))
    #expect(try ledger.view().line()?.handovers == 2)
  }

  @Test func `a linked claim on another row gives its number to the sender's row`() throws {
    let ledger = try Ledger(
      .announce(
        "B", "ua", "2025-06-12", "handover of 99 remains of XX from RU to UA on 2025-06"),
      .announce("A", "ru", "2025-06-13", .there("100")), .link("B", "same_handover", "A"))
    let view = try ledger.view()
    #expect(view.sides() == "100 / 99")
    #expect(view.totals.lines.count == 1)
    #expect(view.handovers.all.map(\.when?.text) == ["2025-06-13"])
  }

  @Test(arguments: ["2025-06", "../2025-06-20", "2025-06-02/2025-06-16", "2025-06-02~"])
  func `claims on one row with the very same when are one handover`(when: String) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("10", when)),
      .announce("B", "ua", "2025-07-01", .there("11", when)))
    #expect(try ledger.view().handovers.brief == ["10 / 11 / –"])
  }

  @Test func `a count of 0 makes no handover, and is its side's number where another does`() throws
  {
    let ledger = try Ledger(.announce("A", "ua", "2025-06-13", .there("0")))
    #expect(try ledger.view().handovers.all.isEmpty)
    try ledger.add(.announce("B", "ru", "2025-06-13", .there("27")))
    #expect(try ledger.view().sides() == "27 / 0")
    #expect(try ledger.view().line()?.netGap == 27)
  }

  @Test func `a zero of a day does not wipe out an earlier number`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .back("27", "../2025-06-11")),
      .announce("B", "ru", "2025-06-13", .back("0", "2025-06-13")))
    #expect(try ledger.view().sides(.wayBack) == "– / 27")
    #expect(try ledger.view().handovers.all.count == 1)
  }

  @Test func `a zero stays a zero when a number beside it is taken out`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("0")),
      .announce("B", "ru", "2025-06-14", .there("0", "2025-06-14")),
      .confirm("C", "ua", "2025-06-14", of: ["A", "B"], ["count", "date"], count: "5"))
    #expect(try ledger.view().handovers.all.isEmpty)
  }

  @Test func `a zero that a link tells apart is not the number of that handover`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("27")),
      .announce("B", "ua", "2025-06-13", .there("0")), .link("A", "distinct_handover", "B"))
    #expect(try ledger.view().sides() == "27 / –")
  }

  @Test(arguments: ["plan", "offer", "staging", "list", "identification"])
  func `other acts are no handovers`(act: String) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", "\(act) of 1212 remains of UA from RU to UA on 2025-06-13")
    )
    #expect(try ledger.view().handovers.all.isEmpty)
    #expect(try ledger.view().totals.lines.isEmpty)
  }

  @Test func `each way is two handovers, the second turned round`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("50") + " each way"),
      .confirm("B", "ua", "2025-06-13", of: ["A"], ["count", "date", "direction"]))
    #expect(try ledger.view().sides() == "50 / 50")
    #expect(try ledger.view().sides(.wayBack) == "50 / 50")
  }

  @Test func `each way with one party unsaid does not invent whose the other half is`() throws {
    let ledger = try Ledger(
      .announce(
        "A", "ru", "2025-06-13", "handover of 5 remains of UA from RU on 2025-06-13 each way"))
    #expect(
      try ledger.view().totals.lines.map(\.row.description).contains("remains ?→RU of UA") == false)
  }

  @Test func `both ways is one number in no row, and a part is in no sum`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("100") + " both ways"),
      .announce("B", "ru", "2025-06-13", .there("1200")),
      .announce("C", "ru", "2025-06-13", .there("5") + " in part"))
    let view = try ledger.view()
    #expect(view.sides() == "1200 / –")
    #expect(view.totals.together.map { $0.count?.description } == ["100"])
    #expect(try view.totals.together.map(\.seq) == ledger.seqs("A"))
    #expect(try HandoversReport(view).lines.map { $0.parts.map(\.seq) } == [ledger.seqs("C")])
  }
}
