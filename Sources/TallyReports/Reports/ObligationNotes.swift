public import Tallystick

extension Obligations.Line {
  /// What is to be said beside the figures, a sentence each.
  public var notes: [String] {
    denied + endings + missing + inNoNumber + unplaced + turnedOut + againstTheDays
  }

  /// What remains by whose number, in words; of a creditor that gave none what it says.
  public var remainingWords: String {
    var parts = [remainingByCreditor]
    if let rest = remaining.debtor { parts.append("\(rest.words) by \(obligation.debtor)") }
    if let rest = remaining.others { parts.append("\(rest.words) by others") }
    return parts.joined(separator: ", ")
  }

  private var remainingByCreditor: String {
    if let rest = remaining.creditor { return "\(rest.words) remain by \(obligation.creditor)" }
    guard !denials.isEmpty else {
      let said = notCounted.filter { $0.side == obligation.creditor }
      guard !said.isEmpty else { return "\(obligation.creditor) gave no number" }
      let listed = said.prefix(20).map { "#\($0.seq) \($0.notCountedWords)" }
      return "no number of \(obligation.creditor) counts (\(listed.joined(separator: "; ")))"
    }
    let denied = denials.prefix(20).map { "#\($0)" }.joined(separator: " ")
    return "\(obligation.creditor) denies \(denied)"
  }

  /// How far it is performed, in words: `performed late (38 days)`.
  public var stateWords: String {
    let word = state.rawValue.spaced
    if let daysLate { return "\(word) (\(Int(daysLate).of("day")))" }
    if state == .performed, let since, let due = obligation.due?.latest, due < since {
      return "\(word) by \(since)"
    }
    return word
  }

  /// When it falls due, in words: `2025-10-13, in 3 days`; nil where nobody says it.
  public var dueWords: String? {
    guard let due = obligation.due else { return nil }
    guard let dueIn, isPending else { return due.text }
    return dueIn == 0
      ? "\(due.text), today"
      : dueIn > 0 ? "\(due.text), in \(dueIn.of("day"))" : "\(due.text), \((-dueIn).of("day")) ago"
  }

  private var way: String {
    "\(obligation.debtor)→\(obligation.creditor) \(agreement) as "
      + "\(readers.joined(separator: " and ")) read\(readers.count == 1 ? "s" : "") it"
  }

  private var inNoNumber: [String] {
    guard !notCounted.isEmpty else { return [] }
    let listed = notCounted.prefix(20).map { one in
      "#\(one.seq)\(one.side.map { " \($0)" } ?? "") \(one.notCountedWords)"
    }
    let more = notCounted.count > 20 ? "; \(notCounted.count - 20) more" : ""
    return ["\(way): said, and in no number: \(listed.joined(separator: "; "))\(more)."]
  }

  private var denied: [String] {
    readingDenials.prefix(20).map { denial in
      "\(way): \(denial.words)\(denial.isWhole ? "" : " in part"), see #\(denial.seq)."
    }
  }

  private var endings: [String] {
    switch state {
    case .renewed:
      [
        "\(way): renewed by \(renewedBy ?? "another")\(since.map { " on \($0)" } ?? ""); what remained is not owed."
      ]
    case .ended:
      ["\(way): ended on \(until?.text ?? "its last day"); what remained is not owed."]
    default: []
    }
  }

  private var missing: [String] {
    [(obligation.creditor, creditorSays), (obligation.debtor, debtorSays)].flatMap { side, column in
      (column?.missing ?? []).map { "\(way): \($0.sentence(of: side))" }
    }
  }

  private var unplaced: [String] {
    var notes: [String] = []
    if let open {
      let number = open.bounds.map { " (\($0.words))" } ?? ""
      notes.append(
        "\(way): \(open.handovers.count.of("handover"))\(number) not placed: it is not known "
          + "whether \(open.handovers.count == 1 ? "it performs" : "they perform") this.")
    }
    if assumed > 0 {
      notes.append(
        assumed == 1
          ? "\(way): 1 handover that nobody placed under an agreement is assumed to be under it."
          : "\(way): \(Int64(assumed).grouped) handovers that nobody placed under an agreement are "
            + "assumed to be under it.")
    }
    return notes
  }

  private var turnedOut: [String] {
    identified.map { one in
      "\(way): \(one.count?.bounds?.words ?? "some") identified as \(one.identifiedAs)"
        + "\(one.by.map { " by \($0)" } ?? "") (#\(one.seq))."
    }
  }

  private var againstTheDays: [String] {
    guard !againstDates.isEmpty else { return [] }
    let events = againstDates.prefix(20).map { "#\($0)" }.joined(separator: " ")
    return ["\(way): words or the recorder place \(events) under it, against the days."]
  }
}

extension Handovers.Listed {
  /// `60, possible overlap`; of who says that there was none that alone.
  fileprivate var notCountedWords: String {
    guard let count, !why.hasPrefix(count.description) else { return why }
    return "\(count.bounds?.words ?? count.description), \(why)"
  }
}

extension Obligations.Missing {
  /// What is missing, in words: `180 entered of the 345 that UA states; 165 missing, by 2025-11-26.`.
  func sentence(of side: String) -> String {
    let lie =
      switch (from, to) {
      case (let from?, let to?): ", between \(from) and \(to)"
      case (nil, let to?): ", by \(to)"
      case (let from?, nil): ", from \(from) on"
      case (nil, nil): ""
      }
    return "\(entered.words) entered of the \(stated.words) that \(side) states; "
      + "\(bounds.words) missing\(lie)."
  }
}

extension Obligations.Remaining {
  /// `15`, or `≤ 345` where the side's number is only a part.
  public var words: String {
    guard isPartial else { return bounds.words }
    return bounds.max.map { "≤ \($0.grouped)" } ?? "–"
  }
}
