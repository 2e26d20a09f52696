/// A place in canonical bytes, which moves forward over values without making them.
///
/// Its answer is one-sided: what it steps over is JSON within ``JSONLimits/event``, written in the
/// canonical way (``CanonicalJSON``). Where it says no, the bytes are to be read by ``JSONValue``,
/// which knows what is wrong, if anything. It does not look at UTF-8: whoever asks validates the
/// whole input once.
struct CanonicalScanner {
  var index = 0

  /// How many arrays and objects are open around it.
  private var depth: Int

  init(at index: Int = 0, depth: Int = 0) {
    self.index = index
    self.depth = depth
  }

  /// Steps over one value; false where it is not canonical.
  mutating func skipValue(in bytes: Span<UInt8>) -> Bool {
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "\""): return skipString(in: bytes)
    case UInt8(ascii: "{"): return skipObject(in: bytes)
    case UInt8(ascii: "["): return skipArray(in: bytes)
    case UInt8(ascii: "t"): return skip("true", in: bytes)
    case UInt8(ascii: "f"): return skip("false", in: bytes)
    default: return integer(in: bytes) != nil
    }
  }

  /// Steps over `word` if it is what comes next.
  @inline(__always)
  mutating func skip(_ word: StaticString, in bytes: Span<UInt8>) -> Bool {
    let end = index + word.utf8CodeUnitCount
    guard bytes.holds(word, at: index..<end) else { return false }
    index = end
    return true
  }

  /// Steps over one byte if it is what comes next.
  mutating func skip(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// Steps over a string, and returns what stands between its quotes; nil where it is none.
  mutating func string(in bytes: Span<UInt8>) -> Range<Int>? {
    let start = index + 1
    return skipString(in: bytes) ? start..<index - 1 : nil
  }

  private mutating func skipString(in bytes: Span<UInt8>) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return false }
    var place = index + 1
    while true {
      place = bytes.firstToLookAt(from: place)
      guard place < bytes.count else { return false }
      switch bytes[place] {
      case UInt8(ascii: "\""):
        index = place + 1
        return true
      case UInt8(ascii: "\\"):
        guard let length = Self.escape(at: place, in: bytes) else { return false }
        place += length
      default: return false
      }
    }
  }

  /// The length of the canonical escape at `place`: of two characters, or of `\u00xx` for a control
  /// character that has no shorter one.
  static func escape(at place: Int, in bytes: Span<UInt8>) -> Int? {
    guard place + 1 < bytes.count else { return nil }
    switch bytes[place + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      guard bytes.holds("\\u00", at: place..<place + 4), place + 5 < bytes.count,
        let low = digit(bytes[place + 5]), let high = digit(bytes[place + 4]), high < 2
      else { return nil }
      let hasShorter = high == 0 && [0x8, 0x9, 0xA, 0xC, 0xD].contains(low)
      return hasShorter ? nil : 6
    default: return nil
    }
  }

  /// The value of a lower-case hexadecimal digit.
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// Reads an integer of at most 2^53−1 either way.
  mutating func integer(in bytes: Span<UInt8>) -> Int64? {
    var place = index
    let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let first = place
    var number: Int64 = 0
    while place < bytes.count, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
      number = number &* 10 &+ Int64(digit)
      place += 1
      if place - first > 16 { return nil }
    }
    guard place > first, number <= 9_007_199_254_740_991 else { return nil }
    if bytes[first] == UInt8(ascii: "0"), place - first > 1 || isNegative { return nil }
    index = place
    return isNegative ? -number : number
  }

  private mutating func skipArray(in bytes: Span<UInt8>) -> Bool {
    guard enter() else { return false }
    if leave(UInt8(ascii: "]"), in: bytes) { return true }
    while true {
      guard skipValue(in: bytes) else { return false }
      if leave(UInt8(ascii: "]"), in: bytes) { return true }
      guard skip(UInt8(ascii: ","), in: bytes) else { return false }
    }
  }

  private mutating func skipObject(in bytes: Span<UInt8>) -> Bool {
    guard enter() else { return false }
    if leave(UInt8(ascii: "}"), in: bytes) { return true }
    var last = 0..<0
    while true {
      guard let key = key(in: bytes), last.isEmpty || bytes.precedes(last, key),
        skipValue(in: bytes)
      else { return false }
      last = key
      if leave(UInt8(ascii: "}"), in: bytes) { return true }
      guard skip(UInt8(ascii: ","), in: bytes) else { return false }
    }
  }

  /// Steps over a key of `a-z`, `0-9` and `_` and the colon after it.
  mutating func key(in bytes: Span<UInt8>) -> Range<Int>? {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
    let start = index + 1
    var place = start
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        place += 1
      case UInt8(ascii: "\"") where place > start:
        index = place + 1
        return skip(UInt8(ascii: ":"), in: bytes) ? start..<place : nil
      default: return nil
      }
    }
    return nil
  }

  private mutating func enter() -> Bool {
    depth += 1
    index += 1
    return depth <= JSONLimits.depth
  }

  private mutating func leave(_ bracket: UInt8, in bytes: Span<UInt8>) -> Bool {
    guard index < bytes.count, bytes[index] == bracket else { return false }
    depth -= 1
    index += 1
    return true
  }
}

