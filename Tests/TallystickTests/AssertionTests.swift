import Testing

@testable import TallyReports
@testable import Tallystick

/// Stated totals against the events known on the day they were stated (TheRules.md).
struct AssertionTests {
  private func lines(_ ledger: Ledger, asOf: String? = nil) throws -> [String] {
    let events = try ledger.events()
    return try AssertionsReport(ledger.view(asOf: asOf)).assertions.map { line in
      "\(events[line.now.seq - 1].label ?? "") \(line.side ?? "–"): "
        + "\(line.then.verdict.words), now \(line.now.verdict.words)"
    }
  }

  @Test func `that day and now are two questions`() throws {
    let days = "2025-06-11/2025-06-20"
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .back("27", "2025-06-11")),
      .announce("T", "ru", "2025-06-12", .back("27", days) + " in total"),
      .announce("B", "ru", "2025-06-16", .back("51", "2025-06-16")),
      .announce("U", "ru", "2025-06-19", .back("57", days) + " in total"),
      .announce("V", "ru", "2025-06-19", .back("80", days) + " in total"),
      .announce("W", "ru", "2025-06-21", .back("79", days) + " in total"))
    let found = try lines(ledger)
    #expect(found.first == "T RU: agrees, now stale")
    #expect(found.last == "W RU: off by 1, now off by 1")
    #expect(
      Set(found).isSuperset(of: [
        "U RU: off by 21, now off by 21", "V RU: rounded, now rounded",
      ]))
    #expect(try lines(ledger, asOf: "2025-06-12") == ["T RU: agrees, now agrees"])
    // What is found later to have been said by then counts as known that day.
    try ledger.add(.announce("L", "ru", "2025-06-12", .back("3", "2025-06-12")))
    #expect(try lines(ledger).first == "T RU: stale, now stale")
  }

  @Test(arguments: ReportLawTests.places)
  func `what totals came to by their days is the same from whichever cuts it was asked`(
    place: Int
  ) throws {
    let events = try ReportLawTests.events(place)
    var past = Assertions.Past()
    for number in [30, 3, 17, 9, 25, 1] {
      let day = try #require(Day(year: 2025, month: 6, day: number))
      let view = View(folding: events, at: Cut(asOf: day, today: day))
      #expect(Assertions(view, &past).lines == Assertions(view).lines)
    }
    let hindsight = View(folding: events, at: Cut(withHindsight: true, today: .maximum))
    #expect(Assertions(hindsight, &past).lines == Assertions(hindsight).lines)
  }

  @Test func `who speaks for neither side is held against each`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1203")),
      .announce("B", "ua", "2025-06-13", .there("1190")),
      .announce("T", "paper", "2025-06-14", .there("1203", "2025-06-13/2025-06-14") + " in total"))
    #expect(
      try lines(ledger) == [
        "T RU: agrees, now agrees", "T UA: off by 13, now off by 13",
      ])
  }

  @Test func `a correction or a withdrawal changes what is held against it`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .back("27", "2025-06-11")),
      .announce("T", "ru", "2025-06-12", .back("30", "2025-06-11/2025-06-12") + " in total"),
      .correct("C", "ru", "2025-06-13", of: "A", "of 30"))
    #expect(try lines(ledger) == ["T RU: rounded, now agrees"])
    try ledger.add(.retract("R", "ru", "2025-06-14", of: "T"))
    #expect(try lines(ledger) == [])
  }

  @Test(arguments: ReportLawTests.places)
  func `one that cannot be compared says what is missing, and no other does`(place: Int) throws {
    let view = View(
      folding: try ReportLawTests.events(place),
      at: Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum))
    for line in Assertions(view).lines {
      for one in [line.thatDay, line.atCut] {
        #expect((one.missing != nil) == (one.total.verdict == .notComparable))
        #expect(one.missing != "", "#\(one.total.seq)")
      }
    }
  }

  @Test(arguments: [
    (
      "handover of 10 BAGS counted in bag", nil, " in total counted in body", "#h is counted in bag"
    ),
    (
      "handover of 10 BAGS counted in bag", "handover of 5 BAGS counted in body", " in total",
      "#h is counted in bag; #i is counted in body"
    ),
    ("handover of 10 BAGS", nil, " in total under first", "#h names no deal"),
    (
      "handover of 10 BAGS", "handover of 5 BAGS", " in total under first",
      "#h and 1 more name no deal"
    ),
    (
      "handover of withheld BAGS under second", "handover of withheld BAGS under first",
      " in total under first", "#i has no number of NORTH"
    ),
  ])
  func `what is missing is a number, a unit or a deal`(
    one: String, other: String?, total: String, missing: String
  ) throws {
    func claim(_ text: String, _ when: String) -> String {
      text.replacing("BAGS", with: "prisoners of SOUTH from NORTH to SOUTH on \(when)")
    }
    let ledger = try Ledger.deals(
      .deal("d", "office", "first", "2025-05-01", [.owing(99)]),
      .deal("e", "office", "second", "2025-05-01", [.owing(99)]),
      .announce("h", "north", "2025-06-02", claim(one, "2025-06-01")))
    if let other {
      try ledger.add(.announce("i", "north", "2025-06-02", claim(other, "2025-06-02")))
    }
    try ledger.add(
      .announce("t", "north", "2025-06-05", .freed("30", "2025-06-01/2025-06-03") + total))
    var words = missing.replacing("#h", with: "#\(try ledger.seq("h"))")
    if other != nil { words = words.replacing("#i", with: "#\(try ledger.seq("i"))") }
    let line = try #require(Assertions(ledger.view()).lines.first)
    #expect(line.atCut.missing == words)
  }

  @Test(arguments: [
    ("PR-059", "UA", "agrees"), ("PR-060", "UA", "off by 800"), ("PR-060", "RU", "off by 800"),
    ("PR-063", "UA", "agrees"), ("PR-065", "RU", "agrees"), ("PR-065-2", "RU", "agrees"),
    ("PR-072", "RU", "off by 21"), ("PR-074", "RU", "off by 1"), ("PR-082", "RU", "agrees"),
    ("PR-067", "RU", "not comparable"), ("PR-061c-4", "RU", "agrees"),
  ])
  func `every total of the shipped record has its verdict`(
    label: String, side: String, verdict: String
  ) throws {
    let found = try lines(Shipped.record(), asOf: "2025-08-19")
    #expect(
      found.contains { $0.hasPrefix("\(label) \(side): \(verdict), now ") }, "\(found)")
  }
}
