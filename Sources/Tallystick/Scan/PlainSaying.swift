/// Where the parts of an announcement, or of a confirmation of one event, stand in the canonical
/// bytes of its body, for a fold that keeps codes in the place of texts.
///
/// It is made only where ``ScannedAct`` reads the same act, and leaves all that is rare to it.
struct PlainSaying {
  /// Where the texts stand, without their quotes.
  private(set) var speaker: Range<Int>?
  private(set) var side: Range<Int>?
  private(set) var attribution = Attribution.named

  /// What is announced.
  private(set) var claim = PlainWords()

  /// What is confirmed, and whether its number is.
  private(set) var confirmed: EventID?
  private(set) var confirmsCount = false

  private var hasAttribution = false

  /// Reads an announcement.
  init?(announcement body: Range<Int>, in bytes: Span<UInt8>) {
    var members = ScannedMembers(of: body)
    while let (key, value) = members.next(in: bytes) {
      if key.count == 5, bytes.holds("claim", at: key) {
        guard let read = PlainWords(value, in: bytes) else { return nil }
        claim = read
      } else if !takeSpeech(key, value, in: bytes) {
        return nil
      }
    }
    guard members.isAtEnd, hasAttribution, speaker != nil, claim.isWhole else { return nil }
  }

  /// Reads a confirmation without a number of its own.
  init?(confirmation body: Range<Int>, in bytes: Span<UInt8>) {
    var members = ScannedMembers(of: body)
    while let (key, value) = members.next(in: bytes) {
      guard takeConfirmed(key, value, in: bytes) ?? takeSpeech(key, value, in: bytes) else {
        return nil
      }
    }
    guard members.isAtEnd, hasAttribution, speaker != nil, confirmed != nil else { return nil }
  }

  /// Takes what is confirmed; nil where the member is about something else.
  private mutating func takeConfirmed(
    _ key: Range<Int>, _ value: Range<Int>, in bytes: Span<UInt8>
  ) -> Bool? {
    switch key.count {
    case 2 where bytes.holds("of", at: key):
      confirmed = bytes.eventID(value)
      return confirmed != nil
    case 5 where bytes.holds("count", at: key) || bytes.holds("claim", at: key): return false
    case 6 where bytes.holds("facets", at: key):
      var confirmsCount = false
      defer { self.confirmsCount = confirmsCount }
      return bytes.isTexts(value) { confirmsCount = confirmsCount || bytes.holds("count", at: $0) }
    default: return nil
    }
  }

  private mutating func takeSpeech(
    _ key: Range<Int>, _ value: Range<Int>, in bytes: Span<UInt8>
  ) -> Bool {
    switch key.count {
    case 3 where bytes.holds("via", at: key): return bytes.isTexts(value) { _ in }
    case 4 where bytes.holds("side", at: key):
      side = bytes.inside(value)
      return side != nil
    case 5 where bytes.holds("quote", at: key): return bytes.inside(value) != nil
    case 7 where bytes.holds("speaker", at: key):
      speaker = bytes.inside(value)
      return speaker != nil
    case 9 where bytes.holds("published", at: key): return false
    case 11 where bytes.holds("attribution", at: key):
      guard let place = bytes.inside(value), let read = bytes.attribution(place) else {
        return false
      }
      attribution = read
      hasAttribution = true
    default: break
    }
    return true
  }
}

/// Where the parts of a plain claim of a handover stand.
struct PlainWords {
  private(set) var what: Range<Int>?
  private(set) var from: Range<Int>?
  private(set) var to: Range<Int>?
  private(set) var whose: Range<Int>?
  private(set) var unit: Range<Int>?
  private(set) var when: Range<Int>?
  private(set) var kind = PlainManner.Number.none
  private(set) var number: Int64 = 0
  private(set) var isCumulative = false

  /// Whether it is a claim of a handover at all.
  private(set) var isWhole = false

  private var hasWords = false

  init() {}

  init?(_ claim: Range<Int>, in bytes: Span<UInt8>) {
    guard bytes[claim.lowerBound] == UInt8(ascii: "{") else { return nil }
    var members = ScannedMembers(of: claim)
    while let (key, value) = members.next(in: bytes) {
      guard take(key, value, in: bytes) else { return nil }
    }
    // The words of a total stand in the report.
    guard members.isAtEnd, isWhole, !isCumulative || !hasWords else { return nil }
  }

