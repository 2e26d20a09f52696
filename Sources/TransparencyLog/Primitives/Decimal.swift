/// Decimal numbers as C2SP formats write them: ASCII digits, no sign, no leading zeros.
package enum Decimal {
  /// The largest number that a log counts to: 2^63−1.
  package static let max = Int.max

  /// Returns the number that `text` writes, or `nil` when it is no number up to 2^63−1.
  package static func parse(_ text: some Collection<UInt8>) -> Int? {
    guard text.first != UInt8(ascii: "0") || text.count == 1 else { return nil }
    return digits(text)
  }

  /// Returns the number that `text` writes, with leading zeros or without.
  package static func digits(_ text: some Collection<UInt8>) -> Int? {
    guard !text.isEmpty else { return nil }
    var number = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let digit = Int(byte - UInt8(ascii: "0"))
      guard number <= (max - digit) / 10 else { return nil }
      number = number * 10 + digit
    }
    return number
  }
}
