/// Numbers for values of which many events have the same, counted from 1.
struct Numbered<Value: Hashable> {
  private(set) var values: [Value] = []
  private var codes: [Value: UInt32] = [:]

  /// The code of a value, a new one where it has none yet.
  mutating func code(of value: Value) -> UInt32 {
    if let code = codes[value] { return code }
    values.append(value)
    codes[value] = UInt32(values.count)
    return UInt32(values.count)
  }

  /// The value of a code.
  subscript(code: UInt32) -> Value { values[Int(code) - 1] }
}

extension Numbered: Sendable where Value: Sendable {}
