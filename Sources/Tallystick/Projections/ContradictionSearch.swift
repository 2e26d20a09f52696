/// Looks for contradictions of every kind.
struct ContradictionSearch {
  private(set) var found: [Contradiction] = []

  /// What somebody says about agreements, to be put beside the figures on them.
  private(set) var verdicts: [Verdict] = []

  private let standing: Standing
  private let handovers: Handovers
  private let explanations: Explanations

  /// What somebody says about an agreement, with what it claims.
  struct Verdict {
    let act: Standing.Act
    let agreement: String
    let claims: [Claim]
  }

  init(_ standing: Standing, _ handovers: Handovers, _ totals: Totals) {
    self.standing = standing
    self.handovers = handovers
    var explanations = Explanations()
    explanations.take(standing)
    self.explanations = explanations
    for handover in handovers.all {
      compareNumbers(handover)
      compareObservers(handover)
      compareLabels(handover)
      compareAgreements(handover)
    }
    for claim in handovers.rendered { compareRenderings(claim) }
    compareExplainedRenderings()
    let stated = Dictionary(grouping: handovers.cumulative, by: \.row)
    for line in totals.lines { compareTotals(line, stated[line.row] ?? []) }
    for (row, totals) in stated { findFalls(totals, on: row) }
    compareIdentities()
    findDenials()
    findImplausible()
    findVerdicts()
    findExplainedAway()
    for link in standing.judgements.links where link.relation == "contradicts" {
      declare(link)
    }
  }

  private mutating func add(
    _ kind: Contradiction.Kind, _ these: [Int], _ those: [Int], of acts: [Standing.Act],
    facet: String? = nil, at place: String, difference: Amount? = nil, isBlocking: Bool
  ) {
    found.append(
      Contradiction(
        kind, these, those, of: acts, facet: facet, at: place, difference: difference,
        isBlocking: isBlocking, explanations))
  }

  /// The acts of a side's number.
  private func acts(_ handover: Handover, _ number: SideNumber?) -> [Standing.Act] {
    let givers = number?.givers ?? []
    return handover.claims.map(\.act).filter { givers.contains($0.seq) }
  }

  private mutating func compareNumbers(_ handover: Handover) {
    let place = "\(handover.when?.text ?? "no day"), \(handover.row)"
    let isCounted = handover.place == .counted
    if let gap = handover.gap, gap.number != 0 {
      add(
        .number, handover.sender?.seqs ?? [], handover.receiver?.seqs ?? [],
        of: acts(handover, handover.sender) + acts(handover, handover.receiver), at: place,
        difference: gap.magnitude, isBlocking: isCounted)
    }
    let sides = Dictionary(grouping: handover.claims.filter { $0.side != nil }) { $0.side ?? "" }
    for (side, claims) in sides.sorted(by: { $0.key < $1.key }) {
      let numbered = claims.filter { $0.claim.count?.bounds != nil }
      let best = numbered.filter { $0.rank == numbered.map(\.rank).min() }
      guard let low = best.min(by: { $0.upper < $1.upper }),
        let high = best.max(by: { $0.lower < $1.lower }), high.lower > low.upper
      else { continue }
      add(
        .number, low.seqs, high.seqs, of: [low.act, high.act], at: "\(side) itself, \(place)",
        difference: high.bounds.gap(from: low.bounds), isBlocking: isCounted)
    }
  }

  /// The numbers of those who saw it, beside each side's.
  private mutating func compareObservers(_ handover: Handover) {
    for claim in handover.claims where standing.isObserver(claim, of: handover) {
      for number in [handover.sender, handover.receiver] {
        guard let number, let seen = claim.claim.count?.bounds, let said = number.bounds,
          claim.unit == nil || number.unit == nil || claim.unit == number.unit,
          !seen.overlaps(said)
        else { continue }
        add(
          .number, number.seqs, claim.seqs, of: acts(handover, number) + [claim.act],
          facet: "observed",
          at: "\(claim.speaker) saw it, \(handover.when?.text ?? "no day"), \(handover.row)",
          difference: said.gap(from: seen).magnitude, isBlocking: handover.place == .counted)
      }
    }
  }

