import Testing

@testable import Tallystick

struct RehearsalTests {
  private static func rehearse(_ drafts: Draft..., in ledger: Ledger) throws -> [String] {
    let now = try Instant(parsing: "2026-01-01T00:00:00Z")
    return words(try Appender(to: ledger.store, recorder: "r", clock: { now }).rehearse(drafts))
  }

  private static func words(_ rehearsed: [Appender.Rehearsed]) -> [String] {
    rehearsed.map { one in
      switch one {
      case .new(_, let warnings): "new \(warnings.count)"
      case .already(_, let seq): "already \(seq)"
      case .refused(let refusals): "refused \(refusals.count)"
      }
    }
  }

  @Test func `each draft is told by itself what would become of it, and none is appended`() throws {
    let first = Draft.announce("A", "ru", "2025-06-13", "handover of 5 remains")
    let ledger = try Ledger(first)
    let size = try ledger.store.end().size
    let rehearsed = try Self.rehearse(
      first, .announce("B", "ru", "2025-06-13", "handover of 6 remains"),
      .announce("B", "ru", "2025-06-13", "handover of 7 remains"),
      .announce("E", "nobody", "2025-06-13", "handover of 8 remains"),
      .retract("C", "ru", "2025-06-14", of: "B"), .retract("D", "ru", "2025-06-14", of: "none"),
      in: ledger)
    #expect(
      rehearsed == ["already \(size)", "new 0", "refused 1", "new 1", "new 0", "refused 1"])
    #expect(try ledger.store.end().size == size)
  }

  @Test func `what was appended before and holds no longer is refused alone`() throws {
    let first = Draft.announce("A", "ru", "2025-06-13", "handover of 5 remains")
    let ledger = try Ledger(first, .retract("R", "ru", "2025-06-14", of: "A"))
    let other = Draft.announce("B", "ru", "2025-06-13", "handover of 6 remains")
    #expect(try Self.rehearse(other, first, in: ledger) == ["new 0", "refused 1"])
  }
}
