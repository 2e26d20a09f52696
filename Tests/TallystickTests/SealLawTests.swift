import Testing

@testable import TallyReports
@testable import Tallystick

/// The figures follow from the events alone, whoever may read the sealed words.
struct SealLawTests {
  private static let texts = ["quote", "reason", "capture"]

  /// The same event with words of its own, and the same event with its words sealed.
  private static func twins(
    _ event: Event, _ salts: SealingTests.Salts
  ) throws -> (plain: Event, sealed: Event) {
    var body = event.content.body
    body["_sd"] = nil
    let isAct = event.content.knownType?.isAct ?? false
    if isAct { body["quote"] = body["quote"] ?? .string("words of #\(event.seq)") }
    if isAct { body["capture"] = ["url": .string("https://example.org/\(event.seq)")] }
    let content = event.content
    let plain = Content(type: content.type, stated: content.stated, body: body)
    let paths = (plain.knownType?.fields.sealable(in: body) ?? []).filter {
      texts.contains($0.description)
    }
    let sealed = try plain.sealing(paths, salt: salts.draw).content
    func made(_ content: Content) -> Event {
      Event(
        seq: event.seq, id: event.id, label: "S\(event.seq)", recorded: event.recorded,
        recorder: event.recorder, content: content)
    }
    return (made(plain), made(sealed))
  }

  @Test(arguments: RandomRecords.range)
  func `sealing quotes, reasons and captures changes no figure`(place: Int) throws {
    let salts = SealingTests.Salts(UInt64(place))
    let twins = try RandomRecords.events(place).map { try SealLawTests.twins($0, salts) }
    let sealed = SealedFields(of: twins.map(\.sealed))
    #expect(sealed.all.count > 45)
    #expect(twins.allSatisfy { $0.sealed.content.body["quote"] == nil })
    for day in [nil, Day(year: 2025, month: 6, day: 5)] {
      let cut = Cut(asOf: day, today: Day(year: 2025, month: 6, day: 9) ?? .maximum)
      let plain = View(folding: twins.map(\.plain), at: cut)
      #expect(Portrait.difference(plain, View(folding: twins.map(\.sealed), at: cut)) == [])
      #expect(!plain.totals.lines.isEmpty)
    }
  }

  @Test func `the shipped record gives the same totals with all its words sealed`() throws {
    let lines = try ["article", "public-record"].flatMap { name in
      try ProjectFile.text("events/istanbul-2025/\(name).jsonl").utf8
        .split(separator: UInt8(ascii: "\n")).map { try Draft(line: Array($0)) }
    }
    let sealing = lines.map { draft in
      let paths = draft.content.knownType?.fields.sealable(in: draft.content.body) ?? []
      return Draft.sealing(
        draft, paths.map(\.description).filter { SealLawTests.texts.contains($0) })
    }
    let plain = try Ledger(cast: [], now: "2026-11-23T12:00:00Z")
    try plain.add(lines)
    let store = MemoryStore(origin: "ledger.test/record")
    let now = try Instant(parsing: "2026-11-23T12:00:00Z")
    func append() throws -> [Appender.Outcome] {
      try Appender(
        to: store, recorder: "r", salt: SealingTests.Salts(7).draw, clock: { now }
      ).append(sealing)
    }
    #expect(try append().allSatisfy(\.isNew))
    #expect(try append().allSatisfy { !$0.isNew })
    let sealed = try store.entries(1...lines.count).map { try $0.event() }
    #expect(SealedFields(of: sealed).all.count > 250)
    for asOf in [nil, "2025-06-13", "2025-06-16"] {
      let one = try plain.view(asOf: asOf)
      let two = View(folding: sealed, at: one.cut.cut)
      let (plain, sealed) = (TotalsReport(one).fields, TotalsReport(two).fields)
      #expect(plain["rows"] == sealed["rows"])
      // Their order is that of the ids, and another salt makes another id.
      #expect(Set(plain["both_ways"]?.array ?? []) == Set(sealed["both_ways"]?.array ?? []))
    }
  }
}
