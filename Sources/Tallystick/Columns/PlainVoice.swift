/// What a plain claim of a single handover gives to its side's number.
struct PlainVoice {
  /// For whom its speaker speaks.
  enum Role {
    case sender
    case receiver
    case other
  }

  let role: Role
  let rank: Int

  /// The code of what is counted, 0 where that is not said.
  let unit: UInt32

  /// The number, where one is given.
  let bounds: Bounds?

  let seq: UInt32

  /// The event that it confirms, and the one that corrected its number; 0 for none.
  fileprivate let base: UInt32
  fileprivate let correction: UInt32

  /// Adds all events on which it rests.
  func addSeqs(to seqs: inout [Int]) {
    if base != 0 { seqs.append(Int(base)) }
    if correction != 0 { seqs.append(Int(correction)) }
    seqs.append(Int(seq))
  }
}

extension PlainClaims {
  /// What a claim gives to its side's number; nil of a total, and of a number that is zero.
  func voice(_ plain: PlainClaim, _ sides: inout Sides) -> PlainVoice? {
    let manner = manners[plain.manner]
    let said = said(plain, manner)
    guard !manner.isCumulative, said.number != .exact(0) else { return nil }
    return PlainVoice(
      role: sides.role(of: plain, self), rank: manner.attribution.rank, unit: manner.unit,
      bounds: said.number?.bounds, seq: plain.seq, base: said.base, correction: said.correction)
  }

  /// Whether an explanation takes a claim out of the sums.
  func isExplained(_ plain: PlainClaim) -> Bool { manners[plain.manner].isExplained }

  /// The number of a claim, and the seqs of the events on which it rests; 0 for none.
  private struct Said {
    var number: Count.Kind?
    var base: UInt32 = 0
    var correction: UInt32 = 0
  }

  /// What a claim says; one that confirms another says what that one said by the end of its day.
  private func said(_ plain: PlainClaim, _ manner: PlainManner) -> Said {
    let base = manner.isConfirmation ? all[Int(plain.number)] : plain
    let announced = manner.isConfirmation ? manners[base.manner] : manner
    var said = Said(base: manner.isConfirmation ? base.seq : 0)
    var (kind, number) = (announced.number, base.number)
    if announced.isCorrected, let correction = changes.corrections[base.seq] {
      if manner.isConfirmation, day(of: plain).map({ $0 < correction.day }) ?? false {
        (kind, number) = (correction.kind, correction.number)
      } else {
        said.correction = correction.seq
      }
    }
    if !manner.isConfirmation || manner.confirmsCount { said.number = kind.kind(of: Int64(number)) }
    return said
  }

  /// The day on which a claim was stated: the plain form of an instant is in UTC.
  private func day(of plain: PlainClaim) -> Day? { Instant(microseconds: plain.stated)?.day }

  private func exclusion(_ plain: PlainClaim, _ manner: PlainManner) -> LiveClaim.Exclusion? {
    manner.isExplained ? changes.explanations[plain.seq].map { .explained($0) } : nil
  }

  /// The claim as the projections see it; `ids` are the first halves of those of all events.
  func live(_ plain: PlainClaim, _ ids: [UInt64], _ sides: inout Sides) -> LiveClaim {
    let manner = manners[plain.manner]
    let row = rows[plain.row]
    let said = said(plain, manner)
    var claim = Claim(.handover)
    (claim.what, claim.from, claim.to, claim.whose) = (row.what, row.from, row.to, row.whose)
    claim.unit = texts[manner.unit]
    claim.when = dates[Int(plain.when)]
    claim.count = said.number.map { Count($0) }
    claim.scope = manner.isCumulative ? .cumulative : .event
    let speech = Speech(
      speaker: texts[manner.speaker] ?? "", attribution: manner.attribution,
      side: texts[manner.side], via: [], published: nil, quote: nil)
    let act = Standing.Act(
      seq: Int(plain.seq), id: EventID(high: ids[Int(plain.seq) - 1], low: 0),
      stated: stated(plain, manner), speech, .announcement(claim),
      side: sides.side(of: plain, self))
    var seqs = [Int(plain.seq)]
    if said.correction != 0 { seqs.append(Int(said.correction)) }
    if said.base != 0 { seqs.append(Int(said.base)) }
    if seqs.count > 1 { seqs.sort() }
    return LiveClaim(
      act, claim, placement: claim, seqs: seqs,
      anchor: said.base == 0 ? nil : EventID(high: ids[Int(said.base) - 1], low: 0), half: 0,
      isPremature: false, isCorrected: manner.isCorrected, isOwnNumber: false,
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

    /// Parties, and those of the sides, by the code of the manner, and of the senders and receivers,
    /// by that of the row; nil where they were not looked up yet, 0 for none.
    private var parties = Numbered<String>()
    private var sides: [UInt32?] = []
    private var senders: [UInt32?] = []
    private var receivers: [UInt32] = []

    init(_ book: SourceBook) { self.book = book }

    /// For whom the speaker of a claim speaks.
    mutating func role(of plain: PlainClaim, _ claims: PlainClaims) -> PlainVoice.Role {
      let side = code(of: plain, claims)
      guard side != 0 else { return .other }
      let (from, to) = ends(of: plain.row, claims)
      return side == from ? .sender : side == to ? .receiver : .other
    }

    /// The side for which the speaker of a claim speaks.
    mutating func side(of plain: PlainClaim, _ claims: PlainClaims) -> String? {
      let code = code(of: plain, claims)
      return code == 0 ? nil : parties[code]
    }

    private mutating func code(of plain: PlainClaim, _ claims: PlainClaims) -> UInt32 {
      let place = Int(plain.manner)
      while sides.count <= place { sides.append(nil) }
      if let code = sides[place] { return code }
      let manner = claims.manners[plain.manner]
      let side = claims.texts[manner.side] ?? claims.texts[manner.speaker].flatMap(book.side)
      let code = side.map { parties.code(of: $0) } ?? 0
      sides[place] = code
      return code
    }

    private mutating func ends(
      of row: UInt32, _ claims: PlainClaims
    ) -> (from: UInt32, to: UInt32) {
      let place = Int(row)
      while senders.count <= place {
        senders.append(nil)
        receivers.append(0)
      }
      if let from = senders[place] { return (from, receivers[place]) }
      let row = claims.rows[row]
      senders[place] = row.from.map { parties.code(of: $0) } ?? 0
      receivers[place] = row.to.map { parties.code(of: $0) } ?? 0
      return (senders[place] ?? 0, receivers[place])
    }
  }
}
