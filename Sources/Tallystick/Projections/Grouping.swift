/// Gathers claims into handovers: which of them are about one occurrence (design §4.2).
///
/// The claims come in an order that recording does not change, and every step goes through them in
/// that order, so that the same claims give the same handovers however they were recorded.
struct Grouping {
  private let claims: [LiveClaim]
  private var parent: [Int]

  /// How many claims the group of a root has, and the next claim of each claim's group, round and
  /// round.
  private var counts: [Int]
  private var next: [Int]

  /// The claims of each event that a link or another claim names.
  private var byEvent: [EventID: [Int]] = [:]
  private var apart: [Int: Set<EventID>] = [:]

  /// The code of each claim's row.
  private let rows: [UInt32]

  /// Groups the claims; `groups` then holds the places of each group's claims, in order.
  init(_ claims: [LiveClaim], links: [Judgements.Link]) {
    self.claims = claims
    parent = Array(claims.indices)
    counts = Array(repeating: 1, count: claims.count)
    next = Array(claims.indices)
    var rowCodes = Numbered<Row>()
    rows = claims.map { rowCodes.code(of: $0.row) }
    let named = Set(links.flatMap { [$0.a, $0.b] } + claims.lazy.compactMap(\.anchor))
    for (place, claim) in claims.enumerated() {
      for id in claim.ids where named.contains(id) { byEvent[id, default: []].append(place) }
    }
    for link in links where link.relation == "distinct_handover" {
      for place in byEvent[link.a] ?? [] { apart[place, default: []].insert(link.b) }
      for place in byEvent[link.b] ?? [] { apart[place, default: []].insert(link.a) }
    }
    joinLinked(links)
    joinAnchored()
    joinEqual()
    joinPartlySaid()
  }

  /// The groups, each the places of its claims.
  var groups: [[Int]] {
    claims.indices.filter { parent[$0] == $0 }.map { members(of: $0).sorted() }
  }

  /// The places of all claims in the group of this one.
  private func members(of place: Int) -> [Int] {
    var members = [place]
    var other = next[place]
    while other != place {
      members.append(other)
      other = next[other]
    }
    return members
  }

  private func root(of place: Int) -> Int {
    var place = place
    while parent[place] != place { place = parent[place] }
    return place
  }

  /// Joins the groups of two claims, unless a link holds some claims of them apart.
  private mutating func join(_ first: Int, _ second: Int) {
    let (one, two) = (root(of: first), root(of: second))
    guard one != two, !areApart(one, two) else { return }
    let (kept, gone) = counts[one] >= counts[two] ? (one, two) : (two, one)
    parent[gone] = kept
    counts[kept] += counts[gone]
    next.swapAt(one, two)  // joins the two rings
  }

  private func areApart(_ one: Int, _ two: Int) -> Bool {
    guard !apart.isEmpty else { return false }
    let second = members(of: two)
    return members(of: one).contains { place in
      guard let others = apart[place] else { return false }
      return second.contains { claims[$0].ids.contains(where: others.contains) }
    }
  }

  private mutating func joinLinked(_ links: [Judgements.Link]) {
    for link in links where link.relation == "same_handover" {
      guard let first = byEvent[link.a], let second = byEvent[link.b] else { continue }
      for a in first {
        let sameWay = second.filter { row($0).agrees(with: row(a)) }
        for b in sameWay.isEmpty ? second : sameWay where areHalvesAlike(a, b, of: first, second) {
          join(a, b)
        }
      }
    }
  }

  /// Two each-way claims that are one exchange join half by half.
  private func areHalvesAlike(_ a: Int, _ b: Int, of first: [Int], _ second: [Int]) -> Bool {
    guard first.count > 1, second.count > 1 else { return true }
    return row(a).agrees(with: row(b))
  }

  private mutating func joinAnchored() {
    for (place, claim) in claims.enumerated() {
      guard let anchor = claim.anchor else { continue }
      for target in byEvent[anchor] ?? [] where claims[target].half == claim.half {
        join(target, place)
      }
    }
  }

  private struct Key: Hashable {
    let row: UInt32
    let days: DaysKey
    let name: String?
  }

  /// Joins claims on one row with the same `when`, or with the same explicit name.
  private mutating func joinEqual() {
    var unnamed: [Key: [Int]] = [:]
    var named: [Key: [Int]] = [:]
    for (place, claim) in claims.enumerated() where claim.isPlaced && row(place).isWhole {
      if let name = claim.placement.handover {
        named[Key(row: rows[place], days: .none, name: name), default: []].append(place)
      }
      // What leaves its day unsaid is not of one day with another that does.
      guard claim.placement.when != nil else { continue }
      unnamed[Key(row: rows[place], days: claim.days, name: nil), default: []].append(place)
    }
    for places in inOrder(named) { joinAll(places) }
    for places in inOrder(unnamed) {
      let names = Set(places.compactMap { claims[$0].placement.handover })
      joinAll(names.count < 2 ? places : places.filter { claims[$0].placement.handover == nil })
    }
  }

  private mutating func joinAll(_ places: [Int]) {
    // Held apart by a link, a claim joins the first group that takes it.
    var heads: [Int] = []
    for place in places {
      for head in heads {
        join(head, place)
        if root(of: head) == root(of: place) { break }
      }
      if !heads.contains(where: { root(of: $0) == root(of: place) }) { heads.append(place) }
    }
  }

  /// Joins a claim that leaves what or whose unsaid to the one handover of its day that fits; one that
  /// does not say from whom to whom is in none.
  private mutating func joinPartlySaid() {
    let partial = claims.indices.filter {
      claims[$0].isPlaced && !row($0).isWhole && claims[$0].placement.when != nil
        && counts[root(of: $0)] == 1
    }
    guard !partial.isEmpty else { return }
    var byDays: [DaysKey: Set<Int>] = [:]
    for place in claims.indices where claims[place].isPlaced && row(place).isWhole {
      byDays[claims[place].days, default: []].insert(place)
    }
    var left: [Key: [Int]] = [:]
    for place in partial {
      let days = claims[place].days
      let fitting = Set(
        (byDays[days] ?? []).filter { row($0).agrees(with: row(place)) }.map { root(of: $0) })
      if fitting.count == 1, let only = fitting.first {
        join(only, place)
      } else {
        left[Key(row: rows[place], days: days, name: nil), default: []].append(place)
      }
    }
    for places in inOrder(left) { joinAll(places) }
  }

  private func inOrder(_ places: [Key: [Int]]) -> [[Int]] {
    places.values.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  private func row(_ place: Int) -> Row { claims[place].row }
}

/// What a date means: equal for two dates that are one `when`.
struct DaysKey: Hashable, Sendable {
  /// The key of a date that is not said.
  static let none = DaysKey(nil as EDTFDate?)

  private let meaning: DateMeaning?

  init(_ date: EDTFDate?) { meaning = date?.meaning }

  /// The key of when something was said.
  init(_ stated: Stated) { meaning = stated.meaning }
}

/// The first and the last day of a date as numbers; without bounds for a date that is not said.
struct OuterDays: Hashable, Sendable {
  let from: Int
  let to: Int

  init(_ date: EDTFDate?) {
    from = date?.earliest?.number ?? .min
    to = date?.latest?.number ?? .max
  }
}
