/// The handovers at a cut, and the claims that are beside them (design §4.2).
public struct Handovers: Sendable {
  /// A claim that makes no handover of its own and is listed beside the totals.
  public struct Listed: Hashable, Sendable {
    /// The row that the claim would belong to.
    public let row: Row
    /// Its event.
    public let seq: Int
    /// Why it is not in the sums, such as `implausible`.
    public let why: String

    func precedes(_ other: Listed) -> Bool {
      if seq != other.seq { return seq < other.seq }
      return row == other.row ? why < other.why : row < other.row
    }
  }

  /// A claim of scope ``Scope/bothWays``: one number for two handovers together.
  public struct Together: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// What, such as `prisoners`.
    public let what: String?
    /// The side that says it.
    public let side: String?
    /// The number.
    public let count: Count?

    func precedes(_ other: Together) -> Bool {
      if seq != other.seq { return seq < other.seq }
      return count?.description ?? "" < other.count?.description ?? ""
    }
  }

  /// The handovers, by row, then by when, in an order that recording does not change.
  public let all: [Handover]

  /// The claims kept out from the start, in order.
  public let excluded: [Listed]

  /// The numbers for both ways together.
  public let together: [Together]

  /// Claims of a part of a number given beside it.
  let parts: [LiveClaim]

  /// The cumulative claims that stand.
  let cumulative: [LiveClaim]

  /// How many claims may have happened inside or outside the days asked for.
  public let straddling: Int

  /// Works out the handovers of what stands.
  ///
  /// - Complexity: O(*n* log *n*) in the number of claims, and O(*n*²) in the number of those of
  ///   one row with vague dates.
  init(_ standing: Standing, _ live: [LiveClaim]) {
    self.init(live, links: standing.judgements.links, at: standing.cut)
  }

  /// Works out the handovers of claims that no other claim can be about, in their order.
  ///
  /// Beside them may stand handovers that are summed up already, on days and rows that no claim of
  /// `live` shares; they are none of ``all``.
  init(
    _ live: [LiveClaim], links: [Judgements.Link], at cut: Cut, beside days: [SummedDays] = []
  ) {
    let sorted = SortedClaims(live, at: cut)
    straddling = sorted.straddling
    parts = sorted.parts
    cumulative = sorted.cumulative
    together = sorted.together.sorted { $0.precedes($1) }
    let gathered = GatheredHandovers(sorted.single, links)
    excluded = (sorted.excluded + gathered.excluded).sorted { $0.precedes($1) }
    all = Handovers.inOrder(Overlaps.resolve(gathered.handovers, links, beside: days))
  }

  static func containment(of when: EDTFDate?, in cut: Cut) -> Containment {
    guard cut.picksByOccurrence else { return .inside }
    guard let when else { return .straddling }
    return when.lies(within: cut.occurredFrom, to: cut.occurredTo)
  }

  /// The order of a report: by row, then by when, then by the first claim.
  private static func inOrder(_ handovers: [Handover]) -> [Handover] {
    let rows = Dictionary(grouping: handovers, by: \.row)
    return rows.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.precedes($1) } }
  }
}

extension LiveClaim.Exclusion: CustomStringConvertible {
  var description: String {
    switch self {
    case .implausible: "implausible"
    case .explained(let value): "explained: \(value)"
    case .severalHandovers: "one number for several handovers"
    }
  }
}

extension Handover {
  /// The row of the sender's claim, else of the first; what is unsaid there comes from the others.
  fileprivate static func row(of claims: [LiveClaim]) -> Row {
    let first =
      claims.first { $0.side != nil && $0.side == $0.row.from } ?? claims.first
    guard let first else { return Row(what: nil, from: nil, to: nil, whose: nil) }
    return claims.reduce(first.row) { $0.filled(from: $1.row) }
  }

  static func narrowest(_ dates: [EDTFDate]) -> EDTFDate? {
    dates.dropFirst().reduce(dates.first) { best, date in
      guard let best else { return date }
      return date.lengthInDays < best.lengthInDays ? date : best
    }
  }

  /// The order of a report within a row: by when, then by the first claim.
  func precedes(_ other: Handover) -> Bool {
    let (mine, theirs) = (outerDays, other.outerDays)
    if mine.from != theirs.from { return mine.from < theirs.from }
    if mine.to != theirs.to { return mine.to < theirs.to }
    guard let first = claims.first, let second = other.claims.first else { return false }
    return first.precedes(second)
  }
}

extension Handover.Made {
  convenience init(_ claims: [LiveClaim]) {
    if claims.count == 1 { self.init(only: claims[0]) } else { self.init(several: claims) }
  }

  /// The handover of which one claim speaks, as ``init(several:)`` finds it with more steps.
  convenience init(only claim: LiveClaim) {
    let (row, side) = (claim.row, claim.side)
    let sends = side != nil && side == row.from
    let receives = side != nil && side == row.to && !sends
    let number = SideNumber(only: claim)
    self.init(
      row: row, when: claim.placement.when, key: claim.placement.handover,
      sender: sends ? number : nil, receiver: receives ? number : nil,
      others: sends || receives ? nil : number, claims: [claim], seqs: claim.seqs)
  }

  /// The handover of which these claims speak.
  convenience init(several claims: [LiveClaim]) {
    let ordered = claims.sorted { $0.precedes($1) }
    let row = Handover.row(of: ordered)
    self.init(
      row: row, when: Handover.narrowest(ordered.compactMap(\.placement.when)),
      key: ordered.lazy.compactMap(\.placement.handover).first,
      sender: SideNumber(ordered.filter { $0.side != nil && $0.side == row.from }),
      receiver: SideNumber(
        ordered.filter { $0.side != nil && $0.side == row.to && $0.side != row.from }),
      others: SideNumber(
        ordered.filter { $0.side == nil || ($0.side != row.from && $0.side != row.to) }),
      claims: ordered, seqs: ordered.flatMap(\.seqs).distinct)
  }
}

extension EDTFDate {
  /// The number of days from the first to the last; the largest number where an end is open.
  var lengthInDays: Int {
    guard let earliest, let latest else { return .max }
    return latest.number - earliest.number + 1
  }
}
