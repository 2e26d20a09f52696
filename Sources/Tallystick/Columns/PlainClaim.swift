/// What an announcement of a handover, or a confirmation of one, says that needs no second look: 24
/// bytes.
///
/// All parts of its row are said, its sender does not hand over its own, its date of saying is a day
/// or an instant, and its number is one number or none.
struct PlainClaim {
  /// The first microsecond in which it may have been said.
  let stated: Int64

  /// The codes of its row, of when it happened, and of who says it how.
  private let codes: UInt64

  /// The number, 0 where none is given; of a confirmation, the place of the claim that it confirms.
  let number: UInt32

  /// Its place in the log.
  let seq: UInt32

  /// Creates a claim; nil where one of the values does not fit its bits.
  init?(number: Int64, stated: Int64, seq: Int, row: UInt32, when: UInt32, manner: UInt32) {
    guard let number = UInt32(exactly: number), let seq = UInt32(exactly: seq), row < 1 << 22,
      when < 1 << 20, manner < 1 << 22
    else { return nil }
    self.number = number
    self.stated = stated
    self.seq = seq
    codes = UInt64(row) << 42 | UInt64(when) << 22 | UInt64(manner)
  }

  /// The code of its row.
  var row: UInt32 { UInt32(codes >> 42) }

  /// The code of when it happened.
  var when: UInt32 { UInt32(codes >> 22 & 0xF_FFFF) }

  /// The code of who says it how.
  var manner: UInt32 { UInt32(codes & 0x3F_FFFF) }
}

/// Who makes a plain claim how, in codes.
struct PlainManner: Hashable {
  /// What is said of the number.
  enum Number: UInt8 {
    case none
    case exact
    case about
    case atLeast
    case atMost
    case withheld
    case unspecified
  }

  var speaker: UInt32 = 0
  var side: UInt32 = 0
  var unit: UInt32 = 0
  var attribution = Attribution.named
  var number = Number.none
  var isCumulative = false

  /// Whether a total was said at a known instant; of other claims it does not matter.
  var isAtInstant = false

  /// Whether it confirms another claim, and whether that one's number too.
  var isConfirmation = false
  var confirmsCount = false

  /// Whether a correction gave it its number, and whether an explanation takes it out of the sums.
  var isCorrected = false
  var isExplained = false
}

extension PlainManner.Number {
  /// What is said of this number.
  func kind(of number: Int64) -> Count.Kind? {
    switch self {
    case .none: nil
    case .exact: .exact(number)
    case .about: .about(number)
    case .atLeast: .atLeast(number)
    case .atMost: .atMost(number)
    case .withheld: .withheld
    case .unspecified: .unspecified
    }
  }
}

/// The plain claims of a record, and the texts behind their codes.
struct PlainClaims {
  /// The claims, in the order of their seqs.
  var all: [PlainClaim] = []

  /// What else bears on some of them.
  var changes = PlainChanges()

  /// The rows.
  private(set) var rows = Numbered<Row>()

  private(set) var texts = Codes()
  private var rowTexts = PairCodes()

  /// The codes of rows by those of their texts, of which not each row has one.
  private var rowsOfTexts: [UInt32] = [0]
  private var dateTexts = Codes()
  private(set) var dates: [EDTFDate?] = [nil]

  /// Whether these are dates at all; a copy of one takes longer than to look here.
  private var areDates = [true]

  /// The numbers of the days that the dates are; nil of those that are more or less than one day.
  private(set) var days: [Int?] = [nil]
  var manners = MannerCodes()

  /// Creates the claims of no events, with room for `size`.
  init(expecting size: Int) { all.reserveCapacity(size) }

  /// Takes the claim of an announcement, where it is plain.
  ///
  /// - Complexity: O(*n*) in the bytes of the entry.
  mutating func take(
    _ saying: PlainSaying, seq: Int, at time: PlainTime, in bytes: Span<UInt8>
  ) -> Bool {
    guard let what = code(saying.claim.what, bytes), let from = code(saying.claim.from, bytes),
      let to = code(saying.claim.to, bytes), let whose = code(saying.claim.whose, bytes),
      from != whose, what != 0, from != 0, to != 0, whose != 0,
      let when = date(saying.claim.when, bytes), let unit = code(saying.claim.unit, bytes),
      var manner = manner(saying, bytes)
    else { return false }
    manner.unit = unit
    manner.number = saying.claim.count.kind
    manner.isCumulative = saying.claim.isCumulative
    manner.isAtInstant = manner.isCumulative && time.isInstant
    return append(
      PlainClaim(
        number: saying.claim.count.number, stated: time.earliest.microseconds, seq: seq,
        row: row(SIMD4(what, from, to, whose)), when: when, manner: manners.code(of: manner)))
  }

