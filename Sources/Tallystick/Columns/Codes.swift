/// Short texts, each with a number of its own, counted from 1; 0 stands for no text.
struct Codes {
  /// The letters of all texts, one after the other, and where each ends.
  private var letters: [UInt8] = []
  private var ends: [Int] = [0]

  /// The codes by their hashes, with room for half as many more; 0 where nothing is.
  private var slots = [UInt32](repeating: 0, count: 64)

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
    let text = bytes.extracting(place)
    for index in text.indices where text[index] == UInt8(ascii: "\\") { return nil }
    var slot = Codes.hash(text) & (slots.count - 1)
    while slots[slot] != 0 {
      if holds(text, at: slots[slot]) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    for index in text.indices { letters.append(text[index]) }
    ends.append(letters.count)
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return UInt32(count)
  }

  private func place(of code: UInt32) -> Range<Int> { ends[Int(code) - 1]..<ends[Int(code)] }

  private func holds(_ text: Span<UInt8>, at code: UInt32) -> Bool {
    let place = place(of: code)
    guard place.count == text.count else { return false }
    for index in text.indices where letters[place.lowerBound + index] != text[index] {
      return false
    }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for code in 1...UInt32(count) {
      var slot = Codes.hash(letters.span.extracting(place(of: code))) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = code
    }
  }

  /// Texts come from outside: the hash is one that nobody can make collide.
  private static func hash(_ text: Span<UInt8>) -> Int {
    var hasher = Hasher()
    text.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
