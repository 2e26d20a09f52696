/// The handovers of a record row by row, and which of them count.
///
/// A handover that comes or goes asks anew only those after it that may be the same, narrowest
/// first, as far as their answers change.
struct RowBoard: Sendable {
  /// A handover as it came to the board.
  ///
  /// It never changes, and is a class for the reason that ``Standing/Act`` is one.
  private final class Entry: Sendable {
    let handover: Handover
    let row: UInt32
    let rank: (Int, Int, Int)

    /// Tells two apart that nothing else puts in order.
    let number: Int

    /// What its claims differ in, as if it counted.
    let found: [Contradiction]

    init(_ handover: Handover, on row: UInt32, number: Int, _ found: [Contradiction]) {
      self.handover = handover
      self.row = row
      rank = handover.rank
      self.number = number
      self.found = found
    }

    /// Whether it is asked before another whether it counts.
    func isAsked(before other: Entry) -> Bool {
      if rank != other.rank { return rank < other.rank }
      return handover.isAsked(before: other.handover) ?? (number < other.number)
    }
  }

  /// A place on the board.
  private struct Slot {
    let entry: Entry

    /// Whether it counts; nil as long as nobody asked.
    var counts: Bool?

    /// The handover, as it counts now; with what it overlaps is told when it is shown.
    var handover: Handover {
      var handover = entry.handover
      if counts == false { handover.place = .possibleOverlap(with: []) }
      return handover
    }

    /// What its claims differ in, as it counts now.
    var contradictions: [Contradiction] {
      counts ?? false ? entry.found : entry.found.map(\.notBlocking)
    }
  }

  /// A handover that is to be asked.
  private struct Asking: Comparable {
    let entry: Entry
    let place: Int

    static func == (left: Asking, right: Asking) -> Bool { left.entry === right.entry }
    static func < (left: Asking, right: Asking) -> Bool { left.entry.isAsked(before: right.entry) }
  }

  private var slots: [Slot?] = []
  private var free: [Int] = []
  private var number = 0
  private var rows = Numbered<Row>()
  private var states: [RowState] = []

  /// The rows that leave unsaid what.
  private var partial: [UInt32] = []

  /// The pairs of events that links say are not one handover.
  private var apart: [EventID: [EventID]] = [:]

  /// The places of the handovers that may be ones that count, by the codes of their rows.
  private var overlapping: [UInt32: Set<Int>] = [:]

  /// The places that are to be asked, each in its turn.
  private var asked: Set<Int> = []
  private var queue = Queue<Asking>()

  /// How often it was asked whether one handover is a rival of another, or counts.
  private(set) var questions = 0

  /// The rows in which something changed, by code: since it was asked for them, since they were searched
  /// for contradictions, and since obligations were worked out.
  private var touched: Set<UInt32> = []
  private var unsearched: Set<UInt32> = []
  private var unaccounted: Set<UInt32> = []

  /// What was found, of handovers by the board itself.
  var contradictions = ContradictionBoard()

  private mutating func touch(_ code: UInt32) {
    touched.insert(code)
    unsearched.insert(code)
    unaccounted.insert(code)
  }

  private mutating func code(of row: Row) -> UInt32 {
    let code = rows.code(of: row)
    if code > states.count {
      states.append(RowState(row))
      if row.what == nil { partial.append(code) }
    }
    return code
  }

  private func state(_ code: UInt32) -> RowState { states[Int(code) - 1] }

  /// The rows whose handovers may be those of one, itself too.
  private func agreeing(with code: UInt32) -> [UInt32] {
    let row = rows[code]
    if row.what != nil { return [code] + partial.filter { rows[$0].mayBe(row) } }
    return (1...UInt32(states.count)).filter { rows[$0].mayBe(row) }
  }
}

extension RowBoard {
  /// Puts handovers of one cell on the board, in the order in which they were gathered, each with what
  /// was found in it, and returns their places.
  mutating func insert(_ handovers: [Handover], _ found: [[Contradiction]]?) -> [Int] {
    handovers.enumerated().map { place, handover in insert(handover, found?[place] ?? []) }
  }

  private mutating func insert(_ handover: Handover, _ found: [Contradiction]) -> Int {
    let row = code(of: handover.row)
    number += 1
    let slot = Slot(entry: Entry(handover, on: row, number: number, found), counts: nil)
    let place = free.popLast() ?? slots.count
    if place == slots.count { slots.append(slot) } else { slots[place] = slot }
    states[Int(row) - 1].insert(place, handover)
    touch(row)
    ask(place)
    return place
  }

