/// Numbers for values of which many events have the same, counted from 1.
struct Numbered<Value: Hashable> {
  private(set) var values: [Value] = []
  private var codes: [Value: UInt32] = [:]

  /// The code that was asked for last: often it is the same one again.
  private var last: UInt32 = 0

  /// The code of a value, a new one where it has none yet.
  mutating func code(of value: Value) -> UInt32 {
    if last != 0, self[last] == value { return last }
    if let code = codes[value] {
      last = code
    } else {
      values.append(value)
      last = UInt32(values.count)
      codes[value] = last
    }
    return last
  }

  /// The value of a code.
  subscript(code: UInt32) -> Value { values[Int(code) - 1] }
}

extension Numbered: Sendable where Value: Sendable {}
