internal import TransparencyLog

extension JSONReader {
  /// Reads the name of a member.
  mutating func key(in bytes: Span<UInt8>) throws(JSONError) -> String {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      throw JSONError("a key in double quotes should stand here", at: index, in: bytes)
    }
    let offset = index
    let name = try string(in: bytes)
    if limits.keys == .plain, !Self.isPlain(name) {
      throw JSONError("a key must be one or more of a-z, 0-9 and _", at: offset, in: bytes)
    }
    return name
  }

  private static func isPlain(_ name: String) -> Bool {
    let bytes = name.utf8.span
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        continue
      default: return false
      }
    }
    return !name.isEmpty
  }

  /// Reads the string whose opening quote is here.
  mutating func string(in bytes: Span<UInt8>) throws(JSONError) -> String {
    let start = index + 1
    var end = start
    var escaped = false
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        escaped = true
        end += 1
      } else if byte < 0x20 {
        throw JSONError("a control character must be written as an escape", at: end, in: bytes)
      }
      end += 1
    }
    if end >= bytes.count {
      throw JSONError("the input ends inside a string", at: bytes.count, in: bytes)
    }
    index = end + 1
    let text = try Self.text(start..<end, in: bytes)
    return escaped ? try Self.unescaped(start..<end, in: bytes) : text
  }

  private static func text(
    _ range: Range<Int>, in bytes: Span<UInt8>
  ) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.extracting(range)))
    } catch {
      let offset = range.lowerBound + error.byteOffsets.lowerBound
      throw JSONError("not UTF-8: \(name(of: error.kind))", at: offset, in: bytes)
    }
  }

  private static func name(of kind: Unicode.UTF8.ValidationError.Kind) -> String {
    switch kind {
    case .unexpectedContinuationByte: "a continuation byte without its first byte"
    case .surrogateCodePointByte: "a surrogate"
    case .invalidNonSurrogateCodePointByte: "a byte or code point beyond U+10FFFF"
    case .overlongEncodingByte: "a character in more bytes than it needs"
    case .truncatedScalar: "a character cut short"
    default: "an invalid byte"
    }
  }

  /// Resolves the escapes in a range of valid UTF-8 in which every backslash has a successor.
  private static func unescaped(
    _ range: Range<Int>, in bytes: Span<UInt8>
  ) throws(JSONError) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] != UInt8(ascii: "\\") {
        text.append(bytes[index])
        index += 1
      } else if bytes[index + 1] != UInt8(ascii: "u") {
        text.append(try short(at: index, in: bytes))
        index += 2
      } else {
        let scalar = try scalar(at: index, before: range.upperBound, in: bytes)
        text.append(contentsOf: String(Character(scalar)).utf8)
        index += scalar.value > 0xFFFF ? 12 : 6
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Returns the byte that an escape of two bytes stands for.
  private static func short(at index: Int, in bytes: Span<UInt8>) throws(JSONError) -> UInt8 {
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes[index + 1]
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: throw JSONError("JSON has no such escape", at: index, in: bytes)
    }
  }

  /// Returns the scalar of the escape at an index, or of it and the next as a surrogate pair.
  private static func scalar(
    at index: Int, before end: Int, in bytes: Span<UInt8>
  ) throws(JSONError) -> Unicode.Scalar {
    guard let unit = unit(at: index, before: end, in: bytes) else {
      throw JSONError("four hexadecimal digits should follow \\u", at: index, in: bytes)
    }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, let low = self.unit(at: index + 6, before: end, in: bytes),
      0xDC00...0xDFFF ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    {
      return scalar
    }
    throw JSONError("this is half of a surrogate pair; write both halves", at: index, in: bytes)
  }

  /// Returns the code unit of the escape `\uXXXX` at an index, if there is one.
  private static func unit(at index: Int, before end: Int, in bytes: Span<UInt8>) -> UInt32? {
    guard end - index >= 6, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for place in index + 2..<index + 6 {
      guard let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
