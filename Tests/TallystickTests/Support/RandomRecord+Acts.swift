@testable import Tallystick

/// Random acts of speakers.
extension RandomRecord {
  mutating func line(
    _ type: EventType, _ body: JSONObject, stated: String? = nil, label: String? = nil
  ) -> Draft {
    .line(type.rawValue, label, stated ?? random.stated(), body)
  }

  private mutating func spoken(by speaker: String? = nil, _ more: JSONObject) -> JSONObject {
    var body = random.speech(speaker)
    for member in more.members { body[member.name] = member.value }
    return body
  }

  /// A claim; a whole one where the record is.
  private mutating func wholeClaim() -> JSONObject {
    var claim = random.parts(most: 100)
    if isWhole {
      let way = claim["from"] ?? "RU" == "RU" ? ("RU", "UA") : ("UA", "RU")
      claim["what"] = claim["what"] ?? "remains"
      (claim["from"], claim["to"]) = (.string(way.0), .string(way.1))
      claim["whose"] = claim["whose"] ?? .string(way.1)
      claim["when"] = claim["when"] ?? "2025-06-04"
    }
    return claim
  }

  /// A claim like an earlier one, so that the sides meet on one handover.
  private mutating func rival() -> JSONObject? {
    guard random.chance(40), var claim = earlier(.announcement)?.body["claim"]?.object else {
      return nil
    }
    claim["handover"] = nil
    if random.chance(60) { claim["count"] = .object(random.count()) }
    return claim
  }

  /// What some turned out to be, or that an agreement was kept.
  private mutating func finding() -> Draft {
    if random.chance(25), let deal = earlier(.agreement) {
      var claim: JSONObject = [
        "act": "statement", "about": .string(deal.id.description), "what": "remains",
      ]
      claim["count"] = random.maybe(50) { .object($0.count()) }
      return line(.announcement, spoken(["claim": .object(claim), "quote": "it was kept"]))
    }
    var claim = random.parts(most: 50)
    claim["scope"] = nil
    claim["act"] = "identification"
    claim["what"] = "remains"
    claim["identified_as"] = .string(random.pick("RU", "UA"))
    if random.chance(60), let about = earlier(.announcement, .confirmation, .correction) {
      claim["about"] = .string(about.id.description)
    }
    return line(.announcement, spoken(["claim": .object(claim), "quote": "they were found to be"]))
  }

  mutating func announcement() -> Draft {
    if random.isRich, random.chance(20) { return finding() }
    var claim = rival() ?? wholeClaim()
    claim["act"] = .string(
      random.chance(85) ? "handover" : random.pick("plan", "offer", "staging", "statement", "list"))
    var body = spoken(["claim": .object(claim)])
    if claim["act"] == "statement" { body["quote"] = "as was said" }
    guard random.chance(12) else { return line(.announcement, body) }
    let digest = (0..<43).map { _ in random.pick("a", "b", "C", "1", "_") }.joined()
    body["quote"] = nil
    body["_sd"] = [.string(digest)]
    return line(.announcement, body, label: "sealed-\(said.count)")
  }

  mutating func confirmation() -> Draft {
    let targets = (0..<(isWhole ? 1 : random.pick([1, 1, 1, 2, 3], or: 1))).compactMap { _ in
      earlier(.announcement, .announcement, .confirmation, .correction, .denial)?.id.description
    }
    var body = spoken([
      "of": .references(Array(Set(targets)).sorted()),
      "facets": random.subset(["count", "direction", "date", "what", "whose", "place"]),
    ])
    body["count"] = random.maybe(30) { .object($0.count()) }
    return line(.confirmation, body)
  }

  mutating func denial() -> Draft {
    var body = spoken([:])
    if random.chance(75), let target = earlier(.announcement, .confirmation, .correction) {
      body["of"] = .string(target.id.description)
    } else {
      var claim = wholeClaim()
      claim["act"] = "handover"
      body["claim"] = .object(claim)
    }
    if random.chance(50) {
      body["facets"] = random.subset(["count", "direction", "date", "agreement"])
    }
    body["instead"] = random.maybe(60) { .object($0.parts(most: 50)) }
    return line(.denial, body)
  }

  mutating func correction() -> Draft {
    guard
      let target = earlier(
        .announcement, .correction, .confirmation, .denial, .agreement)
    else { return silence() }
    var body = spoken(
      by: random.chance(95) ? target.speaker : nil, ["of": .string(target.id.description)])
    if target.type == .agreement || target.body["terms"] != nil {
      body["terms"] = ["obligations": .array([random.obligation()])]
    } else {
      body["claim"] = .object(random.parts(most: 30))
    }
    return line(.correction, body)
  }

  mutating func retraction() -> Draft {
    guard
      let target = earlier(
        .announcement, .confirmation, .denial, .correction, .retraction, .agreement, .medium)
    else { return silence() }
    return line(
      .retraction,
      spoken(
        by: random.chance(95) ? target.speaker : nil, ["of": .string(target.id.description)]))
  }

  mutating func silence() -> Draft {
    line(.silence, spoken(["silent": "kshpw", "about_words": "the number"]))
  }

  mutating func agreement() -> Draft {
    let count = random.pick([1, 2], or: 1)
    return line(
      .agreement,
      spoken([
        "agreement": .string(random.pick("deal", "pact")), "names": ["the deal"],
        "when": .string(random.pick("2025-06-02", "2025-06-05")), "parties": ["RU", "UA"],
        "obligations": .array((0..<count).map { _ in random.obligation() }),
      ]))
  }

  mutating func medium() -> Draft {
    var body = spoken(["medium": .string(random.pick("film", "photo")), "kind": "video"])
    body["locator"] = random.maybe(50) { _ in "https://x.test/film" }
    if let shown = earlier(.announcement), random.chance(60) {
      body["shows"] = [.string(shown.id.description)]
    }
    return line(.medium, body)
  }
}
