import TallyReports
import Tallystick
import Testing

/// The reckoning that is kept live, held to the view that works everything out at once.
struct ReckoningTests {
  private static let today = Day(year: 2025, month: 6, day: 9) ?? .maximum

  /// What a record comes to, as text: the lines of the totals, the numbers for both ways, the
  /// obligations.
  private static func figures(_ totals: Totals, _ obligations: Obligations) -> [String] {
    totals.lines.map { String(decoding: CanonicalJSON.bytes(.object($0.json)), as: UTF8.self) }
      + totals.together.map { "both ways \($0.seq) \($0.count?.description ?? "?")" }
      + obligations.lines.map {
        String(describing: $0)
      }
  }

  private static func found(_ reckoning: inout Reckoning) -> [String] {
    reckoning.settle()
    return figures(reckoning.totals(), reckoning.obligations())
  }

  private static func expected(_ events: [Event], at cut: Cut) -> [String] {
    let view = View(folding: events, at: cut)
    return figures(view.totals, view.obligations)
  }

  private static func records() throws -> [[Event]] {
    let mixed = try RandomRecords.range.map { try RandomRecords.events($0) }
    let plain = try (0..<4).map { seed in
      let record = try PlainRecord(seed: UInt64(900 + seed), size: 60)
      return try record.store.entries(1...record.size).map { try $0.event() }
    }
    return mixed + plain
  }

  private static func day(_ random: inout SplitMix64) -> Day? {
    Day(year: 2025, month: 6, day: Int.random(in: 1...10, using: &random))
  }

  private static func cut(_ random: inout SplitMix64) -> Cut {
    let asOf = random.chance(70) ? day(&random) : nil
    let from = random.chance(20) ? day(&random) : nil
    return Cut(
      asOf: asOf, occurredFrom: from, occurredTo: from?.next.next,
      withHindsight: asOf != nil && random.chance(20), today: today)
  }

  @Test func `one event more comes to what all events come to`() throws {
    for events in try ReckoningTests.records() {
      var reckoning = Reckoning(at: Cut(today: ReckoningTests.today))
      for event in events {
        reckoning.take(event)
        let whole = ReckoningTests.expected(
          Array(events.prefix(event.seq)), at: Cut(today: ReckoningTests.today))
        #expect(ReckoningTests.found(&reckoning) == whole)
      }
    }
  }

  @Test func `sliding to a cut comes to what the cut comes to at once`() throws {
    for (place, events) in try ReckoningTests.records().enumerated() {
      var random = SplitMix64(UInt64(place))
      var reckoning = Reckoning(at: Cut(today: ReckoningTests.today))
      for event in events { reckoning.take(event) }
      for _ in 0..<25 {
        let cut = ReckoningTests.cut(&random)
        reckoning.move(to: cut)
        #expect(ReckoningTests.found(&reckoning) == ReckoningTests.expected(events, at: cut))
      }
    }
  }

  @Test func `events that are left out are as if they were not there, and back in as before`()
    throws
  {
    for (place, events) in try ReckoningTests.records().enumerated() {
      var random = SplitMix64(UInt64(100 + place))
      let cut = Cut(today: ReckoningTests.today)
      var reckoning = Reckoning(at: cut)
      for event in events { reckoning.take(event) }
      let all = ReckoningTests.found(&reckoning)
      for _ in 0..<12 {
        let out = Set(
          (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
            events.randomElement(using: &random)?.seq
          })
        for seq in out { reckoning.set(seq, isIn: false) }
        let rest = events.filter { !out.contains($0.seq) }
        #expect(ReckoningTests.found(&reckoning) == ReckoningTests.expected(rest, at: cut))
        for seq in out.sorted().reversed() { reckoning.set(seq, isIn: true) }
        #expect(ReckoningTests.found(&reckoning) == all)
      }
    }
  }
}
