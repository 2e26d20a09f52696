/// What a part of a record says beside what stands, if no explanation took any of it out of the sums.
///
/// What would contradict then is told with the explanation that closes it: nothing is deleted.
struct Unexplained: Sendable {
  /// All claims that would make handovers.
  let claims: [LiveClaim]

  /// The totals that an explanation takes out, as they would stand.
  let totals: [LiveClaim]

  /// What some turned out to be by acts that an explanation takes out.
  let identifications: [ContradictionSearch.Identification]

  /// The claims that would be several renderings of one utterance, of which one is taken out.
  let rendered: [LiveClaim]

  /// The claims that would be kept out from the start.
  let excluded: [Handovers.Listed]

  /// Takes what stands of a part of a record, and its explanations; nil where none takes anything out.
  init?(_ standing: Standing, _ explanations: Explanations) {
    guard let all = standing.unexplained else { return nil }
    let live = all.liveClaims()
    let sorted = SortedClaims(live, at: all.cut)
    claims = sorted.single
    totals = sorted.cumulative.filter(explanations.takesOut)
    identifications = sorted.identified.filter { explanations.takesOut([$0.seq]) }
      .compactMap { .init($0, all) }
    rendered = live.filter { !$0.renderings.isEmpty && explanations.takesOut($0) }
    excluded = sorted.excluded
  }

  /// The rows of which it says something more, as it says them.
  var rows: [Row] { (claims + totals).map(\.row) + identifications.map(\.said.row) }

  /// Whether it has what is placed on rows.
  var isOnRows: Bool { !totals.isEmpty || !identifications.isEmpty }
}

/// What there would be on one row beside what is, if no explanation took anything out of the sums.
struct UnexplainedRow: Sendable {
  /// The handovers with a claim that an explanation takes out.
  var handovers: [Handover] = []

  /// The totals and identifications that an explanation takes out.
  var totals: [LiveClaim] = []
  var identifications: [ContradictionSearch.Identification] = []

  var isEmpty: Bool { handovers.isEmpty && totals.isEmpty && identifications.isEmpty }
}

extension Explanations {
  /// Whether one of them takes a claim, or one of its renderings, out of the sums.
  func takesOut(_ claim: LiveClaim) -> Bool { takesOut(claim.voices.map(\.seq)) }

  /// Whether one of them takes a claim on a handover out of the sums.
  func takesOut(_ handover: Handover) -> Bool {
    takesOut(handover.seqs) && handover.claims.contains { takesOut($0) }
  }
}

extension ContradictionSearch {
  /// Looks for what claims on handovers would differ in if no explanation took any out, beside what was
  /// found in the handovers that there are.
  ///
  /// `handovers` are all that there would be, `identifications` all of what some turned out to be, of
  /// which an explanation takes `explained` out.
  mutating func searchUnexplained(
    _ handovers: [Handover], _ identifications: [Identification], explained: [Identification],
    _ sources: SourceBook
  ) {
    var search = ContradictionSearch(explanations)
    for handover in handovers
    where explanations.takesOut(handover)
      || explained.contains(where: { $0.said.isNaming(handover) })
    {
      search.search(handover, identifications, sources)
    }
    addUnexplained(search.found)
  }

  /// Looks for what speakers would say otherwise of whose remains those of one handover turned out to be.
  mutating func searchUnexplained(_ all: [Identification], explained: [Identification]) {
    guard !explained.isEmpty else { return }
    var search = ContradictionSearch(explanations)
    search.compareIdentities(all + explained)
    addUnexplained(search.found)
  }

