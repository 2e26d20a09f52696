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
