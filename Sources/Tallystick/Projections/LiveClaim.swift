/// A claim that somebody stands by at a cut.
///
/// It never changes; it is a class for the reason that ``Standing/Act`` is one.
package final class LiveClaim: Sendable {
  /// Why a claim is kept out of the sums.
  package enum Exclusion: Hashable, Sendable {
    /// What it says cannot be: the sender hands over its own.
    case implausible
    /// An assessment explains what is wrong with it.
    case explained(String)
    /// Its number is one for several handovers.
    case severalHandovers
  }

  /// The act that says it.
  let act: Standing.Act

  /// All events that it rests on: the act, what it confirms, and the corrections that apply; in
  /// order, each once.
  package let seqs: [Int]

  /// What is said; a part left unsaid is nil.
  package let claim: Claim

  /// Where it belongs: what is said, and where a part is unsaid what the act is about.
  package let placement: Claim

  /// The row and the days of ``placement``.
  let row: Row
  let days: DaysKey

  /// The event whose handover it is about, and which half of an ``Scope/eachWay`` claim.
  let anchor: EventID?
  package let half: Int

  /// Whether it says that something had happened before it did.
  let isPremature: Bool
  let isCorrected: Bool

  /// Whether its number is not that of the claim that it is about.
  ///
  /// A confirmation gives it, or a denial instead: of several handovers that is one number for all.
  let isOwnNumber: Bool
  package let exclusion: Exclusion?

  /// Whether an outlet says it in its own voice, an agency does, or nobody is said to.
  let isOutlet: Bool

  /// The other renderings of the same words, from which it takes what its own leaves unsaid.
  let renderings: [LiveClaim]

  /// What it was with its renderings before corrections; nil where there are none of both.
  let uncorrected: LiveClaim?

  init(
    _ act: Standing.Act, _ claim: Claim, placement: Claim, seqs: [Int], anchor: EventID?,
    half: Int, isPremature: Bool, isCorrected: Bool, isOwnNumber: Bool, exclusion: Exclusion?,
    isOutlet: Bool, renderings: [LiveClaim] = [], uncorrected: LiveClaim? = nil
  ) {
    self.act = act
    self.seqs = seqs
    self.claim = claim
    self.placement = placement
    row = Row(placement)
    days = DaysKey(placement.when)
    self.anchor = anchor
    self.half = half
    self.isPremature = isPremature
    self.isCorrected = isCorrected
    self.isOwnNumber = isOwnNumber
    self.exclusion = exclusion
    self.isOutlet = isOutlet
    self.renderings = renderings
    self.uncorrected = uncorrected
  }

  /// The same claim, otherwise in some parts.
  func with(
    claim: Claim? = nil, placement: Claim? = nil, isOwnNumber: Bool? = nil,
    exclusion: Exclusion? = nil
  ) -> LiveClaim {
    LiveClaim(
      act, claim ?? self.claim, placement: placement ?? self.placement, seqs: seqs, anchor: anchor,
      half: half, isPremature: isPremature, isCorrected: isCorrected,
      isOwnNumber: isOwnNumber ?? self.isOwnNumber, exclusion: exclusion ?? self.exclusion,
      isOutlet: isOutlet, renderings: renderings, uncorrected: uncorrected)
  }

  package var seq: Int { act.seq }
  package var id: EventID { act.id }
  package var speaker: String { act.speech.speaker }
  package var side: String? { act.side }
  var unit: String? { claim.unit }
  var count: Count? { claim.count }
  var rank: Int { act.speech.attribution.rank }
  package var stated: Stated { act.stated }

  /// The acts that say it: its own, and those of its other renderings.
  var ids: [EventID] { renderings.isEmpty ? [id] : [id] + renderings.map(\.id) }

  /// The deal under which its words put it; nil where they name none, or leave it unclear.
  var deal: String? { claim.unclear.contains(.agreement) ? nil : claim.under }

  /// The number that a total states: of so many a day, a week or a month what they come to over its days,
  /// where both ends are said.
  var total: Bounds? {
    guard let per = count?.per, let rate = count?.rate else { return count?.bounds }
    guard let when = placement.when?.resolved, let first = when.earliest, let last = when.latest
    else { return nil }
    return rate.times(per.count(from: first, to: last))
  }

  /// Its renderings, each by itself; the nearest with what the others add to it.
  var voices: [LiveClaim] { renderings.isEmpty ? [self] : [self] + renderings }

  /// Whether it says from whom to whom, and leaves neither that nor its scope unclear; any other
  /// claim is in no sum, unless a link places it.
  var isPlaced: Bool {
    placement.from != nil && placement.to != nil && !placement.leavesPlaceUnclear
  }

  /// Whether it is one half of an exchange.
  var isHalf: Bool { placement.scope == .eachWay && !claim.leavesPlaceUnclear }

  /// Whether an identification about its act, with that row, is of it: of one half of an exchange where
  /// it fits that half and not the other.
  func isSurelyMeant(by row: Row) -> Bool {
    !isHalf || row.agrees(with: self.row) && !row.agrees(with: Row(placement.turnedRound))
  }

  /// Whether an identification about its act, with that row, is of the other half of an exchange.
  func isOtherHalf(of row: Row) -> Bool {
    isHalf && !row.agrees(with: self.row) && row.agrees(with: Row(placement.turnedRound))
  }

  /// Whether it says that none was handed over, on a row.
  var isPlacedZero: Bool { (count?.isZero ?? false) && isPlaced }

  /// Whose it says they are: what the receiver takes them for, where it says that.
  var label: String? { claim.receivedAs ?? claim.whose }

  /// The order in which claims are looked at, the same however they were recorded.
  func precedes(_ other: LiveClaim) -> Bool {
    if act === other.act {
      if half != other.half { return half < other.half }
      return claim.count?.description ?? "" < other.claim.count?.description ?? ""
    }
    let (mine, theirs) = (act.stated.earliest, other.act.stated.earliest)
    if mine != theirs {
      guard let mine else { return true }
      guard let theirs else { return false }
      return mine < theirs
    }
    return id < other.id
  }
}
