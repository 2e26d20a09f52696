/// What a record comes to, kept live: it takes the next event, moves to another cut, and lets single
/// events out and in again, in the time that what changed touches.
///
/// It holds no rule. Threads of events that name one another are judged by ``Standing``, claims on one
/// day of one row by `GatheredHandovers`, rows by `RowBoard`; what each gave is kept, and taken
/// out before it is judged anew.
public struct Reckoning: Sendable {
  /// The cut.
  public private(set) var cut: Cut

  var facts = Facts()

  /// The places of the events that are left out.
  private var isOut: Set<Int> = []

  private var register = Register()

  /// Who the sources were when threads were judged last.
  private var judgedBook = SourceBook([])

  /// What short names stand for.
  package private(set) var terms = TermBook()

  private(set) var yields: [Int: ThreadYield] = [:]
  private(set) var sums = ThreadSums()

  /// The threads in which each source speaks.
  private var threadsOfSpeaker: [String: Set<Int>] = [:]

  private var cells = Cells()

  /// A key of the cell of each thread that has claims.
  private var keys: [Int: Int] = [:]

  /// What each cell gave.
  private var gave: [Int: Given] = [:]

  /// What a cell gave.
  private struct Given {
    let places: [Int]
    let excluded: [Handovers.Listed]

    /// What some turned out to be, as is said of claims that make no handover.
    let identified: [Handovers.Identified]

    /// The handovers that there would be if no explanation took any claim out, and what these would
    /// contradict.
    let unexplained: [Handover]
    let found: [Contradiction]
  }

  /// Whose people there are rows of, and the ways on which that changed.
  private var rows = RowsThere()
  private var changedWays: [RowsThere.Way: String?] = [:]

  /// The threads with claims that leave whose unsaid, by their ways.
  private var unsaid: [RowsThere.Way: Set<Int>] = [:]

  /// The totals of each thread, and what it says some turned out to be, as they are placed.
  private var placed: [Int: (totals: [LiveClaim], identified: [Handovers.Identified])] = [:]

  /// The threads of which that is still to be placed.
  private var toPlace: Set<Int> = []

  /// The claims of each cell that no row takes.
  private(set) var unplaced: [Int: [Handovers.Unplaced]] = [:]

  /// What each cell keeps out, of those that do.
  private var excluded: [Int: [Handovers.Listed]] = [:]

  /// What cells keep out, in no order.
  var excludedInCells: [Handovers.Listed] { excluded.values.flatMap { $0 } }

  /// The zeros of each cell that are of no handover.
  private(set) var zeros: [Int: [Handovers.Listed]] = [:]

  /// Who the sources are.
  package var book: SourceBook { register.book }

  var board = RowBoard()

  /// What cannot all be right; nil where nobody asks for that.
  var disputes: Disputes?

  private(set) var marks = Obligations.Marks()

  /// The numbers for both ways, and the agreements, of the threads that have any.
  private(set) var together: [Int: [Handovers.Together]] = [:]
  private(set) var deals: [Int: [Obligations.Readings.Deal]] = [:]

  /// What obligations come to, of which only rows that changed are worked out anew, and the ways that
  /// bear on them; nil where agreements or sources changed.
  var account: Obligations.Account?
  var ways: Set<Obligations.Way> = []

  /// Events whose threads are to be judged.
  private var marked: Set<Int> = []

  /// Keys whose cells are to be judged.
  private var markedKeys: Set<Int> = []

  private var edges: [Edge]?

  /// What was judged so far: events of threads, and claims of cells.
  private(set) var judged = (events: 0, claims: 0)

  /// Creates the reckoning of no events, at a cut, which tells of contradictions and media if they are
  /// wanted.
  public init(at cut: Cut, disputing: Bool = false) {
    self.cut = cut
    disputes = disputing ? Disputes() : nil
  }

  /// Whether the last event taken destroys a sealed field.
  var isLastRedaction: Bool {
    if case .item(let item)? = facts.all.last { item.type == .redaction } else { false }
  }
}

extension Reckoning {
  /// Takes the next event.
  public mutating func take(_ event: Event) {
    var history = History()
    history.apply(event)
    take(history)
  }

  /// Takes the next entry.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when its bytes are no entry.
  mutating func take(_ bytes: [UInt8], seq: Int) throws(StoreError) {
    var history = History()
    try history.apply(bytes, seq: seq)
    take(history)
  }