  /// What the sender calls them, beside what the receiver takes them for.
  private mutating func compareLabels(_ handover: Handover) {
    guard let label = handover.row.whose else { return }
    let received = handover.claims.filter {
      $0.voice(on: handover.row) == .receiver && $0.claim.receivedAs != nil
    }
    for claim in received where claim.claim.receivedAs != label {
      let labelled = handover.claims.filter { $0.claim.whose != nil }
      let sent = labelled.filter { $0.voice(on: handover.row) == .sender }
      let these = sent.isEmpty ? labelled.filter { $0 !== claim } : sent
      add(
        .whose, these.isEmpty ? claim.seqs : these.flatMap(\.seqs), these.isEmpty ? [] : claim.seqs,
        of: these.map(\.act) + [claim.act],
        at: "received as \(claim.claim.receivedAs ?? "?"), \(handover.when?.text ?? "no day"), "
          + "\(handover.row)", isBlocking: handover.place == .counted)
    }
  }

  /// Under which agreement each of the two sides puts it.
  private mutating func compareAgreements(_ handover: Handover) {
    func placed(_ voice: Voice) -> [LiveClaim] {
      handover.claims.filter { $0.voice(on: handover.row) == voice && $0.claim.under != nil }
    }
    let (sent, received) = (placed(.sender), placed(.receiver))
    let (one, other) = (Set(sent.map(\.claim.under)), Set(received.map(\.claim.under)))
    guard !one.isEmpty, !other.isEmpty, one.isDisjoint(with: other) else { return }
    let names = [one, other].map { $0.compactMap { $0 }.sorted().joined(separator: ", ") }
    add(
      .agreement, sent.flatMap(\.seqs), received.flatMap(\.seqs), of: (sent + received).map(\.act),
      at: "\(names.joined(separator: " or ")), \(handover.when?.text ?? "no day"), \(handover.row)",
      isBlocking: false)
  }

  /// Renderings of one utterance that differ in more than words.
  private mutating func compareRenderings(_ claim: LiveClaim) {
    for other in claim.renderings {
      for part in claim.parts(differingFrom: other) {
        add(
          .transmission, [claim.seq], [other.seq], of: [claim.act, other.act], facet: part,
          at: "\(part), in renderings of one utterance of \(claim.speaker)",
          isBlocking: part != Facet.date.rawValue && part != Facet.what.rawValue)
      }
    }
  }

  /// Renderings that an explanation took out, or that are of another scope, beside the others: both
  /// stay to be seen.
  private mutating func compareExplainedRenderings() {
    for link in standing.judgements.links where link.relation == "same_utterance" {
      for mine in liveClaims(of: link.a) {
        for theirs in liveClaims(of: link.b)
        where (mine.isExplained || theirs.isExplained || mine.claim.scope != theirs.claim.scope)
          && mine.rendersTheSame(as: theirs)
        {
          let (one, other) = mine.isExplained ? (theirs, mine) : (mine, theirs)
          for part in one.parts(differingFrom: other) {
            add(
              .transmission, [one.seq], [other.seq], of: [one.act, other.act], facet: part,
              at: "\(part), in renderings of one utterance of \(one.speaker)",
              isBlocking: part != Facet.date.rawValue && part != Facet.what.rawValue)
          }
        }
      }
    }
  }

  private func liveClaims(of id: EventID) -> [LiveClaim] {
    guard let act = standing.act(id), standing.isLive(id) else { return [] }
    return standing.claims(of: act).filter { $0.claim.act == .handover }
  }

