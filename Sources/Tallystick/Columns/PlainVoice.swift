/// What a plain claim gives to its side's number.
struct PlainVoice: NumberGiver {
  let seq: Int
  let rank: Int
  let unit: String?
  let count: Count?

  /// The side for which its speaker speaks.
  let side: String?

  /// The event that it confirms.
  let base: Int?

  /// The correction that gave it its number.
  let correction: Int?

  var seqs: [Int] {
    if let base { return [base, seq] }
    return correction.map { [seq, $0] } ?? [seq]
  }
}

extension PlainClaims {
  /// What a claim gives to its side's number.
  func voice(_ plain: PlainClaim, _ sides: inout Sides) -> PlainVoice {
    let manner = manners[plain.manner]
    let base = base(of: plain, manner)
    return PlainVoice(
      seq: Int(plain.seq), rank: manner.attribution.rank, unit: texts[manner.unit],
      count: count(plain, manner, base), side: sides.side(of: plain, self),
      base: base.map { Int($0.seq) }, correction: correction(plain, manner))
  }

  /// Whether an explanation takes a claim out of the sums.
  func isExplained(_ plain: PlainClaim) -> Bool { manners[plain.manner].isExplained }

  private func correction(_ plain: PlainClaim, _ manner: PlainManner) -> Int? {
    manner.isCorrected ? changes.corrections[plain.seq].map { Int($0) } : nil
  }

  private func exclusion(_ plain: PlainClaim, _ manner: PlainManner) -> LiveClaim.Exclusion? {
    manner.isExplained ? changes.explanations[plain.seq].map { .explained($0) } : nil
  }

  /// Whether a claim is one of a single handover, on a day and with a number, if any, above zero.
  func isSimple(_ plain: PlainClaim) -> Bool {
    let manner = manners[plain.manner]
    guard !manner.isCumulative, days[Int(plain.when)] != nil else { return false }
    return !(count(plain, manner, base(of: plain, manner))?.isZero ?? false)
  }

  private func base(of plain: PlainClaim, _ manner: PlainManner) -> PlainClaim? {
    manner.isConfirmation ? all[Int(plain.number)] : nil
  }

  private func count(
    _ plain: PlainClaim, _ manner: PlainManner, _ base: PlainClaim?
  ) -> Count? {
    guard let base else { return manner.number.count(Int64(plain.number)) }
    return manner.confirmsCount ? manner.number.count(Int64(base.number)) : nil
  }

  /// The claim as the projections see it; `ids` are the first halves of those of all events.
  func live(_ plain: PlainClaim, _ ids: [UInt64], _ sides: inout Sides) -> LiveClaim {
    let manner = manners[plain.manner]
    let row = rows[plain.row]
    let base = base(of: plain, manner)
    var claim = Claim(.handover)
    (claim.what, claim.from, claim.to, claim.whose) = (row.what, row.from, row.to, row.whose)
    claim.unit = texts[manner.unit]
    claim.when = dates[Int(plain.when)]
    claim.count = count(plain, manner, base)
    claim.scope = manner.isCumulative ? .cumulative : .event
    let speech = Speech(
      speaker: texts[manner.speaker] ?? "", attribution: manner.attribution,
      side: texts[manner.side], via: [], published: nil, quote: nil)
    let act = Standing.Act(
      seq: Int(plain.seq), id: EventID(high: ids[Int(plain.seq) - 1], low: 0),
      stated: stated(plain, manner), speech, .announcement(claim),
      side: sides.side(of: plain, self))
    let correction = correction(plain, manner)
    let basis = base.map { Int($0.seq) } ?? correction
    return LiveClaim(
      act, claim, placement: claim, seqs: basis.map { [$0, act.seq].sorted() } ?? [act.seq],
      anchor: base.map { EventID(high: ids[Int($0.seq) - 1], low: 0) }, half: 0,
      isPremature: false, isCorrected: correction != nil, isOwnNumber: false,
      exclusion: exclusion(plain, manner))
  }

  /// When it was said, of which only the place in time matters.
  private func stated(_ plain: PlainClaim, _ manner: PlainManner) -> Stated {
    let instant = Instant(microseconds: plain.stated) ?? .minimum
    if manner.isCumulative, !manner.isAtInstant,
      let date = EDTFDate(plainDay: instant.day.description)
    {
      return Stated(date)
    }
    return Stated(unworded: instant)
  }

  /// The sides of those who say something in some manner, each looked up once.
  struct Sides {
    private let book: SourceBook
    private var known: [String??] = []

    init(_ book: SourceBook) { self.book = book }

    mutating func side(of plain: PlainClaim, _ claims: PlainClaims) -> String? {
      let place = Int(plain.manner)
      while known.count <= place { known.append(nil) }
      if let side = known[place] { return side }
      let manner = claims.manners[plain.manner]
      let side = claims.texts[manner.side] ?? claims.texts[manner.speaker].flatMap(book.side)
      known[place] = .some(side)
      return side
    }
  }
}
