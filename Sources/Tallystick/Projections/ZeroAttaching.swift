/// Gives each count of zero to the one handover of its row and day, or that a link or what it
/// confirms names (of two halves of an exchange, the one on its row); where there is none, it makes none.
///
/// The groups are found by the events in them and by their days, so that a zero costs no walk over
/// all of them.
struct ZeroAttaching {
  /// The groups of claims, with the zeros given to them so far.
  private(set) var groups: [[LiveClaim]]

  private var byEvent: [EventID: Set<Int>] = [:]
  private var byDays: [DaysKey: Set<Int>] = [:]
  private var linked: [EventID: Set<EventID>] = [:]
  private var apart: [EventID: Set<EventID>] = [:]

  init(_ groups: [[LiveClaim]], _ links: [Judgements.Link]) {
    self.groups = groups
    for (place, group) in groups.enumerated() {
      for claim in group { index(claim, at: place) }
    }
    for link in links {
      switch link.relation {
      case "same_handover": ZeroAttaching.pair(link, in: &linked)
      case "distinct_handover": ZeroAttaching.pair(link, in: &apart)
      default: break
      }
    }
  }

  private static func pair(_ link: Judgements.Link, in pairs: inout [EventID: Set<EventID>]) {
    pairs[link.a, default: []].insert(link.b)
    pairs[link.b, default: []].insert(link.a)
  }

  private mutating func index(_ claim: LiveClaim, at place: Int) {
    for id in claim.ids { byEvent[id, default: []].insert(place) }
    if claim.placement.when != nil {
      byDays[claim.days, default: []].insert(place)
    }
  }

  /// Gives `zero` to its handover, if it has just one; whether it has.
  mutating func attach(_ zero: LiveClaim) -> Bool {
    let fitting = fitting(zero)
    guard fitting.count == 1, let only = fitting.first else { return false }
    groups[only].append(zero)
    index(zero, at: only)
    return true
  }

  private func fitting(_ zero: LiveClaim) -> Set<Int> {
    var fitting: Set<Int> = []
    let named = zero.ids.reduce(into: Set(zero.anchor.map { [$0] } ?? [])) { named, id in
      named.formUnion(linked[id] ?? [])
    }
    for id in named { fitting.formUnion(byEvent[id] ?? []) }
    if fitting.count > 1 {
      let alike = fitting.filter { groups[$0].contains { $0.row.agrees(with: zero.row) } }
      if !alike.isEmpty { fitting = alike }
    }
    if zero.placement.when != nil {
      fitting.formUnion(
        (byDays[zero.days] ?? []).filter { place in
          groups[place].contains { $0.row.agrees(with: zero.row) && $0.days == zero.days }
        })
    }
    for id in zero.ids.flatMap({ apart[$0] ?? [] }) { fitting.subtract(byEvent[id] ?? []) }
    return fitting
  }
}
