/// Where the parts of an announcement, or of a confirmation of one event, stand in an entry, for a
/// fold that keeps codes in the place of texts.
///
/// It is made only where ``ScannedAct`` reads the same act, and leaves all that is rare to it.
struct PlainSaying {
  /// Where the texts stand, without their quotes.
  let speaker: Range<Int>
  let side: Range<Int>?
  let attribution: Attribution

  /// What is announced.
  private(set) var claim = PlainWords()

  /// What is confirmed, and whether its number is.
  private(set) var confirmed: EventID?
  private(set) var confirmsCount = false

  /// Reads what every act of a speaker says; nil also where it appeared later than it was said.
  init?(_ form: EntryForm, in bytes: Span<UInt8>) {
    guard let speaker = form.text(.speaker), !form.has(.published),
      form.isTextIfAny(.side),
      let attribution = form.text(.attribution).flatMap({ bytes.attribution($0) })
    else { return nil }
    self.speaker = speaker
    self.attribution = attribution
    side = form[.side]
  }

  /// Reads an announcement.
  init?(announcement form: EntryForm, in bytes: Span<UInt8>) {
    self.init(form, in: bytes)
    guard let claim = PlainWords(form, in: bytes) else { return nil }
    self.claim = claim
  }

  /// Reads a confirmation without a number of its own.
  init?(confirmation form: EntryForm, in bytes: Span<UInt8>) {
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
  private(set) var what: Range<Int>?
  private(set) var from: Range<Int>?
  private(set) var to: Range<Int>?
  private(set) var whose: Range<Int>?
  private(set) var unit: Range<Int>?
  private(set) var when: Range<Int>?
  private(set) var count = PlainCount()
  private(set) var isCumulative = false

  /// Whether it is a claim of a handover, or of something else.
  private(set) var isHandover = false

  /// The fields of a claim that are texts.
  private static let texts = EntryForm.Fields(
    .place, .under, .claimAbout, .what, .from, .to, .whose, .unit, .claimWhen)

  init() {}

  init?(_ form: EntryForm, in bytes: Span<UInt8>) {
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
    (what, from, to, whose) = (form[.what], form[.from], form[.to], form[.whose])
    (unit, when) = (form[.unit], form[.claimWhen])
    self.count = count
  }
}

/// A number of a plain claim, or none.
struct PlainCount {
  private(set) var kind = PlainManner.Number.none
  private(set) var number: Int64 = 0

  init() {}

  /// Reads the count of the claim in a form; nil where it is not one number, with words or without.
  init?(_ form: EntryForm, in bytes: Span<UInt8>) {
    guard let place = form[.claimCount] else { return }
    guard bytes[place.lowerBound] == UInt8(ascii: "{"), form.isTextIfAny(.words),
      takeNumber(form[.exact], .exact, in: bytes),
      takeNumber(form[.aboutNumber], .about, in: bytes),
      takeNumber(form[.min], .atLeast, in: bytes), takeNumber(form[.max], .atMost, in: bytes),
      takeWord(form[.withheld], .withheld, in: bytes),
      takeWord(form[.unspecified], .unspecified, in: bytes), kind != .none
    else { return nil }
  }

  private mutating func takeNumber(
    _ place: Range<Int>?, _ kind: PlainManner.Number, in bytes: Span<UInt8>
  ) -> Bool {
    guard let place else { return true }
    var scanner = CanonicalScanner(at: place.lowerBound)
    guard self.kind == .none, bytes[place.lowerBound - 1] == UInt8(ascii: ":"),
      let given = scanner.integer(in: bytes), given >= 0
    else { return false }
    self.kind = kind
    number = given
    return true
  }

  private mutating func takeWord(
    _ place: Range<Int>?, _ kind: PlainManner.Number, in bytes: Span<UInt8>
  ) -> Bool {
    guard let place else { return true }
    guard self.kind == .none, bytes.holds("true", at: place),
      bytes[place.lowerBound - 1] == UInt8(ascii: ":")
    else { return false }
    self.kind = kind
    return true
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
