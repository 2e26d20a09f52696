internal import TransparencyLog

extension ContradictionSearch {
  /// Looks for contradictions among acts that name one another, `rendered` being those of their claims
  /// that are several renderings of one utterance, `excluded` those kept out from the start.
  mutating func search(
    _ standing: Standing, _ unexplained: Unexplained?, rendered: [LiveClaim],
    excluded: [Handovers.Listed]
  ) {
    for claim in rendered + (unexplained?.rendered ?? []) { compareRenderings(claim) }
    let links = standing.judgements.links
    let said = standing.unexplained ?? standing
    for link in links where link.relation == "same_utterance" { compareScopes(link, said) }
    findDenials(standing)
    findImplausible(unexplained?.excluded ?? excluded, standing)
    findVerdicts(standing)
    findExplainedAway(standing)
    for link in links where link.relation == "contradicts" { declare(link, standing) }
  }

  /// Renderings of one utterance that differ in more than words.
  private mutating func compareRenderings(_ claim: LiveClaim) {
    for other in claim.renderings {
      compare(
        claim.uncorrected ?? claim, beside: other, isBlocking: claim.exclusion == .implausible)
    }
  }

  /// Renderings that are of another scope, beside one another: no one claim is made of them.
  private mutating func compareScopes(_ link: Judgements.Link, _ standing: Standing) {
    for mine in standing.liveHandovers(of: link.a) {
      for theirs in standing.liveHandovers(of: link.b)
      where mine.claim.scope != theirs.claim.scope && mine.rendersTheSame(as: theirs) {
        compare(mine, beside: theirs, isBlocking: false)
      }
    }
  }

  /// Compares two renderings of one utterance, which may block a total where a claim of theirs is on a
  /// handover that counts, and anyhow where `isBlocking`.
  private mutating func compare(_ one: LiveClaim, beside other: LiveClaim, isBlocking: Bool) {
    for part in one.parts(differingFrom: other) {
      let mayBlock = part != Facet.date.rawValue && part != Facet.what.rawValue
      add(
        .transmission, [one.seq], [other.seq], of: [one.act, other.act], facet: part,
        at: "\(part), in renderings of one utterance of \(one.speaker)",
        isBlocking: isBlocking && mayBlock)
      if mayBlock { noteBlocking(of: [one.id, other.id]) }
    }
  }

  private mutating func findDenials(_ standing: Standing) {
    for act in standing.acts where standing.isLive(act.id) {
      for denied in standing.deniedParts(by: act) where standing.isLive(denied.claiming.id) {
        add(
          denied.isIdentification ? .identity : .existence, [denied.named.seq], [act.seq],
          of: [denied.named, act], at: "\(act.speech.speaker) denies \(denied.words)",
          isBlocking: false)
        if denied.isWhole { noteBlocking(of: [denied.claiming.id]) }
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

  /// The numbers that an explanation took out of the sums, beside those against which it explains them,
  /// though outlets and others contradict no side by themselves: both stay to be seen.
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
        for theirs in rivals.flatMap({ standing.claims(of: $0) }) {
          compareExplained(mine, theirs, standing.sources)
        }
      }
    }
  }

  private mutating func compareExplained(
    _ mine: LiveClaim, _ theirs: LiveClaim, _ sources: SourceBook
  ) {
    guard !sources.contradict(mine, theirs), mine.claim.act == .handover,
      mine.placement.scope == theirs.placement.scope,
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

extension SourceBook {
  /// Whether the numbers of two claims on one handover are compared anyhow: those of sides, and of an
  /// observer and a side.
  fileprivate func contradict(_ one: LiveClaim, _ other: LiveClaim) -> Bool {
    let voices = [one, other].map { $0.voice(on: one.row) }
    let sides = voices.map { $0 == .sender || $0 == .receiver }
    let observers = zip([one, other], sides).map { claim, isSide in
      !isSide && claim.rank == 0 && Rules.isObserver(self[claim.speaker]?.kind)
    }
    return sides.contains(true) && zip(sides, observers).allSatisfy { $0 || $1 }
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
