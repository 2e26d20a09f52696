/// Where the parts of an announcement, or of a confirmation of one event, stand in an entry, for a
/// fold that keeps codes in the place of texts.
///
/// It is made only where ``ScannedAct`` reads the same act, and leaves all that is rare to it.
struct PlainSaying {
  /// Where the texts stand, without their quotes.
  let speaker: EntryForm.Place
  let side: EntryForm.Place
  let attribution: Attribution

  /// What is announced.
  private(set) var claim = PlainWords()

  /// What is confirmed, and whether its number is.
  private(set) var confirmed: EventID?
  private(set) var confirmsCount = false

  /// Reads what every act of a speaker says; nil also where it appeared later than it was said.
  init?(_ form: borrowing EntryForm, in bytes: Span<UInt8>) {
    guard form.text(.speaker) != nil, !form.has(.published), form.isTextIfAny(.side),
      let attribution = form.text(.attribution).flatMap({ bytes.attribution($0) })
    else { return nil }
    self.attribution = attribution
    speaker = form.place(of: .speaker)
    side = form.place(of: .side)
  }

  /// Reads an announcement.
  init?(announcement form: borrowing EntryForm, in bytes: Span<UInt8>) {
    self.init(form, in: bytes)
    guard let claim = PlainWords(form, in: bytes) else { return nil }
    self.claim = claim
  }

  /// Reads a confirmation without a number of its own.
  init?(confirmation form: borrowing EntryForm, in bytes: Span<UInt8>) {
    self.init(form, in: bytes)
    guard !form.has(.count), !form.has(.claim), let of = form.eventID(.of, in: bytes) else {
      return nil
    }
    confirmed = of
    guard let facets = form[.facets] else { return }
    var confirmsCount = false
    guard bytes.isTexts(facets, { confirmsCount = confirmsCount || bytes.holds("count", at: $0) })
    else { return nil }
    self.confirmsCount = confirmsCount
  }
}

/// Where the parts of a plain claim stand: one without a name of its own, of one handover or of all.
struct PlainWords {
  private(set) var what = EntryForm.Place.none
  private(set) var from = EntryForm.Place.none
  private(set) var to = EntryForm.Place.none
  private(set) var whose = EntryForm.Place.none
  private(set) var unit = EntryForm.Place.none
  private(set) var when = EntryForm.Place.none
  private(set) var count = PlainCount()
  private(set) var isCumulative = false

  /// Whether it is a claim of a handover, or of something else.
  private(set) var isHandover = false

  /// The fields of a claim that are texts.
  private static let texts = EntryForm.Fields(
    .place, .under, .claimAbout, .what, .from, .to, .whose, .unit, .claimWhen)

  init() {}

  init?(_ form: borrowing EntryForm, in bytes: Span<UInt8>) {
    guard let claim = form[.claim], bytes[claim.lowerBound] == UInt8(ascii: "{"),
      !form.claimHasMore, let act = form.text(.act), form.areTextsIfAny(PlainWords.texts),
      let count = PlainCount(form, in: bytes)
    else { return nil }
    isHandover = bytes.holds("handover", at: act)
    guard isHandover || bytes.isOtherAct(act) else { return nil }
    if form.has(.scope) {
      isCumulative = form.holds("cumulative", .scope, in: bytes)
      guard isCumulative || form.holds("event", .scope, in: bytes) else { return nil }
    }
    (what, whose) = (form.place(of: .what), form.place(of: .whose))
    (from, to) = (form.place(of: .from), form.place(of: .to))
    (unit, when) = (form.place(of: .unit), form.place(of: .claimWhen))
    self.count = count
  }
}

/// A number of a plain claim, or none.
struct PlainCount {
  private(set) var kind = PlainManner.Number.none
  private(set) var number: Int64 = 0

  init() {}

  /// The fields of a count that say what it is; one of them stands in it.
  private static let kinds = EntryForm.Fields(
    .exact, .aboutNumber, .min, .max, .withheld, .unspecified)

  /// Reads the count of the claim in a form; nil where it is not one number, with words or without.
  init?(_ form: borrowing EntryForm, in bytes: Span<UInt8>) {
    guard let place = form[.claimCount] else { return }
    guard bytes[place.lowerBound] == UInt8(ascii: "{"), form.isTextIfAny(.words),
      let field = form.only(of: PlainCount.kinds), let value = form[field],
      bytes[value.lowerBound - 1] == UInt8(ascii: ":"), let kind = PlainManner.Number(field)
    else { return nil }
    self.kind = kind
    if kind == .withheld || kind == .unspecified {
      guard bytes.holds("true", at: value) else { return nil }
    } else {
      var scanner = CanonicalScanner(at: value.lowerBound)
      guard let given = scanner.integer(in: bytes), given >= 0 else { return nil }
      number = given
    }
  }
}

extension PlainManner.Number {
  /// What a field of a count says of its number.
  fileprivate init?(_ field: EntryForm.Field) {
    switch field {
    case .exact: self = .exact
    case .aboutNumber: self = .about
    case .min: self = .atLeast
    case .max: self = .atMost
    case .withheld: self = .withheld
    case .unspecified: self = .unspecified
    default: return nil
    }
  }
}

extension Span<UInt8> {
  /// Whether a list of texts stands at a place, or a text is inside it; hands each to `body`.
  fileprivate func isTexts(_ value: Range<Int>, _ body: (Range<Int>) -> Void) -> Bool {
    if self[value.lowerBound - 1] == UInt8(ascii: "\"") {
      body(value)
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
    if holds("outlet", at: text) { return .outlet }
    if holds("institution", at: text) { return .institution }
    if holds("unnamed", at: text) { return .unnamed }
    return holds("unattributed", at: text) ? .unattributed : nil
  }

  /// Whether a text is an act of a claim that hands nothing over.
  fileprivate func isOtherAct(_ text: Range<Int>) -> Bool {
    holds("plan", at: text) || holds("statement", at: text) || holds("talks", at: text)
      || holds("offer", at: text) || holds("list", at: text) || holds("staging", at: text)
      || holds("identification", at: text)
  }
}
