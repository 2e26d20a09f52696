/// Numbers from 0, joined into sets.
struct DisjointSet {
  private var parents: [UInt32] = []

  /// Creates the set of no numbers, with room for `size`.
  init(expecting size: Int = 0) { parents.reserveCapacity(size) }

  /// The number of numbers.
  var count: Int { parents.count }

  /// Adds the next number, a set by itself.
  mutating func append() { parents.append(UInt32(parents.count)) }

  /// The least number of the set.
  mutating func root(of number: Int) -> Int {
    var number = number
    while case let parent = Int(parents[number]), parent != number {
      parents[number] = parents[parent]
      number = Int(parents[number])
    }
    return number
  }

  /// Makes two sets one, and returns its least number.
  @discardableResult
  mutating func join(_ first: Int, _ second: Int) -> Int {
    let (one, two) = (root(of: first), root(of: second))
    parents[max(one, two)] = UInt32(min(one, two))
    return min(one, two)
  }
}
