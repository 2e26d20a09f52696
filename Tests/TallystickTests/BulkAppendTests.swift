import Testing

@testable import Tallystick

/// An append of many lines decides as many appends of one line do.
struct BulkAppendTests {
  private static func drafts(_ place: Int) throws -> [Draft] {
    try RandomRecords.events(place).map { Draft($0.content, label: $0.label) }
  }

  @Test(arguments: RandomRecords.range)
  func `all at once gives the entries that one by one gives`(place: Int) throws {
    let drafts = try BulkAppendTests.drafts(place)
    let alone = try Ledger(cast: [])
    for draft in drafts { try alone.add(draft) }
    let together = try Ledger(cast: [])
    try together.add(drafts)
    #expect(try together.events() == alone.events())
    #expect(try together.events().count == drafts.count)
  }

  @Test func `an amendment of a source counts for the lines after it`() throws {
    let retraction = Draft.retract("R", "ru", "2025-06-14", of: "A")
    let drafts = [
      Draft.source("staff", ["kind": "institution", "name": "Staff", "side": "RU"], label: "S"),
      .announce("A", "staff", "2025-06-13", .there("1200")),
    ]
    let joined = Draft.amend("M", of: "S", ["set": ["member_of": "ru"]])
    #expect(try Ledger().refusal(of: drafts[0], drafts[1], retraction).contains("cannot retract"))
    #expect(try Ledger().refusal(of: drafts[0], drafts[1], joined, retraction) == "")
    let outlet = Draft.source("ru", ["member_of": "staff"])
    #expect(try Ledger().refusal(of: drafts[0], drafts[1], outlet, retraction) == "")
  }

  @Test(arguments: RandomRecords.range)
  func `an appender that goes on knows what one that begins anew finds`(place: Int) throws {
    let drafts = try BulkAppendTests.drafts(place)
    let anew = try Ledger(cast: [])
    let now = Instant(day: try Day(parsing: "2026-01-01"))
    let store = MemoryStore(origin: "ledger.test/record")
    let one = Appender(to: store, recorder: "r", clock: { now })
    let other = Appender(to: store, recorder: "r", clock: { now })
    var random = SplitMix64(UInt64(place))
    for draft in drafts {
      // Two who append in turn: each must notice what the other did.
      _ = try (random.chance(60) ? one : other).append([draft])
      try anew.add(draft)
    }
    let stored = try store.entries(1...drafts.count)
    #expect(stored == (try anew.store.entries(1...drafts.count)))
  }

  @Test func `what another appended since is known to the next append`() throws {
    let ledger = try Ledger()
    let now = Instant(day: try Day(parsing: "2026-01-01"))
    let one = Appender(to: ledger.store, recorder: "r", clock: { now })
    let other = Appender(to: ledger.store, recorder: "r", clock: { now })
    let said = (2...9).map { Draft.announce("A\($0)", "ru", "2025-06-13", .there("\($0)")) }
    _ = try one.append([said[0]])
    _ = try other.append([said[1]])
    let retraction = Draft.retract("R", "ru", "2025-06-14", of: "A3")
    #expect(try one.append([retraction]).map(\.seq) == [ledger.seq("R")])
    _ = try other.append([said[2]])
    // In part new, all new, and all there already, each after an append of the other.
    #expect(try one.append([said[2], said[3]]).map(\.isNew) == [false, true])
    _ = try other.append([said[4]])
    #expect(try one.append([said[5], said[6]]).map(\.isNew) == [true, true])
    _ = try other.append([.retract("S", "ru", "2025-06-14", of: "A8")])
    #expect(throws: Refusals.self) { try one.append([said[6]]) }
    #expect(try one.append([said[5]]).map(\.isNew) == [false])
  }

  @Test func `what was refused is not known to the next append`() throws {
    let ledger = try Ledger()
    let now = Instant(day: try Day(parsing: "2026-01-01"))
    let appender = Appender(to: ledger.store, recorder: "r", clock: { now })
    _ = try appender.append([.announce("A", "ru", "2025-06-13", .there("1200"))])
    let pair = [
      Draft.announce("B", "ru", "2025-06-14", .there("5")),
      .retract("R", "ua", "2025-06-14", of: "A"),
    ]
    #expect(throws: Refusals.self) { try appender.append(pair) }
    #expect(throws: Refusals.self) {
      try appender.append([.retract("S", "ru", "2025-06-14", of: "B")])
    }
    #expect(try appender.append([pair[0]]).first?.isNew == true)
  }

  @Test func `an entry put together around its content is the entry`() throws {
    for bytes in try ScannedEntryTests.entries() {
      let event = try Event(decoding: bytes)
      #expect(event.bytes(around: event.content.bytes) == bytes)
    }
  }
}
