internal import TransparencyLog

extension Decide {
  /// Checks what an event says against the record, and returns what to warn of.
  ///
  /// - Throws: ``Refusals`` with every reason against it.
  mutating func judge(_ content: Content, _ draft: Draft) throws -> [String] {
    guard let type = content.knownType else {
      return [
        "This program does not know \(content.type) v\(content.version): it is kept, and no report "
          + "reads it."
      ]
    }
    var look = try self.look(at: content, type)
    if look.reasons.isEmpty {
      look.reasons += try judge(signatureOf: content, draft)
      look.warnings += try warn(signatureOf: content)
      if type == .amendment, look.reasons.isEmpty {
        let change = try self.look(atChangeBy: content.body)
        look.slips += change.reasons + change.slips
        look.warnings += change.warnings
      }
    }
    // What another record has taken may be copied.
    let slips = draft.id == nil ? look.slips : []
    guard look.reasons.isEmpty, slips.isEmpty else {
      throw Refusals((look.reasons + slips).map { Refusal($0, line: draft.line) })
    }
    return (draft.id == nil ? [] : look.slips) + look.warnings
  }

  /// What stands against an event by what it says and what the record holds, and what of it is odd; where
  /// an amendment changes it the record holds it already, by its id.
  mutating func look(
    at content: Content, _ type: EventType, as id: EventID? = nil
  ) throws -> Look {
    var look = Look()
    if let earliest = content.stated.earliestDay, earliest > record.now.day.next {
      look.reasons.append(
        "stated: \(content.stated.text) lies in the future (today is \(record.now.day)); a plan is "
          + "stated on the day it is announced, and its own date goes into when.")
    }
    for id in Decide.references(content.body) where try record.event(id) == nil {
      look.reasons.append(
        "There is no event \(id) in the record; append it first, or check the id.")
    }
    guard look.reasons.isEmpty else { return look }
    look.reasons += try judge(type, content)
    look.slips += try slips(of: type, content) + Decide.slips(blankIn: content.body)
    look.warnings += try warn(type, content, as: id)
    return look
  }

  private static func references(_ body: JSONObject) -> [EventID] {
    ["of", "about", "a", "b", "against", "shows"].flatMap { body.ids($0) }
      + ["claim", "instead"].flatMap { body[$0]?.object?.ids("about") ?? [] }
      + (body["set"]?.object.map(references) ?? [])
  }

  private mutating func judge(_ type: EventType, _ content: Content) throws -> [String] {
    let body = content.body
    switch type {
    case .announcement: return Decide.judge(claim: body["claim"]?.object, body)
    case .confirmation: return try judgeFacets(of: body.ids("of"), body)
    case .denial:
      return try judgeFacets(of: body.ids("of"), body) + Decide.judgeFacets(ofDenied: body)
        + Decide.judge(claim: body["claim"]?.object, body)
    case .correction: return try judgeCorrection(body)
    case .retraction: return try judgeRetraction(body)
    case .amendment: return try judgeAmendment(body)
    case .assessment: return try Decide.judge(assessment: body) + judge(placement: body)
    case .link: return body["a"] == body["b"] ? ["A link joins two different events."] : []
    case .redaction: return try judgeRedaction(body)
    case .source: return try judgeSource(body)
    case .term: return Decide.judge(term: body)
    case .agreement: return try judge(agreement: body)
    case .silence, .medium: return []
    }
  }

  /// Talks and statements say what they say by their words.
  private static func judge(claim: JSONObject?, _ body: JSONObject) -> [String] {
    guard let act = claim?["act"]?.string, act == "talks" || act == "statement" else { return [] }
    return body["quote"] != nil || body["_sd"] != nil
      ? [] : ["body.quote: an announcement of act \(act) needs the words that were said."]
  }

