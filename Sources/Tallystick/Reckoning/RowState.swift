/// What the handovers of one row come to, from which each can be taken out again.
struct RowState: Sendable {
  let row: Row

  /// The handovers of one day each, by that day, and the others; as their places on the board.
  private var byDay: [Int: [Int]] = [:]
  private var days: [Int] = []
  private(set) var vague: [Int] = []

  private var sums = Totals.Sums()
  private var seqs = SeqCounts()
  private var spoken: [Voice: SeqCounts] = [:]
  private var listed: [Totals.Excluded: Int] = [:]
  private var stated: [Stated] = []
  private var identified: [Handovers.Identified] = []

  /// The first days of the handovers that count.
  private var begins = DayCounts()

  /// The first day of a handover when totals were compared last.
  private var first: Day?

  /// Lists as they were made last, until something in them changes.
  private var excludedMade: [Totals.Excluded]?
  private var totalsMade: [StatedTotal]?

  /// A stated total, and what its comparison says as long as nothing inside its days changed.
  private struct Stated {
    let claim: LiveClaim
    let days: StatedTotal.Days
    var total: StatedTotal?
  }

  init(_ row: Row) { self.row = row }

  /// Whether nothing is said of the row.
  var isEmpty: Bool { byDay.isEmpty && vague.isEmpty && listed.isEmpty && stated.isEmpty }

  /// The places of all its handovers.
  var places: [Int] { days.flatMap { byDay[$0] ?? [] } + vague }

  mutating func insert(_ place: Int, _ handover: Handover) {
    guard let day = handover.singleDay else {
      vague.append(place)
      return
    }
    if byDay[day] == nil { days.insert(day, at: index(from: day)) }
    byDay[day, default: []].append(place)
  }

  mutating func remove(_ place: Int, _ handover: Handover) {
    guard let day = handover.singleDay else {
      vague.removeAll { $0 == place }
      return
    }
    byDay[day]?.removeAll { $0 == place }
    if byDay[day]?.isEmpty ?? false {
      byDay[day] = nil
      days.remove(at: index(from: day))
    }
  }

  /// Whether some handover of one day within these days fits.
  func contains(from: Int, to: Int, _ fits: (Int) -> Bool) -> Bool {
    var index = index(from: from)
    while index < days.count, days[index] <= to {
      if let places = byDay[days[index]], places.contains(where: fits) { return true }
      index += 1
    }
    return false
  }

  private func index(from day: Int) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension RowState {
  /// Adds what a handover comes to whose place is decided; with a sign of -1 takes it out.
  mutating func add(_ handover: Handover, sign: Int) {
    for one in handover.listedBesideSums { list(one, sign: sign) }
    guard handover.place == .counted else { return }
    sums.add(handover, sign: sign)
    begins.add(handover.outerDays.from, sign: sign)
    seqs.add(handover.seqs, sign: sign)
    for voice in Voice.allCases {
      if let number = handover.number(of: voice) {
        spoken[voice, default: SeqCounts()].add(number.seqs, sign: sign)
      }
    }
    compareAnew(beside: handover)
  }

  /// Adds what is listed beside the sums; with a sign of -1 takes it out.
  mutating func list(_ one: Totals.Excluded, sign: Int) {
    let count = (listed[one] ?? 0) + sign
    listed[one] = count == 0 ? nil : count
    if count == 0 || count == sign { excludedMade = nil }
  }

  /// Adds a stated total; with a sign of -1 takes it out.
  mutating func state(_ claim: LiveClaim, sign: Int) {
    totalsMade = nil
    if sign > 0 {
      stated.append(Stated(claim: claim, days: StatedTotal.Days(of: claim), total: nil))
    } else if let place = stated.firstIndex(where: { $0.claim === claim }) {
      stated.remove(at: place)
    }
  }

  /// Adds what some turned out to be; with a sign of -1 takes it out.
  mutating func identify(_ one: Handovers.Identified, sign: Int) {
    if sign > 0 {
      identified.append(one)
    } else if let place = identified.firstIndex(of: one) {
      identified.remove(at: place)
    }
  }

  /// Forgets what the totals come to that a handover is inside of; all where it may be the first.
  private mutating func compareAnew(beside handover: Handover) {
    guard !stated.isEmpty else { return }
    let mayBeFirst = first.flatMap { first in handover.when?.earliest.map { $0 <= first } } ?? true
    for place in stated.indices where mayBeFirst || handover.isInside(stated[place].days) {
      stated[place].total = nil
      totalsMade = nil
    }
  }

  /// The line of the row, with at most so many events in its lists; nil where nothing is said of it.
  ///
  /// `counted` are the handovers that count, where ``isToCompare`` says that they are needed.
  mutating func line(most: Int, _ counted: [Handover]) -> Totals.Line? {
    guard !isEmpty else { return nil }
    let excluded = excludedMade ?? Totals.Excluded.inOrder(listed.keys)
    excludedMade = excluded
    let totals = totalsMade ?? compared(counted)
    totalsMade = totals
    return Totals.Line(
      row, sums,
      Totals.Seqs(
        all: seqs.first(most), voices: spoken.mapValues { $0.first(most) }, count: seqs.count),
      excluded: excluded,
      stated: Totals.Latest(
        stated.map(\.claim), on: row,
        beside: Totals.Spans(first: begins.first)), totals: totals,
      identified: identified.sorted { $0.precedes($1) })
  }

  /// Whether a stated total is to be compared anew with the handovers.
  var isToCompare: Bool { totalsMade == nil && stated.contains { $0.total == nil } }

  private mutating func compared(_ handovers: [Handover]) -> [StatedTotal] {
    guard isToCompare else { return StatedTotal.inOrder(stated.compactMap(\.total)) }
    first = handovers.lazy.compactMap { $0.when?.earliest }.min()
    var numbers: [String?: StatedTotal.Numbers] = [:]
    for place in stated.indices where stated[place].total == nil {
      let claim = stated[place].claim
      let own = numbers[claim.side] ?? StatedTotal.Numbers(handovers, of: claim.side)
      numbers[claim.side] = own
      stated[place].total = StatedTotal(
        claim, as: claim.side, beside: handovers, numbers: own, listing: false)
    }
    return StatedTotal.inOrder(stated.compactMap(\.total))
  }

  /// The claims that state totals.
  var statedClaims: [LiveClaim] { stated.map(\.claim) }

  /// Whether other events are on its handovers than when it was asked last.
  mutating func seqsHaveChanged() -> Bool {
    var changed = [seqs.haveChanged()]
    for voice in spoken.keys { changed.append(spoken[voice]?.haveChanged() ?? false) }
    return changed.contains(true)
  }
}

/// Days with how often each is there, from which each can be taken out again.
private struct DayCounts: Sendable {
  private var counts: [Int: Int] = [:]
  private(set) var first: Int?

  /// Adds a day; with a sign of -1 takes it out.
  mutating func add(_ day: Int, sign: Int) {
    let count = (counts[day] ?? 0) + sign
    counts[day] = count == 0 ? nil : count
    if count == 0 {
      if first == day { first = counts.keys.min() }
    } else {
      first = min(first ?? day, day)
    }
  }
}

extension Handover {
  /// The number of its day, where it happened on one that is known.
  fileprivate var singleDay: Int? { isSingleDay ? when?.earliest?.number : nil }
}
