/// The explanations of events that hold, by the seq of the act that each explains.
package struct Explanations {
  /// One explanation that holds.
  private struct Held {
    let assessment: Judgements.Assessment
    /// The seqs of the events against which it explains; empty: against anything.
    let against: [Int]
  }

  private var held: [Int: [Held]] = [:]

  init() {}

  /// The explanations of a part of a record.
  init(_ standing: Standing) {
    for (subject, assessments) in standing.judgements.assessments {
      guard let act = EventID(subject).flatMap(standing.act) else { continue }
      for one in assessments where one.scale == "explanation" {
        let against = one.against.compactMap { standing.history.item($0)?.seq }
        held[act.seq, default: []].append(Held(assessment: one, against: against))
      }
    }
  }

  /// Takes what was found of another part of the record.
  mutating func merge(_ other: Self) { held.merge(other.held) { $0 + $1 } }

  /// Takes out what another part of the record gave.
  mutating func remove(_ other: Self) {
    for seq in other.held.keys { held[seq] = nil }
  }

  /// Whether an explanation of one of some events takes it out of the sums.
  func takesOut(_ seqs: [Int]) -> Bool {
    guard !held.isEmpty else { return false }
    return seqs.contains { seq in
      (held[seq] ?? []).contains { Rules.excludingExplanations.contains($0.assessment.value) }
    }
  }

  /// The explanation that holds for events: of one of them, against nothing or another of them.
  func explanation(of seqs: [Int]) -> Contradiction.Explanation? {
    guard !held.isEmpty else { return nil }
    let fitting = seqs.flatMap { held[$0] ?? [] }.filter { one in
      one.against.isEmpty || one.against.contains { seqs.contains($0) }
    }
    return Judgements.toName(fitting.map(\.assessment)).map {
      Contradiction.Explanation(seq: $0.seq, value: $0.value)
    }
  }
}
