extension Standing {
  /// The claims, those of renderings of one utterance made one: the nearest rendering gives each part
  /// that it says, the next what that leaves unsaid, and what corrects one of them corrects all.
  ///
  /// They are renderings of one proposition where a link says that they are of one utterance, one
  /// speaker made it, their scope is one, and they give one number, or agree in all but the number: as
  /// they were said, whatever corrections made of them later.
  func merged(_ claims: [LiveClaim]) -> [LiveClaim] {
    let links = judgements.links.filter { $0.relation == "same_utterance" }
    guard !links.isEmpty else { return claims }
    var byEvent: [EventID: [Int]] = [:]
    for (place, claim) in claims.enumerated() where claim.mayBeRendering {
      byEvent[claim.id, default: []].append(place)
    }
    var sets = DisjointSet()
    for _ in claims { sets.append() }
    for link in links {
      for one in byEvent[link.a] ?? [] {
        for other in byEvent[link.b] ?? [] where areOne(claims[one], claims[other]) {
          sets.join(one, other)
        }
      }
    }
    let groups = Dictionary(grouping: claims.indices) { sets.root(of: $0) }
    return groups.sorted { $0.key < $1.key }.flatMap { root, places in
      places.count == 1 ? [claims[root]] : rendered(places.map { claims[$0] })
    }
  }

  /// Whether two claims are of one proposition, as they were said.
  private func areOne(_ one: LiveClaim, _ other: LiveClaim) -> Bool {
    asSaid(one).contains { mine in
      asSaid(other).contains {
        mine.rendersTheSame(as: $0) && mine.claim.scope == $0.claim.scope
      }
    }
  }

  /// A claim before its corrections.
  private func asSaid(_ claim: LiveClaim) -> [LiveClaim] {
    guard claim.isCorrected else { return [claim] }
    return claims(of: claim.act, correctedBy: .minimum).filter {
      $0.half == claim.half && $0.anchor == claim.anchor
    }
  }

  /// What several renderings say together, as the corrections of any of them leave it.
  private func rendered(_ claims: [LiveClaim]) -> [LiveClaim] {
    let acts = Dictionary(claims.map { ($0.id, $0.act) }) { first, _ in first }.values
    let corrections = acts.flatMap { liveCorrections(of: $0.id) }.sorted { $0.precedes($1) }
    guard !corrections.isEmpty else { return [renderedAsSaid(claims)] }
    // One that corrections leave several versions of was said once.
    let firsts = Dictionary(grouping: claims, by: \.id).values.compactMap(\.first)
    let said = renderedAsSaid(firsts.flatMap { asSaid($0) })
    let isAnnounced = acts.allSatisfy { $0.claim != nil }
    let base = said.half == 0 ? said.claim : said.claim.turnedRound
    return versions(of: base, correctedBy: corrections).map { version in
      let claim = said.half == 0 ? version.claim : version.claim.turnedRound
      let placement = isAnnounced ? claim : claim.filled(from: said.placement)
      return LiveClaim(
        said.act, claim, placement: placement, seqs: (said.seqs + version.seqs).distinct,
        anchor: said.anchor, half: said.half,
        isPremature: isPremature(said.act, placement, claim.act), isCorrected: true,
        isOwnNumber: said.isOwnNumber || claims.contains(where: \.isOwnNumber),
        exclusion: exclusion(of: said.act, placement), isOutlet: said.isOutlet,
        renderings: said.renderings, uncorrected: said)
    }
  }

  /// One claim of several renderings.
  private func renderedAsSaid(_ claims: [LiveClaim]) -> LiveClaim {
    let ordered = claims.sorted { $0.isNearer(than: $1) }
    let best = ordered[0]
    var (claim, placement) = (best.claim, best.placement)
    for other in ordered.dropFirst() {
      claim = claim.completed(by: other.claim)
      placement = placement.completed(by: other.placement)
    }
    return LiveClaim(
      best.act, claim, placement: placement, seqs: ordered.flatMap(\.seqs).distinct,
      anchor: ordered.lazy.compactMap(\.anchor).first, half: best.half,
      isPremature: isPremature(best.act, placement, claim.act),
      isCorrected: ordered.contains(where: \.isCorrected),
      isOwnNumber: ordered.contains(where: \.isOwnNumber),
      exclusion: exclusion(of: best.act, placement), isOutlet: ordered.allSatisfy(\.isOutlet),
      renderings: Array(ordered.dropFirst()))
  }
}