extension Span<UInt8> {
  /// The first place from here on of a quote, a backslash or a control character; the end where
  /// none is.
  ///
  /// Eight bytes are looked at at once: the highest bit of each tells whether it is one of these.
  fileprivate func firstToLookAt(from start: Int) -> Int {
    var place = start
    while place + 8 <= count {
      let found = eight(at: place).stops
      if found != 0 { return place + found.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, self[place] >= 0x20, self[place] != UInt8(ascii: "\""),
      self[place] != UInt8(ascii: "\\")
    {
      place += 1
    }
    return place
  }

  /// The first place from here on of a byte; the end where it is nowhere.
  func first(_ byte: UInt8, from start: Int) -> Int {
    var place = start
    let raw = self.bytes
    while place + 8 <= count {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
      let found = word.marks(of: byte) & 0x8080_8080_8080_8080
      if found != 0 { return place + found.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, self[place] != byte { place += 1 }
    return place
  }

  /// Whether all bytes are UTF-8.
  ///
  /// Only what lies between the first and the last byte beyond ASCII is validated.
  var isUTF8: Bool {
    let raw = self.bytes
    func isASCII(_ place: Int) -> Bool {
      raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    }
    var (start, end) = (0, count)
    while start + 8 <= end, isASCII(start) { start += 8 }
    while end - 8 >= start, isASCII(end - 8) { end -= 8 }
    return start == end || (try? UTF8Span(validating: extracting(start..<end))) != nil
  }

  /// Whether `word` stands in these places.
  @inline(__always)
  func holds(_ word: StaticString, at range: Range<Int>) -> Bool {
    let length = word.utf8CodeUnitCount
    guard range.count == length, range.upperBound <= count else { return false }
    let (raw, letters) = (self.bytes, UnsafeRawPointer(word.utf8Start))
    var place = 0
    while place + 8 <= length {
      let mine = raw.unsafeLoadUnaligned(fromByteOffset: range.lowerBound + place, as: UInt64.self)
      if mine != letters.loadUnaligned(fromByteOffset: place, as: UInt64.self) { return false }
      place += 8
    }
    // What is left is looked at together with what stands before it.
    if place < length, length >= 8 {
      let start = length - 8
      return raw.unsafeLoadUnaligned(fromByteOffset: range.lowerBound + start, as: UInt64.self)
        == letters.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    }
    if place + 4 <= length {
      let mine = raw.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt32.self)
      if mine != letters.loadUnaligned(fromByteOffset: 0, as: UInt32.self) { return false }
      place = 4
    }
    while place < length {
      if self[range.lowerBound + place] != letters.load(fromByteOffset: place, as: UInt8.self) {
        return false
      }
      place += 1
    }
    return true
  }

  /// Whether the bytes in `left` stand before those in `right`, and are not the same.
  func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    let shared = Swift.min(left.count, right.count)
    for place in 0..<shared {
      let (mine, theirs) = (self[left.lowerBound + place], self[right.lowerBound + place])
      if mine != theirs { return mine < theirs }
    }
    return left.count < right.count
  }

  /// The text in these places; nil where it has escapes or is no UTF-8.
  func plainText(_ range: Range<Int>) -> String? {
    let letters = extracting(range)
    for place in letters.indices where letters[place] == UInt8(ascii: "\\") { return nil }
    guard let valid = try? UTF8Span(validating: letters) else { return nil }
    return String(copying: valid)
  }
}

extension UInt64 {
  /// Eight bytes with the highest bit of each that is `letter`, right up to the first of them.
  @inline(__always)
  func marks(of letter: UInt8) -> UInt64 {
    let rest = self ^ (0x0101_0101_0101_0101 &* UInt64(letter))
    return (rest &- 0x0101_0101_0101_0101) & ~rest
  }
}
