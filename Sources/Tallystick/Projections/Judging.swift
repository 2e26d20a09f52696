/// Picks of several judgements the one that holds: the later `stated`, and where that does not
/// decide the higher seq (TheRules.md).
///
/// - Complexity: O(*n*²) in the number of candidates, which bear on one thing.
func holding<Candidate>(
  _ candidates: [Candidate], _ stated: (Candidate) -> Stated, _ seq: (Candidate) -> Int
) -> Candidate? {
  let latest = unsurpassed(candidates) { stated($0).isCertainlyAfter(stated($1)) }
  return latest.max { seq($0) < seq($1) }
}

/// The candidates that no other surpasses; all of them where each is surpassed by another.
///
/// That can be where what is later goes round in a circle: by instants whose places are more than a
/// day apart, and a day between them. Then none is preferred, and nothing vanishes.
///
/// - Complexity: O(*n*²) in the number of candidates, O(*n*) where they come in their order.
func unsurpassed<Candidate>(
  _ candidates: [Candidate], by surpasses: (Candidate, Candidate) -> Bool
) -> [Candidate] {
  // The last ones surpass most of the others: they are asked first.
  let left = candidates.filter { candidate in
    !candidates.reversed().contains { surpasses($0, candidate) }
  }
  return left.isEmpty ? candidates : left
}
