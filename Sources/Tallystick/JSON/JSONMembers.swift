/// Members of an object as they are read, in any order.
///
/// Members that come in order, as in canonical bytes, cost one comparison each and no sorting.
struct JSONMembers {
  private(set) var members: [JSONObject.Member] = []

  /// The offsets of the last keys, from the first on that did not follow in order.
  private var offsets: [Int] = []

  /// Adds a member whose key stands at an offset of the input.
  mutating func append(_ name: String, _ value: JSONValue, at offset: Int) {
    if !offsets.isEmpty || members.last.map({ !Self.precedes($0.name, name) }) ?? false {
      offsets.append(offset)
    }
    members.append(JSONObject.Member(name: name, value: value))
  }

  /// Sorts the members by the bytes of their names.
  ///
  /// Keys before the first one out of order are all different: whichever key repeats another has
  /// its offset kept.
  ///
  /// - Returns: The offset of the first key that repeats an earlier one, if there is one.
  /// - Complexity: O(1) where the members came in order, else O(*n* log *n*).
  mutating func sort() -> Int? {
    if offsets.isEmpty { return nil }
    let read = members
    let order = read.indices.sorted { left, right in
      if Self.precedes(read[left].name, read[right].name) { return true }
      return left < right && !Self.precedes(read[right].name, read[left].name)
    }
    var repeated: Int?
    for (left, right) in zip(order, order.dropFirst())
    where !Self.precedes(read[left].name, read[right].name) {
      repeated = min(repeated ?? right, right)
    }
    if let repeated { return offsets[repeated - (read.count - offsets.count)] }
    members = order.map { read[$0] }
    return nil
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.span.compare(to: right.utf8.span) < 0
  }
}