  private mutating func compareTotals(_ line: Totals.Line, _ stated: [LiveClaim]) {
    for total in line.statedTotals {
      guard case .off(let difference) = total.verdict else { continue }
      add(
        .totalMismatch, [total.seq], total.comparedSeqs,
        of: stated.filter { $0.seq == total.seq }.map(\.act), at: "\(line.row)",
        difference: difference, isBlocking: false)
    }
  }

  /// Totals of one voice that are smaller than an earlier one which their period holds.
  private mutating func findFalls(_ totals: [LiveClaim], on row: Row) {
    let groups = Dictionary(grouping: totals.filter { $0.total != nil }) { claim in
      let voice = claim.voice(on: row)
      let isSide = voice == .sender || voice == .receiver
      return [isSide ? claim.side : claim.speaker, claim.unit, claim.claim.under]
    }
    for all in groups.values {
      let best = all.map(\.rank).min()
      let ordered = all.filter { $0.rank == best }.sorted {
        let (mine, theirs) = ($0.stated.latestDay ?? .maximum, $1.stated.latestDay ?? .maximum)
        if mine != theirs { return mine < theirs }
        return $0.totalEnd == $1.totalEnd ? $0.id < $1.id : $0.totalEnd < $1.totalEnd
      }
      for (place, later) in ordered.enumerated() {
        guard
          let earlier = ordered[..<place].last(where: {
            later.periodHolds($0)
              && (later.stated.isCertainlyAfter($0.stated) || later.totalEnd > $0.totalEnd)
          }),
          let most = later.total?.max, let (had, has) = earlier.totals(with: later), had.min > most
        else { continue }
        add(
          .totalFalls, [earlier.seq], [later.seq], of: [earlier.act, later.act], at: "\(row)",
          difference: had.gap(from: has), isBlocking: false)
      }
    }
  }

  /// What speakers say otherwise of whose remains they turned out to be.
  private mutating func compareIdentities() {
    let all = handovers.identified
    for (place, one) in all.enumerated() {
      for other in all[..<place] where one.isDenied(by: other) {
        add(
          .identity, [other.seq], [one.seq],
          of: [one.id, other.id].compactMap { standing.act($0) },
          at: "\(other.identifiedAs) or \(one.identifiedAs), \(one.row)", isBlocking: false)
      }
      for handover in handovers.all {
        let others = one.contradicted(in: handover)
        guard let label = others.first?.label else { continue }
        add(
          .identity, others.flatMap(\.seqs), [one.seq],
          of: others.map(\.act) + [standing.act(one.id)].compactMap { $0 }, facet: "label",
          at: "\(label) or \(one.identifiedAs), \(handover.row)", isBlocking: false)
      }
      compareLabels(onRowOf: one)
    }
  }

  /// What others say whose those of a row are that had begun to be handed over by then, where an
  /// identification names no handover.
  ///
  /// It is told by the identification alone, whatever comes to the row.
  private mutating func compareLabels(onRowOf one: Handovers.Identified) {
    let isOfAHandover = one.about.map { about in
      standing.origins(of: about).contains { $0.act.claim?.act == .handover }
    }
    guard one.row.isWhole, isOfAHandover != true, let act = standing.act(one.id) else { return }
    let day = act.stated.latestDay ?? .maximum
    let others = handovers.all.filter { handover in
      handover.row == one.row && handover.when?.resolved?.earliest.map { $0 <= day } ?? true
    }.flatMap { one.others(on: $0) }
    guard let label = others.first?.label else { return }
    let seqs = others.flatMap(\.seqs).distinct
    let more = seqs.count - Contradiction.mostEvents
    add(
      .identity, Array(seqs.prefix(Contradiction.mostEvents)), [one.seq], of: [act], facet: "label",
      at: "\(label) or \(one.identifiedAs), \(one.row)"
        + (more > 0 ? ", and \(more) events more" : ""), isBlocking: false)
  }

