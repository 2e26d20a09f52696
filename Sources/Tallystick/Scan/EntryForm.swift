/// Where the fields that totals ask for stand in the body of an entry, filled in by one pass over its
/// bytes that also makes sure that they are canonical, and UTF-8.
///
/// It has a fixed size, and is made once for all entries of a fold. Fields of other names are stepped
/// over; what is no text, or of another form than the field should have, is for the reader of the
/// form to see.
struct EntryForm: ~Copyable {
  /// A field of a body; of the claim in it; or of the count in that.
  enum Field: Int {
    case a, about, attribution, b, claim, count, drop, facets, instead, kind, medium, of, published
    case relation, rendering, scale, set, side, silent, source, speaker, value, via, void, when
    case act, claimAbout, claimCount, from, place, scope, to, under, unit, what, claimWhen, whose
    case exact, aboutNumber, min, max, withheld, unspecified, words
  }

  /// A place in an entry, which has at most 65,535 bytes: of a text without its quotes.
  struct Place {
    let start: UInt16
    let end: UInt16

    /// The place of what is not there.
    static let none = Place(start: 0, end: 0)

    var isNone: Bool { end == 0 }
    var range: Range<Int> { Int(start)..<Int(end) }
    var count: Int { Int(end) &- Int(start) }
  }

  /// Which names an object has.
  enum Level {
    case body, claim, count, other
  }

  /// Some fields.
  struct Fields {
    fileprivate(set) var bits: UInt64 = 0

    init(_ fields: Field...) {
      for field in fields { insert(field) }
    }

    @inline(__always)
    func has(_ field: Field) -> Bool { bits >> UInt64(field.rawValue) & 1 != 0 }

    @inline(__always)
    fileprivate mutating func insert(_ field: Field) { bits |= 1 << UInt64(field.rawValue) }
  }

  /// Where the fields stand that there are.
  private var places = InlineArray<44, Place>(repeating: .none)
  private var present = Fields()

  /// Those that are texts.
  private var texts = Fields()

  /// Whether a field stands in the claim that stands in none of these places, or one in its count.
  private(set) var claimHasMore = false

  /// Whether there is an object with sealed fields.
  private(set) var hasDigests = false

  /// Read the days on which entries were recorded, and those on which something was stated.
  var recordedDays = DayReader()
  var statedDays = DayReader()

  /// Where a field stands; nil where there is none.
  @inline(__always)
  subscript(field: Field) -> Range<Int>? { has(field) ? places[field.rawValue].range : nil }

  /// Where a field stands, or ``Place/none``.
  @inline(__always)
  func place(of field: Field) -> Place { has(field) ? places[field.rawValue] : .none }

  /// Whether there is a field.
  @inline(__always)
  func has(_ field: Field) -> Bool { present.has(field) }

  /// Whether there is one of some fields.
  func hasAny(_ fields: Fields) -> Bool { present.bits & fields.bits != 0 }

  /// The only one of some fields that there is; nil of none and of several.
  func only(of fields: Fields) -> Field? {
    let bits = present.bits & fields.bits
    return bits.nonzeroBitCount == 1 ? Field(rawValue: bits.trailingZeroBitCount) : nil
  }

  /// Where the text of a field stands; nil where there is none, or it is no text.
  @inline(__always)
  func text(_ field: Field) -> Range<Int>? {
    texts.has(field) ? places[field.rawValue].range : nil
  }

  /// Whether there is no such field, or it is a text.
  func isTextIfAny(_ field: Field) -> Bool { areTextsIfAny(Fields(field)) }

  /// Whether each of some fields that there are is a text.
  func areTextsIfAny(_ fields: Fields) -> Bool {
    present.bits & fields.bits & ~texts.bits == 0
  }

  /// The event id in a field; nil where there is none.
  func eventID(_ field: Field, in bytes: Span<UInt8>) -> EventID? {
    guard let place = text(field), place.count == 32 else { return nil }
    return EventID(hexadecimal: bytes.extracting(place))
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
    claimHasMore = false
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
    let within: Level = field == .claim ? .claim : field == .claimCount ? .count : .other
    guard let end = value(bytes, start, within, depth) else { return nil }
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
    switch level {
    case .body: return EntryForm.bodyField(key, bytes)
    case .claim:
      let field = EntryForm.claimField(key)
      if field == nil, !EntryForm.isSteady(key, bytes) { claimHasMore = true }
      return field
    case .count:
      let field = EntryForm.countField(key, bytes)
      if field == nil { claimHasMore = true }
      return field
    case .other: return nil
    }
  }

  private static func bodyField(_ key: KeyWord, _ bytes: Span<UInt8>) -> Field? {
    switch key.length {
    case 1: key.has("a") ? .a : key.has("b") ? .b : nil
    case 2: key.has("of") ? .of : nil
    case 3: key.has("set") ? .set : key.has("via") ? .via : nil
    case 4:
      key.has("side")
        ? .side
        : key.has("kind")
          ? .kind
          : key.has("when")
            ? .when : key.has("drop") ? .drop : key.has("void") ? .void : nil
    case 5:
      key.has("claim")
        ? .claim
        : key.has("scale")
          ? .scale
          : key.has("value") ? .value : key.has("about") ? .about : key.has("count") ? .count : nil
    case 6:
      key.has("facets")
        ? .facets
        : key.has("medium")
          ? .medium : key.has("source") ? .source : key.has("silent") ? .silent : nil
    case 7: key.has("speaker") ? .speaker : key.has("instead") ? .instead : nil
    case 8: key.has("relation") ? .relation : nil
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
    case 4:
      key.has("from")
        ? .from
        : key.has("what")
          ? .what : key.has("when") ? .claimWhen : key.has("unit") ? .unit : nil
    case 5:
      key.has("count")
        ? .claimCount
        : key.has("whose")
          ? .whose
          : key.has("place")
            ? .place
            : key.has("scope")
              ? .scope
              : key.has("under") ? .under : key.has("about") ? .claimAbout : nil
    default: nil
    }
  }

  /// Whether it is another field of a claim that says nothing of its row and its number; it must be
  /// a text.
  private static func isSteady(_ key: KeyWord, _ bytes: Span<UInt8>) -> Bool {
    let place = key.start..<key.end
    return (bytes.holds("received_as", at: place) || bytes.holds("identified_as", at: place))
      && bytes[key.end + 2] == UInt8(ascii: "\"")
  }

  private static func countField(_ key: KeyWord, _ bytes: Span<UInt8>) -> Field? {
    switch key.length {
    case 3: key.has("min") ? .min : key.has("max") ? .max : nil
    case 5:
      key.has("exact")
        ? .exact : key.has("about") ? .aboutNumber : key.has("words") ? .words : nil
    case 8: key.has("withheld") ? .withheld : nil
    case 11: bytes.holds("unspecified", at: key.start..<key.end) ? .unspecified : nil
    default: nil
    }
  }
}
