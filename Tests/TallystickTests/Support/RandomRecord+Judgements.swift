@testable import Tallystick

/// Random judgements of the recorder.
extension RandomRecord {
  mutating func registration() -> Draft {
    var body: JSONObject = ["source": .string(random.pick(Ledger.names, or: "ru")), "reason": "a"]
    switch random.pick([0, 1, 2], or: 0) {
    case 0: body["side"] = .string(random.pick("RU", "UA", "XX"))
    case 1: body["member_of"] = .string(random.pick("ru", "ua"))
    default: body["derived_from"] = .string(random.pick("wire", "paper"))
    }
    return line(.source, body, stated: random.judged())
  }

  mutating func term() -> Draft {
    var body: JSONObject = ["reason": "a"]
    if random.chance(50) {
      body["kind"] = "side"
      body["term"] = .string(random.pick("RU", "UA", "XX"))
      body["name"] = .string(random.pick("One", "Other"))
    } else {
      body["kind"] = "what"
      body["term"] = .string(random.pick("remains", "prisoners"))
      body["of"] = .string(random.pick("people", "goods", "remains"))
    }
    return line(.term, body, stated: random.judged())
  }

  mutating func assessment() -> Draft {
    var body: JSONObject = ["reason": "a"]
    switch random.pick([0, 0, 0, 1, 2, 3], or: 0) {
    case 0:
      body["scale"] = "explanation"
      body["value"] = .string(random.pick("scope", "date", "stale", "rounding", "direction"))
      body["of"] = earlier(.announcement, .confirmation).map { .string($0.id.description) }
      body["against"] =
        random.chance(40)
        ? earlier(.announcement).map { [.string($0.id.description)] } : nil
    case 1:
      body["scale"] = "credibility"
      body["value"] = .string(random.pick("1", "4"))
      body["of"] = earlier(.announcement).map { .string($0.id.description) }
    case 2:
      body["scale"] = "reliability"
      body["value"] = .string(random.pick("A", "F"))
      body["source"] = .string(random.pick(Ledger.names, or: "ru"))
    default:
      body["scale"] = "authenticity"
      body["value"] = .string(random.pick("verified", "located", "recycled"))
      body["medium"] = .string(random.pick("film", "photo"))
    }
    return line(.assessment, body, stated: random.judged())
  }

  mutating func link() -> Draft {
    let relation = random.pick(
      "same_handover", "same_handover", "distinct_handover", "distinct_handover",
      "same_utterance", "derived_from", "contradicts")
    var body: JSONObject = ["relation": .string(relation), "reason": "a"]
    for end in ["a", "b"] {
      body[end] = earlier(.announcement, .announcement, .confirmation).map {
        .string($0.id.description)
      }
    }
    return line(.link, body, stated: random.judged())
  }

  mutating func amendment() -> Draft {
    guard
      let target = random.chance(12)
        ? earlier(.amendment, .source, .link)
        : earlier(.announcement, .confirmation, .correction, .retraction, .denial)
    else { return silence() }
    var body: JSONObject = ["of": .string(target.id.description), "reason": "a"]
    switch random.pick([0, 1, 1, 1, 2, 3], or: 0) {
    case 0: body["void"] = true
    case 1 where target.body["claim"] != nil:
      body["set"] = ["claim": .object(random.parts(most: 25))]
    case 2: body["set"] = ["speaker": .string(random.pick(Ledger.names, or: "ru"))]
    case 3 where target.body["claim"] != nil:
      body["drop"] = [.string(random.pick("claim.whose", "claim.when", "claim.count"))]
    default: body["set"] = ["stated": .string(random.stated())]
    }
    return line(.amendment, body, stated: random.judged())
  }

  /// An amendment of some fields of an event of any type: what another event of the type says there, or
  /// nothing.
  mutating func anyAmendment() -> Draft? {
    let type = Set(said.map(\.type.rawValue)).sorted().randomElement(using: &random)
    let all = said.filter { $0.type.rawValue == type }
    guard let target = all.randomElement(using: &random),
      let other = all.randomElement(using: &random)
    else { return nil }
    var body: JSONObject = ["of": .string(target.id.description), "reason": "a"]
    if random.chance(75) {
      var set = JSONObject()
      for member in other.body.members.shuffled(using: &random).prefix(random.chance(60) ? 1 : 3) {
        set[member.name] = member.value
      }
      body["set"] = .object(set)
    } else {
      let names = target.body.members.map(\.name).shuffled(using: &random).prefix(1)
      body["drop"] = .array(names.map(JSONValue.string))
    }
    return line(.amendment, body, stated: random.judged())
  }

  mutating func redaction() -> Draft {
    let sealed = said.filter { $0.body["_sd"] != nil }
    guard let target = sealed.randomElement(using: &random),
      let digest = target.body.texts("_sd").first
    else { return announcement() }
    return line(
      .redaction,
      ["of": .string(target.id.description), "digest": .string(digest), "reason": "a"],
      stated: random.judged())
  }
}