  private mutating func findDenials() {
    for act in standing.acts where standing.isLive(act.id) {
      guard case .denial(let target, _, let facets, _) = act.deed, let target else { continue }
      let named = facets.map(\.rawValue).sorted().joined(separator: ", ")
      let what = facets.isEmpty ? "the whole" : named
      for denied in standing.origins(of: target).map(\.act) where standing.isLive(denied.id) {
        add(
          denied.claim?.act == .identification ? .identity : .existence, [denied.seq], [act.seq],
          of: [denied, act], at: "\(act.speech.speaker) denies \(what)",
          isBlocking: facets.isEmpty && denied.claim?.act == .handover)
      }
    }
  }

  private mutating func findImplausible() {
    for listed in handovers.excluded where listed.why == "implausible" {
      add(
        .implausible, [listed.seq], [], of: standing.acts.filter { $0.seq == listed.seq },
        at: "\(listed.row)", isBlocking: true)
    }
    for claim in handovers.all.flatMap(\.claims) where claim.isPremature {
      add(
        .implausible, [claim.seq], [], of: [claim.act], facet: "date",
        at: "said on \(claim.stated.text), before it happened",
        isBlocking: false)
    }
  }

  /// The numbers that an explanation took out of the sums, beside those that they contradict: both
  /// stay to be seen.
  private mutating func findExplainedAway() {
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
      let rivals = others.filter { !isRendering(act, of: $0) }
      for mine in standing.claims(of: act) {
        for theirs in rivals.flatMap(standing.claims) { compareExplained(mine, theirs) }
      }
    }
  }

  /// Whether a link says that two acts of one speaker are of one utterance.
  private func isRendering(_ act: Standing.Act, of other: Standing.Act) -> Bool {
    act.speech.speaker == other.speech.speaker
      && standing.judgements.links.contains { link in
        link.relation == "same_utterance" && [link.a, link.b].contains(act.id)
          && [link.a, link.b].contains(other.id)
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
  private mutating func findVerdicts() {
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

  private mutating func declare(_ link: Judgements.Link) {
    guard let a = standing.act(link.a), let b = standing.act(link.b), standing.isLive(a.id),
      standing.isLive(b.id)
    else { return }
    let reason = link.reason.map { ": \($0)" } ?? ""
    add(
      .declared, [a.seq], [b.seq], of: [a, b], at: "by link #\(link.seq)\(reason)",
      isBlocking: false)
  }
}

extension LiveClaim {
  fileprivate var lower: Int64 { claim.count?.bounds?.min ?? 0 }
  fileprivate var upper: Int64 { claim.count?.bounds?.max ?? .max }

  /// Both numbers, where they cannot be one.
  fileprivate func numbers(apartFrom other: LiveClaim) -> (Bounds, Bounds)? {
    guard let mine = claim.count?.bounds, let theirs = other.claim.count?.bounds,
      !mine.overlaps(theirs)
    else { return nil }
    return (mine, theirs)
  }

  /// The number, of a claim that gives one.
  fileprivate var bounds: Bounds { claim.count?.bounds ?? Bounds(0) }

  /// Both numbers, of totals that give them.
  fileprivate func totals(with other: LiveClaim) -> (Bounds, Bounds)? {
    guard let total, let others = other.total else { return nil }
    return (total, others)
  }

  /// Whether the period of a total holds that of another.
  fileprivate func periodHolds(_ other: LiveClaim) -> Bool {
    let (mine, theirs) = (placement.when?.earliest, other.placement.when?.earliest)
    let holdsBeginning = mine.map { mine in theirs.map { mine <= $0 } ?? false } ?? true
    return holdsBeginning && other.totalEnd <= totalEnd
  }
}

extension Handovers.Identified {
  /// Whether another says otherwise of the same handover, or of the same row where neither names one.
  fileprivate func isDenied(by other: Self) -> Bool {
    about == other.about && (about != nil || row == other.row)
      && identifiedAs != other.identifiedAs && side ?? speaker != other.side ?? other.speaker
  }
}
