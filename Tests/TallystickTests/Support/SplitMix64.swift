/// A generator of random numbers from a seed (Steele, Lea, Flood 2014), with choices.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Whether claims are of many parties, so that few bear on one another.
  var isOfManyParties = false

  /// Whether amendments may be of any field, and numbers as large as they can be.
  var isRich = false

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True this many times of a hundred.
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  /// One of some values, `fallback` of none.
  mutating func pick<Value>(_ values: [Value], or fallback: Value) -> Value {
    values.randomElement(using: &self) ?? fallback
  }

  mutating func pick(_ values: String...) -> String { pick(values, or: "") }

  /// A value this many times of a hundred, else nil.
  mutating func maybe<Value>(_ percent: Int, _ value: (inout Self) -> Value) -> Value? {
    chance(percent) ? value(&self) : nil
  }
}
