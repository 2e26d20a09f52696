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

  let media: [MediaBoard.Line]

  /// Takes what stands of a thread, whose live claims these are, sorted too.
  init(_ standing: Standing, _ live: [LiveClaim], _ sorted: SortedClaims) {
    explanations = Explanations(standing)
    var search = ContradictionSearch(explanations)
    search.search(
      standing, rendered: live.filter { !$0.renderings.isEmpty }, excluded: sorted.excluded)
    found = search.found
    verdicts = search.verdicts
    identifications = sorted.identified.compactMap { .init($0, standing) }
    media = MediaBoard(standing).lines
  }
}
