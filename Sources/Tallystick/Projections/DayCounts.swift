/// Days with how often each is there, from which each can be taken out again.
struct DayCounts: Sendable {
  private var counts: [Int: Int] = [:]
  private(set) var first: Int?

  /// Adds a day; with a sign of -1 takes it out.
  mutating func add(_ day: Int, sign: Int) {
    let count = (counts[day] ?? 0) + sign
    counts[day] = count == 0 ? nil : count
    if count == 0 {
      if first == day { first = counts.keys.min() }
    } else {
      first = min(first ?? day, day)
    }
  }
}
