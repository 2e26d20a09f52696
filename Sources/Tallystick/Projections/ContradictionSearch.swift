/// Looks for contradictions: among acts that name one another, in one handover, on one row.
///
/// Each search is handed all that bears on what it looks at, so that what it finds does not depend on
/// what else a record holds.
struct ContradictionSearch {
  private(set) var found: [Contradiction] = []

  /// What somebody says about agreements, to be put beside the figures on them.
  var verdicts: [Verdict] = []

  private let explanations: Explanations

  /// What somebody says about an agreement, with what it claims.
  struct Verdict: Sendable {
    let act: Standing.Act
    let agreement: String
    let claims: [Claim]
  }

  /// Creates a search that has found nothing, with the explanations of all events that it will see.
  init(_ explanations: Explanations) { self.explanations = explanations }

  /// Searches a part of a record on whose claims no other part bears.
  init(_ standing: Standing, _ handovers: Handovers, _ totals: Totals) {
    self.init(Explanations(standing))
    search(standing, rendered: handovers.rendered, excluded: handovers.excluded)
    let identifications = handovers.identified.compactMap { Identification($0, standing) }
    compareIdentities(identifications)
    for handover in handovers.all { search(handover, identifications, standing.sources) }
    let stated = Dictionary(grouping: handovers.cumulative, by: \.row)
    for line in totals.lines {
      compareTotals(line.statedTotals, stated[line.row] ?? [], on: line.row)
    }
    for (row, totals) in stated {
      findFalls(totals, on: row)
      compareSides(totals, on: row)
    }
    guard !identifications.isEmpty else { return }
    let byRow = Dictionary(grouping: handovers.all, by: \.row)
    for (row, all) in Dictionary(grouping: identifications, by: \.said.row) {
      compareIdentities(all, on: row, byRow[row] ?? [])
    }
  }

  mutating func add(
    _ kind: Contradiction.Kind, _ these: [Int], _ those: [Int], of acts: [Standing.Act],
    facet: String? = nil, at place: String, difference: Amount? = nil, isBlocking: Bool
  ) {
    found.append(
      Contradiction(
        kind, these, those, of: acts, facet: facet, at: place, difference: difference,
        isBlocking: isBlocking, explanations))
  }
}
