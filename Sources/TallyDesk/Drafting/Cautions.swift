internal import Tallystick
internal import TransparencyLog

extension Reading {
  /// Words by which what is told may not be told as done: a negation, a condition, a wish, "it is
  /// false that", "nearly" before a verb; and the mark of a question.
  var cautions: [WordMark] {
    var cautions = marks.filter { mark in
      (Reading.cautioning.contains(mark.use) || isBeforeVerb(mark))
        && !dates.contains { $0.range.overlaps(mark.range) } && !isWithinLonger(mark)
    }
    let end = tokens.lastIndex { !$0.isSign("\"'“”„«»‘’)]") }
    if let end, tokens[end].isSign("?") {
      cautions.append(WordMark(use: .doubtful, value: "?", range: end..<end + 1))
    }
    // "Had they returned 300, it would be over."
    if !lexicon.isInflected, let first = tokens.first, ["had", "were", "did"].contains(first.lower)
    {
      cautions.append(WordMark(use: .doubtful, value: "?", range: 0..<1))
    }
    return cautions
  }

  private static let cautioning: Set<WordUse> = [.not, .doubtful, .none, .single]

  /// Whether a word such as "nearly" stands before a verb, where it means that it was not done.
  private func isBeforeVerb(_ mark: WordMark) -> Bool {
    mark.use == .about
      && marks.contains {
        WordUse.verbs.contains($0.use) && $0.range.lowerBound == mark.range.upperBound
      }
  }

  /// Whether a word is part of a longer phrase that says another thing: "no fewer than", "did not
  /// comment".
  private func isWithinLonger(_ mark: WordMark) -> Bool {
    marks.contains {
      $0.range.count > mark.range.count && $0.range.overlaps(mark.range)
        && !Reading.cautioning.contains($0.use)
    }
  }

  /// Whether a clause tells of a handover of its own, with a number or a verb.
  ///
  /// A verb that is negated speaks of what another clause tells: "but never received them".
  func hasHandover(in clause: Range<Int>) -> Bool {
    numbers.contains { clause.contains($0.core.lowerBound) } || has(.single, .none, in: clause)
      || trades(in: clause).contains { $0.kind != .noun && $0.kind != .swap && !isNegated($0) }
  }

  /// Whether it is just a number that is said not to be: "not 1,212 but 1,200", "none of the 300".
  func isDenied(_ number: NumberMark) -> Bool {
    [WordUse.not, .none, .single].contains {
      mark($0, endingAt: number.range.lowerBound) != nil
    }
  }

  /// The parties that stand between two numbers after a verb and have none of their own: "Russia
  /// returned 1,212 and Ukraine 27".
  func partiesWithoutVerb(after trade: Trade) -> [NameHit] {
    hits.filter { hit in
      let place = hit.range.lowerBound
      guard hit.form == .bare, trade.range.upperBound < place, names.isParty(hit),
        ![WordUse.from, .to, .by, .of].contains(where: { mark($0, endingAt: place) != nil }),
        numbers.contains(where: { (trade.range.upperBound..<place).contains($0.core.lowerBound) }),
        let next = numbers.first(where: { $0.core.lowerBound > place })
      else { return false }
      return !marks.contains {
        WordUse.verbs.contains($0.use) && (place..<next.core.lowerBound).overlaps($0.range)
      }
    }
  }
}

extension SentenceDrafts {
  /// Marks a draft with the words that make it doubtful: those in the clause of its place, those in
  /// clauses that tell of no handover of their own, and those that change its number.
  func caution(_ draft: inout DraftLine, at place: Int, about range: Range<Int>) {
    let isAnnouncement = draft.type == EventType.announcement.rawValue
    let isNone = draft.body["claim"]?.object?["count"]?.object?["exact"]?.integer == 0
    let isAside = [EventType.silence.rawValue, EventType.medium.rawValue].contains(draft.type)
    let part = draft.hasClaim ? "act" : "type"
    let own = reading.clause(at: place)
    for mark in cautions {
      let isQuestion = mark.value == "?"
      guard
        isQuestion || ([own] + framing).contains(where: { $0.contains(mark.range.lowerBound) })
      else { continue }
      if isNone, mark.use != .doubtful { continue }
      if isAside, mark.range.lowerBound > place { continue }
      draft.doubts.append("\(part): “\(reading.words(mark.range))”")
    }
    for number in reading.numbers where number.isUnsure && used.contains(number.core) {
      guard !isAnnouncement || number.core.overlaps(range) else { continue }
      let start = max(0, number.range.lowerBound - 1)
      let end = min(reading.tokens.count, number.core.upperBound + 1)
      draft.doubts.append("count: “\(reading.words(start..<end))”")
    }
  }

  /// Notes that no verb tells a handover as done: "to return", "the return of".
  func cautionUntold(_ trade: Trade?, _ draft: inout DraftLine) {
    guard let trade else {
      draft.doubts.append("act: no verb says that it was handed over")
      return
    }
    if !reading.isTold(trade) {
      draft.doubts.append("act: “\(reading.words(trade.range))” does not say that it was done")
    }
  }
}
