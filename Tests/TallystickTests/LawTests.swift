import Testing

@testable import Tallystick

/// The laws of the rules, on random records.
struct LawTests {
  private static func cut(_ asOf: Day? = nil) -> Cut {
    Cut(asOf: asOf, today: Day(year: 2025, month: 6, day: 9) ?? .maximum)
  }

  @Test func `the random records hold all types and what the laws are about`() throws {
    var types: Set<String> = []
    var lines = 0
    var overlaps = 0
    for place in RandomRecords.range {
      let events = try RandomRecords.events(place)
      #expect(events.count == 45)
      types.formUnion(events.map(\.content.type))
      let view = View(folding: events, at: LawTests.cut())
      lines += view.totals.lines.filter { $0.bothSpoke > 0 }.count
      overlaps += view.handovers.all.filter { $0.place != .counted }.count
      #expect(try RandomRecords.events(place, isWhole: true) != events)
    }
    #expect(types == Set(EventType.allCases.map(\.rawValue)))
    #expect(lines > 2, "rows of which both sides spoke, in all random records")
    #expect(overlaps > 2, "handovers that may overlap others, in all random records")
  }

  @Test(arguments: RandomRecords.range)
  func `what was recorded by then is the fold of the prefix`(place: Int) throws {
    let events = try RandomRecords.events(place)
    let store = MemoryStore(origin: "random.test/record")
    try store.append(events.map { StoredEntry($0) }, onto: 0)
    for size in 0...events.count {
      var folding = Folding()
      let upTo = try store.size(asRecorded: .seq(size))
      try store.forEach(upTo: upTo) { try folding.take($0) }
      let held = View(folding.history, root: folding.root, at: LawTests.cut())
      let prefix = View(folding: Array(events.prefix(size)), at: LawTests.cut())
      #expect(Portrait.difference(held, prefix) == [])
      #expect(held.root == prefix.root)
      #expect(held.cut.size == size)
    }
  }

  @Test(arguments: RandomRecords.range)
  func `folding a prefix and then the rest is folding all`(place: Int) throws {
    let events = try RandomRecords.events(place)
    let whole = View(folding: events, at: LawTests.cut())
    var random = SplitMix64(UInt64(place))
    for split in 0...events.count {
      var history = History(folding: events.prefix(split))
      var left = events.dropFirst(split)
      while !left.isEmpty {
        let batch = left.prefix(Int.random(in: 1...left.count, using: &random))
        for event in batch { history.apply(event) }
        left = left.dropFirst(batch.count)
      }
      let view = View(history, root: whole.root, at: LawTests.cut())
      #expect(Portrait.difference(whole, view) == [])
    }
  }

  @Test(arguments: RandomRecords.range)
  func `as of a day is the fold of what is inside the cut`(place: Int) throws {
    let events = try RandomRecords.events(place)
    let amended = Amended(History(folding: events))
    for number in 1...10 {
      let day = try #require(Day(year: 2025, month: 6, day: number))
      let inside = events.filter { LawTests.isInside($0, amended, day) }
      let asOf = View(folding: events, at: LawTests.cut(day))
      let folded = View(folding: inside, at: Cut(today: day))
      #expect(Portrait.difference(asOf, folded) == [])
    }
  }

  /// Whether an act had appeared, or an assessment was made, by the end of a day; all else counts.
  private static func isInside(_ event: Event, _ amended: Amended, _ day: Day) -> Bool {
    guard let type = event.content.knownType, type.isAct || type == .assessment else { return true }
    let item = amended.items[event.id]
    let stated = item?.stated ?? event.content.stated
    let body = item?.body ?? event.content.body
    let published = (body["published"]?.string).flatMap { try? Stated(parsing: $0) }
    return [stated, published].compactMap { $0 }.allSatisfy { stated in
      stated.latestDay.map { $0 <= day } ?? false
    }
  }

  @Test(arguments: RandomRecords.range)
  func `the state of a replay is the totals of the prefix`(place: Int) throws {
    var replay = Replay(at: LawTests.cut())
    var before: [Totals.Line] = []
    let events = try RandomRecords.events(place)
    for event in events {
      let moved = replay.take(event)
      let lines = View(folding: Array(events.prefix(event.seq)), at: LawTests.cut()).totals.lines
        .map(\.withoutComparisons)
      #expect(replay.totals().lines == lines)
      #expect(Set(moved.compactMap(\.before)) == Set(before).subtracting(lines))
      #expect(Set(moved.compactMap(\.after)) == Set(lines).subtracting(before))
      before = lines
    }
  }

  @Test(arguments: RandomRecords.range)
  func `no judgement but an amendment changes what stands as said`(place: Int) throws {
    let events = try RandomRecords.events(place)
    let judgements: Set<EventType?> = [.source, .assessment, .link, .redaction]
    let bare = events.filter { !judgements.contains($0.content.knownType) }
    #expect(LawTests.claims(events) == LawTests.claims(bare))
  }

  private static func claims(_ events: [Event]) -> [String] {
    let standing = Standing(History(folding: events), at: cut())
    return standing.acts.filter { standing.isLive($0.id) }.flatMap { act in
      standing.claims(of: act).map { "\(act.id) \($0.claim.json)" }
    }
  }
}
