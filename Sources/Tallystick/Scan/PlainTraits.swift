/// What an append has to know of a content line to decide on it, read from its canonical bytes.
///
/// It is nil where ``Decide`` may refuse or warn for what the line itself says, whatever the record
/// holds, and for what is rare: these are for the reader and ``Decide`` to judge.
struct PlainTraits: Sendable {
  /// The source that speaks, the agreement that the claim names, what it says was handed over, the
  /// medium that is registered, and who is silent, by their codes in a ``PlainBook``; 0 for none.
  private(set) var speaker, under, what, medium, silent: UInt32

  private let firstReference: UInt32
  private var countOfReferences: UInt16 = 0

  /// Whether it confirms, denies, corrects or retracts the first of its ``references``.
  private(set) var isAimed = false

  /// The facets that it confirms or denies.
  private(set) var asked: FacetSet = []

  /// The facets of which it says something itself.
  private(set) var said: FacetSet = []

  /// Whether it claims a handover itself.
  private(set) var claimsHandover = false

  /// Whether it is a link that says whether two events are of one handover.
  private(set) var isOfHandovers = false

  /// The places, in a ``PlainBook``, of the events that it names, all of which must stand in the
  /// record.
  var references: Range<Int> {
    Int(firstReference)..<Int(firstReference) + Int(countOfReferences)
  }

  /// Reads the traits of a line that has these parts.
  init?(
    _ kind: PlainKind, _ parts: PlainParts, in bytes: Span<UInt8>, _ book: inout PlainBook
  ) {
    (speaker, under, what, medium, silent) = (0, 0, 0, 0, 0)
    let before = book.references.count
    firstReference = UInt32(before)
    guard read(kind, parts, in: bytes, &book) else {
      book.references.removeLast(book.references.count - before)
      return nil
    }
    countOfReferences = UInt16(clamping: book.references.count - before)
  }

  /// Takes what it knows of each type; false where ``Decide`` is to judge.
  private mutating func read(
    _ kind: PlainKind, _ parts: PlainParts, in bytes: Span<UInt8>, _ book: inout PlainBook
  ) -> Bool {
    let places = parts.places
    if kind.type.isAct {
      guard let code = code(of: places.text(of: kind.speaker), in: bytes, &book) else {
        return false
      }
      speaker = code
      if let published = places.text(of: kind.published),
        bytes.mayBe(published, before: parts.stated)
      {
        return false
      }
    }
    switch kind.type {
    case .announcement:
      guard let claim = take(places[kind.claim], parts.stated, in: bytes, &book) else {
        return false
      }
      return places[kind.quote] != nil || !claim.needsQuote
    case .confirmation:
      if places[kind.count] != nil { said.insert(.count) }
      return aim(places[kind.of], in: bytes, &book) && ask(places[kind.facets], in: bytes)
    case .denial:
      guard places[kind.claim] == nil, aim(places[kind.of], in: bytes, &book),
        ask(places[kind.facets], in: bytes)
      else { return false }
      guard let instead = places[kind.instead] else { return true }
      guard let claim = ClaimTraits(instead, in: bytes) else { return false }
      take(claim, &book)
      return true
    case .correction:
      return places[kind.terms] == nil && aim(places[kind.of], in: bytes, &book)
        && take(places[kind.claim], parts.stated, in: bytes, &book) != nil
    case .retraction: return aim(places[kind.of], in: bytes, &book)
    case .silence:
      guard let code = code(of: places.text(of: kind.silent), in: bytes, &book) else {
        return false
      }
      silent = code
      return refer(places[kind.about], in: bytes, &book)
    case .medium:
      guard let code = code(of: places.text(of: kind.medium), in: bytes, &book) else {
        return false
      }
      if let digest = places.text(of: kind.sha256), bytes.holds(Medium.lettersOfNothing, at: digest)
      {
        return false
      }
      medium = code
      said = .authenticity
      return refer(places[kind.shows], in: bytes, &book)
    case .assessment:
      guard places[kind.of] != nil, let scale = places.text(of: kind.scale),
        bytes.holds("explanation", at: scale)
          || bytes.holds("credibility", at: scale) && places[kind.against] == nil
      else { return false }
      return refer(places[kind.of], in: bytes, &book)
        && refer(places[kind.against], in: bytes, &book)
    case .link:
      guard let a = places[kind.a], let b = places[kind.b], !bytes.isSame(a, b),
        let relation = places.text(of: kind.relation)
      else { return false }
      isOfHandovers = Vocabulary.handoverRelations.contains { bytes.isText($0, at: relation) }
      return refer(a, in: bytes, &book) && refer(b, in: bytes, &book)
    case .source, .term, .agreement, .amendment, .redaction: return false
    }
  }

  /// The code of a name; nil where there is none.
  private func code(
    of place: Range<Int>?, in bytes: Span<UInt8>, _ book: inout PlainBook
  ) -> UInt32? {
    place.flatMap { book.names.code(of: $0, in: bytes) }
  }

  /// Takes a claim of which the recorder need not be warned.
  private mutating func take(
    _ place: Range<Int>?, _ stated: DaySpan, in bytes: Span<UInt8>, _ book: inout PlainBook
  ) -> ClaimTraits? {
    guard let place, let claim = ClaimTraits(place, in: bytes), !claim.isOdd(on: stated) else {
      return nil
    }
    take(claim, &book)
    if let name = claim.under {
      guard let code = code(of: name, in: bytes, &book) else { return nil }
      under = code
    }
    if let name = claim.what {
      guard let code = code(of: name, in: bytes, &book) else { return nil }
      what = code
    }
    return claim
  }

  private mutating func take(_ claim: ClaimTraits, _ book: inout PlainBook) {
    said.formUnion(claim.said)
    if claim.isHandover { claimsHandover = true }
    if let about = claim.about { book.references.append(about) }
  }

  /// Takes the one event that it is of; false where it is of several.
  private mutating func aim(
    _ place: Range<Int>?, in bytes: Span<UInt8>, _ book: inout PlainBook
  ) -> Bool {
    guard let id = bytes.eventID(place) else { return false }
    isAimed = true
    book.references.append(id)
    return true
  }

  private mutating func ask(_ place: Range<Int>?, in bytes: Span<UInt8>) -> Bool {
    guard let place else { return true }
    guard let facets = bytes.texts(place) else { return false }
    for facet in facets {
      guard let read = Facet(rawValue: facet) else { return false }
      asked.insert(FacetSet(read))
    }
    return true
  }

  /// Takes the ids in a text or a list of texts; what is no id is words.
  private func refer(
    _ place: Range<Int>?, in bytes: Span<UInt8>, _ book: inout PlainBook
  ) -> Bool {
    if let id = bytes.eventID(place) {
      book.references.append(id)
    } else if let texts = bytes.texts(place) {
      book.references += texts.compactMap { EventID($0) }
    }
    return true
  }
}

extension Span<UInt8> {
  /// Whether what was published on the date or at the instant in some places may have been so before it
  /// was said; days are compared, and those of instants may be two apart.
  fileprivate func mayBe(_ published: Range<Int>, before stated: DaySpan) -> Bool {
    guard let appeared = DaySpan(plainStated: extracting(published)) else { return true }
    guard let latest = appeared.latest, let earliest = stated.earliest else { return false }
    let hasTime = first(UInt8(ascii: ":"), from: published.lowerBound) < published.upperBound
    return latest.number < earliest.number + (hasTime ? 3 : 0)
  }
}
