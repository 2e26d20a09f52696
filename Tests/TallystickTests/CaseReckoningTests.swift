import Testing

@testable import Tallystick

/// The cases of `events/cases` part by part, and in a reckoning that is kept live: wherever it goes, and
/// whatever goes out and comes in, they come to what the view of the same events comes to.
///
/// Between them they have every rule; ``ReckoningLawTests`` has what no case thought of.
struct CaseReckoningTests {
  private static let names = (try? ProjectFile.names(in: "events/cases")) ?? []

  /// The days that stand in some events, and the day before the first.
  private static func days(of events: [Event]) -> [Day] {
    let texts = events.flatMap { event in
      String(decoding: event.bytes, as: UTF8.self)
        .split { !$0.isNumber && $0 != "-" }.filter { $0.count == 10 }
    }
    let days = Set(texts.compactMap { try? Day(parsing: String($0)) }).sorted()
    return (days.first.map { [$0.previous] } ?? []) + days
  }

  private static func cut(
    from days: [Day], today: Day, _ random: inout SplitMix64
  ) -> Cut {
    let asOf = random.chance(60) ? days.randomElement(using: &random) : nil
    let ends = random.chance(30) ? days.shuffled(using: &random).prefix(2).sorted() : []
    return Cut(
      asOf: asOf, occurredFrom: random.chance(70) ? ends.first : nil,
      occurredTo: random.chance(70) ? ends.last : nil,
      withHindsight: asOf != nil && random.chance(30), today: today)
  }

  @Test(arguments: names)
  func `a reckoning that walks through a case comes to what each cut comes to`(name: String)
    throws
  {
    let found = try Case(name)
    let events = try found.events()
    let (days, today) = (CaseReckoningTests.days(of: events), try Day(parsing: found.today))
    var random = SplitMix64(UInt64(CaseReckoningTests.names.firstIndex(of: name) ?? 0))
    var reckoning = LiveFigures.reckoning(of: events, at: Cut(today: today))
    var out: Set<Int> = []
    for _ in 0..<24 {
      var cut = reckoning.cut
      // One event alone, some of them, all of them, or other days.
      switch Int.random(in: 0..<10, using: &random) {
      case ..<4:
        out.formSymmetricDifference(events.randomElement(using: &random).map { [$0.seq] } ?? [])
      case ..<6: out = Set(events.map(\.seq).filter { _ in random.chance(25) })
      case ..<7: out = []
      default: cut = CaseReckoningTests.cut(from: days, today: today, &random)
      }
      for event in events { reckoning.set(event.seq, isIn: !out.contains(event.seq)) }
      reckoning.move(to: cut)
      let held = events.filter { !out.contains($0.seq) }
      #expect(
        LiveFigures.of(&reckoning) == LiveFigures.of(held, at: cut), "\(cut) without \(out)")
    }
  }

  @Test(arguments: names)
  func `a case comes to the same part by part`(name: String) throws {
    let found = try Case(name)
    let (store, today) = (try found.store(), try Day(parsing: found.today))
    let size = try store.end().size
    var random = SplitMix64(UInt64(CaseReckoningTests.names.firstIndex(of: name) ?? 0))
    let days = CaseReckoningTests.days(of: try found.events())
    let cuts = [
      try found.days(), Cut(today: today),
      CaseReckoningTests.cut(from: days, today: today, &random),
    ]
    for cut in cuts {
      let differences = try OutcomeTests.differences(store, size, at: cut)
      #expect(differences == [], "\(cut)")
    }
  }
}