  /// Takes the events of the fold of a record that come after those taken before.
  package mutating func catchUp(with folding: Folding) {
    take(folding.history, after: facts.all.last?.seq ?? 0)
  }

  /// Takes the events of a history after a seq, which come after those taken before.
  package mutating func take(_ history: History, after seq: Int = 0) {
    guard history.size > seq else { return }
    var unread = history.unread.drop { $0.seq <= seq }
    let first = history.items.lastIndex { $0.seq <= seq }.map { $0 + 1 } ?? 0
    for item in history.items[first...] {
      while let first = unread.first, first.seq < item.seq {
        take(.unread(first))
        unread.removeFirst()
      }
      take(.item(item))
    }
    for event in unread { take(.unread(event)) }
  }

  private mutating func take(_ fact: Facts.Fact) {
    for thread in facts.append(fact) {
      register.remove(ofThread: thread)
      withdraw(thread)
    }
    marked.insert(facts.all.count - 1)
    edges = nil
  }

  /// Lets an event in, or leaves it out.
  public mutating func set(_ seq: Int, isIn: Bool) {
    guard let place = facts.place(ofSeq: seq) else { return }
    guard isIn ? isOut.remove(place) != nil : isOut.insert(place).inserted else { return }
    marked.insert(place)
    edges = nil
  }

  /// Moves to another cut.
  public mutating func move(to other: Cut) {
    guard other != cut else { return }
    defer { cut = other }
    var same = cut
    (same.asOf, same.day) = (other.asOf, other.day)
    guard same == other else {
      marked.formUnion(facts.all.indices)
      return
    }
    guard cut.asOf != other.asOf else { return }
    let (from, to) = (cut.asOf ?? .maximum, other.asOf ?? .maximum)
    mark(after: min(from, to), upTo: max(from, to))
  }
}

extension Reckoning {
  /// An event and a day from the end of which another answer may hold for it.
  private struct Edge {
    let day: Day
    let place: Int
  }

  /// Marks the events that are in by the one day and not by the other, or straddle one of them.
  private mutating func mark(after first: Day, upTo last: Day) {
    let all = edges ?? makeEdges()
    edges = all
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].day <= first { low = middle + 1 } else { high = middle }
    }
    while low < all.count, all[low].day <= last {
      marked.insert(all[low].place)
      low += 1
    }
  }

  private mutating func makeEdges() -> [Edge] {
    var edges: [Edge] = []
    var seen: Set<Int> = []
    for place in facts.all.indices {
      let thread = facts.thread(of: place)
      guard seen.insert(thread).inserted else { continue }
      let history = history(ofThread: thread)
      edges += history.daysOfChange.map { Edge(day: $0, place: thread) }
    }
    return edges.sorted { ($0.day, $0.place) < ($1.day, $1.place) }
  }

  private func history(ofThread thread: Int) -> History {
    var history = History()
    for place in facts.members(ofThread: thread) where isOut.isEmpty || !isOut.contains(place) {
      switch facts.all[place] {
      case .item(let item): history.take(item)
      case .unread(let event): history.take(event)
      }
    }
    return history
  }
}

extension Reckoning {
  /// Judges what is marked: threads, then cells, then which handovers count.
  public mutating func settle() {
    registerTerms()
    registerSources()
    var threads: Set<Int> = []
    for place in marked { threads.insert(facts.thread(of: place)) }
    marked = []
    for thread in threads.sorted() {
      withdraw(thread)
      let history = history(ofThread: thread)
      judged.events += history.items.count
      give(
        ThreadYield(
          Standing(history, at: cut, sources: register.book, terms: terms),
          disputing: disputes != nil), thread)
    }
    placeAnew()
    var found: Set<Int> = []
    for key in markedKeys { found.insert(cells.cell(ofKey: key)) }
    markedKeys = []
    for cell in found.sorted() { judge(cell) }
    board.settle()
  }

  /// Puts the registrations of the marked threads into the book, and marks the threads of all for
  /// whom another side speaks by it, or that are of another kind.
  private mutating func registerSources() {
    var hasChanged = false
    for place in marked {
      let thread = facts.thread(of: place)
      guard register.holds(thread) || facts.registers(ofThread: thread).contains(.sources) else {
        continue
      }
      let history = history(ofThread: thread)
      register.put(
        SourceBook.registrations(history, Amended(history)), ofThread: thread)
      hasChanged = true
    }
    guard hasChanged else { return }
    account = nil
    for (speaker, threads) in threadsOfSpeaker
    where judgedBook.side(of: speaker) != register.book.side(of: speaker)
      || judgedBook[speaker]?.kind != register.book[speaker]?.kind
    {
      marked.formUnion(threads)
    }
    judgedBook = register.book
  }