  /// Takes the confirmation of the announcement with the seq `target`, where both are plain.
  ///
  /// - Complexity: O(*n*) in the bytes of the entry, and O(log *n*) in the claims.
  mutating func take(
    _ saying: PlainSaying, of target: Int, seq: Int, at time: PlainTime, in bytes: Span<UInt8>
  ) -> Bool {
    guard let place = place(ofSeq: target), var manner = manner(saying, bytes) else {
      return false
    }
    let claim = all[place]
    let said = manners[claim.manner]
    guard !said.isConfirmation else { return false }
    manner.unit = said.unit
    manner.isCumulative = said.isCumulative
    manner.isAtInstant = manner.isCumulative && time.isInstant
    manner.isConfirmation = true
    manner.confirmsCount = saying.confirmsCount
    return append(
      PlainClaim(
        number: Int64(place), stated: time.earliest.microseconds, seq: seq, row: claim.row,
        when: claim.when, manner: manners.code(of: manner)))
  }

  private mutating func append(_ claim: PlainClaim?) -> Bool {
    guard let claim else { return false }
    all.append(claim)
    return true
  }

  /// Whether a text is a date, or there is none.
  mutating func canRead(date place: EntryForm.Place, in bytes: Span<UInt8>) -> Bool {
    date(place, bytes) != nil
  }

  /// Who says it, and as whom.
  private mutating func manner(_ saying: PlainSaying, _ bytes: Span<UInt8>) -> PlainManner? {
    guard let speaker = code(saying.speaker, bytes), speaker != 0,
      let side = code(saying.side, bytes)
    else { return nil }
    return PlainManner(speaker: speaker, side: side, attribution: saying.attribution)
  }

  /// Whether an event makes a plain claim.
  func holds(seq: Int) -> Bool { place(ofSeq: seq) != nil }

  /// The place of the claim of an event.
  ///
  /// - Complexity: O(log *n*) in the claims after it: most that are asked for are among the last.
  func place(ofSeq seq: Int) -> Int? {
    var (low, high, step) = (all.count, all.count, 1)
    while low > 0, all[low - 1].seq >= seq {
      high = low - 1
      low = max(0, low - step)
      step *= 2
    }
    while low < high {
      let middle = (low + high) / 2
      if all[middle].seq < seq { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].seq == seq ? low : nil
  }

  /// The code of a row that another claim is on.
  mutating func code(of row: Row) -> UInt32 { rows.code(of: row) }

  private mutating func row(_ codes: SIMD4<UInt32>) -> UInt32 {
    let code = Int(
      rowTexts.code(
        of: PairCodes.Pair(
          UInt64(codes[0]) << 32 | UInt64(codes[1]), UInt64(codes[2]) << 32 | UInt64(codes[3]))))
    if code == rowsOfTexts.count {
      rowsOfTexts.append(
        rows.code(
          of: Row(
            what: texts[codes[0]], from: texts[codes[1]], to: texts[codes[2]],
            whose: texts[codes[3]])))
    }
    return rowsOfTexts[code]
  }

  private mutating func code(_ place: EntryForm.Place, _ bytes: Span<UInt8>) -> UInt32? {
    place.isNone ? 0 : texts.code(of: place.range, in: bytes)
  }

  private mutating func date(_ place: EntryForm.Place, _ bytes: Span<UInt8>) -> UInt32? {
    if place.isNone { return 0 }
    guard let code = dateTexts.code(of: place.range, in: bytes) else { return nil }
    if code == dates.count {
      let date = dateTexts[code].flatMap { try? EDTFDate(parsing: $0) }
      dates.append(date)
      days.append(date.flatMap { $0.isSingleDay ? $0.earliest?.number : nil })
      areDates.append(date != nil)
    }
    return areDates[Int(code)] ? code : nil
  }
}