  private mutating func judgeFacets(of targets: [EventID], _ body: JSONObject) throws -> [String] {
    let facets = body.texts("facets").compactMap(Facet.init)
    var reasons: [String] = []
    for target in targets {
      guard let seq = try record.event(target)?.seq, let said = try facetsSaid(target) else {
        reasons.append(
          "of: \(target) is no act of a speaker, so that nobody can confirm or deny it.")
        continue
      }
      for facet in facets where !said.contains(facet) {
        let known = Facet.allCases.filter { said.contains($0) }.map(\.rawValue)
        reasons.append(
          "facets: the claim of #\(seq) says nothing of \(facet.rawValue); it says: "
            + "\(known.isEmpty ? "nothing that has facets" : known.joined(separator: ", ")).")
      }
    }
    return reasons
  }

  /// A claim that the record does not hold is denied only in what it says.
  private static func judgeFacets(ofDenied body: JSONObject) -> [String] {
    guard let claim = body["claim"]?.object else { return [] }
    return body.texts("facets").compactMap(Facet.init).filter { !claim.facetsSaid.contains($0) }
      .map { "facets: the claim that is denied says nothing of \($0.rawValue)." }
  }

  /// The facets of which an act says something: its own, and those of what it is about.
  ///
  /// By amendments an act may be about itself in the end: no reading counts it, and the walk ends.
  private mutating func facetsSaid(_ id: EventID) throws -> Set<Facet>? {
    var said: Set<Facet> = []
    var next: EventID? = id
    var seen: Set<EventID> = []
    while let id = next, seen.insert(id).inserted, let content = try record.amended(id) {
      guard content.knownType?.isAct ?? false else { return nil }
      next = nil
      for name in ["claim", "instead"] {
        if let claim = content.body[name]?.object { said.formUnion(claim.facetsSaid) }
      }
      if content.body["count"] != nil { said.insert(.count) }
      switch content.knownType {
      case .medium: said.insert(.authenticity)
      case .agreement: said.formUnion([.agreement, .date, .what, .count])
      default: next = content.body.ids("of").first
      }
    }
    return said
  }

  private mutating func judgeRetraction(_ body: JSONObject) throws -> [String] {
    guard let of = body.ids("of").first, let target = try record.amended(of) else { return [] }
    guard target.knownType?.isAct ?? false else {
      return [
        "of: \(of.short) is our own entry, which nobody retracts; use amend, with void if it was "
          + "a mistake."
      ]
    }
    return try judgeRight(body, target, to: "retract", instead: "deny")
  }

  private mutating func judgeCorrection(_ body: JSONObject) throws -> [String] {
    guard let of = body.ids("of").first, let target = try record.amended(of) else { return [] }
    let isAgreement = target.knownType == EventType.agreement || target.body["terms"] != nil
    if body["terms"] != nil, !isAgreement {
      return ["terms: \(of.short) is no agreement; give the changed parts of its claim."]
    }
    if let terms = body["terms"]?.object {
      let reasons = try judge(terms: terms, at: "body.terms")
      if !reasons.isEmpty { return reasons }
    }
    if body["claim"] != nil {
      guard Decide.claiming.contains(where: { $0 == target.knownType }), !isAgreement else {
        return ["of: \(of.short) makes no claim that could be corrected."]
      }
    }
    return try judgeRight(body, target, to: "correct", instead: "deny, with what you say instead")
  }

  /// Only the same speaker, its institution or a member that speaks for it, or an outlet that
  /// passed the words on, may take them back or change them.
  private mutating func judgeRight(
    _ body: JSONObject, _ target: Content, to verb: String, instead: String
  ) throws -> [String] {
    guard let speaker = body["speaker"]?.string, let first = target.body["speaker"]?.string else {
      return []
    }
    let sources = try record.sources()
    let isOwn =
      speaker == first || sources.lineage(of: first).contains(speaker)
      || sources.lineage(of: speaker).contains(first)
    if isOwn || target.body.texts("via").contains(speaker) { return [] }
    return [
      "speaker: \(speaker) cannot \(verb) what \(first) said: only the speaker, its institution or "
        + "a member of it, or an outlet in via can. Use \(instead)."
    ]
  }

