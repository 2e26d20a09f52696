/// The claims that stand, by what becomes of each.
struct SortedClaims {
  /// Those that make handovers.
  private(set) var single: [LiveClaim] = []

  /// Those of a part of a number given beside it.
  private(set) var parts: [LiveClaim] = []

  /// Those that state a total.
  private(set) var cumulative: [LiveClaim] = []

  /// Those of one number for both ways.
  private(set) var together: [Handovers.Together] = []

  /// Those that are kept out from the start.
  private(set) var excluded: [Handovers.Listed] = []

  /// How many may have happened inside or outside the days asked for.
  private(set) var straddling = 0

  init(_ live: some Sequence<LiveClaim>, at cut: Cut) {
    for claim in live where claim.placement.act == .handover { take(claim, cut) }
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
      excluded.append(
        Handovers.Listed(row: claim.row, seq: claim.seq, why: exclusion.description))
      return
    }
    switch claim.placement.scope {
    case .event, .eachWay: single.append(claim)
    case .part: parts.append(claim)
    case .cumulative: cumulative.append(claim)
    case .bothWays:
      together.append(
        Handovers.Together(
          seq: claim.seq, what: claim.claim.what, side: claim.side, count: claim.claim.count))
    }
  }
}

/// The handovers that claims are about, before it is asked which of them count.
struct GatheredHandovers {
  /// The handovers; all count.
  let handovers: [Handover]

  /// The confirmations that give one number for several of them.
  private(set) var excluded: [Handovers.Listed] = []

  /// Gathers claims, in an order that recording does not change.
  init(_ claims: [LiveClaim], _ links: [Judgements.Link]) {
    let numbered = claims.filter { !($0.claim.count?.isZero ?? false) }
    let zeros = claims.filter { $0.claim.count?.isZero ?? false }
    let grouping = Grouping(numbered, links: links)
    let gathered = grouping.groups.map { $0.map { numbered[$0] } }
    let several = GatheredHandovers.severalHandovers(gathered)
    var listed: [Handovers.Listed] = []
    var groups = gathered.compactMap { GatheredHandovers.split($0, several, &listed) }
    if !zeros.isEmpty {
      var attaching = ZeroAttaching(groups, links)
      for zero in zeros { attaching.attach(zero) }
      groups = attaching.groups
    }
    handovers = groups.map { Handover($0) }
    excluded = listed
  }

  /// The confirmations that give one number of their own for several handovers.
  private static func severalHandovers(_ groups: [[LiveClaim]]) -> Set<EventID> {
    var seen: Set<EventID> = []
    var several: Set<EventID> = []
    for group in groups {
      let own = Set(group.filter { $0.isOwnNumber && $0.half == 0 }.map(\.id))
      several.formUnion(own.intersection(seen))
      seen.formUnion(own)
    }
    return several
  }

  /// Takes a confirmation's own number out where it is one number for several handovers; nil where
  /// nothing else is said of the handover.
  private static func split(
    _ group: [LiveClaim], _ several: Set<EventID>, _ listed: inout [Handovers.Listed]
  ) -> [LiveClaim]? {
    guard !several.isEmpty else { return group }
    let repeated = Set(
      group.filter { $0.anchor != nil && $0.claim.count != nil && several.contains($0.id) }
        .map(\.id))
    guard !repeated.isEmpty else { return group }
    for claim in group where repeated.contains(claim.id) {
      listed.append(
        Handovers.Listed(
          row: claim.row, seq: claim.seq,
          why: LiveClaim.Exclusion.severalHandovers.description))
    }
    let kept = group.filter { !repeated.contains($0.id) }
    return kept.isEmpty ? nil : kept
  }
}
