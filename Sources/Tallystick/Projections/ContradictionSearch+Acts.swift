internal import TransparencyLog

extension ContradictionSearch {
  /// Looks for contradictions among acts that name one another, `rendered` being those of their claims
  /// that are several renderings of one utterance, `excluded` those kept out from the start.
  mutating func search(
    _ standing: Standing, rendered: [LiveClaim], excluded: [Handovers.Listed]
  ) {
    for claim in rendered { compareRenderings(claim) }
    let links = standing.judgements.links
    for link in links where link.relation == "same_utterance" {
      compareExplainedRenderings(link, standing)
    }
    findDenials(standing)
    findImplausible(excluded, standing)
    findVerdicts(standing)
    findExplainedAway(standing)
    for link in links where link.relation == "contradicts" { declare(link, standing) }
  }

  /// Renderings of one utterance that differ in more than words.
  private mutating func compareRenderings(_ claim: LiveClaim) {
    for other in claim.renderings { compare(claim, beside: other) }
  }

  /// Renderings that an explanation took out, or that are of another scope, beside the others: both
  /// stay to be seen.
  private mutating func compareExplainedRenderings(
    _ link: Judgements.Link, _ standing: Standing
  ) {
    for mine in standing.liveHandovers(of: link.a) {
      for theirs in standing.liveHandovers(of: link.b)
      where (mine.isExplained || theirs.isExplained || mine.claim.scope != theirs.claim.scope)
        && mine.rendersTheSame(as: theirs)
      {
        let (one, other) = mine.isExplained ? (theirs, mine) : (mine, theirs)
        compare(one, beside: other)
      }
    }
  }

  private mutating func compare(_ one: LiveClaim, beside other: LiveClaim) {
    for part in one.parts(differingFrom: other) {
      add(
        .transmission, [one.seq], [other.seq], of: [one.act, other.act], facet: part,
        at: "\(part), in renderings of one utterance of \(one.speaker)",
        isBlocking: part != Facet.date.rawValue && part != Facet.what.rawValue)
    }
  }

  private mutating func findDenials(_ standing: Standing) {
    for act in standing.acts where standing.isLive(act.id) {
      guard case .denial(let target, _, let facets, _) = act.deed, let target else { continue }
      let named = facets.map(\.rawValue).sorted().joined(separator: ", ")
      let what = facets.isEmpty ? "the whole" : named
      for origin in standing.origins(of: target) {
        guard let denied = standing.act(origin.nearest), standing.isLive(denied.id) else {
          continue
        }
        let kind = origin.act.claim?.act
        add(
          kind == .identification ? .identity : .existence, [denied.seq], [act.seq],
          of: [denied, act], at: "\(act.speech.speaker) denies \(what)",
          isBlocking: facets.isEmpty && kind == .handover)
      }
    }
  }

  private mutating func findImplausible(_ excluded: [Handovers.Listed], _ standing: Standing) {
    let rows = Dictionary(grouping: excluded.filter { $0.why == "implausible" }, by: \.seq)
    guard !rows.isEmpty else { return }
    for act in standing.acts {
      for listed in rows[act.seq] ?? [] {
        add(.implausible, [act.seq], [], of: [act], at: "\(listed.row)", isBlocking: true)
      }
    }
  }

  /// The numbers that an explanation took out of the sums, beside those that they contradict: both
  /// stay to be seen.
  private mutating func findExplainedAway(_ standing: Standing) {
    let explanations = standing.judgements.assessments.values.flatMap { $0 }.filter {
      $0.scale == "explanation" && Rules.excludingExplanations.contains($0.value)
    }
    for explanation in explanations {
      guard let id = EventID(explanation.subject), let act = standing.act(id),
        standing.isLive(id)
      else { continue }
      let others = explanation.against.filter { standing.isLive($0) }.compactMap {
        standing.act($0)
      }
      // Renderings of one utterance differ in transmission: their speaker is not charged with it.
      let rivals = others.filter { !standing.isRendering(act, of: $0) }
      for mine in standing.claims(of: act) {
        for theirs in rivals.flatMap({ standing.claims(of: $0) }) { compareExplained(mine, theirs) }
      }
    }
  }

  private mutating func compareExplained(_ mine: LiveClaim, _ theirs: LiveClaim) {
    guard mine.claim.act == .handover, mine.placement.scope == theirs.placement.scope,
      mine.claim.act == theirs.claim.act,
      Row(mine.placement).agrees(with: Row(theirs.placement)),
      DaysKey(mine.placement.when) == DaysKey(theirs.placement.when),
      let (one, other) = mine.numbers(apartFrom: theirs)
    else { return }
    add(
      .number, [mine.seq], [theirs.seq], of: [mine.act, theirs.act], facet: "explained",
      at: "\(mine.placement.when?.text ?? "no day"), \(Row(mine.placement))",
      difference: one.gap(from: other).magnitude, isBlocking: false)
  }

  /// What somebody says about an agreement.
  private mutating func findVerdicts(_ standing: Standing) {
    for act in standing.acts where standing.isLive(act.id) {
      guard let claim = act.claim, claim.act == .statement,
        let about = claim.about.flatMap({ EventID($0) }),
        case .agreement(let deal)? = standing.act(about)?.deed
      else { continue }
      verdicts.append(
        Verdict(
          act: act, agreement: deal.agreement, claims: standing.claims(of: act).map(\.claim)))
    }
  }

  private mutating func declare(_ link: Judgements.Link, _ standing: Standing) {
    guard let a = standing.act(link.a), let b = standing.act(link.b), standing.isLive(a.id),
      standing.isLive(b.id)
    else { return }
    let reason = link.reason.map { ": \($0)" } ?? ""
    add(
      .declared, [a.seq], [b.seq], of: [a, b], at: "by link #\(link.seq)\(reason)",
      isBlocking: false)
  }
}

extension Standing {
  /// The claims of a live act that are of handovers.
  fileprivate func liveHandovers(of id: EventID) -> [LiveClaim] {
    guard let act = act(id), isLive(id) else { return [] }
    return claims(of: act).filter { $0.claim.act == .handover }
  }

  /// Whether a link says that two acts of one speaker are of one utterance.
  fileprivate func isRendering(_ act: Standing.Act, of other: Standing.Act) -> Bool {
    act.speech.speaker == other.speech.speaker
      && judgements.links.contains { link in
        link.relation == "same_utterance" && [link.a, link.b].contains(act.id)
          && [link.a, link.b].contains(other.id)
      }
  }
}

extension LiveClaim {
  /// Both numbers, where they cannot be one.
  fileprivate func numbers(apartFrom other: LiveClaim) -> (Bounds, Bounds)? {
    guard let mine = claim.count?.bounds, let theirs = other.claim.count?.bounds,
      !mine.overlaps(theirs)
    else { return nil }
    return (mine, theirs)
  }
}
