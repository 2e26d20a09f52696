/// What an append has to know of a claim, read from its canonical bytes.
struct ClaimTraits {
  private(set) var said: FacetSet = []
  private(set) var under: Range<Int>?
  private(set) var what: Range<Int>?
  private(set) var about: EventID?
  private var act: Range<Int>?
  private var from: Range<Int>?
  private var whose: Range<Int>?

  /// The first day of `when`, of a claim that something has happened.
  private var happened: Day?

  /// Whether it is to be told by words.
  private(set) var needsQuote = false

  /// Whether it says that something was handed over.
  private(set) var isHandover = false

  private var isOwn = false

  /// Reads the claim at a place, which has the shape of one; nil where it must be read otherwise.
  init?(_ place: Range<Int>, in bytes: Span<UInt8>) {
    var scanner = CanonicalScanner(at: place.lowerBound)
    var when: Range<Int>?
    while scanner.index < place.upperBound - 1 {
      // What stands before each key is the brace of the claim or a comma.
      guard let key = bytes.key(at: scanner.index + 1) else { return nil }
      scanner.index = key.end + 2
      guard scanner.skipValue(in: bytes) else { return nil }
      take(key, key.end + 2..<scanner.index, &when, in: bytes)
    }
    if let act {
      needsQuote = bytes.holds("talks", at: act) || bytes.holds("statement", at: act)
      isHandover = bytes.holds("handover", at: act)
      if isHandover || bytes.holds("staging", at: act), let when {
        happened = DaySpan(plainDate: bytes.extracting(when))?.earliest
      }
    }
    if let from, let whose { isOwn = bytes.isSame(from, whose) }
  }

  /// Takes one of the fields of the claim.
  private mutating func take(
    _ key: KeyWord, _ value: Range<Int>, _ when: inout Range<Int>?, in bytes: Span<UInt8>
  ) {
    let text = value.lowerBound + 1..<max(value.upperBound - 1, value.lowerBound + 1)
    if key.has("to") {
      said.insert(.direction)
    } else if key.has("act") {
      act = text
    } else if key.has("from") {
      said.insert(.direction)
      from = text
    } else if key.has("what") {
      said.insert(.what)
      what = text
    } else if key.has("when") {
      said.insert(.date)
      when = text
    } else if key.has("count") {
      said.insert(.count)
    } else if key.has("whose") {
      said.insert(.whose)
      whose = text
    } else if key.has("place") {
      said.insert(.place)
    } else if key.has("under") {
      said.insert(.agreement)
      under = text
    } else if key.has("about") {
      about = bytes.eventID(value)
    }
  }

  /// Whether the recorder is to be warned of it, where it was stated on some day of a span.
  func isOdd(on stated: DaySpan) -> Bool {
    if let happened, let latest = stated.latest, happened > latest { return true }
    return isOwn
  }
}

/// Some facets.
struct FacetSet: OptionSet, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ facet: Facet) {
    self =
      switch facet {
      case .count: .count
      case .direction: .direction
      case .date: .date
      case .what: .what
      case .whose: .whose
      case .place: .place
      case .agreement: .agreement
      case .authenticity: .authenticity
      }
  }

  static let count = FacetSet(rawValue: 1)
  static let direction = FacetSet(rawValue: 2)
  static let date = FacetSet(rawValue: 4)
  static let what = FacetSet(rawValue: 8)
  static let whose = FacetSet(rawValue: 16)
  static let place = FacetSet(rawValue: 32)
  static let agreement = FacetSet(rawValue: 64)
  static let authenticity = FacetSet(rawValue: 128)
}