extension LiveClaim {
  /// Whether it is of something handed over, and no explanation takes it out.
  fileprivate var mayBeRendering: Bool { claim.act == .handover && !isExplained }

  /// Whether an explanation takes it out of the sums.
  var isExplained: Bool { if case .explained = exclusion { true } else { false } }

  /// Whether two claims are of one proposition, where they are of one utterance.
  func rendersTheSame(as other: LiveClaim) -> Bool {
    guard act !== other.act, speaker == other.speaker, half == other.half else { return false }
    // So many a day are one number however many days it is for.
    guard let mine = claim.count, let theirs = other.claim.count, let bounds = mine.kind.bounds,
      let others = theirs.kind.bounds
    else { return true }
    return mine.per == theirs.per && bounds.overlaps(others)
      || row.agrees(with: other.row)
        && (placement.when == nil || other.placement.when == nil || days == other.days)
  }

  /// Whether it renders the words more nearly: by how, then by the shorter way, then by its id.
  fileprivate func isNearer(than other: LiveClaim) -> Bool {
    let (mine, theirs) = (act.speech, other.act.speech)
    if mine.rendering != theirs.rendering {
      return mine.rendering.rank < theirs.rendering.rank
    }
    if mine.via.count != theirs.via.count { return mine.via.count < theirs.via.count }
    return id < other.id
  }

  /// The parts in which another rendering says otherwise.
  func parts(differingFrom other: LiveClaim) -> [String] {
    let (mine, theirs) = (claim, other.claim)
    var parts = [Facet.count, .direction, .whose, .date, .what].filter {
      mine.says($0) && theirs.says($0) && !mine.agrees(theirs, on: $0)
    }.map(\.rawValue)
    if mine.scope != theirs.scope { parts.append("scope") }
    return parts
  }
}

extension Rendering? {
  fileprivate var rank: Int {
    flatMap { Rendering.allCases.firstIndex(of: $0) } ?? Rendering.allCases.count
  }
}

extension Claim {
  /// The claim with each part that it leaves unsaid as `other` says it.
  fileprivate func completed(by other: Claim) -> Claim {
    var full = self
    full.what = what ?? other.what
    if from == nil, to == nil {
      (full.from, full.to) = (other.from, other.to)
    } else {
      full.from = from ?? other.from
      full.to = to ?? other.to
    }
    full.whose = whose ?? other.whose
    full.receivedAs = receivedAs ?? other.receivedAs
    full.identifiedAs = identifiedAs ?? other.identifiedAs
    if count?.bounds == nil, other.count?.bounds != nil {
      (full.count, full.unit) = (other.count, unit ?? other.unit)
    } else {
      full.count = count ?? other.count
      full.unit = unit ?? other.unit
    }
    full.when = when ?? other.when
    full.under = under ?? other.under
    full.place = place ?? other.place
    full.about = about ?? other.about
    full.handover = handover ?? other.handover
    full.unclear = unclear(taking: full, from: other)
    return full
  }

  /// The parts that are unclear once some are taken from another rendering: these are as clear as there.
  private func unclear(taking full: Claim, from other: Claim) -> Set<Unclear> {
    guard !unclear.isEmpty || !other.unclear.isEmpty else { return [] }
    var found = unclear
    func take(_ part: Unclear, _ isTaken: Bool, isWhole: Bool = true) {
      guard isTaken else { return }
      if other.unclear.contains(part) { found.insert(part) } else if isWhole { found.remove(part) }
    }
    take(.what, what == nil && full.what != nil)
    take(.whose, whose == nil && full.whose != nil)
    take(.date, when == nil && full.when != nil)
    take(.agreement, under == nil && full.under != nil)
    take(.place, place == nil && full.place != nil)
    take(.count, count != full.count)
    take(
      .direction, from != full.from || to != full.to, isWhole: from == nil && to == nil)
    return found
  }
}
