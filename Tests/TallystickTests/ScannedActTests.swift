import Testing

@testable import Tallystick

/// An act scanned from bytes is the act that is read from the JSON value.
struct ScannedActTests {
  /// The act of an entry by the slow readers; nil where they refuse it, or it is none.
  private static func read(_ entry: ScannedEntry, _ bytes: [UInt8]) -> (Speech, Deed)? {
    guard let type = EventType(rawValue: entry.type),
      let body = try? JSONValue(parsing: bytes.span.extracting(entry.body)).object,
      let speech = try? Speech(body: body), let deed = try? Deed(type, body: body)
    else { return nil }
    return (speech, deed)
  }

  /// Compares a scan with what is read; nil where the bytes are no act that was scanned.
  private static func check(_ bytes: [UInt8]) -> EventType? {
    guard let entry = ScannedEntry(scanning: bytes.span),
      let type = EventType(rawValue: entry.type),
      let scanned = ScannedAct(type, body: entry.body, in: bytes.span)
    else { return nil }
    let read = ScannedActTests.read(entry, bytes)
    #expect(read?.0 == scanned.speech)
    #expect(read?.1 == scanned.deed)
    return type
  }

  @Test func `acts are scanned to what is read`() throws {
    var scanned: [EventType: Int] = [:]
    let entries = try ScannedEntryTests.entries()
    for bytes in entries {
      if let type = ScannedActTests.check(bytes) { scanned[type, default: 0] += 1 }
    }
    let types: Set<EventType> = [
      .announcement, .confirmation, .denial, .correction, .retraction,
    ]
    #expect(Set(scanned.keys) == types)
    let announcements = try entries.count { try Event(decoding: $0).content.type == "announcement" }
    #expect(scanned[.announcement, default: 0] * 5 > announcements * 4)
  }

  @Test func `of damaged acts none is scanned that is read otherwise`() throws {
    var random = SplitMix64(3)
    var scanned = 0
    for bytes in try ScannedEntryTests.entries() {
      for _ in 0..<5
      where ScannedActTests.check(ScannedEntryTests.damaged(bytes, &random)) != nil {
        scanned += 1
      }
    }
    #expect(scanned > 100)
  }

  @Test func `a record read from its bytes has the history of its events`() throws {
    for place in RandomRecords.range {
      let events = try RandomRecords.events(place)
      let slow = History(folding: events)
      var fast = History()
      for event in events { try fast.apply(StoredEntry(event)) }
      #expect(fast.size == slow.size)
      #expect(fast.unread == slow.unread)
      #expect(fast.items.map(\.body) == slow.items.map(\.body))
      #expect(fast.items.map(\.id) == slow.items.map(\.id))
      #expect(fast.items.map(\.type) == slow.items.map(\.type))
      #expect(fast.items.map(\.stated) == slow.items.map(\.stated))
      #expect(fast.acts == slow.acts)
    }
  }
}
