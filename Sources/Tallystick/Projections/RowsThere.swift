/// Whose people the claims that count hand over, for each what, from and to: where it is just one, a
/// claim that leaves whose unsaid belongs there, without being a word on it.
struct RowsThere: Sendable {
  /// What goes from whom to whom.
  struct Way: Hashable, Sendable {
    let what: String
    let from: String
    let to: String

    /// The way of a row that says all three.
    package init?(_ row: Row) {
      guard let what = row.what, let from = row.from, let to = row.to else { return nil }
      (self.what, self.from, self.to) = (what, from, to)
    }
  }

  private var counts: [Way: [String: Int]] = [:]

  /// Creates the rows of no claims.
  init() {}

  /// Creates the rows of claims that make handovers.
  init(_ claims: [LiveClaim]) {
    for claim in claims { add(claim, sign: 1) }
  }

  /// Adds a claim that makes a handover; with a sign of -1 takes it out.
  mutating func add(_ claim: LiveClaim, sign: Int) {
    guard claim.isPlaced, !(claim.claim.count?.isZero ?? false), let whose = claim.row.whose,
      let way = Way(claim.row)
    else { return }
    let count = (counts[way]?[whose] ?? 0) + sign
    counts[way, default: [:]][whose] = count == 0 ? nil : count
    if counts[way]?.isEmpty ?? false { counts[way] = nil }
  }

  /// Whose they are by the only row that there is; nil where there is none, or several.
  func only(_ way: Way) -> String? {
    guard let counts = counts[way], counts.count == 1 else { return nil }
    return counts.first?.key
  }

  /// The row, with whose as the only row that there is has it where that is unsaid.
  func placed(_ row: Row) -> Row {
    guard row.whose == nil, let way = Way(row), let whose = only(way) else { return row }
    return Row(what: row.what, from: row.from, to: row.to, whose: whose)
  }

  /// The claim, placed in the only row that there is where it leaves whose unsaid.
  func placed(_ claim: LiveClaim) -> LiveClaim {
    let row = placed(claim.row)
    guard row != claim.row else { return claim }
    var placement = claim.placement
    placement.whose = row.whose
    return claim.with(placement: placement)
  }
}
