import Testing
import TransparencyLog

@testable import Tallystick

/// What is kept of events without their bytes, held to what their bytes say.
struct RecordFactsTests {
  /// The facts of all entries of a record.
  private static func parts(_ entries: [StoredEntry]) throws -> RecordParts {
    var parts = RecordParts()
    for entry in entries {
      try parts.take(entry.bytes, seq: entry.seq, leafHash: Hash.leaf(of: entry.bytes))
    }
    return parts
  }

  @Test(arguments: 0..<6)
  func `what is kept of an announcement is what its bytes say`(seed: Int) throws {
    let record = try RandomRecord(seed: UInt64(900 + seed), size: 80, isOfManyParties: seed > 3)
    let entries = try record.store.entries(1...record.said.count)
    let parts = try RecordFactsTests.parts(entries)
    var announced = 0
    for entry in entries {
      let event = try entry.event()
      switch try #require(parts.fact(entry.seq)) {
      case .bytes(let bytes): #expect(bytes == entry.bytes)
      case .item(let item):
        announced += 1
        var phrases = Phrases()
        let act = try #require(item.act(&phrases))
        let body = event.content.body
        #expect(item.seq == event.seq && item.id == event.id && item.type == .announcement)
        #expect(item.stated == event.content.stated)
        #expect(item.stated.text == event.content.stated.text)
        #expect(item.stated.latestDay == event.content.stated.latestDay)
        #expect(act.speech == (try Speech(body: body)))
        #expect(act.deed == (try Deed(.announcement, body: body)))
      }
    }
    #expect(announced >= 5)
  }

  @Test func `an announcement that is amended is read again`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-03", .there("27", "2025-06-03")),
      .announce("B", "ua", "2025-06-03", .there("25", "2025-06-03")),
      .amend("M", of: "A", ["set": ["claim": ["place": "there"]]]))
    let entries = try ledger.store.entries(1...ledger.store.end().size)
    var parts = try RecordFactsTests.parts(entries)
    let before = try entries.filter { parts.isKept($0.seq) }.map { try $0.event().label }
    let areApart = parts.close()
    #expect(areApart)
    let after = try entries.filter { parts.isKept($0.seq) }.map { try $0.event().label }
    #expect(before.contains("A") && !after.contains("A") && after.contains("B"))
  }

  @Test(arguments: [
    "2025-06-13", "2025-06-13T10:00:00Z", "2025-06-13T10:00:00.5Z", "2025-06-13T10:00:00+03:00",
    "2025-06", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
  ])
  func `a statement keeps its words`(text: String) throws {
    let stated = try Stated(parsing: text)
    #expect(stated.text == text)
    #expect(stated == (try Stated(parsing: text)))
    if let instant = stated.wholeSecond {
      #expect(Stated(wholeSecond: instant) == stated)
      #expect(Stated(wholeSecond: instant).text == text)
    }
  }
}
