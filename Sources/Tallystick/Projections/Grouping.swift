/// Gathers claims into handovers: which of them are about one occurrence (TheRules.md).
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

  /// The codes of each claim's row, and of its days.
  private let rows: [UInt32]
  private let days: [UInt32]

  /// Groups the claims; `groups` then holds the places of each group's claims, in order.
  init(_ claims: [LiveClaim], links: [Judgements.Link]) {
    self.claims = claims
    parent = Array(claims.indices)
    counts = Array(repeating: 1, count: claims.count)
    next = Array(claims.indices)
    var rowCodes = Numbered<Row>()
    rows = claims.map { rowCodes.code(of: $0.row) }
    var dayCodes = Numbered<DaysKey>()
    days = claims.map { dayCodes.code(of: $0.days) }
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
    joinUnplaced(links)
  }

  /// The groups, each the places of its claims.
  var groups: [[Int]] {
    claims.indices.filter { parent[$0] == $0 }.map {
      counts[$0] == 1 ? [$0] : members(of: $0).sorted()
    }
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
      let (first, second) = (placed(link.a), placed(link.b))
      for a in first {
        let sameWay = second.filter { row($0).agrees(with: row(a)) }
        guard !sameWay.isEmpty || !isOtherHalf(a, in: first, fits: second) else { continue }
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

  /// Whether two claims are not of different halves of an exchange.
  private func areOneHalf(_ one: Int, _ two: Int) -> Bool {
    !claims[one].isHalf || !claims[two].isHalf || claims[one].half == claims[two].half
  }

  /// Whether a link is of the other half of an exchange: that one fits, and this one does not.
  private func isOtherHalf(_ place: Int, in mine: [Int], fits others: [Int]) -> Bool {
    mine.contains { half in
      claims[half].half != claims[place].half
        && others.contains { row($0).agrees(with: claims[half].clearRow) }
    }
  }

  private func placed(_ id: EventID) -> [Int] {
    (byEvent[id] ?? []).filter { claims[$0].isPlaced }
  }

  /// Joins what no row takes to the one handover that a link names: where it names several that fit,
  /// in what and whose and in the direction unless that is unclear, none.
  private mutating func joinUnplaced(_ links: [Judgements.Link]) {
    var named: [(handover: Int, claim: Int)] = []
    for link in links where link.relation == "same_handover" {
      for (mine, other) in [(link.a, link.b), (link.b, link.a)] {
        let there = byEvent[other] ?? []
        let known = placed(other)
        let unplaced = (byEvent[mine] ?? []).filter { !claims[$0].isPlaced }
        for one in unplaced {
          let fitting = known.filter { row($0).agrees(with: claims[one].clearRow) }
          guard !fitting.isEmpty || !isOtherHalf(one, in: unplaced, fits: known) else { continue }
          let roots = Set((fitting.isEmpty ? known : fitting).map { root(of: $0) })
          if roots.count == 1, let only = roots.first { named.append((only, one)) }
          for two in there where !claims[two].isPlaced && areOneHalf(one, two) { join(two, one) }
        }
      }
    }
    var goals: [Int: Set<Int>] = [:]
    for (handover, claim) in named { goals[root(of: claim), default: []].insert(handover) }
    for (claim, goals) in goals.sorted(by: { $0.key < $1.key }) {
      if goals.count == 1, let only = goals.first { join(only, claim) }
    }
  }

  /// Joins what is said about a claim to it; but a claim that no row takes any more, as a correction left
  /// it unclear, to none of those that confirmed it before: only a link places it.
  private mutating func joinAnchored() {
    for (place, claim) in claims.enumerated() {
      guard let anchor = claim.anchor else { continue }
      for target in byEvent[anchor] ?? [] where claims[target].half == claim.half {
        guard claims[target].isPlaced || !claim.isPlaced else { continue }
        join(target, place)
      }
    }
  }

  private struct Key: Hashable {
    let row: UInt32
    let days: UInt32
    let name: String?
  }

  /// Places by a key, in the order of the first of each.
  private struct Places {
    private var lists: [Key: Int] = [:]
    private(set) var all: [[Int]] = []

    mutating func add(_ place: Int, to key: Key) {
      if let list = lists[key] {
        all[list].append(place)
      } else {
        lists[key] = all.count
        all.append([place])
      }
    }
  }

  /// Joins claims on one row with the same `when`, or with the same explicit name.
  private mutating func joinEqual() {
    var (unnamed, named) = (Places(), Places())
    for (place, claim) in claims.enumerated() where claim.isPlaced && row(place).isWhole {
      if let name = claim.placement.handover {
        named.add(place, to: Key(row: rows[place], days: 0, name: name))
      }
      // What leaves its day unsaid is not of one day with another that does.
      guard claim.placement.when != nil else { continue }
      unnamed.add(place, to: Key(row: rows[place], days: days[place], name: nil))
    }
    for places in named.all { joinAll(places) }
    for places in unnamed.all where places.count > 1 {
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

  /// Joins what leaves what or whose unsaid, each claim by itself, to the one handover of its day that
  /// fits, else to what leaves the same unsaid; one that does not say from whom to whom is in none.
  private mutating func joinPartlySaid() {
    let placed = claims.indices.filter { claims[$0].isPlaced }
    guard placed.contains(where: { !row($0).isWhole && claims[$0].placement.when != nil })
    else { return }
    var byDays: [UInt32: [Int]] = [:]
    var known: Set<Int> = []
    for place in placed where row(place).isWhole {
      known.insert(root(of: place))
      if claims[place].placement.when != nil { byDays[days[place], default: []].append(place) }
    }
    var left = Places()
    var goals: [Int: Set<Int>] = [:]
    for place in placed where !row(place).isWhole && claims[place].placement.when != nil {
      let root = root(of: place)
      guard !known.contains(root) else { continue }
      let fitting = Set(
        (byDays[days[place]] ?? []).filter { other in
          row(other).agrees(with: row(place))
            && !(apart[place] ?? []).contains(where: claims[other].ids.contains)
        }.map { self.root(of: $0) })
      if fitting.count == 1 {
        goals[root, default: []].formUnion(fitting)
      } else {
        left.add(place, to: Key(row: rows[place], days: days[place], name: nil))
      }
    }
    for (root, goals) in goals.sorted(by: { $0.key < $1.key }) {
      if goals.count == 1, let only = goals.first { join(only, root) }
    }
    for places in left.all { joinAll(places) }
  }

  private func row(_ place: Int) -> Row { claims[place].row }
}

extension LiveClaim {
  /// Its row without a direction that the words leave unclear.
  fileprivate var clearRow: Row {
    guard placement.unclear.contains(.direction) else { return row }
    return Row(what: row.what, from: nil, to: nil, whose: row.whose)
  }
}

/// What a date means: equal for two dates that are one `when`.
package struct DaysKey: Hashable, Sendable {
  /// The key of a date that is not said.
  static let none = DaysKey(nil as EDTFDate?)

  private let meaning: DateMeaning?

  package init(_ date: EDTFDate?) { meaning = date?.meaning }

  /// The key of when something was said.
  package init(_ stated: Stated) { meaning = stated.meaning }
}

extension EDTFDate {
  /// The date; nil of one of a year that nobody knows, until an amendment resolves it.
  var resolved: EDTFDate? { isUnresolved ? nil : self }
}

/// The first and the last day of a date as numbers; without bounds for a date that is not said, or of a
/// year that nobody knows.
package struct OuterDays: Hashable, Sendable {
  let from: Int
  let to: Int

  package init(_ date: EDTFDate?) {
    let date = date?.resolved
    from = date?.earliest?.number ?? .min
    to = date?.latest?.number ?? .max
  }
}
