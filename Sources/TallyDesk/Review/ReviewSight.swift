internal import Tallystick
internal import TransparencyLog

/// What a person is shown of a draft in the queue, at a terminal and in a browser.
package struct ReviewSight: Sendable {
  /// Its place in the queue, from 1.
  package let number: Int

  /// How many drafts there are.
  package let count: Int

  /// The draft, with the names read that the record knows by now.
  package let draft: DraftLine

  /// What was decided of it, if anything.
  package let decision: ReviewQueue.Decision?

  /// Events of the record that may be the same, each in words.
  package let twins: [String]

  /// What append would say of it, and which figures it would move.
  package let verdict: [String]

  /// The sides that may stand in its open part for one, in the order of their codes; none where no
  /// such part is open.
  package let sides: [String]

  /// Creates what is shown of a draft.
  package init(
    number: Int, count: Int, draft: DraftLine, decision: ReviewQueue.Decision?, twins: [String],
    verdict: [String], sides: [String] = []
  ) {
    self.number = number
    self.count = count
    self.draft = draft
    self.decision = decision
    self.twins = twins
    self.verdict = verdict
    self.sides = sides
  }
}

extension ReviewSight {
  /// The type of the draft, who speaks through whom, and when.
  package var heading: String {
    let speaker = draft.body["speaker"]?.string.map { speaker in
      let via = (draft.body["via"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
      return " \(speaker)" + (via.isEmpty ? "" : " via \(via)")
    }
    return "\(draft.type)\(speaker ?? ""), stated \(draft.stated)"
  }

  /// What is told of the draft beside what it says, by what it is.
  package var notes: [(name: String, texts: [String])] {
    func texts(_ object: JSONObject, _ separator: String) -> [String] {
      object.members.compactMap { member in
        member.value.string.map { "\(member.name)\(separator)\($0)" }
      }
    }
    let all = [
      ("read off", draft.why), ("open", draft.missing), ("look at", draft.doubts),
      ("offered", texts(draft.offers, "=")), ("no side known yet of", texts(draft.unread, ": ")),
    ]
    return all.filter { !$0.1.isEmpty }
  }

  /// What was decided of it, in words.
  package var decided: String? {
    switch decision {
    case .accepted(let event): "accepted: \(event.prefix(8))"
    case .skipped(let reason): "skipped: \(reason)"
    case nil: nil
    }
  }
}