  private mutating func judgeAmendment(_ body: JSONObject) throws -> [String] {
    guard let of = body.ids("of").first else { return [] }
    guard let target = try record.amended(of) else {
      return ["of: \(of.short) is void already, so that nothing of it can be amended."]
    }
    let ofSignature = Decide.judge(signatureIn: body)
    if !ofSignature.isEmpty { return ofSignature }
    if body["void"] != nil {
      return body["set"] == nil && body["drop"] == nil
        ? [] : ["void: an event that is void has no fields to set or drop; give void alone."]
    }
    if let set = body["set"]?.object, set.members.isEmpty {
      return ["body.set: name at least one field to change."]
    }
    for path in body.texts("drop") where !target.body.has(path: path) {
      return ["body.drop: the event has no field \(quoted(path))."]
    }
    let changed: Content
    do {
      changed = try Amendment.apply(body, to: target)
    } catch {
      return ["body.set.stated: \(error)."]
    }
    if changed == target { return ["body.set: this changes nothing."] }
    if changed.knownType?.isAct ?? false,
      let through = try circle(of, about: changed.body.ids("of"))
    {
      return ["body.set.of: with it the event would be about itself in the end, by #\(through)."]
    }
    return changed.inLowestVersion().problems().map { "As amended, \($0.description)." }
  }

  /// The event by which an act that is about some others is about itself in the end; nil where it is not.
  private mutating func circle(_ id: EventID, about ids: [EventID]) throws -> Int? {
    var open = ids
    var seen: Set<EventID> = []
    while let other = open.popLast() {
      guard seen.insert(other).inserted, let content = try record.amended(other) else { continue }
      let next = content.knownType?.isAct ?? false ? content.body.ids("of") : []
      if next.contains(id) || other == id { return try record.event(other)?.seq }
      open += next
    }
    return nil
  }

  private static func judge(assessment body: JSONObject) -> [String] {
    let name = body["scale"]?.string
    guard let scale = SecondVocabulary.scales.first(where: { $0.name == name }) else { return [] }
    var reasons: [String] = []
    if body[scale.subject] == nil {
      let subject =
        scale.subject == "of" ? "an event, by of" : "a \(scale.subject), by \(scale.subject)"
      reasons.append("body.scale: \(scale.name) is said of \(subject).")
    }
    if body["against"] != nil, scale.name != "explanation" {
      reasons.append("body.against: only an explanation has other events that it is against.")
    }
    return reasons
  }

  private func judgeRedaction(_ body: JSONObject) throws -> [String] {
    guard let of = body.ids("of").first, let digest = body["digest"]?.string,
      let target = try record.event(of)
    else { return [] }
    return target.content.body.holds(digest: digest)
      ? [] : ["digest: event #\(target.seq) has no sealed field of that digest."]
  }

  private mutating func judgeSource(_ body: JSONObject) throws -> [String] {
    guard let id = body["source"]?.string else { return [] }
    var reasons: [String] = []
    let known = try record.sources()[id] != nil
    for field in ["kind", "name"] where !known && body[field] == nil {
      reasons.append("body.\(field): the first entry on \(id) gives its kind and its name.")
    }
    for field in ["member_of", "derived_from"] where body[field]?.string == id {
      reasons.append("body.\(field): \(id) cannot be its own.")
    }
    return reasons + Decide.judge(keysOf: body)
  }
}

extension JSONObject {
  /// The facets of which a claim says something.
  fileprivate var facetsSaid: Set<Facet> {
    var said: Set<Facet> = []
    if self["count"] != nil { said.insert(.count) }
    if self["from"] != nil || self["to"] != nil { said.insert(.direction) }
    if self["when"] != nil { said.insert(.date) }
    if self["what"] != nil { said.insert(.what) }
    if self["whose"] != nil { said.insert(.whose) }
    if self["place"] != nil || self["_sd"] != nil { said.insert(.place) }
    if self["under"] != nil { said.insert(.agreement) }
    return said
  }

  /// Whether it has a value at a path of one or two names.
  fileprivate func has(path: String) -> Bool {
    let names = path.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1).compactMap {
      String($0)
    }
    guard let first = names.first, let value = self[first] else { return false }
    return names.count == 1 || value.object?[names[1]] != nil
  }
}
