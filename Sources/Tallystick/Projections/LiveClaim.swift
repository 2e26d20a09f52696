/// A claim that somebody stands by at a cut.
///
/// It never changes; it is a class for the reason that ``Standing/Act`` is one.
final class LiveClaim: Sendable {
  /// Why a claim is kept out of the sums.
  enum Exclusion: Hashable, Sendable {
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
  let seqs: [Int]

  /// What is said; a part left unsaid is nil.
  let claim: Claim

  /// Where it belongs: what is said, and where a part is unsaid what the act is about.
  let placement: Claim

  /// The row and the days of ``placement``.
  let row: Row
  let days: DaysKey

  /// The event whose handover it is about, and which half of an ``Scope/eachWay`` claim.
  let anchor: EventID?
  let half: Int

  /// Whether it says that something had happened before it did.
  let isPremature: Bool
  let isCorrected: Bool

  /// Whether it is a confirmation with a number of its own.
  let isOwnNumber: Bool
  let exclusion: Exclusion?

  /// Whether an outlet says it in its own voice, an agency does, or nobody is said to.
  let isOutlet: Bool

  /// The other renderings of the same words, from which it takes what its own leaves unsaid.
  let renderings: [LiveClaim]

  init(
    _ act: Standing.Act, _ claim: Claim, placement: Claim, seqs: [Int], anchor: EventID?,
    half: Int, isPremature: Bool, isCorrected: Bool, isOwnNumber: Bool, exclusion: Exclusion?,
    isOutlet: Bool, renderings: [LiveClaim] = []
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
  }

  var seq: Int { act.seq }
  var id: EventID { act.id }
  var speaker: String { act.speech.speaker }
  var side: String? { act.side }
  var unit: String? { claim.unit }
  var count: Count? { claim.count }
  var rank: Int { act.speech.attribution.rank }
  var stated: Stated { act.stated }

  /// The acts that say it: its own, and those of its other renderings.
  var ids: [EventID] { renderings.isEmpty ? [id] : [id] + renderings.map(\.id) }

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

extension Standing {
  /// The claims that stand at the cut, in an order that recording does not change.
  ///
  /// - Complexity: O(*n* log *n*) in the number of acts.
  func liveClaims() -> [LiveClaim] {
    merged(acts.flatMap { isLive($0.id) ? claims(of: $0) : [] }).sorted { $0.precedes($1) }
  }

  /// The claims that an act makes, corrected, each half of an each-way claim by itself.
  func claims(of act: Act) -> [LiveClaim] {
    switch act.deed {
    case .announcement(let claim):
      return versions(of: act, claim).flatMap { version in
        halves(of: act, claim: version.claim, placement: version.claim, basis: version.seqs)
      }
    case .confirmation(let targets, let facets, let count):
      return targets.flatMap { confirmed($0, by: act, facets: facets, count: count) }
    case .denial(_, _, _, .some(let instead)): return replacement(instead, by: act)
    default: return []
    }
  }

  private func confirmed(
    _ target: EventID, by act: Act, facets: Set<Facet>, count: Count?
  ) -> [LiveClaim] {
    let day = act.stated.latestDay
    return origins(of: target, by: day).flatMap { origin in
      let confirmed = versions(of: origin.act, by: origin.day)
      return saying(origin.otherwise, confirmed).flatMap { version -> [LiveClaim] in
        let placement = version.claim
        var said = placement.keeping(facets)
        if let count { said.count = count }
        return versions(of: act, said).flatMap { own in
          halves(
            of: act, claim: own.claim, placement: own.claim.filled(from: placement),
            basis: version.seqs + own.seqs + origin.seqs, anchor: origin.nearest,
            isOwnNumber: count != nil)
        }
      }
    }
  }

  /// What an act claims as its corrections by the end of `day` leave it: what it announces, or what a
  /// denial puts in the place of what it denies, filled from that.
  private func versions(of act: Act, by day: Day?) -> [Version] {
    let own: [Version]
    if case .denial(_, _, _, .some(let instead)) = act.deed {
      own = denied(by: act).compactMap { base in
        base.replaced(by: instead).map {
          Version(claim: $0.filled(from: base.claim), seqs: base.seqs)
        }
      }
    } else {
      own = act.claim.map { [Version(claim: $0, seqs: [])] } ?? []
    }
    return versions(of: act, own, by: day)
  }

  /// What is confirmed in the end, as the confirmations on the way say it.
  private func saying(_ otherwise: [Otherwise], _ confirmed: [Version]) -> [Version] {
    otherwise.reversed().reduce(confirmed) { found, one in
      let own = found.map { version in
        var own = version
        if let count = one.count { own.claim.count = count }
        return own
      }
      return Array(versions(of: one.act, own, by: one.day).prefix(Rules.mostVersions))
    }
  }

  private func versions(of act: Act, _ bases: [Version], by day: Day?) -> [Version] {
    bases.flatMap { base in
      versions(of: act, base.claim, by: day).map {
        Version(claim: $0.claim, seqs: $0.seqs + base.seqs)
      }
    }
  }

