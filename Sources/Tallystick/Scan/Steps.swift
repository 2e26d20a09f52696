/// Steps over canonical JSON, eight bytes at a time, where at least eight bytes follow.
///
/// As with ``CanonicalScanner`` the answer is one-sided: what is stepped over is canonical, and UTF-8
/// too; nil says nothing. Within the body of an entry eight bytes always follow.
extension Span<UInt8> {
  /// Eight bytes, the first of them lowest; the caller sees to it that they are there.
  @inline(__always)
  func eight(at place: Int) -> UInt64 {
    bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
  }

  /// Where the quote stands that ends the string whose first letter stands at `start`.
  ///
  /// Letters of one and two bytes are looked at eight bytes at a time, without a branch between them:
  /// where words and spaces of other scripts meet cannot be foreseen.
  func endOfString(from start: Int) -> Int? {
    var place = start
    // The mark of the first byte, where it must end a letter that began before it.
    var open: UInt64 = 0
    while place + 8 <= count {
      let word = eight(at: place)
      let stops = word.stops
      if (word & 0x8080_8080_8080_8080) | open != 0 {
        let letters = word.lettersOfTwo(after: open)
        let faults = letters.faults & (stops ^ (stops &- 1))
        if faults != 0 {
          let fault = faults.trailingZeroBitCount
          place += fault / 8
          guard letters.ends >> UInt64(fault) & 1 == 0, place + 8 <= count,
            let length = Self.lengthOfLetter(eight(at: place))
          else { return nil }
          place += length
          open = 0
          continue
        }
        open = letters.open
      }
      if stops == 0 {
        place += 8
        continue
      }
      place += stops.trailingZeroBitCount / 8
      if self[place] == UInt8(ascii: "\"") { return place }
      guard self[place] == UInt8(ascii: "\\"),
        let length = CanonicalScanner.escape(at: place, in: self)
      else { return nil }
      place += length
      open = 0
    }
    return nil
  }

  /// The length of the letter of three or four bytes that a word begins with.
  private static func lengthOfLetter(_ word: UInt64) -> Int? {
    let (lead, second) = (word & 0xFF, word >> 8 & 0xFF)
    if word & 0xC0_C0F0 == 0x80_80E0 {
      let isWhole = (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second < 0xA0)
      return isWhole ? 3 : nil
    }
    guard word & 0xC0C0_C0F8 == 0x8080_80F0, lead <= 0xF4, lead != 0xF0 || second >= 0x90,
      lead != 0xF4 || second < 0x90
    else { return nil }
    return 4
  }

  /// What ``Name/label`` matches between quotes, of which the first stands at `start`.
  func name(at start: Int) -> Range<Int>? {
    guard let place = run(at: start, longest: 64, { $0.labelLetters }),
      self[place.lowerBound].isAlphanumeric
    else { return nil }
    return place
  }

  /// What ``Name/word`` matches between quotes, of which the first stands at `start`.
  func word(at start: Int) -> Range<Int>? {
    guard let place = run(at: start, longest: 40, { $0.keyLetters }),
      self[place.lowerBound].isLower
    else { return nil }
    return place
  }

  /// Letters of a kind between quotes; eight bytes must follow the last of them.
  @inline(__always)
  private func run(
    at start: Int, longest: Int, _ marks: (UInt64) -> UInt64
  ) -> Range<Int>? {
    let first = start + 1
    var place = first
    while place + 8 <= count, place - first <= longest {
      let others = ~marks(eight(at: place)) & 0x8080_8080_8080_8080
      if others == 0 {
        place += 8
        continue
      }
      place += others.trailingZeroBitCount / 8
      guard self[place] == UInt8(ascii: "\""), self[start] == UInt8(ascii: "\""),
        (1...longest).contains(place - first)
      else { return nil }
      return first..<place
    }
    return nil
  }

  /// The key whose quote stands at `start`, with a colon after it.
  @inline(__always)
  func key(at start: Int) -> KeyWord? {
    guard let key = keyOfAnyLetters(at: start), key.hasKeyLetters else { return nil }
    return key
  }

  /// The key whose quote stands at `start`, with a colon after it; what it has of letters is for the
  /// caller to see.
  @inline(__always)
  func keyOfAnyLetters(at start: Int) -> KeyWord? {
    let first = start + 1
    guard first + 8 <= count, self[start] == UInt8(ascii: "\"") else { return nil }
    let word = eight(at: first)
    let quotes = word.marks(of: UInt8(ascii: "\"")) & 0x8080_8080_8080_8080
    let length = quotes.trailingZeroBitCount / 8
    guard length < 8 else { return longKey(at: first, word) }
    guard length > 0, first + length + 1 < count,
      self[first + length + 1] == UInt8(ascii: ":")
    else { return nil }
    let mask = UInt64(1) << UInt64(8 * length) &- 1
    return KeyWord(word: word & mask, start: first, end: first + length)
  }

