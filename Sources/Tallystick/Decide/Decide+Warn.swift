extension Decide {
  /// What is taken although it looks odd, each as a sentence.
  mutating func warn(_ type: EventType, _ content: Content) throws -> [String] {
    let body = content.body
    var warnings: [String] = []
    if type.isAct, let name = body["speaker"]?.string,
      try !record.isRegistered(name, as: .source)
    {
      let side = body["side"] == nil ? " It counts as neither side until it is." : ""
      warnings.append("The source \(name) is not registered.\(side)")
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
    warnings += try warn(renewal: body)
    warnings += try warn(whats: body)
    if type.isAct { warnings += try warn(of: body.ids("of"), content.stated) }
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
