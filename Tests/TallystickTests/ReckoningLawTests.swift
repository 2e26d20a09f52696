import Testing
import TransparencyLog

@testable import Tallystick

/// The laws of a reckoning that is kept live, on rich random records: whatever the way, it comes to what
/// the view of the same events comes to, and keeps what it would find anew.
struct ReckoningLawTests {
  private static let today = Day(year: 2025, month: 6, day: 9) ?? .maximum

  /// Records with amendments of any field and large numbers, and the same in an order in which events are
  /// named before they come.
  private static func records() throws -> [[Event]] {
    try (0..<4).flatMap { seed -> [[Event]] in
      let events = try RandomRecord(seed: UInt64(1200 + seed), size: 55, isRich: true).events()
      var random = SplitMix64(UInt64(seed))
      return [events, events.shuffled(using: &random).numbered]
    }
  }

  private static func cut(_ random: inout SplitMix64) -> Cut {
    func day() -> Day? { Day(year: 2025, month: 6, day: Int.random(in: 1...10, using: &random)) }
    let asOf = random.chance(60) ? day() : nil
    let from = random.chance(30) ? day() : nil
    return Cut(
      asOf: asOf, occurredFrom: from, occurredTo: random.chance(50) ? from?.next.next : nil,
      withHindsight: asOf != nil && random.chance(30), today: today)
  }

  /// What each thread gave, in lines that do not depend on how threads are named.
  private static func kept(_ reckoning: Reckoning) -> [String] {
    var lines: [String] = []
    for yield in reckoning.yields.values {
      for claim in yield.claims + yield.cumulative {
        lines.append("#\(claim.seqs) \(claim.row) \(claim.claim.json)")
      }
      for one in yield.excluded { lines.append("out \(one)") }
      for one in yield.together { lines.append("together \(one)") }
      for one in yield.unplaced { lines.append("not placed \(one)") }
      for one in yield.identified { lines.append("identified \(one)") }
      for one in yield.links { lines.append("link \(one.seq)") }
      for one in yield.aside { lines.append("aside \(one)") }
    }
    return lines.sorted()
  }

  @Test func `the rich records amend fields of every type, and have numbers as large as can be`()
    throws
  {
    var types: Set<String> = []
    var isLarge = false
    for seed in 1200..<1206 as Range<UInt64> {
      let events = try RandomRecord(seed: seed, size: 350, isRich: true).events()
      let byID = Dictionary(events.map { ($0.id, $0) }) { first, _ in first }
      for event in events where event.content.knownType == .amendment {
        for id in event.content.body.ids("of") { types.insert(byID[id]?.content.type ?? "") }
      }
      isLarge =
        isLarge
        || events.contains {
          CanonicalJSON.text(.object($0.content.body)).contains("\(Count.largest)")
        }
    }
    let unamended = Set(EventType.allCases.map(\.rawValue)).subtracting(types)
    #expect(unamended.isSubset(of: ["redaction"]), "\(unamended)")
    #expect(isLarge)
  }

  @Test
  func `one event more comes to what all come to, also where events are named before they come`()
    throws
  {
    let cut = Cut(today: ReckoningLawTests.today)
    for events in try ReckoningLawTests.records() {
      var reckoning = Reckoning(at: cut, disputing: true)
      for (place, event) in events.enumerated() {
        reckoning.take(event)
        let whole = LiveFigures.of(Array(events.prefix(place + 1)), at: cut)
        #expect(LiveFigures.of(&reckoning) == whole)
      }
    }
  }

