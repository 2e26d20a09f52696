/// Where the fields stand in the body of an entry that are asked for while a record is read, filled in
/// by one pass over its bytes that also makes sure that they are canonical, and UTF-8.
///
/// It has a fixed size, and is made once for all entries of a fold. Fields of other names are stepped
/// over; what is no text, or of another form than the field should have, is for the reader of the
/// form to see.
struct EntryForm: ~Copyable {
  /// A field of a body, or of the claim in it.
  enum Field: Int {
    case attribution, claim, medium, published, rendering, side, source, speaker, via
    case act, claimAbout, claimCount, claimWhen, from, to
  }

  /// A place in an entry, which has at most 65,535 bytes: of a text without its quotes.
  private struct Place {
    let start: UInt16
    let end: UInt16

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// Which names an object has.
  private enum Level {
    case body, claim, other
  }

  /// Some fields.
  struct Fields {
    fileprivate(set) var bits: UInt32 = 0

    init(_ fields: Field...) {
      for field in fields { insert(field) }
    }

    @inline(__always)
    func has(_ field: Field) -> Bool { bits >> UInt32(field.rawValue) & 1 != 0 }

    @inline(__always)
    fileprivate mutating func insert(_ field: Field) { bits |= 1 << UInt32(field.rawValue) }
  }

  /// Where the fields stand that there are.
  private var places = InlineArray<15, Place>(repeating: Place(start: 0, end: 0))
  private var present = Fields()

  /// Those that are texts.
  private var texts = Fields()

  /// Whether there is an object with sealed fields.
  private(set) var hasDigests = false

  /// Reads the days on which entries were recorded.
  var recordedDays = DayReader()

  /// Where a field stands; nil where there is none.
  @inline(__always)
  subscript(field: Field) -> Range<Int>? { has(field) ? places[field.rawValue].range : nil }

  /// Whether there is a field.
  @inline(__always)
  func has(_ field: Field) -> Bool { present.has(field) }

  /// Where the text of a field stands; nil where there is none, or it is no text.
  @inline(__always)
  func text(_ field: Field) -> Range<Int>? {
    texts.has(field) ? places[field.rawValue].range : nil
  }

  /// Whether each of some fields that there are is a text.
  func areTextsIfAny(_ fields: Fields) -> Bool {
    present.bits & fields.bits & ~texts.bits == 0
  }

  /// Whether a field is this text.
  @inline(__always)
  func holds(_ word: StaticString, _ field: Field, in bytes: Span<UInt8>) -> Bool {
    guard let place = text(field) else { return false }
    return bytes.holds(word, at: place)
  }
}

extension EntryForm {
  /// Fills in the form from the body that begins at `start`, and returns where that ends; nil where
  /// it is not plainly canonical.
  mutating func scan(_ bytes: Span<UInt8>, from start: Int, depth: Int) -> Int? {
    (present, texts) = (Fields(), Fields())
    hasDigests = false
    return object(bytes, start, .body, depth)
  }

  private mutating func object(
    _ bytes: Span<UInt8>, _ start: Int, _ level: Level, _ depth: Int
  ) -> Int? {
    guard depth < JSONLimits.depth, start + 1 < bytes.count else { return nil }
    var place = start + 1
    if bytes[place] == UInt8(ascii: "}") { return place + 1 }
    var last = KeyWord.none
    while true {
      guard let key = bytes.keyOfAnyLetters(at: place) else { return nil }
      guard last.precedes(key, in: bytes) else { return nil }
      last = key
      guard let end = member(key, bytes, level, depth + 1), end < bytes.count else { return nil }
      if bytes[end] == UInt8(ascii: "}") { return end + 1 }
      guard bytes[end] == UInt8(ascii: ",") else { return nil }
      place = end + 1
    }
  }

  /// Steps over the value of a key, and takes down where it stands.
  private mutating func member(
    _ key: KeyWord, _ bytes: Span<UInt8>, _ level: Level, _ depth: Int
  ) -> Int? {
    let start = key.end + 2
    guard start < bytes.count else { return nil }
    let field = field(key, bytes, level)
    if field == nil, !key.hasKeyLetters { return nil }
    if bytes[start] == UInt8(ascii: "\"") {
      guard let end = bytes.endOfString(from: start + 1) else { return nil }
      if let field {
        set(field, start + 1, end)
        texts.insert(field)
      }
      return end + 1
    }
    guard let end = value(bytes, start, field == .claim ? .claim : .other, depth) else {
      return nil
    }
    if let field { set(field, start, end) }
    return end
  }

  private mutating func set(_ field: Field, _ start: Int, _ end: Int) {
    present.insert(field)
    places[field.rawValue] = Place(
      start: UInt16(truncatingIfNeeded: start), end: UInt16(truncatingIfNeeded: end))
  }

  private mutating func value(
    _ bytes: Span<UInt8>, _ start: Int, _ level: Level, _ depth: Int
  ) -> Int? {
    switch bytes[start] {
    case UInt8(ascii: "{"): return object(bytes, start, level, depth)
    case UInt8(ascii: "["): return array(bytes, start, depth)
    case UInt8(ascii: "\""): return bytes.endOfString(from: start + 1).map { $0 + 1 }
    default:
      var scanner = CanonicalScanner(at: start)
      return scanner.skipValue(in: bytes) ? scanner.index : nil
    }
  }

  private mutating func array(_ bytes: Span<UInt8>, _ start: Int, _ depth: Int) -> Int? {
    guard depth < JSONLimits.depth, start + 1 < bytes.count else { return nil }
    var place = start + 1
    if bytes[place] == UInt8(ascii: "]") { return place + 1 }
    while true {
      guard let end = value(bytes, place, .other, depth + 1), end + 1 < bytes.count else {
        return nil
      }
      if bytes[end] == UInt8(ascii: "]") { return end + 1 }
      guard bytes[end] == UInt8(ascii: ",") else { return nil }
      place = end + 1
    }
  }
}

extension EntryForm {
  /// The field that a key names on some level.
  @inline(__always)
  private mutating func field(_ key: KeyWord, _ bytes: Span<UInt8>, _ level: Level) -> Field? {
    if key.has("_sd"), key.length == 3 { hasDigests = true }
    return switch level {
    case .body: EntryForm.bodyField(key, bytes)
    case .claim: EntryForm.claimField(key)
    case .other: nil
    }
  }

  private static func bodyField(_ key: KeyWord, _ bytes: Span<UInt8>) -> Field? {
    switch key.length {
    case 3: key.has("via") ? .via : nil
    case 4: key.has("side") ? .side : nil
    case 5: key.has("claim") ? .claim : nil
    case 6: key.has("medium") ? .medium : key.has("source") ? .source : nil
    case 7: key.has("speaker") ? .speaker : nil
    case 9:
      bytes.holds("published", at: key.start..<key.end)
        ? .published : bytes.holds("rendering", at: key.start..<key.end) ? .rendering : nil
    case 11: bytes.holds("attribution", at: key.start..<key.end) ? .attribution : nil
    default: nil
    }
  }

  private static func claimField(_ key: KeyWord) -> Field? {
    switch key.length {
    case 2: key.has("to") ? .to : nil
    case 3: key.has("act") ? .act : nil
    case 4: key.has("from") ? .from : key.has("when") ? .claimWhen : nil
    case 5: key.has("count") ? .claimCount : key.has("about") ? .claimAbout : nil
    default: nil
    }
  }
}
