internal import TransparencyLog

/// What is refused of agreements, of placements under them, and of terms.
extension Decide {
  /// Checks an agreement as a speaker reads it.
  mutating func judge(agreement body: JSONObject) throws(StoreError) -> [String] {
    let isNone = body["agreement"]?.string == SecondVocabulary.underNone
    let reasons =
      isNone
      ? [
        "body.agreement: none stands for no agreement where one is placed; choose another short id."
      ] : []
    return try reasons + judge(terms: body, at: "body")
  }

  /// Checks the terms of an agreement that can be wrong by themselves.
  mutating func judge(terms: JSONObject, at path: String) throws(StoreError) -> [String] {
    var reasons: [String] = []
    if let until = try? terms.date("until"), !until.isSingleDay {
      reasons.append("\(path).until: give the day on which it ends, such as 2025-12-31.")
    }
    let all = (terms["obligations"]?.array ?? []).compactMap(\.object)
      .compactMap { try? Obligation(json: $0) }
    for (place, obligation) in all.enumerated() {
      let place = "\(path).obligations[\(place)]"
      if obligation.whose == nil, try hasLabel(obligation.what) {
        reasons.append("\(place).whose: say whose they are: people and remains are somebody's.")
      }
      guard case .each(_, let row) = obligation.count else { continue }
      if row.whose == nil, try hasLabel([row.what]) {
        reasons.append("\(place).count.of.whose: say whose they are.")
      }
      if row.isOwed(by: obligation) {
        reasons.append(
          "\(place).count.of: this is the row that it makes one owe; count what the other hands over."
        )
      } else if all.contains(where: { $0.isForEach && row.isOwed(by: $0) }) {
        reasons.append(
          "\(place).count.of: how many are owed on this row is itself for each of another; give a "
            + "number on one of them.")
      }
    }
    return reasons
  }

  /// Whether one of some words stands for people or remains, which are somebody's.
  private mutating func hasLabel(_ whats: [String]) throws(StoreError) -> Bool {
    for what in whats {
      let kind = try record.kind(of: what)
      if kind == .people || kind == .remains { return true }
    }
    return false
  }

  /// Checks what a placement is of, and where it places it.
  mutating func judge(placement body: JSONObject) throws(StoreError) -> [String] {
    guard body["scale"]?.string == SecondVocabulary.placement, let of = body.ids("of").first else {
      return []
    }
    var reasons: [String] = []
    if let value = body["value"]?.string, !Name.shortID.matches(value) {
      reasons.append("body.value: give the short id of an agreement, or none.")
    }
    if let target = try record.amended(of),
      !Decide.claiming.contains(where: { $0 == target.knownType })
    {
      reasons.append(
        "body.of: \(of.short) says of no handover and of no total; a placement is of an act that does."
      )
    }
    return reasons
  }

  /// Checks a term: each kind has its own form and its own fields.
  static func judge(term body: JSONObject) -> [String] {
    guard let kind = (body["kind"]?.string).flatMap({ TermBook.Kind(rawValue: $0) }),
      let term = body["term"]?.string
    else { return [] }
    var reasons: [String] = []
    if !kind.form.matches(term) {
      reasons.append("body.term: \(quoted(term)) is no \(kind.rawValue): give \(kind.form.form).")
    }
    let given = TermBook.fields.filter { body[$0] != nil }
    for field in given where !kind.fields.contains(field) {
      let known = kind.fields.joined(separator: ", ")
      reasons.append("body.\(field): a term of kind \(kind.rawValue) has \(known).")
    }
    if given.isEmpty {
      reasons.append("body: say what the term stands for: \(kind.fields.joined(separator: ", ")).")
    }
    return reasons
  }

  /// What is taken of an agreement, or of a correction of one, although it looks odd: that somebody owes
  /// or is owed who is no party of it.
  mutating func warn(parties body: JSONObject) throws(StoreError) -> [String] {
    let terms = body.dealTerms
    var parties = terms.texts("parties")
    if parties.isEmpty, let of = body.ids("of").first {
      parties = try record.amended(of)?.body.dealTerms.texts("parties") ?? []
    }
    if parties.isEmpty { return [] }
    let named = terms.dealObligations.flatMap { obligation in
      ["debtor", "creditor"].compactMap { obligation[$0]?.string }
    }
    let strangers = Set(named).subtracting(parties).sorted()
    return strangers.map { stranger in
      "\(stranger) is no party of this deal, which is between \(parties.joined(separator: ", ")): look "
        + "at both."
    }
  }

  /// What is taken of an agreement although it looks odd.
  mutating func warn(renewal body: JSONObject) throws(StoreError) -> [String] {
    guard let renews = body["renews"]?.string ?? body["terms"]?.object?["renews"]?.string else {
      return []
    }
    if renews == body["agreement"]?.string {
      return ["An agreement renews an earlier one, not itself: that has no effect."]
    }
    guard let earlier = try record.agreement(renews) else {
      return ["No agreement \(renews) is registered: what it says of renewing has no effect."]
    }
    guard let when = (body["when"]?.string).flatMap({ try? EDTFDate(parsing: $0) })?.latest,
      earlier.contains(where: { ($0.earliest).map { $0 > when } ?? false })
    else { return [] }
    return ["The agreement \(renews) was made after it: what it says of renewing has no effect."]
  }
}

extension ObligationRow {
  /// Whether handovers on it perform an obligation.
  fileprivate func isOwed(by other: Obligation) -> Bool {
    other.debtor == from && other.creditor == to && other.what.contains(what)
      && (other.whose == whose || other.whose == nil || whose == nil)
  }
}

extension TermBook {
  /// The fields of a term beside its name, its kind and the reason.
  static let fields = ["name", "of", "unit", "one", "many", "author", "lang"]
}

extension TermBook.Kind {
  /// What such a term looks like.
  fileprivate var form: Name {
    switch self {
    case .side: .party
    case .what, .unit: .word
    case .record: .shortID
    }
  }

  /// The fields that such a term may have.
  fileprivate var fields: [String] {
    switch self {
    case .side: ["name"]
    case .what: ["name", "of", "unit", "one", "many"]
    case .unit: ["name", "one", "many"]
    case .record: ["name", "author", "lang"]
    }
  }
}

extension PendingRecord {
  /// The days on which an agreement was made, as those say who registered it; nil where nobody did.
  func agreement(_ name: String) throws(StoreError) -> [EDTFDate]? {
    let readings = try (stored(.agreement) + pendingEvents(.agreement)).filter {
      $0.content.body["agreement"]?.string == name
    }
    return readings.isEmpty
      ? nil
      : readings.compactMap { reading in
        (reading.content.body["when"]?.string).flatMap { try? EDTFDate(parsing: $0) }
      }
  }
}
