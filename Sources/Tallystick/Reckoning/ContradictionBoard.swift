/// Contradictions in the order of a report, from which each can be taken out again.
struct ContradictionBoard: Sendable {
  /// How often each was found.
  private var counts: [Contradiction: Int] = [:]

  /// Those that came or went since they were put in order last.
  private var changed: Set<Contradiction> = []

  private var ordered: [Contradiction] = []

  /// Adds some; with a sign of -1 takes them out.
  mutating func add(_ some: [Contradiction], sign: Int) {
    for one in some {
      let count = (counts[one] ?? 0) + sign
      counts[one] = count == 0 ? nil : count
      changed.insert(one)
      if one.isBlocking { changed.insert(one.notBlocking) }
    }
  }

  /// Whether one is told: what blocks a total is not told a second time as blocking none.
  private func isTold(_ one: Contradiction) -> Bool {
    counts[one] != nil && (one.isBlocking || counts[one.blocking] == nil)
  }

  /// All of them, in order.
  ///
  /// - Complexity: O(*k* log *n* + *n*) for *k* changes since it was asked last.
  mutating func inOrder() -> [Contradiction] {
    guard !changed.isEmpty else { return ordered }
    defer { changed = [] }
    guard changed.count < ordered.count / 4 else {
      ordered = counts.keys.filter { isTold($0) }.sorted { $0.precedes($1) }
      return ordered
    }
    let isGone = Set(changed.compactMap { place(of: $0) })
    let new = changed.filter { isTold($0) }.sorted { $0.precedes($1) }
    var merged: [Contradiction] = []
    merged.reserveCapacity(ordered.count + new.count)
    var left = new[...]
    for (place, one) in ordered.enumerated() where !isGone.contains(place) {
      while let next = left.first, next.precedes(one) { merged.append(left.removeFirst()) }
      merged.append(one)
    }
    ordered = merged + left
    return ordered
  }

  /// Where one stands in the order.
  private func place(of one: Contradiction) -> Int? {
    var (low, high) = (0, ordered.count)
    while low < high {
      let middle = (low + high) / 2
      if ordered[middle].precedes(one) { low = middle + 1 } else { high = middle }
    }
    while low < ordered.count, !one.precedes(ordered[low]) {
      if ordered[low] == one { return low }
      low += 1
    }
    return nil
  }
}