  private func longKey(at first: Int, _ word: UInt64) -> KeyWord? {
    var place = first
    while place < count, self[place].isKeyLetter { place += 1 }
    guard place + 1 < count, self[place] == UInt8(ascii: "\""),
      self[place + 1] == UInt8(ascii: ":"), place >= first + 8
    else { return nil }
    return KeyWord(word: word, start: first, end: place)
  }
}

/// A key of an object: its first eight letters as a word, and where it stands.
struct KeyWord {
  /// The letters, the first of them lowest, zeros after the last.
  let word: UInt64
  let start: Int
  let end: Int

  /// What stands before every key.
  static let none = KeyWord(word: 0, start: 0, end: 0)

  var length: Int { end - start }

  /// Whether all its letters are those of a key; a long one is made of no others.
  @inline(__always)
  var hasKeyLetters: Bool {
    let others = UInt64.max << UInt64(8 * Swift.min(length, 8))
    return (word.keyLetters | others) & 0x8080_8080_8080_8080 == 0x8080_8080_8080_8080
  }

  /// Whether this is the key; `name` has at most eight letters.
  @inline(__always)
  func has(_ name: StaticString) -> Bool { word == KeyWord.word(of: name) }

  /// A name of at most eight letters as a word.
  @inline(__always)
  static func word(of name: StaticString) -> UInt64 {
    let letters = UnsafeRawPointer(name.utf8Start)
    var word: UInt64 = 0
    var place = name.utf8CodeUnitCount
    while place > 0 {
      place -= 1
      word = word << 8 | UInt64(letters.load(fromByteOffset: place, as: UInt8.self))
    }
    return word
  }

  /// Whether this key stands before another one, and is not the same.
  @inline(__always)
  func precedes(_ other: KeyWord, in bytes: Span<UInt8>) -> Bool {
    if word != other.word { return word.byteSwapped < other.word.byteSwapped }
    return bytes.precedes(start..<end, other.start..<other.end)
  }
}

extension UInt8 {
  fileprivate var isKeyLetter: Bool { isLower || isDigit || self == UInt8(ascii: "_") }
}

extension UInt64 {
  /// What eight bytes are as letters of one byte or two (RFC 3629 §4), each mark the highest bit of
  /// a byte.
  fileprivate struct LettersOfTwo {
    /// Where a byte stands that is of no such letter, or not in its place.
    let faults: UInt64

    /// Where a letter of two bytes must end.
    let ends: UInt64

    /// The mark of the first of the next eight bytes, where that must end a letter.
    let open: UInt64
  }

  /// Looks at eight bytes, of which the first must end a letter where `open` has its mark.
  @inline(__always)
  fileprivate func lettersOfTwo(after open: UInt64) -> LettersOfTwo {
    let beyondASCII = self & 0x8080_8080_8080_8080
    let leads = beyondASCII & self << 1
    let ends = leads << 8 | open
    let areOverlong = leads & ~((self & 0x1E1E_1E1E_1E1E_1E1E) &+ 0x7E7E_7E7E_7E7E_7E7E)
    let areLonger = leads & self << 2
    return LettersOfTwo(
      faults: (beyondASCII ^ leads ^ ends) | areOverlong | areLonger, ends: ends,
      open: leads >> 56)
  }

  /// Eight bytes with the highest bit of each that is a quote, a backslash or a control character,
  /// right up to the first of them.
  @inline(__always)
  var stops: UInt64 {
    // With its second bit turned, a quote is the first byte after the control characters.
    let controls = (self ^ 0x0202_0202_0202_0202) &- 0x2121_2121_2121_2121
    let slashes = (self ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
    return (controls | slashes) & ~self & 0x8080_8080_8080_8080
  }

  /// Eight bytes with the highest bit of each that is one of `a-z`, `0-9` and `_`.
  fileprivate var keyLetters: UInt64 {
    let low = self & 0x7F7F_7F7F_7F7F_7F7F
    return (low.lowerCase | low.digitsOrLine) & ~self
  }

  /// Eight bytes with the highest bit of each that is one of `a-z`, `A-Z`, `0-9`, `.`, `_` and `-`.
  fileprivate var labelLetters: UInt64 {
    let low = self & 0x7F7F_7F7F_7F7F_7F7F
    let isDotOrDash = (low &+ 0x5353_5353_5353_5353) & ~(low &+ 0x5151_5151_5151_5151)
    return ((low | 0x2020_2020_2020_2020).lowerCase | low.digitsOrLine | isDotOrDash) & ~self
  }

  /// Of eight bytes below 0x80 each, the marks of those that are one of `a-z`.
  private var lowerCase: UInt64 {
    (self &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(self &+ 0x0505_0505_0505_0505)
  }

  /// Of eight bytes below 0x80 each, the marks of those that are one of `0-9` and `_`.
  private var digitsOrLine: UInt64 {
    let isDigit = (self &+ 0x5050_5050_5050_5050) & ~(self &+ 0x4646_4646_4646_4646)
    return isDigit | ~((self ^ 0x5F5F_5F5F_5F5F_5F5F) &+ 0x7F7F_7F7F_7F7F_7F7F)
  }
}