  /// Looks for what would contradict on a row if no explanation took anything out, beside what was found on
  /// it; `handovers` are all that there are on it.
  mutating func searchUnexplained(
    on row: Row, _ more: UnexplainedRow, beside stated: [LiveClaim],
    _ identifications: [Identification], _ handovers: [Handover]
  ) {
    guard !more.isEmpty else { return }
    var search = ContradictionSearch(explanations)
    let all = handovers.sorted { $0.precedes($1) }
      .joined(by: more.handovers.sorted { $0.precedes($1) })
    let replaced = Set(more.totals.flatMap(\.ids))
    let totals = stated.filter { replaced.isDisjoint(with: $0.ids) } + more.totals
    search.compareTotals(
      (more.handovers.isEmpty ? more.totals : totals).off(beside: all), totals, on: row)
    if !more.totals.isEmpty {
      search.findFalls(totals, on: row)
      search.compareSides(totals, on: row)
    }
    search.compareIdentities(identifications + more.identifications, on: row, all)
    addUnexplained(search.found)
  }

  /// Adds what rests on an event that an explanation takes out, unless what contradicts without it tells as
  /// much; no sum holds it, so that it blocks none.
  ///
  /// A total that stands is held to the sum without such an event, whatever that is explained against.
  private mutating func addUnexplained(_ all: [Contradiction]) {
    let had = found
    for one in all where explanations.takesOut(one.these + one.those) {
      let isOfSum = one.kind == .totalMismatch && !explanations.takesOut(one.these)
      guard !isOfSum || !one.isOpen, !had.contains(where: { $0.covers(one) }) else { continue }
      add(one.notBlocking)
    }
  }
}

extension [LiveClaim] {
  /// The totals that are off beside the handovers that count, each with the events with which it is compared.
  fileprivate func off(beside handovers: [Handover]) -> [StatedTotal] {
    let counted = handovers.filter { $0.place == .counted }
    let numbers = Dictionary(grouping: self, by: \.side).mapValues { claims in
      StatedTotal.Numbers(counted, of: claims.first?.side)
    }
    return compactMap { claim in
      func total(listing: Bool) -> StatedTotal {
        StatedTotal(
          claim, as: claim.side, beside: counted, numbers: numbers[claim.side], listing: listing)
      }
      guard case .off = total(listing: false).verdict else { return nil }
      return total(listing: true)
    }
  }
}

extension [Handover] {
  /// The handovers of a row, in order, as they would be with some others of it, each of which takes the
  /// place of those of which it has all claims.
  ///
  /// One that takes the place of none that counts does so beside those that do, where it has no rival among
  /// them, and one of those does no longer where it is its rival.
  fileprivate func joined(by others: [Handover]) -> [Handover] {
    guard !others.isEmpty else { return self }
    var places: [EventID: [Int]] = [:]
    let ids = others.map { Set($0.claims.flatMap(\.ids)) }
    for (place, ids) in ids.enumerated() {
      for id in ids { places[id, default: []].append(place) }
    }
    var kept: [Handover] = []
    var counts = Set<Int>()
    for handover in self {
      let own = handover.claims.flatMap(\.ids)
      let place = own.first.flatMap { places[$0] }?.first { ids[$0].isSuperset(of: own) }
      guard let place else {
        kept.append(handover)
        continue
      }
      if handover.place == .counted { counts.insert(place) }
    }
    let counted = kept.filter { $0.place == .counted }
    let joining = others.enumerated().map { place, handover in
      counts.contains(place) ? handover : handover.beside(counted)
    }
    let new = joining.filter { $0.place == .counted }
    return kept.map { $0.place == .counted ? $0.beside(new) : $0 } + joining
  }
}

extension Handover {
  /// The same, as one that counts or not beside some that do.
  fileprivate func beside(_ counted: [Handover]) -> Handover {
    let rivals = counted.filter { $0.isAskedFirst(before: self) && $0.mayBe(self) }
    guard !counts({ fits in rivals.contains(where: fits) }) else { return self }
    var copy = self
    copy.place = .possibleOverlap(with: [])
    return copy
  }

  private func isAskedFirst(before other: Handover) -> Bool {
    rank != other.rank ? rank < other.rank : isAsked(before: other) ?? false
  }
}
