import Testing

@testable import Tallystick

/// Retractions change the present, never the past (TheRules.md).
struct RetractionTests {
  private func ledger() throws -> Ledger {
    try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .retract("B", "ru", "2025-06-15", of: "A"))
  }

  @Test func `a retracted claim is in no figure, and stands as of the day before`() throws {
    let ledger = try ledger()
    #expect(try ledger.view().sides() == "no line")
    #expect(try ledger.view(asOf: "2025-06-15").sides() == "no line")
    #expect(try ledger.view(asOf: "2025-06-14").sides() == "1200 / –")
  }

  @Test func `a retraction may be retracted, and that again`() throws {
    let ledger = try ledger()
    try ledger.add(.retract("C", "ru", "2025-06-16", of: "B"))
    #expect(try ledger.view().sides() == "1200 / –")
    try ledger.add(.retract("D", "ru", "2025-06-17", of: "C"))
    #expect(try ledger.view().sides() == "no line")
    #expect(try ledger.view(asOf: "2025-06-16").sides() == "1200 / –")
  }

  @Test func `one live retraction of two is enough`() throws {
    let ledger = try ledger()
    try ledger.add(
      .retract("C", "medinsky", "2025-06-16", of: "A"),
      .retract("D", "ru", "2025-06-17", of: "B"))
    #expect(try ledger.view().sides() == "no line")
  }

  @Test func `a handover keeps a flag of what was withdrawn from it`() throws {
    let ledger = try ledger()
    try ledger.add(.announce("C", "ua", "2025-06-13", .there("1200")))
    #expect(try ledger.view().sides() == "– / 1200")
    #expect(try ledger.view().status()?.flags == [.retracted])
    #expect(try ledger.view(asOf: "2025-06-14").status()?.flags == [])
  }

  @Test func `what a long chain of retractions leaves is found without recursion`() throws {
    let ledger = try Ledger(.announce("R0", "ru", "2025-06-13", .there("1200")))
    try ledger.add((1...301).map { .retract("R\($0)", "ru", "2025-06-14", of: "R\($0 - 1)") })
    #expect(try ledger.view().sides() == "no line")
    #expect(try ledger.view(upTo: ledger.seq("R300")).sides() == "1200 / –")
  }
}
