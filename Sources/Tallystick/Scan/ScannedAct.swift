/// What an act of a speaker says, read straight from the canonical bytes of its body.
///
/// It is made only where ``Speech/init(body:)`` and ``Deed/init(_:body:)`` make the same of the body
/// as a JSON value, which takes longer; where it is nil, they are to be asked.
struct ScannedAct {
  let speech: Speech
  let deed: Deed

  init(speech: Speech, deed: Deed) {
    self.speech = speech
    self.deed = deed
  }

  init?(_ type: EventType, body: Range<Int>, in bytes: Span<UInt8>) {
    var phrases = Phrases()
    self.init(type, body: body, in: bytes, &phrases)
  }

  /// Takes what is said in words that were read before from `phrases`.
  init?(
    _ type: EventType, body: Range<Int>, in bytes: Span<UInt8>, _ phrases: inout Phrases
  ) {
    guard let fields = BodyFields(body, in: bytes),
      let speech = fields.speech(in: bytes, &phrases),
      let deed = fields.deed(type, in: bytes, &phrases)
    else { return nil }
    self.speech = speech
    self.deed = deed
  }
}

extension Speech {
  /// Reads the speaker's fields of the canonical body at a place; nil where ``init(body:)`` is to be
  /// asked.
  init?(scanning body: Range<Int>, in bytes: Span<UInt8>) {
    guard let read = BodyFields(body, in: bytes)?.readSpeech(in: bytes) else { return nil }
    self = read
  }
}

/// Where the fields that projections read stand in a body.
private struct BodyFields {
  var attribution: Range<Int>?
  var speaker: Range<Int>?
  var side: Range<Int>?
  var published: Range<Int>?
  var via: Range<Int>?
  var rendering: Range<Int>?
  var of: Range<Int>?
  var claim: Range<Int>?
  var facets: Range<Int>?
  var count: Range<Int>?
  var instead: Range<Int>?
  var terms: Range<Int>?

  init?(_ body: Range<Int>, in bytes: Span<UInt8>) {
    var members = ScannedMembers(of: body)
    while let (key, value) = members.next(in: bytes) {
      if bytes.holds("speaker", at: key) {
        speaker = value
      } else if bytes.holds("claim", at: key) {
        claim = value
      } else if bytes.holds("attribution", at: key) {
        attribution = value
      } else if bytes.holds("via", at: key) {
        via = value
      } else if bytes.holds("of", at: key) {
        of = value
      } else if bytes.holds("rendering", at: key) {
        rendering = value
      } else if bytes.holds("facets", at: key) {
        facets = value
      } else if bytes.holds("side", at: key) {
        side = value
      } else if bytes.holds("published", at: key) {
        published = value
      } else if bytes.holds("count", at: key) {
        count = value
      } else if bytes.holds("instead", at: key) {
        instead = value
      } else if bytes.holds("terms", at: key) {
        terms = value
      }
    }
    if !members.isAtEnd { return nil }
  }

  func speech(in bytes: Span<UInt8>, _ phrases: inout Phrases) -> Speech? {
    guard published == nil else { return readSpeech(in: bytes) }
    phrases.begin()
    phrases.add(attribution, of: bytes)
    phrases.add(rendering, of: bytes)
    phrases.add(side, of: bytes)
    phrases.add(speaker, of: bytes)
    phrases.add(via, of: bytes)
    return phrases.speeches.value(of: phrases.key) { readSpeech(in: bytes) }
  }

  func readSpeech(in bytes: Span<UInt8>) -> Speech? {
    guard let speaker = bytes.text(speaker),
      let attribution = bytes.text(attribution).flatMap(Attribution.init),
      let via = via == nil ? [] : bytes.texts(via)
    else { return nil }
    var said: Stated?
    if published != nil {
      guard let text = bytes.text(published), let read = try? Stated(parsing: text) else {
        return nil
      }
      said = read
    }
    let side = bytes.text(side)
    guard (side == nil) == (self.side == nil) else { return nil }
    return Speech(
      speaker: speaker, attribution: attribution, side: side, via: via, published: said,
      rendering: bytes.text(rendering).flatMap(Rendering.init))
  }

  func deed(_ type: EventType, in bytes: Span<UInt8>, _ phrases: inout Phrases) -> Deed? {
    switch type {
    case .announcement:
      return claim.flatMap { Claim(scanning: $0, in: bytes, &phrases) }.map(Deed.announcement)
    case .confirmation: return confirmation(in: bytes)
    case .retraction: return bytes.eventID(of).map(Deed.retraction)
    case .correction:
      guard let of = bytes.eventID(of), let claim = object(claim, in: bytes),
        let terms = object(terms, in: bytes)
      else { return nil }
      return .correction(of: of, claim: claim, terms: terms)
    case .denial: return denial(in: bytes, &phrases)
    default: return nil
    }
  }

  private func confirmation(in bytes: Span<UInt8>) -> Deed? {
    guard let names = bytes.texts(of), let facets = facets(in: bytes) else { return nil }
    var number: Count?
    if let count {
      guard let read = Count(scanning: count, in: bytes) else { return nil }
      number = read
    }
    return .confirmation(of: names.compactMap { EventID($0) }, facets: facets, count: number)
  }

