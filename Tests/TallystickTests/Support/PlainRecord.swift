@testable import Tallystick

/// A record of little else than plain claims, and what else is plain: confirmations, corrections of a
/// number, explanations, what joins claims or takes them back, on few days and rows, so that they
/// meet.
struct PlainRecord {
  let store = MemoryStore(origin: "plain.test/record")
  private var random: SplitMix64
  private var acts: [(id: EventID, speaker: String?)] = []
  private(set) var size = 0

  init(seed: UInt64, size: Int) throws {
    random = SplitMix64(seed)
    for draft in Ledger.cast { try take(draft) }
    for _ in 0..<size { try take(draft()) }
  }

  private mutating func take(_ draft: Draft) throws {
    guard try RandomRecord.append(draft, to: store) else { return }
    size += 1
    guard draft.content.type != "source" else { return }
    acts.append((draft.content.id, draft.content.body["speaker"]?.string))
  }

  private mutating func draft() -> Draft {
    // What is about an act is mostly about one of the last: much is said of few.
    let last = random.chance(70) ? acts.suffix(4) : acts[...]
    guard let one = last.randomElement(using: &random),
      let other = acts.randomElement(using: &random),
      !random.chance(55)
    else { return line(.announcement, ["claim": .object(claim())]) }
    let of: JSONObject = ["of": .string(one.id.description)]
    switch Int.random(in: 0..<100, using: &random) {
    case ..<25:
      let facets = random.subset(["count", "direction", "date", "what"])
      return line(.confirmation, of.with("facets", facets))
    case ..<35: return line(.retraction, of, by: one.speaker)
    case ..<50: return line(.correction, of.with("claim", ["count": count()]), by: one.speaker)
    case ..<60: return assessment(of, "explanation", random.pick("scope", "stale", "date"))
    case ..<63: return assessment(of, "credibility", "2")
    case ..<75: return link("same_handover", one.id, other.id)
    case ..<78: return link("distinct_handover", one.id, other.id)
    case ..<84: return amendment(of)
    case ..<88: return line(.silence, ["silent": "kshpw", "about_words": "the number"])
    case ..<92: return line(.medium, ["medium": "film", "kind": "video", "when": "2025-06"])
    case ..<96: return line(.announcement, ["claim": ["act": "plan", "when": "2025-06-05"]])
    default: return line(.denial, of)
    }
  }

  private mutating func assessment(_ of: JSONObject, _ scale: String, _ value: String) -> Draft {
    .line(
      "assessment", nil, "2025-06-0\(Int.random(in: 1...9, using: &random))",
      of.with("scale", .string(scale)).with("value", .string(value)).with("reason", "a"))
  }

  /// An amendment of the place, and now and then of the number too.
  private mutating func amendment(_ of: JSONObject) -> Draft {
    var claim: JSONObject = ["place": "Нова Гута"]
    if random.chance(20) { claim["count"] = count() }
    return .line(
      "amendment", nil, "2025-06-09", of.with("set", ["claim": .object(claim)]).with("reason", "a"))
  }

  private mutating func line(
    _ type: EventType, _ more: JSONObject, by speaker: String? = nil
  ) -> Draft {
    var body = more
    let one = random.pick("medinsky", "kshpw", "wire", "ru", "ua")
    body["speaker"] = .string(speaker ?? one)
    body["attribution"] = .string(random.pick("named", "institution", "outlet"))
    if random.chance(10) { body["side"] = .string(random.pick("RU", "UA")) }
    let day = "2025-06-0\(random.chance(50) ? 6 : Int.random(in: 1...9, using: &random))"
    let time = random.chance(90) ? "T10:0\(size % 10):00Z" : "T01:2\(size % 10):00+03:00"
    return .line(type.rawValue, nil, random.chance(50) ? day : day + time, body)
  }

  private func link(_ relation: String, _ a: EventID, _ b: EventID) -> Draft {
    .line(
      "link", nil, "2025-06-09",
      [
        "a": .string(a.description), "b": .string(b.description), "relation": .string(relation),
        "reason": "as it seems",
      ])
  }

  private mutating func claim() -> JSONObject {
    let way = random.chance(50) ? ("RU", "UA") : ("UA", "RU")
    var claim: JSONObject = [
      "act": "handover", "what": .string(random.pick("remains", "prisoners")),
      "from": .string(way.0), "to": .string(way.1), "whose": .string(way.1),
      "when": .string(
        random.pick(
          "2025-06-03", "2025-06-03", "2025-06-04", "2025-06-04", "2025-06-04?", "2025-06-05",
          "2025-06-03/2025-06-04", "2025-06", "2025-06-01/2025-06-30", "2025-06-04T10:00:00Z",
          "2025-06-04T00:30:00+03:00", "2025-06-03/2025-06-03", "[2025-06-04]", "2025-21",
          "2025-23")),
    ]
    if random.chance(88) { claim["count"] = count() }
    if random.chance(15) { claim["unit"] = .string(random.pick("body", "bag")) }
    if random.chance(15) {
      claim["scope"] = "cumulative"
      claim["when"] = .string(
        random.pick("../2025-06-05", "../2025-06-04", "../2025-06-03", "2025-06-04"))
    }
    return claim
  }

  private mutating func count() -> JSONValue {
    let number = JSONValue.integer(Int64.random(in: 0...3, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return ["min": number, "words": "понад"]
    case 1: return ["about": 100]
    case 2: return ["withheld": true]
    case 3: return ["exact": number, "words": "декілька"]
    default: return ["exact": number]
    }
  }
}

extension JSONObject {
  fileprivate func with(_ name: String, _ value: JSONValue) -> JSONObject {
    var object = self
    object[name] = value
    return object
  }
}
