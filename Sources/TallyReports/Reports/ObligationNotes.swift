public import Tallystick

extension Obligations.Line {
  /// What is to be said beside the figures, a sentence each.
  public var notes: [String] { notes(ofSeveral: false) }

  /// What is to be said beside the figures, a sentence each; where it is one of several of its ``way``,
  /// with which of them it is.
  public func notes(ofSeveral isOneOfSeveral: Bool) -> [String] {
    let name = isOneOfSeveral ? "\(way), \(subject)" : way
    let notes =
      denied + endings + missing + apart + inNoNumber + unplaced + turnedOut + againstTheDays
    return notes.map { "\(name): \($0)" }
  }

  /// What remains by whose number, in words; of a creditor that gave none what it says.
  public var remainingWords: String {
    var parts = [remainingByCreditor]
    if let rest = remaining.debtor { parts.append("\(rest.words) by \(obligation.debtor)") }
    if let rest = remaining.others { parts.append("\(rest.words) by others") }
    return parts.joined(separator: ", ")
  }

  private var remainingByCreditor: String {
    if let rest = remaining.creditor {
      return "\(rest.words) remain\(rest.words == "1" ? "s" : "") by \(obligation.creditor)"
    }
    guard !denials.isEmpty else {
      let said = notCounted.filter { $0.side == obligation.creditor }
      guard !said.isEmpty else { return "\(obligation.creditor) gave no number" }
      let listed = said.map { "#\($0.seq) \($0.notCountedWords)" }.once.prefix(20)
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

  /// From whom to whom, by which deal and in whose reading: `NORTH→SOUTH deal as office reads it`.
  public var way: String {
    "\(obligation.debtor)→\(obligation.creditor) \(agreement) as "
      + "\(readers.joined(separator: " and ")) read\(readers.count == 1 ? "s" : "") it"
  }

  /// What is owed and until when, in words: `40 remains of SOUTH due 2025-06-30`.
  private var subject: String {
    let amount = obligation.isForEach ? "" : "\(obligation.count) "
    let whose = obligation.whose.map { " of \($0)" } ?? ""
    let due = obligation.due.map { " due \($0.text)" } ?? ""
    return "\(amount)\(obligation.what.joined(separator: " or "))\(whose)\(due)"
  }

  private var inNoNumber: [String] {
    guard !notCounted.isEmpty else { return [] }
    let listed = notCounted.map { one in
      "#\(one.seq)\(one.side.map { " \($0)" } ?? "") \(one.notCountedWords)"
    }.once
    let more = listed.count > 20 ? "; \(listed.count - 20) more" : ""
    return [
      "said, and in no number: \(listed.prefix(20).joined(separator: "; "))\(more)."
    ]
  }

  private var denied: [String] {
    readingDenials.prefix(20).map { denial in
      "\(denial.words)\(denial.isWhole ? "" : " in part"), see #\(denial.seq)."
    }
  }

  private var endings: [String] {
    switch state {
    case .renewed:
      [
        "renewed by \(renewedBy ?? "another")\(since.map { " on \($0)" } ?? ""); what remained is not owed."
      ]
    case .ended:
      ["ended on \(until?.text ?? "its last day"); what remained is not owed."]
    default: []
    }
  }

  private var missing: [String] {
    [(obligation.creditor, creditorSays), (obligation.debtor, debtorSays)].flatMap { side, column in
      (column?.missing ?? []).map { $0.sentence(of: side) }
    }
  }

  /// What speakers for neither side each state in all, where several do: the column has one number.
  private var apart: [String] {
    [("others", othersSay), ("outlets", outletsSay)].compactMap { name, column in
      let stated = column?.stated ?? []
      guard Set(stated.map(\.speaker)).count > 1 else { return nil }
      let listed = stated.prefix(20).map { "\($0.words) (#\($0.seq))" }.joined(separator: "; ")
      let more = stated.count > 20 ? "; \(stated.count - 20) more" : ""
      return "of \(name) \(listed)\(more)."
    }
  }

  private var unplaced: [String] {
    var notes: [String] = []
    if let open {
      let number = open.bounds.map { " (\($0.words))" } ?? ""
      notes.append(
        "\(open.handovers.count.of("handover"))\(number) not placed: it is not known "
          + "whether \(open.handovers.count == 1 ? "it performs" : "they perform") this.")
    }
    if assumed > 0 {
      notes.append(
        assumed == 1
          ? "1 handover that nobody placed under an agreement is assumed to be under it."
          : "\(Int64(assumed).grouped) handovers that nobody placed under an agreement are "
            + "assumed to be under it.")
    }
    return notes
  }

  private var turnedOut: [String] {
    identified.map { one in
      "\(one.count?.bounds?.words ?? "some") identified as \(one.identifiedAs)"
        + "\(one.by.map { " by \($0)" } ?? "") (#\(one.seq))."
    }
  }

  private var againstTheDays: [String] {
    guard !againstDates.isEmpty else { return [] }
    let events = againstDates.prefix(20).map { "#\($0)" }.joined(separator: " ")
    return ["words or the recorder place \(events) under it, against the days."]
  }
}

extension Handovers.Listed {
  /// `60, possible overlap`; of who says that there was none that alone.
  fileprivate var notCountedWords: String {
    guard let count, !why.hasPrefix(count.description) else { return why }
    return "\(count.bounds?.words ?? count.description), \(why)"
  }
}

extension Obligations.Column.Stated {
  /// `icrc says 30 for 2025-06-01/2025-06-04`.
  var words: String { "\(speaker) says \(bounds.words)\(when.map { " for \($0.text)" } ?? "")" }
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
    return bounds.high.map { "≤ \($0.words(\.grouped))" } ?? "–"
  }
}

extension [String] {
  /// Each where it stands first: one act may be listed on several handovers.
  fileprivate var once: [String] {
    var told: Set<String> = []
    return filter { told.insert($0).inserted }
  }
}