  /// What a denial denies, as it stood when the denial was said; of a denial that denies another, at
  /// most ``Rules/mostVersions`` in a row.
  private func denied(by act: Act) -> [Version] {
    var chain: [Origin] = []
    var bottom = act
    while chain.count < Rules.mostVersions,
      case .denial(.some(let target), _, _, let instead) = bottom.deed,
      chain.isEmpty || instead != nil,
      let origin = origins(of: target, by: bottom.stated.latestDay).first
    {
      chain.append(origin)
      bottom = origin.act
    }
    var found = [Version(claim: bottom.claim ?? Claim(.statement), seqs: [])]
    if case .denial(_, let denied, _, _) = bottom.deed {
      found = [Version(claim: denied ?? Claim(.statement), seqs: [])]
    }
    for origin in chain.reversed() {
      if let instead = origin.act.instead {
        found = found.compactMap { base in
          base.replaced(by: instead).map {
            Version(claim: $0.filled(from: base.claim), seqs: base.seqs)
          }
        }
      }
      found = saying(origin.otherwise, versions(of: origin.act, found, by: origin.day))
        .map { Version(claim: $0.claim, seqs: $0.seqs + origin.seqs) }
      found = Array(found.prefix(Rules.mostVersions))
    }
    return found
  }

  private func replacement(_ instead: JSONObject, by act: Act) -> [LiveClaim] {
    denied(by: act).flatMap { base -> [LiveClaim] in
      guard let said = base.replaced(by: instead) else { return [] }
      return versions(of: act, said).flatMap { own in
        halves(
          of: act, claim: own.claim, placement: own.claim.filled(from: base.claim),
          basis: own.seqs + base.seqs, anchor: nil)
      }
    }
  }

  private func halves(
    of act: Act, claim: Claim, placement: Claim, basis: [Int], anchor: EventID? = nil,
    isOwnNumber: Bool = false
  ) -> [LiveClaim] {
    let (claim, placement) = (claim.withoutUnclearWhose, placement.withoutUnclearWhose)
    let sides =
      placement.scope == .eachWay && !claim.leavesPlaceUnclear
      ? [(claim, placement), (claim.turnedRound, placement.turnedRound)] : [(claim, placement)]
    // Who hands over its own one way is as odd the other way.
    let exclusion = exclusion(of: act, placement)
    return sides.enumerated().map { half, side in
      live(act, side.0, side.1, basis, anchor, half, isOwnNumber, exclusion)
    }
  }

  private func live(
    _ act: Act, _ claim: Claim, _ placement: Claim, _ basis: [Int], _ anchor: EventID?,
    _ half: Int, _ isOwnNumber: Bool, _ exclusion: LiveClaim.Exclusion?
  ) -> LiveClaim {
    LiveClaim(
      act, claim, placement: placement,
      seqs: basis.isEmpty ? [act.seq] : Array(Set([act.seq] + basis)).sorted(), anchor: anchor,
      half: half, isPremature: isPremature(act, placement, claim.act),
      isCorrected: !liveCorrections(of: act.id).isEmpty, isOwnNumber: isOwnNumber,
      exclusion: exclusion, isOutlet: isOutlet(act.speech))
  }

  /// Whether an act says that something had happened before it did.
  func isPremature(_ act: Act, _ placement: Claim, _ kind: ClaimAct) -> Bool {
    guard kind == .handover || kind == .staging, let when = placement.when else { return false }
    return act.stated.isBefore(when)
  }

  /// Why a claim of an act is kept out of the sums; nil where it is not.
  func exclusion(of act: Act, _ placement: Claim) -> LiveClaim.Exclusion? {
    if let explained = judgements.exclusion(of: act.id) { return .explained(explained.value) }
    // A direction that the words leave unclear charges nobody.
    guard let from = placement.from, from == placement.whose,
      !placement.unclear.contains(.direction), isOfPeopleOrRemains(placement.what)
    else { return nil }
    return .implausible
  }

  private func isOutlet(_ speech: Speech) -> Bool {
    Rules.isOutlet(speech.attribution, kind: sources[speech.speaker]?.kind)
  }
}

extension Standing.Version {
  /// What is said in its place: only the parts that `instead` gives.
  fileprivate func replaced(by instead: JSONObject) -> Claim? {
    var said = Claim(claim.act)
    said.unit = claim.unit
    return (try? said.change(by: instead)) == nil ? nil : said
  }
}

extension Standing.Act {
  /// The claim that the act makes by itself, before corrections.
  var claim: Claim? {
    if case .announcement(let claim) = deed { claim } else { nil }
  }

  /// What a denial says instead of what it denies.
  fileprivate var instead: JSONObject? {
    if case .denial(_, _, _, let instead) = deed { instead } else { nil }
  }
}

extension Claim {
  /// The claim with only the confirmed parts said.
  fileprivate func keeping(_ facets: Set<Facet>) -> Claim {
    var said = Claim(act)
    said.scope = scope
    said.unit = unit
    said.handover = handover
    said.unclear = unclear
    for facet in facets {
      switch facet {
      case .count: said.count = count
      case .direction: (said.from, said.to) = (from, to)
      case .date: said.when = when
      case .what: said.what = what
      case .whose: said.whose = whose
      case .place: said.place = place
      case .agreement: said.under = under
      case .authenticity: break
      }
    }
    return said
  }

  /// Whether it gives by itself what another claim leaves unclear.
  private func gives(_ part: Unclear) -> Bool {
    switch part {
    case .direction: from != nil && to != nil
    case .whose: whose != nil
    case .scope, .count, .date, .what, .place, .agreement: false
    }
  }

  /// The claim with what is unsaid taken from `other`.
  fileprivate func filled(from other: Claim) -> Claim {
    var full = self
    full.what = what ?? other.what
    full.from = from ?? other.from
    full.to = to ?? other.to
    full.whose = whose ?? other.whose
    full.when = when ?? other.when
    full.handover = handover ?? other.handover
    if scope == .event { full.scope = other.scope }
    for part in other.unclear where !gives(part) { full.unclear.insert(part) }
    return full
  }
}
