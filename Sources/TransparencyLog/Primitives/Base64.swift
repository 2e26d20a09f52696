/// A base64 encoding of RFC 4648 that reads only what it writes itself.
///
/// Whatever has two spellings elsewhere (missing padding, stray bits at the end, line breaks) is
/// refused, so that equal text means equal bytes and the reverse.
public struct Base64: Sendable, Hashable {
  /// The encoding of RFC 4648 §4: `+`, `/`, and padding with `=`.
  public static let standard = Base64(last: "+/", isPadded: true)

  /// The encoding of RFC 4648 §5 as SD-JWT has it: `-`, `_`, and no padding.
  public static let url = Base64(last: "-_", isPadded: false)

  private let digits: [UInt8]
  private let table: [UInt8]
  private let isPadded: Bool

  private static let none: UInt8 = 0xff
  private static let padding = UInt8(ascii: "=")

  private init(last: String, isPadded: Bool) {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    digits = Array((letters + last).utf8)
    var table = [UInt8](repeating: Self.none, count: 256)
    for (value, digit) in digits.enumerated() { table[Int(digit)] = UInt8(value) }
    self.table = table
    self.isPadded = isPadded
  }

  /// Returns the text for `bytes`.
  ///
  /// - Complexity: O(*n*).
  public func encode(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: encodedBytes(of: bytes), as: UTF8.self)
  }

  /// Returns the text for `bytes`, as ASCII.
  ///
  /// - Complexity: O(*n*).
  public func encodedBytes(of bytes: some Sequence<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(digits[Int(buffer >> UInt32(bits) & 0x3f)])
      }
    }
    if bits > 0 { text.append(digits[Int(buffer << UInt32(6 - bits) & 0x3f)]) }
    while isPadded, !text.count.isMultiple(of: 4) { text.append(Self.padding) }
    return text
  }

  /// Returns the bytes that `text` stands for.
  ///
  /// - Throws: When `text` is not exactly what ``encode(_:)`` makes of some bytes; the offset is
  ///   that of the first wrong character.
  /// - Complexity: O(*n*).
  public func decode(
    _ text: some BidirectionalCollection<UInt8>
  ) throws(FormatError) -> [UInt8] {
    let count = text.count
    // More than two "=" are no padding: those before the last two fail as characters.
    let padding = isPadded ? text.suffix(2).reversed().prefix { $0 == Self.padding }.count : 0
    let values = try values(of: text.prefix(count - padding))
    guard isPadded ? count.isMultiple(of: 4) : count % 4 != 1 else {
      throw FormatError("the base64 ends before its last group of characters does", at: count)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 3 / 4)
    var buffer: UInt32 = 0
    var bits = 0
    for value in values {
      buffer = buffer << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    guard buffer & ((1 << UInt32(bits)) - 1) == 0 else {
      throw FormatError("the last character of the base64 has bits too many", at: values.count - 1)
    }
    return bytes
  }

  /// Returns the bytes that `text` stands for.
  ///
  /// - Throws: When `text` is not exactly what ``encode(_:)`` makes of some bytes.
  /// - Complexity: O(*n*).
  public func decode(_ text: String) throws(FormatError) -> [UInt8] {
    try decode(text.utf8)
  }

  /// Returns the six bits that each character stands for.
  private func values(of characters: some Sequence<UInt8>) throws(FormatError) -> [UInt8] {
    var found: [UInt8] = []
    for (offset, character) in characters.enumerated() {
      let value = table[Int(character)]
      guard value != Self.none else {
        throw FormatError("this is no character of base64 here", at: offset)
      }
      found.append(value)
    }
    return found
  }
}
