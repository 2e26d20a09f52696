extension Decide {
  /// What is taken although it looks odd, each as a sentence.
  mutating func warn(
    _ type: EventType, _ content: Content, as id: EventID?
  ) throws -> [String] {
    let body = content.body
    var warnings: [String] = []
    if type.isAct, let name = body["speaker"]?.string,
      try !record.isRegistered(name, as: .source)
    {
      let side = body["side"] == nil ? " It counts as neither side until it is." : ""
      let near = try record.side(like: name).map { " \($0) is a side." } ?? ""
      warnings.append("The source \(name) is not registered.\(side)\(near)")
    }
    if let name = body["medium"]?.string, type == .assessment,
      try !record.isRegistered(name, as: .medium)
    {
      warnings.append("No medium \(name) is registered.")
    }
    if let name = body["source"]?.string, type == .assessment,
      try !record.isRegistered(name, as: .source)
    {
      warnings.append("The source \(name) is not registered.")
    }
    if type == .medium, body["sha256"]?.string == Medium.digestOfNothing {
      warnings.append("body.sha256 is that of an empty file, which is no copy of anything.")
    }
    if body["scale"]?.string == SecondVocabulary.placement, let name = body["value"]?.string,
      name != SecondVocabulary.underNone, try !record.isRegistered(name, as: .agreement)
    {
      warnings.append("No agreement \(name) is registered.")
    }
    if type == .agreement || body["terms"] != nil { warnings += try warn(parties: body) }
    warnings += try warn(renewal: body)
    warnings += try warn(whats: body)
    if type.isAct {
      warnings += Decide.warn(published: content)
      warnings += try warn(of: body.ids("of"), content.stated)
    }
    switch type {
    case .silence:
      if let silent = body["silent"]?.string { warnings += try warn(silent: silent) }
    case .retraction, .correction:
      warnings += try warn(ofRetracted: content, type, as: id)
    case .link: warnings += try warn(link: body, as: id)
    default: break
    }
    if let claim = body["claim"]?.object, type != .amendment {
      warnings += try warn(claim: claim, content.stated)
    }
    return warnings
  }

  /// Nobody confirms, denies or takes back what is said later: one of the two days is wrong.
  private mutating func warn(of targets: [EventID], _ stated: Stated) throws -> [String] {
    guard let said = stated.latestDay else { return [] }
    return try targets.compactMap { id in
      guard let seq = try record.event(id)?.seq, let about = try record.amended(id)?.stated,
        let first = about.earliestDay, said < first
      else { return nil }
      return "It is stated on \(stated.text), before what it is about, which was said on "
        + "\(about.text) (#\(seq)): look at both days."
    }
  }

  /// A rendering that appeared on the day before: two places may be a day apart.
  private static func warn(published content: Content) -> [String] {
    guard let published = content.published, published.isCertainlyBefore(content.stated),
      !published.isSurelyBefore(content.stated)
    else { return [] }
    return [
      "It appeared on \(published.text), before it was said, on \(content.stated.text): look at both days."
    ]
  }

  /// One who is silent is a source or a side: what is neither differs only in case from one.
  mutating func warn(silent name: String) throws -> [String] {
    if try record.isRegistered(name, as: .source) { return [] }
    if let side = try record.side(like: name) {
      return ["The source \(name) is not registered, and \(side) is a side: look which is silent."]
    }
    let source = name.lowercased()
    if source != name, try record.isRegistered(source, as: .source),
      try !record.isSide(name)
    {
      return ["No side \(name) is known, and \(source) is a source: look which is silent."]
    }
    return []
  }

  /// What is taken back already is taken back or corrected again; not where that was said before.
  private mutating func warn(
    ofRetracted content: Content, _ type: EventType, as id: EventID?
  ) throws -> [String] {
    guard let of = content.body.ids("of").first, let seq = try record.event(of)?.seq else {
      return []
    }
    let retractions = try record.liveRetractions(of: of, but: id)
      .filter { !content.stated.isCertainlyBefore($0.stated) }
    return retractions.prefix(1).map { retraction in
      type == .retraction
        ? "#\(seq) is retracted already, by #\(retraction.seq): for it to stand again both would have "
          + "to be taken back."
        : "#\(seq) is retracted, by #\(retraction.seq): the correction has no effect until that is taken "
          + "back."
    }
  }

  /// Of two links of the very same events one joins them, and one tells them apart.
  private mutating func warn(link body: JSONObject, as id: EventID?) throws -> [String] {
    guard let relation = body["relation"]?.string, Vocabulary.handoverRelations.contains(relation),
      let a = body.ids("a").first, let b = body.ids("b").first
    else { return [] }
    return try record.handoverLinks(of: a, b, but: id).filter { $0.relation != relation }
      .prefix(1).map { link in
        relation == "same_handover"
          ? "Link #\(link.seq) says that they are of two handovers, which holds: this moves nothing. Make "
            + "#\(link.seq) void if it was wrong."
          : "Link #\(link.seq) says that they are of one handover: from now on they are of two. Make "
            + "#\(link.seq) void if it was wrong."
      }
  }

  /// Words for what is handed over that are used for the first time, and likely misspelt.
  private mutating func warn(whats body: JSONObject) throws -> [String] {
    let parts = ["claim", "instead"].compactMap { body[$0]?.object }
    let obligations = [body, body["terms"]?.object].compactMap { $0?["obligations"]?.array }
      .joined().compactMap(\.object)
    let whats = (parts + obligations).flatMap { $0.texts("what") }
    return try whats.compactMap { what in
      try record.misspelt(what: what).map { known in
        "The word \(what) is used for the first time, and looks like \(known): amend it if that was "
          + "meant; or give it a term."
      }
    }
  }

  private mutating func warn(claim: JSONObject, _ stated: Stated) throws -> [String] {
    var warnings: [String] = []
    let act = claim["act"]?.string
    if act == "handover" || act == "staging", let when = try claim.date("when"),
      stated.isBefore(when)
    {
      warnings.append(
        "It says on \(stated.text) that something had happened on \(when.text): it is taken, and "
          + "flagged implausible.")
    }
    if let from = claim["from"]?.string, from == claim["whose"]?.string,
      let kind = try claim["what"]?.string.flatMap({ try record.kind(of: $0) }),
      kind == .people || kind == .remains
    {
      warnings.append(
        "It has \(from) hand over its own: it is taken, flagged implausible, and kept out of the "
          + "sums.")
    }
    if let under = claim["under"]?.string, try !record.isRegistered(under, as: .agreement) {
      warnings.append("No agreement \(under) is registered.")
    }
    return warnings
  }
}
