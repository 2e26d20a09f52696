@testable import Tallystick

/// A record of little else than plain claims, confirmations of them, and what joins or takes them
/// back, on few days and rows, so that they meet.
struct PlainRecord {
  let store = MemoryStore(origin: "plain.test/record")
  private var random: SplitMix64
  private var acts: [EventID] = []
  private(set) var size = 0

  init(seed: UInt64, size: Int) throws {
    random = SplitMix64(seed)
    for draft in Ledger.cast { try take(draft) }
    for _ in 0..<size { try take(draft()) }
  }

  private mutating func take(_ draft: Draft) throws {
    guard try RandomRecord.append(draft, to: store) else { return }
    size += 1
    if draft.content.type != "source" { acts.append(draft.content.id) }
  }

  private mutating func draft() -> Draft {
    guard let one = acts.randomElement(using: &random),
      let other = acts.randomElement(using: &random),
      !random.chance(55)
    else { return line(.announcement, ["claim": .object(claim())]) }
    switch Int.random(in: 0..<100, using: &random) {
    case ..<45:
      let facets = random.subset(["count", "direction", "date", "what"])
      return line(.confirmation, ["of": .string(one.description), "facets": facets])
    case ..<65: return line(.retraction, ["of": .string(one.description)])
    case ..<90: return link("same_handover", one, other)
    case ..<95: return link("distinct_handover", one, other)
    default: return line(.denial, ["of": .string(one.description)])
    }
  }

  private mutating func line(_ type: EventType, _ more: JSONObject) -> Draft {
    var body = more
    body["speaker"] = .string(random.pick("medinsky", "kshpw", "wire", "ru", "ua"))
    body["attribution"] = .string(random.pick("named", "institution", "outlet"))
    if random.chance(10) { body["side"] = .string(random.pick("RU", "UA")) }
    let day = "2025-06-0\(Int.random(in: 1...9, using: &random))"
    return .line(type.rawValue, nil, random.chance(50) ? day : day + "T10:0\(size % 10):00Z", body)
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
          "2025-06-03/2025-06-04", "2025-06")),
    ]
    let number = JSONValue.integer(Int64.random(in: 0...3, using: &random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0: claim["count"] = ["min": number]
    case 1: claim["count"] = ["about": 100]
    case 2: claim["count"] = ["withheld": true]
    case 3: break
    default: claim["count"] = ["exact": number]
    }
    if random.chance(15) { claim["unit"] = .string(random.pick("body", "bag")) }
    if random.chance(10) {
      claim["scope"] = "cumulative"
      claim["when"] = .string(random.pick("../2025-06-05", "2025-06-04"))
    }
    return claim
  }
}