  /// Takes handovers off the board.
  mutating func remove(_ places: [Int]) {
    for place in places {
      guard let slot = slots[place] else { continue }
      let row = slot.entry.row
      states[Int(row) - 1].remove(place, slot.entry.handover)
      if let counts = slot.counts {
        states[Int(row) - 1].add(slot.handover, sign: -1)
        contradictions.add(slot.contradictions, sign: -1)
        if counts { askOthers(after: place) } else { overlapping[row]?.remove(place) }
      }
      touch(row)
      asked.remove(place)
      slots[place] = nil
      free.append(place)
    }
  }

  /// Adds what is kept out of the sums; with a sign of -1 takes it out.
  mutating func list(_ listed: [Handovers.Listed], sign: Int) {
    for one in listed {
      let row = code(of: one.row)
      states[Int(row) - 1].list(Totals.Excluded(one), sign: sign)
      touch(row)
    }
  }

  /// Adds stated totals; with a sign of -1 takes them out.
  mutating func state(_ claims: [LiveClaim], sign: Int) {
    for claim in claims {
      let row = code(of: claim.row)
      states[Int(row) - 1].state(claim, sign: sign)
      touch(row)
    }
  }

  /// Adds what some turned out to be; with a sign of -1 takes it out.
  mutating func identify(_ all: [Handovers.Identified], sign: Int) {
    for one in all {
      let row = code(of: one.row)
      states[Int(row) - 1].identify(one, sign: sign)
      touch(row)
    }
  }

  /// Holds the claims of two events apart; with a sign of -1 no longer.
  mutating func hold(_ links: [Judgements.Link], sign: Int) {
    for link in links where link.relation == "distinct_handover" {
      for (one, other) in [(link.a, link.b), (link.b, link.a)] {
        if sign > 0 {
          apart[one, default: []].append(other)
        } else if let place = apart[one]?.firstIndex(of: other) {
          apart[one]?.remove(at: place)
          if apart[one]?.isEmpty ?? false { apart[one] = nil }
        }
      }
    }
  }
}

extension RowBoard {
  private mutating func ask(_ place: Int) {
    guard let slot = slots[place], asked.insert(place).inserted else { return }
    queue.insert(Asking(entry: slot.entry, place: place))
  }

  /// Asks those after a handover anew that may be the same.
  private mutating func askOthers(after place: Int) {
    guard let entry = slots[place]?.entry else { return }
    let span = entry.handover.outerDays
    let isNamedDay = entry.handover.isSingleDay && entry.handover.key != nil
    var others: [Int] = []
    for code in agreeing(with: entry.row) {
      let state = state(code)
      others += state.vague
      // On a row that says what a handover of one day depends on those with names alone.
      guard state.row.what == nil || isNamedDay else { continue }
      _ = state.contains(from: span.from, to: span.to) { other in
        others.append(other)
        return false
      }
    }
    questions += others.count
    for other in others where other != place {
      guard let later = slots[other]?.entry, entry.isAsked(before: later),
        later.handover.mayBe(entry.handover)
      else { continue }
      ask(other)
    }
  }

  private func areApart(_ one: Handover, _ other: Handover) -> Bool {
    guard !apart.isEmpty else { return false }
    return one.claims.contains { claim in
      let others = claim.ids.flatMap { apart[$0] ?? [] }
      return !others.isEmpty && other.claims.contains { $0.ids.contains(where: others.contains) }
    }
  }

  /// Whether a handover has a rival that fits: one asked before it that counts and may be the same.
  private func hasRival(_ place: Int, _ fits: (Handover) -> Bool) -> Bool {
    guard let entry = slots[place]?.entry else { return false }
    let span = entry.handover.outerDays
    func isRival(_ other: Int) -> Bool {
      guard other != place, let slot = slots[other], slot.counts == true else { return false }
      let rival = slot.entry
      return rival.isAsked(before: entry) && rival.handover.mayBe(entry.handover)
        && !areApart(rival.handover, entry.handover) && fits(rival.handover)
    }
    return agreeing(with: entry.row).contains { code in
      state(code).contains(from: span.from, to: span.to, isRival)
        // Vaguer ones are asked later.
        || !entry.handover.isSingleDay && state(code).vague.contains(where: isRival)
    }
  }

