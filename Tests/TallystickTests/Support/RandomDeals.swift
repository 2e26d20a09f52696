@testable import Tallystick

/// Deals from a seed, handovers of which some say under which, and totals: few days, deals and numbers,
/// so that they meet.
struct RandomDeals {
  private(set) var drafts: [Draft] = []
  private var random: SplitMix64

  init(_ seed: Int) {
    random = SplitMix64(UInt64(7000 + seed))
    for (place, name) in ["first", "second", "third"].enumerated() {
      for reader in ["south", "north", "office"] where place == 0 || chance(50) {
        let day = "2025-10-0\(1 + 3 * place)"
        drafts.append(.deal("d\(drafts.count)", reader, name, day, [.owing(pick([10, 20]))]))
      }
    }
    for _ in 0..<8 {
      drafts.append(
        .announce(
          "h\(drafts.count)", pick(["south", "north", "office", "cross"]), "2025-11-01",
          .freed("\(pick([3, 4, 5]))", "2025-10-\(pick(["05", "08", "11", "14", "20"]))")
            + (chance(30) ? " under \(pick(["first", "second"]))" : "")))
    }
    for speaker in ["south", "north"] where chance(50) {
      drafts.append(
        .announce(
          "t\(drafts.count)", speaker, "2025-11-02",
          .freed("\(pick([9, 20]))", "../2025-10-12")
            + (chance(60) ? " under first" : "") + " in total"))
    }
  }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  mutating func shuffled() -> [Draft] { drafts.shuffled(using: &random) }
}