  private func denial(in bytes: Span<UInt8>, _ phrases: inout Phrases) -> Deed? {
    guard let facets = facets(in: bytes), let instead = object(instead, in: bytes) else {
      return nil
    }
    var denied: Claim?
    if let claim {
      guard let read = Claim(scanning: claim, in: bytes, &phrases) else { return nil }
      denied = read
    }
    let target = bytes.eventID(of)
    guard (target == nil) == (of == nil) else { return nil }
    return .denial(of: target, claim: denied, facets: facets, instead: instead)
  }

  private func facets(in bytes: Span<UInt8>) -> Set<Facet>? {
    guard facets != nil else { return [] }
    return bytes.texts(facets).map { Set($0.compactMap(Facet.init)) }
  }

  /// The object at a place, which is nil where there is none; nil where it is no object.
  private func object(_ place: Range<Int>?, in bytes: Span<UInt8>) -> JSONObject?? {
    guard let place else { return .some(nil) }
    guard let value = try? JSONValue(parsing: bytes.extracting(place)), let object = value.object
    else { return nil }
    return .some(object)
  }
}

extension Claim {
  /// Reads a claim from the canonical bytes at a place; nil where ``init(json:)`` is to be asked.
  init?(scanning place: Range<Int>, in bytes: Span<UInt8>, _ phrases: inout Phrases) {
    var (count, when): (Count?, EDTFDate?)
    var words: [Range<Int>] = []
    var members = ScannedMembers(of: place)
    while let (key, value) = members.next(in: bytes) {
      if bytes.holds("count", at: key) {
        guard let read = Count(scanning: value, in: bytes) else { return nil }
        count = read
      } else if bytes.holds("when", at: key) {
        guard let text = bytes.text(value), let read = try? EDTFDate(parsing: text) else {
          return nil
        }
        when = read
      } else if let last = words.last, last.upperBound == key.lowerBound - 2 {
        words[words.count - 1] = last.lowerBound..<value.upperBound
      } else {
        words.append(key.lowerBound..<value.upperBound)
      }
    }
    guard members.isAtEnd else { return nil }
    phrases.begin()
    for place in words { phrases.add(place, of: bytes) }
    let read = phrases.claims.value(of: phrases.key) { ClaimWords(scanning: place, in: bytes) }
    guard let said = read else { return nil }
    self.init(said)
    self.count = count
    self.when = when
  }
}

extension ClaimWords {
  /// Reads all but the number and the day of a claim from the canonical bytes at a place.
  convenience init?(scanning place: Range<Int>, in bytes: Span<UInt8>) {
    var parts = Parts(.statement)
    var hasAct = false
    var members = ScannedMembers(of: place)
    while let (key, value) = members.next(in: bytes) {
      if bytes.holds("count", at: key) || bytes.holds("when", at: key) { continue }
      if bytes.holds("act", at: key) {
        guard let act = bytes.text(value).flatMap(ClaimAct.init) else { return nil }
        parts.act = act
        hasAct = true
      } else if !parts.setText(key, value, in: bytes) {
        return nil
      }
    }
    guard hasAct else { return nil }
    self.init(parts)
  }
}

extension ClaimWords.Parts {
  fileprivate mutating func setText(
    _ key: Range<Int>, _ value: Range<Int>, in bytes: Span<UInt8>
  ) -> Bool {
    guard let text = bytes.text(value) else { return false }
    switch key.count {
    case 2 where bytes.holds("to", at: key): to = text
    case 4 where bytes.holds("from", at: key): from = text
    case 4 where bytes.holds("what", at: key): what = text
    case 4 where bytes.holds("unit", at: key): unit = text
    case 5 where bytes.holds("whose", at: key): whose = text
    case 5 where bytes.holds("under", at: key): under = text
    case 5 where bytes.holds("place", at: key): place = text
    case 5 where bytes.holds("about", at: key): about = text
    case 5 where bytes.holds("scope", at: key):
      guard let scope = Scope(rawValue: text) else { return false }
      self.scope = scope
    case 8 where bytes.holds("handover", at: key): handover = text
    case 11 where bytes.holds("received_as", at: key): receivedAs = text
    case 13 where bytes.holds("identified_as", at: key): identifiedAs = text
    default: return false
    }
    return true
  }
}

extension Count {
  /// Reads a count from the canonical bytes at a place: one number, with its words or without; nil
  /// where ``init(json:)`` is to be asked.
  init?(scanning place: Range<Int>, in bytes: Span<UInt8>) {
    var kind: Kind?
    var words: String?
    var members = ScannedMembers(of: place)
    while let (key, value) = members.next(in: bytes) {
      if bytes.holds("words", at: key) {
        guard let text = bytes.text(value) else { return nil }
        words = text
        continue
      }
      var scanner = CanonicalScanner(at: value.lowerBound)
      guard kind == nil, let number = scanner.integer(in: bytes), number >= 0 else { return nil }
      if bytes.holds("exact", at: key) {
        kind = .exact(number)
      } else if bytes.holds("about", at: key) {
        kind = .about(number)
      } else if bytes.holds("min", at: key) {
        kind = .atLeast(number)
      } else if bytes.holds("max", at: key) {
        kind = .atMost(number)
      } else {
        return nil
      }
    }
    guard let kind, members.isAtEnd else { return nil }
    self.init(kind, words: words)
  }
}