  @Test func `a walk over days, sizes, hindsight and what happened comes to each cut at once`()
    throws
  {
    for (place, events) in try ReckoningLawTests.records().enumerated() {
      var random = SplitMix64(UInt64(place))
      var reckoning = LiveFigures.reckoning(
        of: events, at: Cut(today: ReckoningLawTests.today))
      for _ in 0..<30 {
        let cut = random.chance(70) ? ReckoningLawTests.cut(&random) : reckoning.cut
        let size = Int.random(in: 0...events.count, using: &random)
        for event in events { reckoning.set(event.seq, isIn: event.seq <= size) }
        reckoning.move(to: cut)
        let held = Array(events.prefix(size))
        #expect(
          LiveFigures.of(&reckoning) == LiveFigures.of(held, at: cut))
      }
    }
  }

  @Test func `what went out and came in again leaves what every thread gave as it was`() throws {
    for (place, events) in try ReckoningLawTests.records().enumerated() {
      var random = SplitMix64(UInt64(300 + place))
      var reckoning = LiveFigures.reckoning(of: events, at: ReckoningLawTests.cut(&random))
      let figures = LiveFigures.of(&reckoning)
      let kept = ReckoningLawTests.kept(reckoning)
      for _ in 0..<10 {
        let count = Int.random(in: 1...20, using: &random)
        let out = Set((0..<count).compactMap { _ in events.randomElement(using: &random)?.seq })
        for seq in out { reckoning.set(seq, isIn: false) }
        if random.chance(50) { reckoning.settle() }
        for seq in out.shuffled(using: &random) { reckoning.set(seq, isIn: true) }
        #expect(LiveFigures.of(&reckoning) == figures)
        #expect(ReckoningLawTests.kept(reckoning) == kept)
      }
    }
  }

  @Test func `in whatever order events come in, and whenever it settles, it is the same`() throws {
    for (place, events) in try ReckoningLawTests.records().enumerated() {
      var random = SplitMix64(UInt64(500 + place))
      let cut = ReckoningLawTests.cut(&random)
      let whole = LiveFigures.of(events, at: cut)
      var fresh = LiveFigures.reckoning(of: events, at: cut)
      fresh.settle()
      let kept = ReckoningLawTests.kept(fresh)
      for _ in 0..<4 {
        var reckoning = LiveFigures.reckoning(of: events, at: cut)
        for event in events { reckoning.set(event.seq, isIn: false) }
        if random.chance(50) { reckoning.settle() }
        for event in events.shuffled(using: &random) {
          reckoning.set(event.seq, isIn: true)
          if random.chance(30) { reckoning.settle() }
        }
        #expect(LiveFigures.of(&reckoning) == whole)
        #expect(ReckoningLawTests.kept(reckoning) == kept)
      }
    }
  }

  @Test func `bytes that are no entry are refused, and leave everything as it was`() throws {
    let cut = Cut(today: ReckoningLawTests.today)
    let events = try RandomRecord(seed: 1300, size: 30, isRich: true).events()
    var reckoning = Reckoning(at: cut, disputing: true)
    for event in events {
      let bytes = event.bytes
      #expect(throws: StoreError.self) {
        try reckoning.take(Array(bytes.dropLast(2)), seq: event.seq)
      }
      try reckoning.take(bytes, seq: event.seq)
    }
    #expect(LiveFigures.of(&reckoning) == LiveFigures.of(events, at: cut))
  }

  @Test func `sums beyond what a word holds are the same at once, one by one, and back`() throws {
    let cut = Cut(today: .maximum)
    let events = try WorkSample.events(2_200, .oneRow, count: Count.largest)
    var reckoning = LiveFigures.reckoning(of: events, at: cut)
    #expect(LiveFigures.of(&reckoning) == LiveFigures.of(events, at: cut))
    #expect(reckoning.totals().lines.first?.sender?.sum?.min == .max)
    for event in events.suffix(500) { reckoning.set(event.seq, isIn: false) }
    let few = Array(events.prefix(events.count - 500))
    #expect(LiveFigures.of(&reckoning) == LiveFigures.of(few, at: cut))
  }
}

extension [Event] {
  /// The same events, with seqs in this order.
  fileprivate var numbered: [Event] {
    enumerated().map { place, event in
      Event(
        seq: place + 1, id: event.id, label: event.label, recorded: event.recorded,
        recorder: event.recorder, content: event.content)
    }
  }
}
