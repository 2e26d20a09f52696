internal import Tallystick

/// A thing of two cuts: what it was, and what it is.
struct Followed<Thing> {
  /// What it was; nil where it was not there.
  let before: Thing?

  /// What it is; nil where it is no longer there.
  let after: Thing?

  private init(_ before: Thing?, _ after: Thing?) {
    self.before = before
    self.after = after
  }

  /// The most things of one key of which those are looked for that have most in common.
  private static var most: Int { 64 }

  /// Follows the things of one cut into another: those of the second in their order, then what is gone.
  ///
  /// A thing is the one of its key; of several of one key it is the one of the same parts, else the one
  /// that has most parts in common.
  ///
  /// - Complexity: O(*n*) in all parts, but for what has the key of others and is told by no parts.
  static func all<Key: Hashable, Part: Hashable>(
    _ one: [Thing], _ two: [Thing], key: (Thing) -> Key, parts: (Thing) -> Set<Part>
  ) -> [Followed] {
    let (mine, theirs) = (one.map(parts), two.map(parts))
    let were = Dictionary(grouping: one.indices) { key(one[$0]) }
    let are = Dictionary(grouping: two.indices) { key(two[$0]) }
    var origins: [Int: Int] = [:]
    for (key, places) in are {
      var (left, new) = (were[key] ?? [], places)
      var same = Dictionary(grouping: left.reversed()) { mine[$0] }
      new.removeAll { place in
        origins[place] = same[theirs[place]]?.popLast()
        return origins[place] != nil
      }
      left = same.values.flatMap { $0 }.sorted()
      if max(left.count, new.count) <= most {
        new.removeAll { place in
          let best = left.max { mine[$0].common(theirs[place]) < mine[$1].common(theirs[place]) }
          guard let best, mine[best].common(theirs[place]) > 0 else { return false }
          origins[place] = best
          left.removeAll { $0 == best }
          return true
        }
      }
      for (place, origin) in zip(new, left) { origins[place] = origin }
    }
    let kept = Set(origins.values)
    return two.indices.map { place in Followed(origins[place].map { one[$0] }, two[place]) }
      + one.indices.filter { !kept.contains($0) }.map { Followed(one[$0], nil) }
  }
}

extension Set {
  /// How many elements two have in common.
  fileprivate func common(_ other: Set) -> Int { intersection(other).count }
}
