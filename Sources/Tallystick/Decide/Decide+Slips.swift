internal import TransparencyLog

/// What no event can mean, each as a sentence.
extension Decide {
  /// What an event says that contradicts itself, or is said of what has no such thing.
  mutating func slips(of type: EventType, _ content: Content) throws -> [String] {
    let body = content.body
    let ofPublished = type.isAct ? Decide.slips(ofPublished: content) : []
    switch type {
    case .agreement: return ofPublished + Decide.slips(ofTerms: body, when: body, at: "body")
    case .correction:
      guard let terms = body["terms"]?.object else { return ofPublished }
      let corrected = try body.ids("of").first.flatMap { try record.amended($0)?.body } ?? [:]
      return ofPublished + Decide.slips(ofTerms: terms, when: corrected.dealTerms, at: "body.terms")
    case .link: return try slips(ofLink: body)
    case .assessment: return try slips(ofAssessment: body)
    default: return ofPublished
    }
  }

  /// What appears was said by then: surely, where two instants or more than a day lie between.
  private static func slips(ofPublished content: Content) -> [String] {
    guard let published = content.published, published.isSurelyBefore(content.stated) else {
      return []
    }
    return [
      "published: \(published.text) lies before stated, \(content.stated.text): nothing appears before "
        + "it is said; one of the two is wrong."
    ]
  }

  /// Nobody owes itself, and no deal ends before it is made, on the day that the terms say or else on that
  /// which they change.
  private static func slips(
    ofTerms terms: JSONObject, when other: JSONObject, at path: String
  ) -> [String] {
    var slips: [String] = []
    let when = try? terms.date("when") ?? other.date("when")
    if let until = try? terms.date("until"), let when, let last = until.latest,
      let first = when.earliest, last < first
    {
      slips.append(
        "\(path).until: \(until.text) lies before the day on which the deal was made, \(when.text)."
      )
    }
    for (place, obligation) in terms.dealObligations.enumerated() {
      guard let debtor = obligation["debtor"]?.string, debtor == obligation["creditor"]?.string
      else { continue }
      slips.append(
        "\(path).obligations[\(place)].creditor: \(debtor) cannot owe itself; give the other party."
      )
    }
    return slips
  }

  /// A link joins or tells apart handovers by what claims them.
  private mutating func slips(ofLink body: JSONObject) throws -> [String] {
    guard let relation = body["relation"]?.string, Vocabulary.handoverRelations.contains(relation)
    else {
      return []
    }
    return try ["a", "b"].compactMap { end in
      guard let id = body.ids(end).first, let seq = try record.event(id)?.seq,
        try !claimsHandover(id)
      else { return nil }
      return "body.\(end): #\(seq) makes no claim of a handover, so that it cannot be \(relation)."
    }
  }

  /// Whether an act claims a handover, by itself or by what it confirms, corrects or denies.
  ///
  /// A void one does as it was recorded; what this program cannot read may.
  private mutating func claimsHandover(_ id: EventID) throws -> Bool {
    var open = [id]
    var seen: Set<EventID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted, let recorded = try record.event(id)?.content else { continue }
      guard let type = recorded.knownType else { return true }
      guard Decide.claiming.contains(type) else { continue }
      let body = try record.amended(id)?.body ?? recorded.body
      if ["claim", "instead"].contains(where: { body[$0]?.object?["act"]?.string == "handover" }) {
        return true
      }
      open += body.ids("of")
    }
    return false
  }

  /// The types of acts that make claims.
  static let claiming: [EventType] = [.announcement, .confirmation, .correction, .denial]

  /// What is explained, or more or less credible, was said by somebody.
  private func slips(ofAssessment body: JSONObject) throws -> [String] {
    guard let scale = body["scale"]?.string, scale == "explanation" || scale == "credibility"
    else { return [] }
    return try ["of", "against"].flatMap { field in
      try body.ids(field).compactMap { id in
        guard let (seq, content) = try record.event(id), let type = content.knownType, !type.isAct
        else { return nil }
        return "body.\(field): #\(seq) is our own entry, which says nothing: \(scale) is of what a "
          + "speaker says."
      }
    }
  }
}

extension Stated {
  /// Whether it was before another wherever the two were: two instants, or two days between which a whole
  /// one lies, as two places may be a day apart.
  func isSurelyBefore(_ other: Stated) -> Bool {
    if instant != nil, other.instant != nil { return isCertainlyBefore(other) }
    guard let latestDay, let earliest = other.earliestDay else { return false }
    return latestDay.next < earliest
  }
}

extension Content {
  /// When it appeared, where that is said.
  var published: Stated? { (body["published"]?.string).flatMap { try? Stated(parsing: $0) } }
}

extension JSONObject {
  /// The terms of an agreement, or those that a correction of one gives.
  var dealTerms: JSONObject { self["terms"]?.object ?? self }

  /// The obligations in some terms.
  var dealObligations: [JSONObject] { (self["obligations"]?.array ?? []).compactMap(\.object) }
}