  private mutating func take(
    _ key: Range<Int>, _ value: Range<Int>, in bytes: Span<UInt8>
  ) -> Bool {
    if key.count == 5, bytes.holds("count", at: key) { return takeCount(value, in: bytes) }
    guard let text = bytes.inside(value) else { return false }
    switch key.count {
    case 2 where bytes.holds("to", at: key): to = text
    case 3 where bytes.holds("act", at: key):
      isWhole = bytes.holds("handover", at: text)
      return isWhole
    case 4 where bytes.holds("from", at: key): from = text
    case 4 where bytes.holds("what", at: key): what = text
    case 4 where bytes.holds("when", at: key): when = text
    case 4 where bytes.holds("unit", at: key): unit = text
    case 5 where bytes.holds("place", at: key): break
    case 5 where bytes.holds("under", at: key): break
    case 5 where bytes.holds("about", at: key): break
    case 5 where bytes.holds("whose", at: key): whose = text
    case 5 where bytes.holds("scope", at: key):
      isCumulative = bytes.holds("cumulative", at: text)
      return isCumulative || bytes.holds("event", at: text)
    case 11 where bytes.holds("received_as", at: key): break
    case 13 where bytes.holds("identified_as", at: key): break
    default: return false
    }
    return true
  }

  private mutating func takeCount(_ value: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard bytes[value.lowerBound] == UInt8(ascii: "{") else { return false }
    var members = ScannedMembers(of: value)
    while let (key, value) = members.next(in: bytes) {
      if bytes.holds("words", at: key) {
        hasWords = true
        guard bytes.inside(value) != nil else { return false }
        continue
      }
      guard kind == .none, let read = PlainManner.Number(key, in: bytes) else { return false }
      kind = read
      if read == .withheld || read == .unspecified {
        guard bytes.holds("true", at: value) else { return false }
      } else {
        var scanner = CanonicalScanner(at: value.lowerBound)
        guard let given = scanner.integer(in: bytes), given >= 0 else { return false }
        number = given
      }
    }
    return members.isAtEnd && kind != .none
  }
}

extension PlainManner.Number {
  /// The number that a field of a count tells of.
  fileprivate init?(_ key: Range<Int>, in bytes: Span<UInt8>) {
    if bytes.holds("exact", at: key) {
      self = .exact
    } else if bytes.holds("about", at: key) {
      self = .about
    } else if bytes.holds("min", at: key) {
      self = .atLeast
    } else if bytes.holds("max", at: key) {
      self = .atMost
    } else if bytes.holds("withheld", at: key) {
      self = .withheld
    } else if bytes.holds("unspecified", at: key) {
      self = .unspecified
    } else {
      return nil
    }
  }
}

extension Span<UInt8> {
  /// What stands between the quotes of the string at a place; nil where there is no string.
  fileprivate func inside(_ value: Range<Int>) -> Range<Int>? {
    self[value.lowerBound] == UInt8(ascii: "\"") ? value.lowerBound + 1..<value.upperBound - 1 : nil
  }

  /// Whether a list of texts, or one text, stands at a place; hands what is inside each to `body`.
  fileprivate func isTexts(_ value: Range<Int>, _ body: (Range<Int>) -> Void) -> Bool {
    if let text = inside(value) {
      body(text)
      return true
    }
    var scanner = CanonicalScanner(at: value.lowerBound)
    guard scanner.skip("[", in: self) else { return false }
    var isFirst = true
    while !scanner.skip("]", in: self) {
      guard isFirst || scanner.skip(",", in: self), let text = scanner.string(in: self) else {
        return false
      }
      body(text)
      isFirst = false
    }
    return true
  }

  fileprivate func attribution(_ text: Range<Int>) -> Attribution? {
    if holds("named", at: text) { return .named }
    if holds("institution", at: text) { return .institution }
    if holds("unnamed", at: text) { return .unnamed }
    if holds("outlet", at: text) { return .outlet }
    return holds("unattributed", at: text) ? .unattributed : nil
  }
}
