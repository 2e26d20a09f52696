extension Standing {
  /// The claims that stand at the cut, in an order that recording does not change.
  ///
  /// - Complexity: O(*n* log *n*) in the number of acts.
  package func liveClaims() -> [LiveClaim] {
    merged(acts.flatMap { isLive($0.id) ? claims(of: $0) : [] }).sorted { $0.precedes($1) }
  }

  /// The claims that an act makes, corrected, each half of an each-way claim by itself; with the
  /// corrections alone that were said by the end of `day`, where it is given.
  package func claims(of act: Act, correctedBy day: Day? = nil) -> [LiveClaim] {
    switch act.deed {
    case .announcement(let claim):
      return versions(of: act, claim, by: day).flatMap { version in
        halves(of: act, claim: version.claim, placement: version.claim, basis: version.seqs)
      }
    case .confirmation(let targets, let facets, let count):
      return targets.flatMap {
        confirmed($0, by: act, facets: facets, count: count, correctedBy: day)
      }.withoutSumsOfSeveral
    case .denial(_, _, _, .some(let instead)):
      return replacement(instead, by: act, correctedBy: day).withoutSumsOfSeveral
    default: return []
    }
  }

  private func confirmed(
    _ target: EventID, by act: Act, facets: Set<Facet>, count: Count?, correctedBy last: Day?
  ) -> [LiveClaim] {
    let day = act.stated.latestDay
    let isOwn = count != nil || correctsCount(of: act, by: last)
    return origins(of: target, by: day).flatMap { origin in
      let confirmed = versions(of: origin.act, by: origin.day)
      return saying(origin.otherwise, confirmed).flatMap { version -> [LiveClaim] in
        let placement = about(version.claim, facets)
        var said = placement.keeping(facets)
        if let count { said.count = count }
        return versions(of: act, said, by: last).flatMap { own in
          halves(
            of: act, claim: own.claim, placement: own.claim.filled(from: placement),
            basis: version.seqs + own.seqs + origin.seqs, anchor: origin.nearest,
            isOwnNumber: isOwn || origin.otherwise.contains(where: givesCount))
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

  private func givesCount(_ one: Otherwise) -> Bool {
    one.count != nil || correctsCount(of: one.act, by: one.day)
  }

  private func correctsCount(of act: Act, by day: Day? = nil) -> Bool {
    liveCorrections(of: act.id, by: day).contains { correction in
      guard case .correction(_, .some(let parts), _) = correction.deed else { return false }
      return parts["count"] != nil
    }
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

  /// What a denial denies, as it stood when the denial was said, each with what it comes from; of a denial
  /// that denies another, at most ``Rules/mostVersions`` in a row.
  ///
  /// Of a confirmation of several acts it is what each of them says; further down only the first.
  private func denied(by act: Act, depth: Int = 0) -> [Version] {
    guard case .denial(.some(let target), _, _, _) = act.deed, depth < Rules.mostVersions else {
      return [Version(claim: act.denied, seqs: [])]
    }
    let origins = origins(of: target, by: act.stated.latestDay)
    guard !origins.isEmpty else { return [Version(claim: act.denied, seqs: [])] }
    return origins.prefix(depth == 0 ? origins.count : 1).flatMap { origin -> [Version] in
      var found = [Version(claim: origin.act.denied, seqs: [])]
      if let instead = origin.act.instead {
        found = denied(by: origin.act, depth: depth + 1).compactMap { base in
          base.replaced(by: instead).map {
            Version(claim: $0.filled(from: base.claim), seqs: base.seqs)
          }
        }
      }
      return saying(origin.otherwise, versions(of: origin.act, found, by: origin.day))
        .prefix(Rules.mostVersions)
        .map { Version(claim: $0.claim, seqs: $0.seqs + origin.seqs, denied: origin.nearest) }
    }
  }

  private func replacement(
    _ instead: JSONObject, by act: Act, correctedBy day: Day?
  ) -> [LiveClaim] {
    denied(by: act).flatMap { base -> [LiveClaim] in
      guard let said = base.replaced(by: instead) else { return [] }
      return versions(of: act, said, by: day).flatMap { own in
        halves(
          of: act, claim: own.claim, placement: own.claim.filled(from: base.claim),
          basis: own.seqs + base.seqs,
          anchor: own.claim.namesOther(than: base.claim) ? nil : base.denied, isOwnNumber: true)
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

  /// Whether an act says that something had happened before it did: what corrections say of its day was
  /// said with them.
  func isPremature(_ act: Act, _ placement: Claim, _ kind: ClaimAct) -> Bool {
    guard kind == .handover || kind == .staging, let when = placement.when else { return false }
    let naming = liveCorrections(of: act.id).filter { correction in
      guard case .correction(_, .some(let parts), _) = correction.deed else { return false }
      return parts["when"] != nil
    }
    let held = unsuperseded(naming) { $0 }
    return held.isEmpty
      ? act.stated.isBefore(when) : held.allSatisfy { $0.stated.isBefore(when) }
  }

  /// Why a claim of an act is kept out of the sums; nil where it is not.
  func exclusion(of act: Act, _ placement: Claim) -> LiveClaim.Exclusion? {
    if let explained = judgements.exclusion(of: act.id) { return .explained(explained.value) }
    return isImplausible(placement) ? .implausible : nil
  }

  /// Whether a claim has its sender hand over its own; a direction that the words leave unclear charges
  /// nobody.
  private func isImplausible(_ claim: Claim) -> Bool {
    guard let from = claim.from else { return false }
    return from == claim.whose && !claim.unclear.contains(.direction)
      && isOfPeopleOrRemains(claim.what)
  }

  /// What a confirmation of some parts is about: where it is of a claim that has its sender hand over its
  /// own, it says only what it names of that.
  private func about(_ confirmed: Claim, _ facets: Set<Facet>) -> Claim {
    guard isImplausible(confirmed) else { return confirmed }
    var about = confirmed
    if !facets.contains(.whose) {
      about.whose = nil
    } else if !facets.contains(.direction) {
      (about.from, about.to) = (nil, nil)
    }
    return about
  }

  private func isOutlet(_ speech: Speech) -> Bool {
    Rules.isOutlet(speech.attribution, kind: sources[speech.speaker]?.kind)
  }
}

extension [LiveClaim] {
  /// The claims of one act, of which a number of its own is in no total where it would be in several: on
  /// other rows, or of other days.
  fileprivate var withoutSumsOfSeveral: [LiveClaim] {
    let totals = filter { $0.isOwnNumber && $0.half == 0 && $0.isTotal }
    guard let first = totals.first,
      totals.contains(where: { $0.row != first.row || $0.days != first.days })
    else { return self }
    return map { claim in
      claim.isOwnNumber && claim.isTotal && claim.exclusion == nil
        ? claim.with(exclusion: .severalHandovers) : claim
    }
  }
}

extension LiveClaim {
  /// Whether its number is one that its speaker adds up, or that a rate comes to.
  fileprivate var isTotal: Bool {
    claim.count != nil && (placement.scope == .cumulative || claim.count?.per != nil)
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

  /// What is denied where the act itself is: its claim, or what a denial without an act denies.
  fileprivate var denied: Claim {
    if case .denial(_, .some(let denied), _, _) = deed { return denied }
    return claim ?? Claim(.statement)
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

  /// Whether what is said instead is of another handover than what is denied: of another day, or name.
  fileprivate func namesOther(than denied: Claim) -> Bool {
    when != nil && DaysKey(when) != DaysKey(denied.when)
      || handover != nil && handover != denied.handover
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
  func filled(from other: Claim) -> Claim {
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
