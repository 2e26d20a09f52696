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
  var notPlaced: [Handovers.Unplaced] {
    (yields.values.flatMap(\.unplaced) + unplaced.values.flatMap { $0 })
      .sorted { $0.precedes($1) }
  }

  /// The line of a row, with at most so many events in its lists.
  public mutating func line(of row: Row, most: Int = .max) -> Totals.Line? {
    board.line(of: row, most: most)
  }

  /// The rows in which something changed since it was asked last, in order, and whether other events
  /// are on their handovers.
  mutating func changedRows() -> [(row: Row, seqs: Bool)] { board.changes() }

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
    return account?.obligations(day: cut.day) ?? Obligations([], withoutEffect: [])
  }

  /// The zeros that are of no handover, in order.
  public var unattachedZeros: [Handovers.Listed] {
    zeros.values.flatMap { $0 }.sorted { $0.precedes($1) }
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
  var bothWays: [Handovers.Together] { together.values.flatMap { $0 } }

  /// The line of a row, whose stated totals name the events with which they were compared.
  mutating func listedLine(of row: Row) -> Totals.Line? {
    board.line(of: row)?.comparing(board.counted(on: row), board.stated(on: row))
  }

  /// The handovers of a row that count.
  mutating func counted(on row: Row) -> [Handover] { board.counted(on: row) }

  /// How much was done so far, whatever it took: what was judged, and how often it was asked whether a
  /// handover counts.
  var work: Int { judged.events + judged.claims + board.questions }

  /// The claims that state totals.
  var statedClaims: [LiveClaim] { board.statedClaims }

  /// The cut that it resolved to, of the events taken, whose root is `root`.
  package func resolved(root: Hash, asRecorded: String?, sealed: String? = nil) -> ResolvedCut {
    let all = yields.values
    var (seq, straddling, occurredStraddling, unread) = (0, 0, 0, 0)
    for yield in all {
      seq = max(seq, yield.lastSeq)
      straddling += yield.straddling
      occurredStraddling += yield.occurredStraddling
      unread += yield.unread
    }
    return ResolvedCut(
      cut: cut, asRecorded: asRecorded, seq: seq, size: facts.all.last?.seq ?? 0, root: root,
      straddling: straddling, occurredStraddling: occurredStraddling,
      aside: all.flatMap(\.aside).sorted { $0.seq < $1.seq }, unread: unread, sealed: sealed)
  }
}
