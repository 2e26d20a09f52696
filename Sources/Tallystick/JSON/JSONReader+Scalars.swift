extension JSONReader {
  /// Reads `true` or `false`, or `null` where it is allowed.
  mutating func word(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    if skip("true", in: bytes) { return .bool(true) }
    if skip("false", in: bytes) { return .bool(false) }
    if skip("null", in: bytes) {
      if limits.allowsNull { return .null }
      throw JSONError("null is not allowed; leave the member out", at: index - 4, in: bytes)
    }
    throw JSONError("this word is no JSON value; only true and false are", at: index, in: bytes)
  }

  private mutating func skip(_ word: String, in bytes: Span<UInt8>) -> Bool {
    guard bytes.count - index >= word.utf8.count else { return false }
    var end = index
    for byte in word.utf8 {
      if bytes[end] != byte { return false }
      end += 1
    }
    index = end
    return true
  }

  /// Reads an integer of at most 2^53−1 either way.
  mutating func integer(in bytes: Span<UInt8>) throws(JSONError) -> Int64 {
    let start = index
    let negative = bytes[index] == UInt8(ascii: "-")
    if negative { index += 1 }
    let first = index
    var number: Int64 = 0
    while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit < 10 {
      // Stops counting once out of range; the rest of the digits is only stepped over.
      if number <= Self.greatest { number = number * 10 + Int64(digit) }
      index += 1
    }
    if let (reason, offset) = fault(from: start, first: first, number: number, in: bytes) {
      throw JSONError(reason, at: offset, in: bytes)
    }
    return negative ? -number : number
  }

  private static let greatest: Int64 = 9_007_199_254_740_991

  /// Says what is wrong with the number from `start` to here, whose first digit is at `first`.
  private func fault(
    from start: Int, first: Int, number: Int64, in bytes: Span<UInt8>
  ) -> (String, Int)? {
    if index == first { return ("a digit should stand here", index) }
    if index - first > 1, bytes[first] == UInt8(ascii: "0") {
      return ("a number must not begin with needless zeros", first)
    }
    if index < bytes.count, Self.marksFloat(bytes[index]) {
      return ("a fraction or an exponent is not allowed; write a whole number", index)
    }
    if number == 0, start < first { return ("-0 is not allowed; write 0", start) }
    if number > Self.greatest {
      return ("the number is beyond \(Self.greatest) either way; write it as a string", start)
    }
    return nil
  }

  private static func marksFloat(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }
}