  /// Decides which handovers count, of those that came and of those that may change by it.
  mutating func settle() {
    while let (entry, place) = queue.popFirst().map({ ($0.entry, $0.place) }) {
      // One that went off the board, or whose place another has now, is not asked.
      guard var slot = slots[place], slot.entry === entry, asked.remove(place) != nil else {
        continue
      }
      questions += 1
      let counts = entry.handover.counts { fits in hasRival(place, fits) }
      guard counts != slot.counts else { continue }
      let row = Int(entry.row) - 1
      if slot.counts != nil {
        states[row].add(slot.handover, sign: -1)
        contradictions.add(slot.contradictions, sign: -1)
      }
      let had = slot.counts ?? false
      slot.counts = counts
      slots[place] = slot
      if counts {
        overlapping[entry.row]?.remove(place)
      } else {
        overlapping[entry.row, default: []].insert(place)
      }
      states[row].add(slot.handover, sign: 1)
      contradictions.add(slot.contradictions, sign: 1)
      touch(entry.row)
      if counts != had { askOthers(after: place) }
    }
  }
}

extension RowBoard {
  /// The rows in which something changed since it was asked last, and whether other events are on
  /// their handovers.
  mutating func changes() -> [(row: Row, seqs: Bool)] {
    defer { touched.removeAll() }
    return touched.map { code in
      (rows[code], states[Int(code) - 1].seqsHaveChanged())
    }.sorted { $0.row < $1.row }
  }

  /// Has a row searched for contradictions though nothing in it changed.
  mutating func searchAnew(_ row: Row) { unsearched.insert(code(of: row)) }

  /// The rows in which something changed since it was asked for them last, in order.
  mutating func unsearchedRows() -> [Row] {
    defer { unsearched.removeAll() }
    return unsearched.map { rows[$0] }.sorted()
  }

  /// The rows in which something changed since obligations were worked out last, in order.
  mutating func unaccountedRows() -> [Row] {
    defer { unaccounted.removeAll() }
    return unaccounted.map { rows[$0] }.sorted()
  }

  /// The line of a row, with at most so many events in its lists.
  mutating func line(of row: Row, most: Int = .max) -> Totals.Line? {
    let code = code(of: row)
    if states[Int(code) - 1].isToNumber { states[Int(code) - 1].number(counted(code)) }
    return states[Int(code) - 1].line(most: most)
  }

  /// The lines of all rows, in order.
  mutating func lines() -> [Totals.Line] {
    rows.values.sorted().compactMap { line(of: $0) }
  }

  /// The handovers of a row, whether they count or not, in no order.
  mutating func handovers(on row: Row) -> [Handover] {
    state(code(of: row)).places.compactMap { slots[$0]?.handover }
  }

  /// The totals stated on a row that are off, each with the events with which it was compared.
  mutating func totalsOff(on row: Row) -> [StatedTotal] {
    _ = line(of: row, most: 0)  // compares them
    let code = code(of: row)
    return state(code).totalsOff(beside: counted(code))
  }

  /// The handovers of a row that count, in the order of a report.
  mutating func counted(on row: Row) -> [Handover] {
    let code = code(of: row)
    return counted(code)
  }

  /// The numbers that a party gives of the handovers of a row that count.
  mutating func numbers(of party: String?, on row: Row) -> StatedTotal.Numbers {
    let code = code(of: row)
    if let made = state(code).numbers(of: party) { return made }
    return states[Int(code) - 1].number(of: party, counted(code))
  }

  private func counted(_ code: UInt32) -> [Handover] {
    state(code).places.compactMap { place -> Handover? in
      guard let slot = slots[place], slot.counts == true else { return nil }
      return slot.handover
    }.sorted { $0.precedes($1) }
  }

  /// The handovers that count of the rows that fit.
  func counted(where fits: (Row) -> Bool) -> [Handover] {
    states.indices.filter { fits(states[$0].row) }.flatMap { counted(UInt32($0 + 1)) }
  }

  /// The handovers that may be ones that count, of the rows that fit, in no order.
  func overlapping(where fits: (Row) -> Bool) -> [Handover] {
    overlapping.filter { !$0.value.isEmpty && fits(rows[$0.key]) }
      .flatMap { $0.value.compactMap { slots[$0]?.handover } }
  }

  /// The claims that state totals on a row.
  mutating func stated(on row: Row) -> [LiveClaim] {
    let code = code(of: row)
    return state(code).statedClaims
  }

  /// The claims that state totals.
  var statedClaims: [LiveClaim] { states.flatMap(\.statedClaims) }
}
