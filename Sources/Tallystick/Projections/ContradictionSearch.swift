/// Looks for contradictions of every kind.
struct ContradictionSearch {
  private(set) var found: [Contradiction] = []

  /// What somebody says about agreements, to be put beside the figures on them.
  private(set) var verdicts: [Verdict] = []

  private let standing: Standing
  private let handovers: Handovers
  private let explanations: Explanations

  /// What somebody says about an agreement.
  struct Verdict {
    let seq: Int
    let agreement: String
  }

  init(_ standing: Standing, _ handovers: Handovers, _ totals: Totals) {
    self.standing = standing
    self.handovers = handovers
    var explanations = Explanations()
    explanations.take(standing)
    self.explanations = explanations
    for handover in handovers.all { compareNumbers(handover) }
    compareUtterances()
    for line in totals.lines { compareTotals(line) }
    findDenials()
    findImplausible()
    findVerdicts()
    findExplainedAway()
    for link in standing.judgements.links where link.relation == "contradicts" {
      declare(link)
    }
  }

  private mutating func add(
    _ kind: Contradiction.Kind, _ these: [Int], _ those: [Int], at place: String,
    difference: Int64? = nil, isBlocking: Bool
  ) {
    found.append(
      Contradiction(
        kind, these, those, at: place, difference: difference, isBlocking: isBlocking, explanations)
    )
  }

  private mutating func compareNumbers(_ handover: Handover) {
    let place = "\(handover.when?.text ?? "no day"), \(handover.row)"
    let isCounted = handover.place == .counted
    if let gap = handover.gap, gap != 0 {
      add(
        .number, handover.sender?.seqs ?? [], handover.receiver?.seqs ?? [], at: place,
        difference: abs(gap), isBlocking: isCounted)
    }
    let sides = Dictionary(grouping: handover.claims.filter { $0.side != nil }) { $0.side ?? "" }
    for (side, claims) in sides.sorted(by: { $0.key < $1.key }) {
      let numbered = claims.filter { $0.claim.count?.bounds != nil }
      let best = numbered.filter { $0.rank == numbered.map(\.rank).min() }
      guard let low = best.min(by: { $0.upper < $1.upper }),
        let high = best.max(by: { $0.lower < $1.lower }), high.lower > low.upper
      else { continue }
      add(
        .number, low.seqs, high.seqs, at: "\(side) itself, \(place)",
        difference: high.lower - low.upper, isBlocking: isCounted)
    }
  }

  /// Renderings of one utterance that differ in more than words.
  private mutating func compareUtterances() {
    for link in standing.judgements.links where link.relation == "same_utterance" {
      let others = claims(of: link.b)
      for a in claims(of: link.a) {
        for b in others where a.isAboutTheSame(as: b) { compare(a, b) }
      }
    }
  }

  /// The claims about handovers that a live act makes.
  private func claims(of id: EventID) -> [LiveClaim] {
    guard let act = standing.act(id), standing.isLive(id) else { return [] }
    return standing.claims(of: act).filter { $0.claim.act == .handover }
  }

  private mutating func compare(_ a: LiveClaim, _ b: LiveClaim) {
    let (mine, theirs) = (a.claim, b.claim)
    let place = "renderings of one utterance of \(a.speaker)"
    if mine.says(.direction), theirs.says(.direction), !mine.agrees(theirs, on: .direction) {
      add(.direction, [a.seq], [b.seq], at: place, isBlocking: true)
    }
    if mine.whose != nil, theirs.whose != nil, mine.whose != theirs.whose {
      add(.whose, [a.seq], [b.seq], at: place, isBlocking: true)
    }
    if mine.says(.date), theirs.says(.date), !mine.agrees(theirs, on: .date) {
      add(.date, [a.seq], [b.seq], at: place, isBlocking: false)
    }
    if mine.scope != theirs.scope {
      add(.scope, [a.seq], [b.seq], at: place, isBlocking: true)
    }
  }

  private mutating func compareTotals(_ line: Totals.Line) {
    for total in line.statedTotals {
      guard case .off(let difference) = total.verdict else { continue }
      add(
        .totalMismatch, [total.seq], total.comparedSeqs, at: "\(line.row)",
        difference: difference, isBlocking: false)
    }
  }

  private mutating func findDenials() {
    for act in standing.acts where standing.isLive(act.id) {
      guard case .denial(let target, _, let facets, _) = act.deed, let target else { continue }
      let named = facets.map(\.rawValue).sorted().joined(separator: ", ")
      let what = facets.isEmpty ? "the whole" : named
      for denied in standing.origins(of: target).map(\.act) where standing.isLive(denied.id) {
        add(
          .existence, [denied.seq], [act.seq], at: "\(act.speech.speaker) denies \(what)",
          isBlocking: facets.isEmpty && denied.claim?.act == .handover)
      }
    }
  }

  private mutating func findImplausible() {
    for listed in handovers.excluded where listed.why == "implausible" {
      add(.implausible, [listed.seq], [], at: "\(listed.row)", isBlocking: true)
    }
    for claim in handovers.all.flatMap(\.claims) where claim.isPremature {
      add(
        .implausible, [claim.seq], [], at: "said on \(claim.stated.text), before it happened",
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
      for mine in standing.claims(of: act) {
        for theirs in others.flatMap(standing.claims) { compareExplained(mine, theirs) }
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
      .number, [mine.seq], [theirs.seq],
      at: "\(mine.placement.when?.text ?? "no day"), \(Row(mine.placement))",
      difference: abs(one.distance(from: other)), isBlocking: false)
  }

  /// What somebody says about an agreement.
  private mutating func findVerdicts() {
    for act in standing.acts where standing.isLive(act.id) {
      guard let claim = act.claim, claim.act == .statement,
        let about = claim.about.flatMap({ EventID($0) }),
        case .agreement(let deal)? = standing.act(about)?.deed
      else { continue }
      verdicts.append(Verdict(seq: act.seq, agreement: deal.agreement))
    }
  }

  private mutating func declare(_ link: Judgements.Link) {
    guard let a = standing.act(link.a), let b = standing.act(link.b), standing.isLive(a.id),
      standing.isLive(b.id)
    else { return }
    add(.declared, [a.seq], [b.seq], at: "by link #\(link.seq)", isBlocking: false)
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

  /// Whether two claims of one utterance are renderings of one proposition: they give one number,
  /// or neither gives another.
  fileprivate func isAboutTheSame(as other: LiveClaim) -> Bool {
    guard let mine = claim.count?.bounds, let theirs = other.claim.count?.bounds else {
      return true
    }
    return mine.overlaps(theirs)
  }
}
