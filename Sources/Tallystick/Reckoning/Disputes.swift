/// What cannot all be right, kept live beside the threads, cells and rows in which it was found.
struct Disputes: Sendable {
  /// The explanations of all events.
  private(set) var explanations = Explanations()

  /// What each thread says about agreements.
  private var verdicts: [Int: [ContradictionSearch.Verdict]] = [:]

  private var lines: [Int: [MediaBoard.Line]] = [:]

  /// What was found in each thread alone.
  private var found: [Int: [Contradiction]] = [:]

  /// What each thread says that some turned out to be, as it is placed, and what that differs in.
  private var placed: [Int: Placed] = [:]

  /// What was found on each row, and what some turned out to be there.
  private var onRows: [Row: [Contradiction]] = [:]
  private var identified: [Row: [ContradictionSearch.Identification]] = [:]

  private struct Placed {
    let identifications: [ContradictionSearch.Identification]
    let found: [Contradiction]
  }

  /// The media, in order.
  var media: [MediaBoard.Line] { lines.values.flatMap { $0 }.sorted { $0.precedes($1) } }
}

extension Disputes {
  /// Takes what a thread gave.
  mutating func give(_ yield: ThreadDisputes?, _ thread: Int, on board: inout ContradictionBoard) {
    guard let yield else { return }
    explanations.merge(yield.explanations)
    if !yield.verdicts.isEmpty { verdicts[thread] = yield.verdicts }
    if !yield.media.isEmpty { lines[thread] = yield.media }
    guard !yield.found.isEmpty else { return }
    found[thread] = yield.found
    board.add(yield.found, sign: 1)
  }

  /// Takes out what a thread gave.
  mutating func withdraw(
    _ yield: ThreadDisputes?, _ thread: Int, on board: inout ContradictionBoard
  ) {
    guard let yield else { return }
    explanations.remove(yield.explanations)
    verdicts[thread] = nil
    lines[thread] = nil
    board.add(found.removeValue(forKey: thread) ?? [], sign: -1)
  }

  /// Places what a thread says that some turned out to be; without `rows` takes it out.
  mutating func place(
    _ yield: ThreadDisputes?, _ thread: Int, by rows: RowsThere?, on board: inout RowBoard
  ) {
    guard let yield, !yield.identifications.isEmpty else { return }
    if let had = placed.removeValue(forKey: thread) {
      board.contradictions.add(had.found, sign: -1)
      for one in had.identifications {
        identified[one.said.row]?.removeAll { $0.said == one.said }
        board.searchAnew(one.said.row)
      }
    }
    guard let rows else { return }
    let now = yield.identifications.map { $0.placed(by: rows) }
    var search = ContradictionSearch(explanations)
    search.compareIdentities(now)
    board.contradictions.add(search.found, sign: 1)
    for one in now {
      identified[one.said.row, default: []].append(one)
      board.searchAnew(one.said.row)
    }
    placed[thread] = Placed(identifications: now, found: search.found)
  }

  /// What claims on each of some handovers of one cell differ in, as if all of them counted.
  func search(
    _ handovers: [Handover], of threads: [Int], _ sources: SourceBook
  ) -> [[Contradiction]] {
    let identifications = threads.flatMap { placed[$0]?.identifications ?? [] }
    return handovers.map { handover in
      var search = ContradictionSearch(explanations)
      search.search(handover, identifications, sources)
      return search.found
    }
  }

  /// Searches the rows in which something changed since.
  mutating func searchRows(of board: inout RowBoard) {
    for row in board.unsearchedRows() {
      let (stated, identified) = (board.stated(on: row), identified[row] ?? [])
      let had = onRows.removeValue(forKey: row)
      board.contradictions.add(had ?? [], sign: -1)
      guard !stated.isEmpty || !identified.isEmpty else { continue }
      var search = ContradictionSearch(explanations)
      search.compareTotals(board.totalsOff(on: row), stated, on: row)
      search.findFalls(stated, on: row)
      search.compareSides(stated, on: row)
      search.compareIdentities(identified, on: row, board.handovers(on: row))
      board.contradictions.add(search.found, sign: 1)
      if !search.found.isEmpty { onRows[row] = search.found }
    }
  }

  /// Whether something is said about agreements.
  var hasVerdicts: Bool { !verdicts.isEmpty }

  /// What was found, and what is said about agreements beside the obligations, in order.
  func all(
    _ found: [Contradiction], beside obligations: [Obligations.Line]
  ) -> [Contradiction] {
    let judged = Set(
      verdicts.values.flatMap { $0 }.compactMap { Contradiction($0, obligations, explanations) })
    return (found + judged).sorted { $0.precedes($1) }
  }
}
