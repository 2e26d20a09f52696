/// Values of which the least comes first (a binary heap).
struct Queue<Value: Comparable & Sendable>: Sendable {
  private var values: [Value] = []

  /// Adds a value.
  ///
  /// - Complexity: O(log *n*).
  mutating func insert(_ value: Value) {
    values.append(value)
    var place = values.count - 1
    while place > 0, values[place] < values[(place - 1) / 2] {
      values.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Takes the least value out; nil where there is none.
  ///
  /// - Complexity: O(log *n*).
  mutating func popFirst() -> Value? {
    guard let first = values.first else { return nil }
    values.swapAt(0, values.count - 1)
    values.removeLast()
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < values.count && values[child] < values[least] {
        least = child
      }
      guard least != place else { return first }
      values.swapAt(place, least)
      place = least
    }
  }
}
