import Testing

@testable import Tallystick

/// Corrections: each to the fields that it names, by the day stated (TheRules.md).
struct CorrectionTests {
  private func ledger() throws -> Ledger {
    try Ledger(.announce("A", "ru", "2025-06-13", .there("1200")))
  }

  @Test func `a correction changes the fields that it names, and no others`() throws {
    let ledger = try ledger()
    try ledger.add(.correct("B", "ru", "2025-06-14", of: "A", "of 1100"))
    let view = try ledger.view()
    #expect(view.sides() == "1100 / –")
    #expect(view.handovers.all[0].when?.text == "2025-06-13")
    #expect(try view.line()?.seqs == ledger.seqs("A", "B"))
    #expect(view.status()?.flags == [.corrected])
  }

  @Test func `the old value stands the day before`() throws {
    let ledger = try ledger()
    try ledger.add(.correct("B", "ru", "2025-06-15", of: "A", "of 1100"))
    #expect(try ledger.view(asOf: "2025-06-14").sides() == "1200 / –")
    #expect(try ledger.view(asOf: "2025-06-15").sides() == "1100 / –")
  }

  @Test func `corrections hold by the day stated, in whatever order they are recorded`() throws {
    let ledger = try ledger()
    try ledger.add(
      .correct("B", "ru", "2025-06-15", of: "A", "of 1100"),
      .correct("C", "ru", "2025-06-14", of: "A", "of 1150 on 2025-06-12"))
    #expect(try ledger.view().sides() == "1100 / –")
    #expect(try ledger.view().handovers.all[0].when?.text == "2025-06-12")
    #expect(try ledger.view(asOf: "2025-06-14").sides() == "1150 / –")
  }

  @Test func `two of one day that differ stand as a range until one names the other`() throws {
    let ledger = try ledger()
    try ledger.add(
      .correct("B", "ru", "2025-06-14", of: "A", "of 1100"),
      .correct("C", "ru", "2025-06-14", of: "A", "of 1150"))
    #expect(try ledger.view().sides() == "1100..1150 / –")
    try ledger.add(.correct("D", "ru", "2025-06-14", of: "B", "of 1120"))
    #expect(try ledger.view().sides() == "1120..1150 / –")
    try ledger.add(.correct("E", "ru", "2025-06-14", of: "C", "of 1120"))
    #expect(try ledger.view().sides() == "1120 / –")
    #expect(try ledger.view().line()?.seqs == ledger.seqs("A", "B", "C", "D", "E"))
  }

  @Test func `a correction that names an earlier one goes before a later stated one`() throws {
    let ledger = try ledger()
    try ledger.add(
      .correct("B", "ru", "2025-06-16", of: "A", "of 1100"),
      .correct("C", "ru", "2025-06-15", of: "B", "of 1150"))
    #expect(try ledger.view().sides() == "1150 / –")
  }

  @Test func `corrections that replace one another round and round all stand`() throws {
    let ledger = try ledger()
    try ledger.add(
      .correct("B", "ru", "2025-06-16", of: "A", "of 1100"),
      .correct("C", "ru", "2025-06-14", of: "B", "of 1150"),
      .correct("D", "ru", "2025-06-15", of: "A", "of 1120"))
    #expect(try ledger.view().sides() == "1100..1150 / –")
    #expect(try ledger.view().line()?.seqs == ledger.seqs("A", "B", "C", "D"))
  }

  @Test func `corrections of a deal that replace one another round and round all stand`() throws {
    func terms(_ label: String, _ stated: String, of: String, _ count: String) -> Draft {
      .line(
        "correction", label, stated,
        [
          "speaker": "ru", "attribution": "named", "of": .references([of]),
          "terms": ["obligations": .array([.owed("RU", "UA", count)])],
        ])
    }
    let ledger = try Ledger(
      .agree("A", "ru", "2025-06-02", [.owed("RU", "UA", "1200")]),
      terms("B", "2025-06-16", of: "A", "1100"), terms("C", "2025-06-14", of: "B", "1150"),
      terms("D", "2025-06-15", of: "A", "1120"))
    #expect(try ledger.view().standing.deals.first?.readings.count == 3)
  }

  @Test func `a thousand corrections, each of the one before, leave the last`() throws {
    let ledger = try ledger()
    try ledger.add(.correct("C0", "ru", "2025-06-14", of: "A", "of 1"))
    try ledger.add(
      (1...1_000).map { .correct("C\($0)", "ru", "2025-06-14", of: "C\($0 - 1)", "of \($0 + 1)") })
    #expect(try ledger.view().sides() == "1001 / –")
  }

  @Test func `a correction that was withdrawn changes nothing`() throws {
    let ledger = try ledger()
    try ledger.add(
      .correct("B", "ru", "2025-06-14", of: "A", "of 1100"),
      .retract("C", "ru", "2025-06-15", of: "B"))
    #expect(try ledger.view().sides() == "1200 / –")
    #expect(try ledger.view(asOf: "2025-06-14").sides() == "1100 / –")
    #expect(try ledger.view().status()?.flags == [])
  }

  @Test func `a correction does not revive what was withdrawn`() throws {
    let ledger = try ledger()
    try ledger.add(
      .retract("B", "ru", "2025-06-14", of: "A"),
      .correct("C", "ru", "2025-06-15", of: "A", "of 1100"))
    #expect(try ledger.view().sides() == "no line")
  }

  @Test func `a correction of a confirmation changes what its speaker said`() throws {
    let ledger = try ledger()
    try ledger.add(
      .confirm("B", "ua", "2025-06-13", of: ["A"], ["count", "date"], count: "1190"),
      .correct("C", "ua", "2025-06-14", of: "B", "of 1195"))
    #expect(try ledger.view().sides() == "1200 / 1195")
  }

  @Test func `a correction may move a claim to another row`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .back("27")))
    try ledger.add(.correct("B", "ru", "2025-06-14", of: "A", "of RU"))
    #expect(try ledger.view().sides(.wayBack) == "– / 27")
    try ledger.add(.correct("C", "ru", "2025-06-15", of: "A", "of UA from RU to UA"))
    #expect(try ledger.view().sides(.wayBack) == "no line")
    #expect(try ledger.view().sides() == "27 / –")
  }
}
