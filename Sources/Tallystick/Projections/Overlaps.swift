/// Keeps vaguer numbers out of the sums while a handover that they may be is in (design §4.2).
enum Overlaps {
  /// Marks each handover as counted or as a possible overlap.
  ///
  /// Of handovers on rows that agree whose days overlap, the narrowest counts, then the one stated
  /// first, then the lowest id. Those of one single day count, but for one without a name on a day
  /// that has handovers with names of their own. Those on the `days` beside them count.
  static func resolve(
    _ handovers: [Handover], _ links: [Judgements.Link], beside days: [SummedDays] = []
  ) -> [Handover] {
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
      let rivals = counted.overlapping(handover, handovers)
        .filter { !apart.areApart(handovers[$0], handover) }
        .filter { handovers[$0].hasNoOtherName(than: handover) }
      let counts = handover.counts { fitting in rivals.contains { fitting(handovers[$0]) } }
      // Beside a day that is summed up a handover on a single day has a name, or no rival there.
      let isCounted =
        counts
        && (handover.isSingleDay && handover.row.isWhole || days.allSatisfy { $0.isFree(handover) })
      if isCounted {
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
  /// A row of which all is said agrees with itself and with rows that leave a part unsaid.
  private struct CountedRows {
    private var rows = Numbered<Row>()
    private var whole: [UInt32: Counted] = [:]
    private var partial: [Row: Counted] = [:]

    mutating func insert(_ place: Int, _ handover: Handover) {
      if handover.row.isWhole {
        whole[rows.code(of: handover.row), default: Counted()].insert(place, handover)
      } else {
        partial[handover.row, default: Counted()].insert(place, handover)
      }
    }

    mutating func overlapping(_ handover: Handover, _ all: [Handover]) -> [Int] {
      let row = handover.row
      var found: [Int] = []
      for (other, counted) in partial where other.agrees(with: row) {
        found += counted.overlapping(handover, all)
      }
      if row.isWhole {
        found += whole[rows.code(of: row)]?.overlapping(handover, all) ?? []
      } else {
        for (other, counted) in whole where rows[other].agrees(with: row) {
          found += counted.overlapping(handover, all)
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

    func overlapping(_ handover: Handover, _ all: [Handover]) -> [Int] {
      let span = handover.outerDays
      var found: [Int] = []
      var index = firstIndex(from: span.from)
      while index < sortedDays.count, sortedDays[index] <= span.to {
        found += days[sortedDays[index]] ?? []
        index += 1
      }
      return found
        + vague.filter {
          let other = all[$0].outerDays
          return other.from <= span.to && span.from <= other.to
            && !all[$0].isOtherSeason(than: handover)
        }
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
        guard let others = pairs[claim.id] else { return false }
        return second.claims.contains { others.contains($0.id) }
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
    (when?.lengthInDays ?? .max, row.isWhole ? 0 : 1, key == nil ? 1 : 0)
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
  /// One on a single day of a whole row counts, but for one without a name on a day that has
  /// handovers with names of their own; any other only where it has no rival.
  func counts(_ hasRival: (_ fitting: (Handover) -> Bool) -> Bool) -> Bool {
    guard isSingleDay, row.isWhole else { return !hasRival { _ in true } }
    return key != nil || !hasRival { $0.isSingleDay && $0.key != nil }
  }

  /// Whether it may be the same as another, so that one of the two does not count: their rows agree,
  /// their days overlap, and no name tells them apart.
  func mayBe(_ other: Handover) -> Bool {
    outerDays.from <= other.outerDays.to && other.outerDays.from <= outerDays.to
      && row.agrees(with: other.row) && hasNoOtherName(than: other)
  }
}
