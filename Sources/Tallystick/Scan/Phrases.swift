/// What was read before, by the bytes that said it: the same words are read once, and have a number.
struct Phrases {
  /// Values of one kind, with numbers counted from 0.
  struct Coded<Value: Sendable>: Sendable {
    private var codes = ByteCodes()
    private var values: [Value] = []

    /// The most values that are kept.
    private static var most: Int { 1 << 15 }

    /// The number of what some bytes say, as `read` makes it where it was not read before; nil where
    /// that makes nothing, or there is no room.
    mutating func code(of key: [UInt8], _ read: () -> Value?) -> UInt32? {
      let code = codes.code(of: key.span)
      if code != 0 { return code - 1 }
      guard values.count < Coded.most, let value = read() else { return nil }
      values.append(value)
      return codes.insert(key.span) - 1
    }

    /// What some bytes say, as `read` makes it where it was not read before.
    mutating func value(of key: [UInt8], _ read: () -> Value?) -> Value? {
      let code = codes.code(of: key.span)
      if code != 0 { return values[Int(code) - 1] }
      guard let value = read() else { return nil }
      if values.count < Coded.most {
        values.append(value)
        _ = codes.insert(key.span)
      }
      return value
    }

    /// The value of a number.
    subscript(code: UInt32) -> Value { values[Int(code)] }
  }

  var speeches = Coded<Speech>()
  var claims = Coded<ClaimWords>()
  var counts = Coded<Count>()
  var dates = Coded<EDTFDate>()
  var days = Coded<Stated>()

  /// The bytes that are looked up.
  private(set) var key: [UInt8] = []

  /// Begins another key.
  mutating func begin() { key.removeAll(keepingCapacity: true) }

  /// Adds a place to the key; nil of a field that is not there.
  mutating func add(_ place: Range<Int>?, of bytes: Span<UInt8>) {
    if let place {
      bytes.extracting(place).withUnsafeBytes { key.append(contentsOf: $0) }
    }
    key.append(0)
  }
}
