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

  /// What of each thread may block a total, by acts.
  private var blocking: [Int: [EventID: [Contradiction]]] = [:]

  /// What there would be on each row beside what is, if no explanation took anything out of the sums, by the
  /// threads, and the cells, that gave it.
  private var unexplained: [Row: [Giver: UnexplainedRow]] = [:]

  /// What gives something to rows.
  private enum Giver: Hashable, Comparable {
    case thread(Int)
    case cell(Int)
  }

  private struct Placed {
    let identifications: [ContradictionSearch.Identification]

    /// What an explanation takes out of the thread, by rows.
    let explained: [Row: UnexplainedRow]
    let found: [Contradiction]

    /// What some turned out to be by acts that an explanation takes out.
    var explainedIdentifications: [ContradictionSearch.Identification] {
      explained.values.flatMap(\.identifications)
    }
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
    if !yield.blocking.isEmpty { blocking[thread] = yield.blocking }
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
    blocking[thread] = nil
    board.add(found.removeValue(forKey: thread) ?? [], sign: -1)
  }

  /// Places what a thread says that some turned out to be, and what an explanation takes out of it; without
  /// `rows` takes it out.
  mutating func place(
    _ yield: ThreadDisputes?, _ thread: Int, by rows: RowsThere?, on board: inout RowBoard
  ) {
    guard let yield, yield.isOnRows else { return }
    if let had = placed.removeValue(forKey: thread) {
      board.contradictions.add(had.found, sign: -1)
      for one in had.identifications {
        identified[one.said.row]?.removeAll { $0.said == one.said }
        board.searchAnew(one.said.row)
      }
      put(nil, from: .thread(thread), on: Set(had.explained.keys), of: &board)
    }
    guard let rows else { return }
    let now = yield.identifications.map { $0.placed(by: rows) }
    let explained = yield.explained(by: rows)
    let out = explained.values.flatMap(\.identifications)
    var search = ContradictionSearch(explanations)
    search.compareIdentities(now)
    search.searchUnexplained(now, explained: out)
    board.contradictions.add(search.found, sign: 1)
    for one in now {
      identified[one.said.row, default: []].append(one)
      board.searchAnew(one.said.row)
    }
    put(explained, from: .thread(thread), on: Set(explained.keys), of: &board)
    placed[thread] = Placed(identifications: now, explained: explained, found: search.found)
  }

  /// Gives rows what there would be on them; of nil takes it back.
  private mutating func put(
    _ all: [Row: UnexplainedRow]?, from giver: Giver, on rows: Set<Row>, of board: inout RowBoard
  ) {
    for row in rows {
      unexplained[row, default: [:]][giver] = all?[row]
      if unexplained[row]?.isEmpty ?? false { unexplained[row] = nil }
      board.searchAnew(row)
    }
  }

  /// What there would be on a row beside what is; nil where that is nothing.
  private func unexplained(on row: Row) -> UnexplainedRow? {
    guard let given = unexplained[row]?.sorted(by: { $0.key < $1.key }).map(\.value) else {
      return nil
    }
    return UnexplainedRow(
      handovers: given.flatMap(\.handovers), totals: given.flatMap(\.totals),
      identifications: given.flatMap(\.identifications))
  }

  /// What claims on each of some handovers of one cell differ in, as if all of them counted.
  func search(
    _ handovers: [Handover], of threads: [Int], _ sources: SourceBook
  ) -> [[Contradiction]] {
    let identifications = threads.flatMap { placed[$0]?.identifications ?? [] }
    let blocking = threads.compactMap { self.blocking[$0] }.reduce(into: [:]) { all, one in
      all.merge(one) { $0 + $1 }
    }
    return handovers.map { handover in
      var search = ContradictionSearch(explanations, blocking: blocking)
      search.search(handover, identifications, sources)
      return search.found
    }
  }

  /// What claims on the handovers that there would be in a cell, if no explanation took any out, would
  /// differ in, beside what was found in those that there are.
  func search(
    unexplained handovers: [Handover], of threads: [Int], _ sources: SourceBook,
    beside found: [Contradiction]
  ) -> [Contradiction] {
    let placed = threads.compactMap { self.placed[$0] }
    let explained = placed.flatMap(\.explainedIdentifications)
    var search = ContradictionSearch(explanations)
    for one in found { search.add(one) }
    search.searchUnexplained(
      handovers, placed.flatMap(\.identifications) + explained, explained: explained, sources)
    return Array(search.found.dropFirst(found.count))
  }

  /// Gives the rows of a cell the handovers that there would be; of none takes back what it gave.
  mutating func give(
    unexplained handovers: [Handover], of cell: Int, insteadOf had: [Handover],
    on board: inout RowBoard
  ) {
    let now = Dictionary(grouping: handovers.filter { explanations.takesOut($0) }, by: \.row)
      .mapValues { UnexplainedRow(handovers: $0) }
    put(now, from: .cell(cell), on: Set(now.keys).union(had.map(\.row)), of: &board)
  }

  /// Searches the rows in which something changed since.
  mutating func searchRows(of board: inout RowBoard) {
    for row in board.unsearchedRows() {
      let (stated, identified) = (board.stated(on: row), identified[row] ?? [])
      let more = unexplained(on: row)
      let had = onRows.removeValue(forKey: row)
      board.contradictions.add(had ?? [], sign: -1)
      guard !stated.isEmpty || !identified.isEmpty || more != nil else { continue }
      var search = ContradictionSearch(explanations)
      search.search(
        row, board.totalsOff(on: row), stated, identified, more, board.handovers(on: row))
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
