import Testing

@testable import Tallystick

/// What holds of obligations in any record: here of random ones, with few days, deals and numbers.
struct DealLawTests {
  private static let seeds = 0..<24

  private static func columns(
    _ line: Obligations.Line
  ) -> [(side: String?, column: Obligations.Column)] {
    [
      ("SOUTH", line.creditorSays), ("NORTH", line.debtorSays), (nil, line.othersSay),
      (nil, line.outletsSay),
    ].compactMap { side, column in column.map { (side, $0) } }
  }

  @Test(arguments: seeds)
  func `no act counts under two deals`(seed: Int) throws {
    let sample = RandomDeals(seed)
    let ledger = try Ledger.deals(sample.drafts)
    let first = try #require(sample.drafts.compactMap(\.label).first { $0.hasPrefix("h") })
    try ledger.add(.place("p", first, "second", "2025-12-01"))
    let lines = try ledger.view().obligations.lines
    for one in lines {
      for other in lines where other.agreement != one.agreement {
        for (mine, theirs) in [
          (one.creditorSays, other.creditorSays), (one.debtorSays, other.debtorSays),
          (one.othersSay, other.othersSay),
        ] {
          let (here, there) = (Set(mine?.seqs ?? []), Set(theirs?.seqs ?? []))
          #expect(here.isDisjoint(with: there))
        }
        let open = Set(one.open?.seqs ?? [])
        let counted = Set(one.creditorSays?.seqs ?? [])
        #expect(open.isDisjoint(with: counted))
      }
    }
  }

  @Test(arguments: seeds)
  func `what a side says rests on acts of that side alone`(seed: Int) throws {
    let ledger = try Ledger.deals(RandomDeals(seed).drafts)
    let view = try ledger.view()
    let sides = Dictionary(uniqueKeysWithValues: view.standing.acts.map { ($0.seq, $0.side) })
    var count = 0
    for line in view.obligations.lines {
      for (side, column) in Self.columns(line) {
        count += 1
        #expect(column.seqs.allSatisfy { sides[$0] == side })
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: seeds)
  func `the order of recording changes nothing`(seed: Int) throws {
    var sample = RandomDeals(seed)
    let one = try Ledger.deals(sample.drafts).owed().sorted()
    let other = try Ledger.deals(sample.shuffled()).owed().sorted()
    #expect(one == other)
    #expect(!one.isEmpty)
  }

  @Test(arguments: seeds)
  func `one handover more takes no number away`(seed: Int) throws {
    let sample = RandomDeals(seed)
    let ledger = try Ledger.deals(sample.drafts)
    let before = try ledger.view().obligations.lines
    try ledger.add(.announce("new", "south", "2025-11-03", .freed("6", "2025-10-25")))
    let after = try ledger.view().obligations.lines
    #expect(before.count == after.count)
    for (one, other) in zip(before, after) {
      for (mine, theirs) in zip(
        [one.creditorSays, one.debtorSays, one.othersSay],
        [other.creditorSays, other.debtorSays, other.othersSay])
      {
        guard let number = mine?.bounds else { continue }
        let now = try #require(theirs?.bounds)
        #expect(now.min >= number.min)
        #expect(theirs?.stated == mine?.stated)
      }
    }
  }

  @Test(arguments: seeds)
  func `a live reckoning says the same`(seed: Int) throws {
    let ledger = try Ledger.deals(RandomDeals(seed).drafts)
    let view = try ledger.view()
    var reckoning = Reckoning(at: view.standing.cut)
    for event in try ledger.events() { reckoning.take(event) }
    reckoning.settle()
    let live = reckoning.obligations()
    #expect(live.lines == view.obligations.lines)
    #expect(Outcome(view).obligations == live.lines)
  }

  @Test(arguments: seeds)
  func `a live reckoning says the same of what comes and goes, on any day`(seed: Int) throws {
    let events = try Ledger.deals(RandomDeals(seed).drafts).events()
    var random = SplitMix64(UInt64(seed))
    var reckoning = LiveFigures.reckoning(of: events, at: Cut(today: .maximum))
    var out: Set<Int> = []
    for _ in 0..<25 {
      if random.chance(60) {
        out.formSymmetricDifference(events.randomElement(using: &random).map { [$0.seq] } ?? [])
      } else {
        out = Set(events.map(\.seq).filter { _ in random.chance(12) })
      }
      for event in events { reckoning.set(event.seq, isIn: !out.contains(event.seq)) }
      let day = Day(
        year: 2025, month: random.chance(50) ? 10 : 11, day: Int.random(in: 1...28, using: &random))
      let cut =
        random.chance(50)
        ? Cut(asOf: random.chance(50) ? day : nil, today: try Day(parsing: "2026-01-01"))
        : reckoning.cut
      reckoning.move(to: cut)
      let held = events.filter { !out.contains($0.seq) }
      #expect(LiveFigures.of(&reckoning) == LiveFigures.of(held, at: cut), "\(cut) \(out)")
    }
  }

  @Test func `moving the day moves only what is counted from it`() throws {
    for seed in Self.seeds {
      let ledger = try Ledger.deals(RandomDeals(seed).drafts)
      let one = try ledger.view(today: "2025-12-01").obligations.lines
      let other = try ledger.view(today: "2026-03-01").obligations.lines
      #expect(one.map(\.creditorSays) == other.map(\.creditorSays))
      #expect(one.map(\.remaining) == other.map(\.remaining))
    }
  }
}
