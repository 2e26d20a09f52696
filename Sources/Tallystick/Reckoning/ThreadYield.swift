/// What one thread gives at a position: all that other threads, rows and names take of it.
///
/// It never changes, and is a class for the reason that ``Standing/Act`` is one.
final class ThreadYield: Sendable {
  let lastSeq: Int
  let straddling: Int
  let occurredStraddling: Int
  let aside: [Standing.Aside]
  let unread: Int

  /// The claims that make handovers.
  let claims: [LiveClaim]

  /// Those that state a total.
  let cumulative: [LiveClaim]

  /// Those that are kept out from the start.
  let excluded: [Handovers.Listed]

  /// Those of one number for both ways.
  let together: [Handovers.Together]

  /// Totals and parts that do not say from whom to whom.
  let unplaced: [Handovers.Unplaced]

  /// The denials of what the record does not hold.
  let denied: [Handovers.Listed]

  /// What some turned out to be, where no handover is named.
  let identified: [Handovers.Identified]

  /// What some turned out to be, of claims that may make a handover.
  let identifiedClaims: [Handovers.Identified]

  /// The links that make claims one handover, or hold them apart.
  let links: [Judgements.Link]

  let deals: [Obligations.Readings.Deal]

  /// What is said and judged of its acts that tells which deals they perform.
  let marks: Obligations.Marks

  /// Who speaks in it.
  let speakers: Set<String>

  /// What cannot all be right in it, and the media; nil where nobody asks for that.
  let disputes: ThreadDisputes?

  /// The claims that would make handovers if no explanation took any out; none where none does.
  var unexplainedClaims: [LiveClaim] { disputes?.unexplained?.claims ?? [] }

  /// The rows of which it says something, as it says them, some more than once.
  var rows: [Row] {
    (claims + cumulative).map(\.row) + (excluded + denied).map(\.row) + unplaced.map(\.row)
      + (identified + identifiedClaims).map(\.row)
  }

  init(_ standing: Standing, disputing: Bool = false) {
    lastSeq = standing.lastSeq
    straddling = standing.straddling
    aside = standing.aside
    unread = standing.unread.count
    let live = standing.liveClaims()
    let sorted = SortedClaims(live, at: standing.cut)
    claims = sorted.single
    cumulative = sorted.cumulative
    excluded = sorted.excluded
    together = sorted.together
    unplaced = sorted.unplaced
    denied = standing.deniedOfNoAct
    let named = Set(sorted.single.flatMap(\.ids))
    identified = sorted.identified.filter { one in !(one.about.map(named.contains) ?? false) }
    identifiedClaims = sorted.identified.filter { one in one.about.map(named.contains) ?? false }
    occurredStraddling = sorted.straddling
    links = standing.judgements.links.filter {
      $0.relation == "same_handover" || $0.relation == "distinct_handover"
    }
    deals = standing.deals
    marks = Obligations.Marks(standing)
    speakers = Set(standing.acts.map(\.speech.speaker))
    disputes = disputing ? ThreadDisputes(standing, live, sorted) : nil
  }
}
