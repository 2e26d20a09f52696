/// Keeps vaguer numbers out of the sums while a handover that they may be is in (TheRules.md).
enum Overlaps {
  /// Marks each handover as counted or as a possible overlap.
  ///
  /// Of handovers on rows that may be one whose days overlap, the narrowest counts, then the one stated
  /// first, then the lowest id. Those of one single day count, but for one without a name on a day
  /// that has handovers with names of their own.
  static func resolve(_ handovers: [Handover], _ links: [Judgements.Link]) -> [Handover] {
    let apart = Apart(links)
    var result = handovers
    var counted = CountedRows()
    let ranks = handovers.map(\.rank)
    let order = handovers.indices.sorted { first, second in
      if ranks[first] != ranks[second] { return ranks[first] < ranks[second] }
      return handovers[first].isAsked(before: handovers[second]) ?? (first < second)
    }
    for place in order {
      let handover = handovers[place]
      let rivals = counted.near(handover)
        .filter { handovers[$0].mayBe(handover) && !apart.areApart(handovers[$0], handover) }
      if handover.counts({ fitting in rivals.contains { fitting(handovers[$0]) } }) {
        counted.insert(place, handover)
      } else {
        result[place].place = .possibleOverlap(
          with: rivals.flatMap { handovers[$0].seqs }.distinct)
      }
    }
    return result
  }

  /// The handovers that count, by row.
  ///
  /// A row that says what may be one with itself and with rows that leave that unsaid.
  private struct CountedRows {
    private var rows = Numbered<Row>()
    private var whole: [UInt32: Counted] = [:]
    private var partial: [Row: Counted] = [:]

    mutating func insert(_ place: Int, _ handover: Handover) {
      if handover.row.what != nil {
        whole[rows.code(of: handover.row), default: Counted()].insert(place, handover)
      } else {
        partial[handover.row, default: Counted()].insert(place, handover)
      }
    }

    /// Those that may be the same as a handover by their row and day, and some more.
    mutating func near(_ handover: Handover) -> [Int] {
      let row = handover.row
      var found: [Int] = []
      for (other, counted) in partial where other.mayBe(row) { found += counted.near(handover) }
      if row.what != nil {
        found += whole[rows.code(of: row)]?.near(handover) ?? []
      } else {
        for (other, counted) in whole where rows[other].mayBe(row) {
          found += counted.near(handover)
        }
      }
      return found
    }
  }

  /// The handovers of a row that count: those of one day by day, the others in a list.
  private struct Counted {
    private var days: [Int: [Int]] = [:]
    private var sortedDays: [Int] = []
    private var vague: [Int] = []

    mutating func insert(_ place: Int, _ handover: Handover) {
      guard handover.isSingleDay, let day = handover.when?.earliest?.number else {
        vague.append(place)
        return
      }
      if days[day] == nil { sortedDays.insert(day, at: firstIndex(from: day)) }
      days[day, default: []].append(place)
    }

    func near(_ handover: Handover) -> [Int] {
      let span = handover.outerDays
      var found: [Int] = []
      var index = firstIndex(from: span.from)
      while index < sortedDays.count, sortedDays[index] <= span.to {
        found += days[sortedDays[index]] ?? []
        index += 1
      }
      return found + vague
    }

    private func firstIndex(from day: Int) -> Int {
      var (low, high) = (0, sortedDays.count)
      while low < high {
        let middle = (low + high) / 2
        if sortedDays[middle] < day { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// The pairs of events that links say are not one handover.
  private struct Apart {
    private var pairs: [EventID: Set<EventID>] = [:]

    init(_ links: [Judgements.Link]) {
      for link in links where link.relation == "distinct_handover" {
        pairs[link.a, default: []].insert(link.b)
        pairs[link.b, default: []].insert(link.a)
      }
    }

    func areApart(_ first: Handover, _ second: Handover) -> Bool {
      guard !pairs.isEmpty else { return false }
      return first.claims.contains { claim in
        let others = claim.ids.reduce(into: Set()) { $0.formUnion(pairs[$1] ?? []) }
        guard !others.isEmpty else { return false }
        return second.claims.contains { $0.ids.contains(where: others.contains) }
      }
    }
  }
}

extension Handover {
  /// Whether it happened on one day that is known.
  var isSingleDay: Bool { when?.isSingleDay ?? false }

  /// Whether the two were in different seasons of one year.
  fileprivate func isOtherSeason(than other: Handover) -> Bool {
    guard let when, let others = other.when else { return false }
    return when.isOtherSeason(than: others)
  }

  /// Whether no explicit name tells the two apart.
  fileprivate func hasNoOtherName(than other: Handover) -> Bool {
    key == nil || other.key == nil || key == other.key
  }

  /// The narrowest first; then whole rows, then those with a name of their own.
  var rank: (Int, Int, Int) {
    (when?.lengthInDays ?? .max, row.what != nil ? 0 : 1, key == nil ? 1 : 0)
  }

  /// Of two of one rank, whether it is asked first whether it counts: the one stated first, then
  /// the lowest id; nil where that does not tell.
  func isAsked(before other: Handover) -> Bool? {
    guard let left = claims.first, let right = other.claims.first else { return nil }
    if left.precedes(right) { return true }
    return right.precedes(left) ? false : nil
  }

  /// Whether it counts beside its rivals: those asked before it that count and may be the same.
  ///
  /// One on a single day of a row that says what counts, but for one without a name on a day that has
  /// handovers with names of their own; any other only where it has no rival.
  func counts(_ hasRival: (_ fitting: (Handover) -> Bool) -> Bool) -> Bool {
    guard isSingleDay, row.what != nil else { return !hasRival { _ in true } }
    return key != nil || !hasRival { $0.isSingleDay && $0.key != nil }
  }

  /// Whether it may be the same as another, so that one of the two does not count: their rows agree,
  /// their days overlap, and neither a name nor a season tells them apart.
  func mayBe(_ other: Handover) -> Bool {
    outerDays.from <= other.outerDays.to && other.outerDays.from <= outerDays.to
      && row.mayBe(other.row) && hasNoOtherName(than: other) && !isOtherSeason(than: other)
  }
}
