/// Picks of several judgements the one that holds: the later `stated`, and where that does not
/// decide the higher seq (design §4, laws).
///
/// - Complexity: O(*n*²) in the number of candidates, which bear on one thing.
func holding<Candidate>(
  _ candidates: [Candidate], _ stated: (Candidate) -> Stated, _ seq: (Candidate) -> Int
) -> Candidate? {
  let latest = candidates.filter { candidate in
    !candidates.contains { stated($0).isCertainlyAfter(stated(candidate)) }
  }
  return latest.max { seq($0) < seq($1) }
}