  /// Reads the terms anew where a marked thread has some, and marks all threads where what short
  /// names stand for has changed.
  private mutating func registerTerms() {
    var hasTerms = false
    for place in marked where !hasTerms {
      let thread = facts.thread(of: place)
      hasTerms = facts.registers(ofThread: thread).contains(.terms)
    }
    guard hasTerms else { return }
    var found: [SourceBook.Registration] = []
    var seen: Set<Int> = []
    for place in facts.all.indices {
      guard case .item(let item) = facts.all[place], item.type == .term else { continue }
      let thread = facts.thread(of: place)
      guard seen.insert(thread).inserted else { continue }
      let history = history(ofThread: thread)
      found += TermBook.registrations(history, Amended(history))
    }
    let book = TermBook(found)
    guard book != terms else { return }
    terms = book
    marked.formUnion(facts.all.indices)
  }

  private mutating func give(_ yield: ThreadYield, _ thread: Int) {
    yields[thread] = yield
    sums.add(yield, thread, sign: 1)
    for speaker in yield.speakers { threadsOfSpeaker[speaker, default: []].insert(thread) }
    marks.insert(yield.marks)
    if !yield.together.isEmpty { together[thread] = yield.together }
    if !yield.deals.isEmpty {
      deals[thread] = yield.deals
      account = nil
    }
    board.list(yield.excluded, sign: 1)
    board.hold(yield.links, sign: 1)
    disputes?.give(yield.disputes, thread, on: &board.contradictions)
    note(yield, thread, sign: 1)
    let claims = yield.claims + yield.unexplainedClaims
    guard !claims.isEmpty else { return }
    var joined: [Int] = []
    if let key = cells.insert(thread, claims, &joined) {
      keys[thread] = key
      markedKeys.insert(key)
    }
    for cell in joined { takeBack(cell) }
  }

  /// Takes out what a thread gave.
  private mutating func withdraw(_ thread: Int) {
    guard let yield = yields.removeValue(forKey: thread) else { return }
    sums.add(yield, thread, sign: -1)
    for speaker in yield.speakers { threadsOfSpeaker[speaker]?.remove(thread) }
    marks.remove(yield.marks)
    together[thread] = nil
    if deals.removeValue(forKey: thread) != nil { account = nil }
    board.list(yield.excluded, sign: -1)
    board.hold(yield.links, sign: -1)
    note(yield, thread, sign: -1)
    disputes?.withdraw(yield.disputes, thread, on: &board.contradictions)
    guard let key = keys.removeValue(forKey: thread) else { return }
    cells.remove(thread, ofKey: key)
    markedKeys.insert(key)
  }

  /// Notes which rows a thread's claims make, and places its totals; with a sign of -1 takes both back.
  private mutating func note(_ yield: ThreadYield, _ thread: Int, sign: Int) {
    for claim in yield.claims {
      guard let way = RowsThere.Way(claim.row) else { continue }
      if changedWays[way] == nil { changedWays[way] = .some(rows.only(way)) }
      rows.add(claim, sign: sign)
    }
    let identified =
      yield.identified + yield.identifiedClaims
      + (yield.disputes?.identifications.map(\.said) ?? [])
    let unexplained = yield.disputes?.unexplained
    let partial =
      ((yield.claims + yield.cumulative).map(\.row) + identified.map(\.row)
      + (unexplained?.rows ?? [])).filter { row in row.whose == nil }
    for way in partial.compactMap({ RowsThere.Way($0) }) {
      if sign > 0 {
        unsaid[way, default: []].insert(thread)
      } else {
        unsaid[way]?.remove(thread)
        if unsaid[way]?.isEmpty ?? false { unsaid[way] = nil }
      }
    }
    // Which rows there are is known once all threads have given what they say.
    if sign > 0 {
      if !yield.cumulative.isEmpty || !identified.isEmpty || unexplained?.isOnRows ?? false {
        toPlace.insert(thread)
      }
    } else {
      toPlace.remove(thread)
      unplace(yield, thread)
    }
  }

