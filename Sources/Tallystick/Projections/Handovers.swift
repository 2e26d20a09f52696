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
  public private(set) var all: [Handover] = []

  /// The claims kept out from the start, in order.
  public private(set) var excluded: [Listed] = []

  /// The numbers for both ways together.
  public private(set) var together: [Together] = []

  /// Claims of a part of a number given beside it.
  let parts: [LiveClaim]

  /// The cumulative claims that stand.
  let cumulative: [LiveClaim]

  /// How many claims may have happened inside or outside the days asked for.
  public private(set) var straddling = 0

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
    let handovers = live.filter { $0.placement.act == .handover }
    var inside: [LiveClaim] = []
    for claim in handovers {
      switch Handovers.containment(of: claim.placement.when, in: cut) {
      case .inside: inside.append(claim)
      case .straddling: straddling += 1
      case .outside: break
      }
    }
    excluded = inside.compactMap { claim in
      claim.exclusion.map {
        Listed(row: claim.row, seq: claim.seq, why: $0.description)
      }
    }
    let sound = inside.filter { $0.exclusion == nil }
    parts = sound.filter { $0.placement.scope == .part }
    cumulative = sound.filter { $0.placement.scope == .cumulative }
    together = sound.filter { $0.placement.scope == .bothWays }.map {
      Together(seq: $0.seq, what: $0.claim.what, side: $0.side, count: $0.claim.count)
    }
    gather(
      sound.filter { $0.placement.scope == .event || $0.placement.scope == .eachWay }, links,
      beside: days)
    excluded.sort { $0.precedes($1) }
    together.sort { $0.precedes($1) }
  }

  static func containment(of when: EDTFDate?, in cut: Cut) -> Containment {
    guard cut.picksByOccurrence else { return .inside }
    guard let when else { return .straddling }
    return when.lies(within: cut.occurredFrom, to: cut.occurredTo)
  }

  private mutating func gather(
    _ claims: [LiveClaim], _ links: [Judgements.Link], beside days: [SummedDays]
  ) {
    let numbered = claims.filter { !($0.claim.count?.isZero ?? false) }
    let zeros = claims.filter { $0.claim.count?.isZero ?? false }
    let grouping = Grouping(numbered, links: links)
    let gathered = grouping.groups.map { $0.map { numbered[$0] } }
    let several = Handovers.severalHandovers(gathered)
    var groups = gathered.compactMap { split($0, several) }
    if !zeros.isEmpty {
      var attaching = ZeroAttaching(groups, links)
      for zero in zeros { attaching.attach(zero) }
      groups = attaching.groups
    }
    all = Handovers.inOrder(
      Overlaps.resolve(groups.map { Handover($0) }, links, beside: days))
  }

  /// The order of a report: by row, then by when, then by the first claim.
  private static func inOrder(_ handovers: [Handover]) -> [Handover] {
    let rows = Dictionary(grouping: handovers, by: \.row)
    return rows.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.precedes($1) } }
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
  private mutating func split(_ group: [LiveClaim], _ several: Set<EventID>) -> [LiveClaim]? {
    guard !several.isEmpty else { return group }
    let repeated = Set(
      group.filter { $0.anchor != nil && $0.claim.count != nil && several.contains($0.id) }
        .map(\.id))
    guard !repeated.isEmpty else { return group }
    for claim in group where repeated.contains(claim.id) {
      excluded.append(
        Listed(
          row: claim.row, seq: claim.seq,
          why: LiveClaim.Exclusion.severalHandovers.description))
    }
    let kept = group.filter { !repeated.contains($0.id) }
    return kept.isEmpty ? nil : kept
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
  fileprivate func precedes(_ other: Handover) -> Bool {
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
