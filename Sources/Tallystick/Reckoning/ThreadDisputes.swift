/// What cannot all be right in what one thread says, and what it says of media.
struct ThreadDisputes: Sendable {
  /// What was found in it alone.
  let found: [Contradiction]

  /// What it says about agreements, to be put beside the figures on them.
  let verdicts: [ContradictionSearch.Verdict]

  /// The explanations of its events.
  let explanations: Explanations

  /// What some turned out to be, as it says.
  let identifications: [ContradictionSearch.Identification]

  /// What of it may block a total, by the acts whose claims must be on a handover that counts.
  let blocking: [EventID: [Contradiction]]

  /// What it says beside, if no explanation took any of it out of the sums; nil where none does.
  let unexplained: Unexplained?

  let media: [MediaBoard.Line]

  /// Whether it has what is placed on rows.
  var isOnRows: Bool { !identifications.isEmpty || unexplained?.isOnRows ?? false }

  /// What an explanation takes out of it, beside the rows that there are.
  func explained(by rows: RowsThere) -> [Row: UnexplainedRow] {
    var found: [Row: UnexplainedRow] = [:]
    for total in unexplained?.totals ?? [] {
      let placed = rows.placed(total)
      found[placed.row, default: UnexplainedRow()].totals.append(placed)
    }
    for one in unexplained?.identifications ?? [] {
      let placed = one.placed(by: rows)
      found[placed.said.row, default: UnexplainedRow()].identifications.append(placed)
    }
    return found
  }

  /// Takes what stands of a thread, whose live claims these are, sorted too.
  init(_ standing: Standing, _ live: [LiveClaim], _ sorted: SortedClaims) {
    explanations = Explanations(standing)
    var search = ContradictionSearch(explanations)
    unexplained = Unexplained(standing, explanations)
    search.search(
      standing, unexplained, rendered: live.filter { !$0.renderings.isEmpty },
      excluded: sorted.excluded)
    found = search.found
    blocking = search.blocking
    verdicts = search.verdicts
    identifications = sorted.identified.compactMap { .init($0, standing) }
    media = MediaBoard(standing).lines
  }
}
