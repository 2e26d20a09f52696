/// Short texts, each with a number of its own, counted from 1; 0 stands for no text.
struct Codes {
  private var texts = ByteCodes()

  /// The codes of texts of at most 16 letters by these letters, zeros after the last.
  private var short = PairCodes()

  /// The number of texts.
  var count: Int { texts.count }

  /// The text of a code; nil of 0.
  subscript(code: UInt32) -> String? {
    code == 0 ? nil : String(decoding: texts.bytes(of: code), as: UTF8.self)
  }

  /// The code of the text in these places, a new one where it has none yet; nil for a text with
  /// escapes and for a long one.
  mutating func code(of place: Range<Int>, in bytes: Span<UInt8>) -> UInt32? {
    guard place.count <= 64 else { return nil }
    if place.count <= 16, !place.isEmpty, place.upperBound + 16 <= bytes.count {
      let pair = bytes.pair(place)
      if let code = short.known(pair) { return code }
      guard let code = longCode(of: place, in: bytes) else { return nil }
      short.insert(pair, code)
      return code
    }
    return longCode(of: place, in: bytes)
  }

  private mutating func longCode(of place: Range<Int>, in bytes: Span<UInt8>) -> UInt32? {
    let text = bytes.extracting(place)
    let code = texts.code(of: text)
    if code != 0 { return code }
    for index in text.indices where text[index] == UInt8(ascii: "\\") { return nil }
    return texts.insert(text)
  }
}

extension Span<UInt8> {
  /// At most 16 bytes, of which at least one is there, as two words; 16 more must follow them.
  @inline(__always)
  fileprivate func pair(_ place: Range<Int>) -> PairCodes.Pair {
    let count = UInt64(place.count)
    let (one, two) = (eight(at: place.lowerBound), eight(at: place.lowerBound + 8))
    // A shift by 64 or more leaves nothing.
    return PairCodes.Pair(
      one & ~(UInt64.max << (count * 8)),
      count > 8 ? two & ~(UInt64.max << ((count - 8) * 8)) : 0)
  }
}