  private mutating func unplace(_ yield: ThreadYield, _ thread: Int) {
    disputes?.place(yield.disputes, thread, by: nil, on: &board)
    guard let had = placed.removeValue(forKey: thread) else { return }
    board.state(had.totals, sign: -1)
    board.identify(had.identified, sign: -1)
  }

  private mutating func place(_ yield: ThreadYield, _ thread: Int) {
    unplace(yield, thread)
    disputes?.place(yield.disputes, thread, by: rows, on: &board)
    guard !yield.cumulative.isEmpty || !yield.identified.isEmpty else { return }
    let now = (
      totals: yield.cumulative.map { rows.placed($0) },
      identified: yield.identified.map { $0.placed(by: rows) }
    )
    board.state(now.totals, sign: 1)
    board.identify(now.identified, sign: 1)
    placed[thread] = now
  }

  /// Places what threads gave, and anew what leaves whose unsaid on the ways of which another row is the
  /// only one now.
  private mutating func placeAnew() {
    for (way, only) in changedWays where rows.only(way) != only {
      for thread in unsaid[way] ?? [] {
        toPlace.insert(thread)
        if let key = keys[thread] { markedKeys.insert(key) }
      }
    }
    changedWays = [:]
    for thread in toPlace.sorted() {
      if let yield = yields[thread] { place(yield, thread) }
    }
    toPlace = []
  }

  /// Takes out what a cell gave.
  private mutating func takeBack(_ cell: Int) {
    unplaced[cell] = nil
    zeros[cell] = nil
    excluded[cell] = nil
    guard let given = gave.removeValue(forKey: cell) else { return }
    board.remove(given.places)
    board.list(given.excluded, sign: -1)
    board.identify(given.identified, sign: -1)
    board.contradictions.add(given.found, sign: -1)
    if !given.unexplained.isEmpty {
      disputes?.give(unexplained: [], of: cell, insteadOf: given.unexplained, on: &board)
    }
  }

  private mutating func judge(_ cell: Int) {
    takeBack(cell)
    let threads = (cells.threads[cell] ?? []).sorted()
    let members = threads.compactMap { yields[$0] }
    guard !members.isEmpty else { return }
    let claims = members.flatMap(\.claims).sorted { $0.precedes($1) }
    judged.claims += claims.count
    let gathered = GatheredHandovers(
      claims,
      members.flatMap(\.links).sorted { $0.seq < $1.seq }, rows)
    board.list(gathered.excluded, sign: 1)
    let found = disputes?.search(gathered.handovers, of: threads, register.book)
    let unexplained = unexplainedHandovers(members)
    let more =
      unexplained.isEmpty
      ? nil
      : disputes?.search(
        unexplained: unexplained, of: threads, register.book,
        beside: found.map { $0.flatMap { $0 } } ?? [])
    board.contradictions.add(more ?? [], sign: 1)
    if !unexplained.isEmpty {
      disputes?.give(unexplained: unexplained, of: cell, insteadOf: [], on: &board)
    }
    let identified = members.flatMap(\.identifiedClaims).filter { one in
      !gathered.handovers.contains { one.isNaming($0) }
    }.map { $0.placed(by: rows) }
    board.identify(identified, sign: 1)
    gave[cell] = Given(
      places: board.insert(gathered.handovers, found), excluded: gathered.excluded,
      identified: identified, unexplained: unexplained, found: more ?? [])
    if !gathered.excluded.isEmpty { excluded[cell] = gathered.excluded }
    if !gathered.unplaced.isEmpty { unplaced[cell] = gathered.unplaced }
    if !gathered.zeros.isEmpty { zeros[cell] = gathered.zeros.flatMap(Handovers.Listed.zeros) }
  }

  /// The handovers that there would be in a cell if no explanation took anything out of what these threads
  /// say; none where none does.
  private func unexplainedHandovers(_ threads: [ThreadYield]) -> [Handover] {
    guard threads.contains(where: { $0.disputes?.unexplained != nil }) else { return [] }
    let claims = threads.flatMap { $0.disputes?.unexplained?.claims ?? $0.claims }
    return GatheredHandovers(
      claims.sorted { $0.precedes($1) },
      threads.flatMap(\.links).sorted { $0.seq < $1.seq }, rows
    ).handovers
  }
}
