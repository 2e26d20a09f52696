package import TransparencyLog

extension Reckoning {
  /// The sums, row by row, after ``settle()``.
  ///
  /// Its stated totals do not name the events with which they were compared.
  public mutating func totals() -> Totals {
    Totals(
      lines: board.lines(),
      together: together.values.flatMap { $0 }.sorted { $0.precedes($1) },
      unplaced: notPlaced)
  }

  /// The claims that do not say from whom to whom, in order.
  package var notPlaced: [Handovers.Unplaced] {
    (sums.allUnplaced + unplaced.values.flatMap { $0 }).sorted { $0.precedes($1) }
  }

  /// The line of a row, with at most so many events in its lists.
  public mutating func line(of row: Row, most: Int = .max) -> Totals.Line? {
    board.line(of: row, most: most)
  }

  /// The rows in which something changed since it was asked last, in order, and whether other events
  /// are on their handovers.
  package mutating func changedRows() -> [(row: Row, seqs: Bool)] { board.changes() }

  /// Forgets in which rows something changed.
  package mutating func forgetChanges() { _ = changedRows() }

  /// The events that are in one thread with those after the first `size`, or in one with a claim on a row
  /// that may be one in which something changed since ``forgetChanges()``: of all others, and of the
  /// handovers that they are on, nothing changed, where sources and terms are the same.
  ///
  /// - Parameters:
  ///   - size: How many events there were before.
  ///   - said: Gives the rows of which events speak, which may be withdrawn.
  /// - Returns: The seqs of the events.
  /// - Complexity: O(*n*) in the number of claims.
  package mutating func eventsTouched(
    since size: Int, rows said: (Set<Int>) throws -> Set<Row>
  ) rethrows -> Set<Int> {
    var threads = facts.threads(after: size)
    var rows = Set(changedRows().map(\.row))
    for thread in threads { rows.formUnion(yields[thread]?.rows ?? []) }
    rows.formUnion(try said(seqs(ofThreads: threads)))
    var areTouched: [Row: Bool] = [:]
    for (thread, yield) in yields where !threads.contains(thread) {
      let isTouched = yield.rows.contains { row in
        if let known = areTouched[row] { return known }
        let isTouched = rows.contains { $0.agrees(with: row) }
        areTouched[row] = isTouched
        return isTouched
      }
      if isTouched { threads.insert(thread) }
    }
    return seqs(ofThreads: threads)
  }

  private func seqs(ofThreads threads: Set<Int>) -> Set<Int> {
    Set(threads.flatMap { facts.members(ofThread: $0).map { facts.all[$0].seq } })
  }

  /// What agreements make each party owe, after ``settle()``.
  ///
  /// - Complexity: that of the rows in which something changed since it was asked last.
  public mutating func obligations() -> Obligations {
    let rows = board.unaccountedRows()
    if account == nil {
      let readings = Obligations.Readings(deals.values.flatMap { $0 })
      ways = readings.ways
      let counted = board.counted { Obligations.Way($0).map(ways.contains) ?? false }
      account = Obligations.Account(
        readings, Obligations.Grounds(counted, board.statedClaims, marks, on: ways), book)
    } else if !ways.isEmpty {
      for row in rows where Obligations.Way(row).map(ways.contains) ?? false {
        account?.replace(row, board.counted(on: row), board.stated(on: row), marks)
      }
      account?.settle(Obligations.Grounds([], [], marks, on: ways).identifications)
    }
    let beside = besideSums
    return account?.obligations(day: cut.day, beside: beside) ?? Obligations([], withoutEffect: [])
  }

  /// What is said of rows on which something is owed and is in no sum of them, in no order.
  private var besideSums: [Handovers.Listed] {
    guard !ways.isEmpty else { return [] }
    func isOwed(_ row: Row) -> Bool { Obligations.Way(row).map(ways.contains) ?? false }
    let listed =
      sums.allExcluded + excludedInCells + unattachedZeros
      + notPlaced.compactMap { Handovers.Listed(part: $0) }
    return listed.filter { isOwed($0.row) }
      + board.overlapping(where: isOwed).flatMap(\.listedAsOverlap)
  }

  /// Who says that nothing was handed over, in order: the zeros that are of no handover, and the denials
  /// of what the record does not hold.
  public var unattachedZeros: [Handovers.Listed] {
    (zeros.values.flatMap { $0 } + sums.allDenied).sorted { $0.precedes($1) }
  }

  /// What cannot all be right, after ``settle()``; nothing where it was not wanted.
  public mutating func contradictions() -> [Contradiction] {
    disputes?.searchRows(of: &board)
    guard let disputes else { return [] }
    let found = board.contradictions.inOrder()
    return disputes.hasVerdicts ? disputes.all(found, beside: obligations().lines) : found
  }

  /// The media; none where they were not wanted.
  public var media: [MediaBoard.Line] { disputes?.media ?? [] }

  /// The numbers for both ways together, in no order.
  package var bothWays: [Handovers.Together] { together.values.flatMap { $0 } }

  /// The line of a row, whose stated totals name the events with which they were compared.
  package mutating func listedLine(of row: Row) -> Totals.Line? {
    board.line(of: row)?.comparing(board.counted(on: row), board.stated(on: row))
  }

  /// The handovers of a row that count.
  package mutating func counted(on row: Row) -> [Handover] { board.counted(on: row) }

  /// The numbers that a party gives of the handovers of a row that count.
  mutating func numbers(of party: String?, on row: Row) -> StatedTotal.Numbers {
    board.numbers(of: party, on: row)
  }

  /// How much was done so far, whatever it took: what was judged, and how often it was asked whether a
  /// handover counts.
  var work: Int { judged.events + judged.claims + board.questions }

  /// The claims that state totals.
  var statedClaims: [LiveClaim] { board.statedClaims }

  /// The cut that it resolved to, of the events taken, whose root is `root`.
  package func resolved(root: Hash, asRecorded: String?, sealed: String? = nil) -> ResolvedCut {
    ResolvedCut(
      cut: cut, asRecorded: asRecorded, seq: sums.last, size: facts.all.last?.seq ?? 0, root: root,
      straddling: sums.straddling, occurredStraddling: sums.occurredStraddling,
      aside: sums.allAside, unread: sums.unread, sealed: sealed)
  }
}
