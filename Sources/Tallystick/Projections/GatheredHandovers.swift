/// The claims that stand, by what becomes of each.
struct SortedClaims {
  /// Those that make handovers.
  private(set) var single: [LiveClaim] = []

  /// Those of a part of a number given beside it.
  private(set) var parts: [LiveClaim] = []

  /// Those that state a total.
  private(set) var cumulative: [LiveClaim] = []

  /// Those that state a total, and that an explanation takes out.
  private(set) var explainedTotals: [LiveClaim] = []

  /// Those of one number for both ways.
  private(set) var together: [Handovers.Together] = []

  /// Those that are kept out from the start.
  private(set) var excluded: [Handovers.Listed] = []

  /// The parts, and the totals that do not say from whom to whom.
  private(set) var unplaced: [Handovers.Unplaced] = []

  /// What handed over remains or people turned out to be.
  private(set) var identified: [Handovers.Identified] = []

  /// How many may have happened inside or outside the days asked for.
  private(set) var straddling = 0

  init(_ live: some Sequence<LiveClaim>, at cut: Cut) {
    for claim in live {
      switch claim.placement.act {
      case .handover: take(claim, cut)
      case .identification: Handovers.Identified(claim).map { identified.append($0) }
      default: break
      }
    }
  }

  private mutating func take(_ claim: LiveClaim, _ cut: Cut) {
    switch Handovers.containment(of: claim.placement.when, in: cut) {
    case .inside: break
    case .straddling:
      straddling += 1
      return
    case .outside: return
    }
    if let exclusion = claim.exclusion {
      excluded += claim.voices.map {
        Handovers.Listed(
          row: claim.row, seq: $0.seq, why: exclusion.description, count: $0.count,
          side: claim.side, when: claim.placement.when, under: claim.deal)
      }
      if case .explained = exclusion, claim.placement.scope == .cumulative, claim.isPlaced {
        explainedTotals.append(claim)
      }
      return
    }
    switch claim.placement.scope {
    // So many a day are no handover, and a total where both days are said.
    case .event where claim.count?.per != nil, .eachWay where claim.count?.per != nil:
      if claim.isPlaced {
        cumulative.append(claim)
      } else if claim.half == 0 {
        unplaced += Handovers.Unplaced.all(claim)
      }
    case .event, .eachWay: single.append(claim)
    case .part where claim.isPlaced:
      parts.append(claim)
      unplaced += Handovers.Unplaced.all(claim, why: Handovers.inPart)
    case .cumulative where claim.isPlaced: cumulative.append(claim)
    case .part, .cumulative: unplaced += Handovers.Unplaced.all(claim)
    case .bothWays where claim.placement.unclear.contains(.scope):
      unplaced += Handovers.Unplaced.all(claim)
    case .bothWays:
      together += claim.voices.map {
        Handovers.Together(
          seq: $0.seq, what: $0.claim.what, side: claim.side, count: $0.claim.count)
      }
    }
  }
}

/// The handovers that claims are about, before it is asked which of them count.
struct GatheredHandovers {
  /// The handovers; all count.
  let handovers: [Handover]

  /// The confirmations and denials that give one number for several of them.
  private(set) var excluded: [Handovers.Listed] = []

  /// The counts of zero that no handover takes.
  private(set) var zeros: [LiveClaim] = []

  /// The claims that do not say from whom to whom, and that no link places.
  private(set) var unplaced: [Handovers.Unplaced] = []

  /// Gathers claims, in an order that recording does not change, beside the rows that there are.
  init(_ claims: [LiveClaim], _ links: [Judgements.Link], _ rows: RowsThere) {
    let numbered = claims.filter { !$0.isPlacedZero }
    let zeros = claims.filter(\.isPlacedZero)
    let grouping = Grouping(numbered, links: links)
    let gathered = grouping.groups.map { $0.map { numbered[$0] } }
    let several = GatheredHandovers.severalHandovers(gathered)
    var listed: [Handovers.Listed] = []
    var groups = gathered.compactMap { GatheredHandovers.split($0, several, &listed) }
    let left = groups.filter { group in !group.contains(where: \.isPlaced) }.flatMap { $0 }
    groups = groups.filter { $0.contains(where: \.isPlaced) }
    if !zeros.isEmpty {
      var attaching = ZeroAttaching(groups, links)
      for zero in zeros where !attaching.attach(zero) { self.zeros.append(zero) }
      groups = attaching.groups
    }
    let made = groups.map { Handover($0, rows) }
    handovers = GatheredHandovers.listed(left, beside: made)
    unplaced = GatheredHandovers.once(left).flatMap { Handovers.Unplaced.all($0) }
    excluded = listed
  }

  /// The claims that no handover takes, an exchange of which both halves are left once.
  private static func once(_ left: [LiveClaim]) -> [LiveClaim] {
    guard left.contains(where: { $0.half > 0 }) else { return left }
    let first = Set(left.lazy.filter { $0.half == 0 }.map(\.id))
    return left.filter { $0.half == 0 || !first.contains($0.id) }
  }

  /// The handovers, each with the claims without a direction of which it is the only one that fits.
  private static func listed(_ left: [LiveClaim], beside handovers: [Handover]) -> [Handover] {
    guard !left.isEmpty else { return handovers }
    let byDays = Dictionary(grouping: handovers.indices) { DaysKey(handovers[$0].when) }
    var listed = handovers
    for claim in left {
      let fitting = (byDays[claim.days] ?? []).filter { handovers[$0].row.agrees(with: claim.row) }
      if fitting.count == 1 { listed[fitting[0]].beside += claim.seqs }
    }
    return listed
  }

  /// The confirmations and denials that give one number of their own for several handovers.
  private static func severalHandovers(_ groups: [[LiveClaim]]) -> Set<EventID> {
    guard groups.contains(where: { $0.contains(where: \.isOwnNumber) }) else { return [] }
    var seen: Set<EventID> = []
    var several: Set<EventID> = []
    for group in groups {
      let own = Set(
        group.filter { $0.isOwnNumber && $0.claim.count != nil && $0.half == 0 }.map(\.id))
      several.formUnion(own.intersection(seen))
      seen.formUnion(own)
    }
    return several
  }

  /// Takes an own number out where it is one for several handovers, and leaves what else is said with it;
  /// nil where nothing else is said of the handover.
  private static func split(
    _ group: [LiveClaim], _ several: Set<EventID>, _ listed: inout [Handovers.Listed]
  ) -> [LiveClaim]? {
    guard !several.isEmpty else { return group }
    let repeated = Set(
      group.filter { $0.isOwnNumber && $0.claim.count != nil && several.contains($0.id) }
        .map(\.id))
    guard !repeated.isEmpty else { return group }
    for claim in group where repeated.contains(claim.id) {
      listed.append(
        Handovers.Listed(
          row: claim.row, seq: claim.seq,
          why: LiveClaim.Exclusion.severalHandovers.description, count: claim.count,
          side: claim.side, when: claim.placement.when, under: claim.deal))
    }
    let kept = group.compactMap { claim in
      repeated.contains(claim.id) ? claim.withoutNumber : claim
    }
    return kept.contains { !repeated.contains($0.id) } ? kept : nil
  }
}

extension LiveClaim {
  /// The claim without its number; nil where it says no other part.
  fileprivate var withoutNumber: LiveClaim? {
    var (bare, place) = (claim, placement)
    (bare.count, place.count) = (nil, nil)
    guard Facet.allCases.contains(where: { bare.says($0) }) else { return nil }
    return with(claim: bare, placement: place, isOwnNumber: false)
  }
}
