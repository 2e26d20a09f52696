import Testing

@testable import Tallystick

/// The public record of 2025 as shipped, appended after the article.
struct PublicRecordTests {
  /// What the sides had said by the end of a day of the return of remains since June 11; nil is
  /// what nobody had said.
  struct Said: CustomStringConvertible, Sendable {
    let day: String
    let sent: Int64?
    let received: Int64?
    let wayBack: Int64?

    var description: String { day }
  }

  private static func record() throws -> Ledger {
    let ledger = try Ledger(cast: [], now: "2026-11-23T12:00:00Z")
    for name in ["article", "public-record"] {
      let lines = try ProjectFile.text("events/istanbul-2025/\(name).jsonl")
      try ledger.add(
        lines.utf8.split(separator: UInt8(ascii: "\n")).map { try Draft(line: Array($0)) })
    }
    return ledger
  }

  @Test(arguments: [
    Said(day: "2025-06-10", sent: nil, received: nil, wayBack: nil),
    Said(day: "2025-06-11", sent: 1212, received: 1212, wayBack: 27),
    Said(day: "2025-06-13", sent: 2412, received: 2412, wayBack: 27),
    Said(day: "2025-06-14", sent: 3612, received: 3612, wayBack: 27),
    Said(day: "2025-06-15", sent: 4812, received: 4812, wayBack: 27),
    Said(day: "2025-06-16", sent: 6060, received: 6057, wayBack: 78),
    Said(day: "2025-06-21", sent: 6060, received: 6057, wayBack: 78),
    Said(day: "2025-07-17", sent: 7060, received: 7057, wayBack: 97),
    Said(day: "2025-08-19", sent: 8060, received: 8057, wayBack: 116),
  ])
  func `by the end of each day the sides had said this`(said: Said) throws {
    let view = try PublicRecordTests.record().view(asOf: said.day, occurred: "2025-06-11..")
    let there = view.line("remains RU→UA of UA")
    let back = view.line("remains UA→RU of RU")
    #expect(there?.sender?.sum == said.sent.map { Bounds($0) })
    #expect(there?.receiver?.sum == said.received.map { Bounds($0) })
    #expect(back?.receiver?.sum == said.wayBack.map { Bounds($0) })
    #expect(back?.sender == nil)
  }

  @Test func `the gap of June is three, all of it on the 16th`() throws {
    let view = try PublicRecordTests.record().view(asOf: "2025-06-16", occurred: "2025-06-11..")
    let there = try #require(view.line("remains RU→UA of UA"))
    #expect(there.netGap == 3 && there.absoluteGap == 3)
    let differing = view.handovers.all.filter { ($0.gap ?? 0) != 0 }
    #expect(differing.map(\.when?.text) == ["2025-06-16"])
  }

  @Test func `totals that speakers state stand beside the sums`() throws {
    let view = try PublicRecordTests.record().view(asOf: "2025-06-21", occurred: "2025-06-11..")
    let back = try #require(view.line("remains UA→RU of RU")?.statedTotals)
    let judged = back.map { "\($0.count) \($0.verdict)" }
    #expect(judged.contains("57 off(by: 21)") && judged.contains("79 off(by: 1)"))
  }

  @Test func `the undated 27 of the article is not added to the dated one`() throws {
    let ledger = try PublicRecordTests.record()
    let back = try #require(try ledger.view().line("remains UA→RU of RU"))
    // A nearer rendering of the same words has the day.
    let dated = try #require(
      try ledger.view().handovers.all.first { try $0.seqs.contains(ledger.seq("S08")) })
    #expect(dated.when != nil && dated.place == .counted)
    #expect(try back.seqs.contains(ledger.seq("S08")))
  }
}
