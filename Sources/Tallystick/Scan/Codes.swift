/// Short texts, each with a number of its own, counted from 1; 0 stands for no text.
struct Codes {
  /// The letters of all texts, one after the other, and where each ends.
  private var letters: [UInt8] = []
  private var ends: [Int] = [0]

  /// The codes by their hashes, with room for as many more; 0 where nothing is.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// The codes of texts of at most 16 letters by these letters, zeros after the last.
  private var short = PairCodes()

  private let secret = RunSecret()

  /// The number of texts.
  var count: Int { ends.count - 1 }

  /// The text of a code; nil of 0.
  subscript(code: UInt32) -> String? {
    code == 0 ? nil : String(decoding: letters[place(of: code)], as: UTF8.self)
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
    var slot = hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      if text.isSame(as: letters.span.extracting(self.place(of: slots[slot]))) {
        return slots[slot]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    for index in text.indices where text[index] == UInt8(ascii: "\\") { return nil }
    for index in text.indices { letters.append(text[index]) }
    ends.append(letters.count)
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return UInt32(count)
  }

  private func place(of code: UInt32) -> Range<Int> { ends[Int(code) - 1]..<ends[Int(code)] }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for code in 1...UInt32(count) {
      var slot = hash(letters.span.extracting(place(of: code))) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = code
    }
  }

  private func hash(_ text: Span<UInt8>) -> Int {
    var hash = UInt64(text.count)
    var place = 0
    while place < text.count {
      hash = secret.mixed(hash, text.eight(from: place))
      place += 8
    }
    return Int(truncatingIfNeeded: hash)
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

  /// Eight bytes from a place on; zeros where they end.
  fileprivate func eight(from place: Int) -> UInt64 {
    if place + 8 <= count {
      return bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    var word: UInt64 = 0
    for index in place..<count { word = word << 8 | UInt64(self[index]) }
    return word
  }

  fileprivate func isSame(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var place = 0
    while place < count {
      if eight(from: place) != other.eight(from: place) { return false }
      place += 8
    }
    return true
  }
}
