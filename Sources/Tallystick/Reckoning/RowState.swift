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

  /// How often each is listed, and those that are, in the order of a report.
  private var listed: [Totals.Excluded: Int] = [:]
  private var excluded: [Totals.Excluded] = []
  private var stated: [Stated] = []

  /// The numbers of each party with which totals are compared, and the parties whose are to be made.
  private var numbers: [String?: StatedTotal.Numbers] = [:]
  private(set) var isToNumber = false
  private var identified: [Handovers.Identified] = []

  /// The first days of the handovers that count.
  private var begins = DayCounts()

  /// What was made last, until something in it changes.
  private var totalsMade: [StatedTotal]?
  private var latestMade: (first: Int?, totals: Totals.Latest)?

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
    let first = numbers.values.first?.first
    // Keys of their own: a dictionary that is walked while it changes is copied, and all that it holds.
    for party in Array(numbers.keys) { numbers[party]?.add(handover, sign: sign) }
    compareAnew(beside: handover, isOfAll: numbers.values.first?.first != first)
  }

  /// Adds what is listed beside the sums; with a sign of -1 takes it out.
  mutating func list(_ one: Totals.Excluded, sign: Int) {
    let had = listed[one] ?? 0
    listed[one] = had + sign == 0 ? nil : had + sign
    if had == 0 {
      excluded.insert(one, at: excluded.place(of: one))
    } else if had + sign == 0 {
      excluded.remove(at: excluded.place(of: one))
    }
  }

  /// Adds a stated total; with a sign of -1 takes it out.
  mutating func state(_ claim: LiveClaim, sign: Int) {
    totalsMade = nil
    latestMade = nil
    if sign > 0 {
      stated.append(Stated(claim: claim, days: StatedTotal.Days(of: claim), total: nil))
      if numbers[claim.side] == nil { isToNumber = true }
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

  /// Forgets what the totals come to that a handover is inside of, or all of them.
  private mutating func compareAnew(beside handover: Handover, isOfAll: Bool) {
    for place in stated.indices where isOfAll || handover.isInside(stated[place].days) {
      stated[place].total = nil
      totalsMade = nil
    }
  }

  /// Takes the numbers of the handovers that count, for the totals that are compared with none yet.
  mutating func number(_ counted: [Handover]) {
    isToNumber = false
    for one in stated where numbers[one.claim.side] == nil {
      _ = number(of: one.claim.side, counted)
    }
  }

  /// Takes the numbers that a party gives of the handovers that count, and keeps them up from now on.
  mutating func number(of party: String?, _ counted: [Handover]) -> StatedTotal.Numbers {
    let made = StatedTotal.Numbers(counted, of: party)
    numbers[party] = made
    return made
  }

  /// The numbers of a party; nil where they were not taken yet.
  func numbers(of party: String?) -> StatedTotal.Numbers? { numbers[party] }

  /// The line of the row, with at most so many events in its lists; nil where nothing is said of it.
  ///
  /// What ``isToNumber`` asks for must have been given.
  mutating func line(most: Int) -> Totals.Line? {
    guard !isEmpty else { return nil }
    return Totals.Line(
      row, sums,
      Totals.Seqs(
        all: seqs.first(most), voices: spoken.mapValues { $0.first(most) }, count: seqs.count),
      excluded: excluded, stated: latest(), totals: compared(),
      identified: identified.sorted { $0.precedes($1) })
  }

  private mutating func latest() -> Totals.Latest {
    if let made = latestMade, made.first == begins.first { return made.totals }
    let latest = Totals.Latest(
      stated.map(\.claim), on: row, beside: Totals.Spans(first: begins.first))
    latestMade = (begins.first, latest)
    return latest
  }

  private mutating func compared() -> [StatedTotal] {
    if let totalsMade { return totalsMade }
    for place in stated.indices where stated[place].total == nil {
      let claim = stated[place].claim
      stated[place].total = StatedTotal(
        claim, as: claim.side, beside: [], numbers: numbers[claim.side], listing: false)
    }
    let totals = StatedTotal.inOrder(stated.compactMap(\.total))
    totalsMade = totals
    return totals
  }

  /// The totals that were compared when the line was made and are off, each with the events with which it
  /// was compared, which are on handovers that count.
  func totalsOff(beside counted: @autoclosure () -> [Handover]) -> [StatedTotal] {
    let off = stated.filter { if case .off? = $0.total?.verdict { true } else { false } }
    guard !off.isEmpty else { return [] }
    let handovers = counted()
    return off.map { one in
      StatedTotal(
        one.claim, as: one.claim.side, beside: handovers, numbers: numbers[one.claim.side])
    }
  }

  /// The claims that state totals, in an order that recording does not change.
  var statedClaims: [LiveClaim] { stated.map(\.claim).sorted { $0.precedes($1) } }

  /// Whether other events are on its handovers than when it was asked last.
  mutating func seqsHaveChanged() -> Bool {
    var changed = [seqs.haveChanged()]
    for voice in Voice.allCases { changed.append(spoken[voice]?.haveChanged() ?? false) }
    return changed.contains(true)
  }
}

extension Handover {
  /// The number of its day, where it happened on one that is known.
  fileprivate var singleDay: Int? { isSingleDay ? when?.earliest?.number : nil }
}

extension [Totals.Excluded] {
  /// Where one stands in an order, or would.
  fileprivate func place(of one: Totals.Excluded) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].precedes(one) { low = middle + 1 } else { high = middle }
    }
    while low < count, self[low] != one, !one.precedes(self[low]) { low += 1 }
    return low
  }
}
