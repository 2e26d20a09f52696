@testable import Tallystick

/// Random parts of events, realistic and few, so that they meet.
extension SplitMix64 {
  mutating func day() -> String {
    "2025-06-\(Day.padded(Int.random(in: 1...9, using: &self), to: 2))"
  }

  /// One of the first days of June, in one of the forms of a day.
  mutating func dayInAnyForm() -> String {
    let day = day()
    return switch Int.random(in: 0..<6, using: &self) {
    case 0: "\(day)T10:00:00Z"
    case 1: "\(day)T00:30:00+03:00"
    case 2: "\(day)T23:30:00-05:00"
    case 3: "\(day)/\(day)"
    case 4: "[\(day)]"
    default: "\(day)T12:00:00"
    }
  }

  /// A day, mostly; else a month, an interval, an open one, a set, or a season.
  mutating func when() -> String {
    switch Int.random(in: 0..<24, using: &self) {
    case ..<13: day() + (chance(15) ? "?" : "")
    case 13: pick("2025-06", "2025-06-01/2025-06-30")
    case 14: "2025-06-02/2025-06-06"
    case 15: "2025-06-04/2025-06-05"
    case 16: "../2025-06-0\(Int.random(in: 3...9, using: &self))"
    case 17: "2025-06-05/.."
    case 18: "[2025-06-03,2025-06-05]"
    case 19: pick("2025-21", "2025-22", "2025-23?", "2025")
    case 20...22: dayInAnyForm()
    default: "2025-06-04~"
    }
  }

  mutating func stated() -> String {
    switch Int.random(in: 0..<13, using: &self) {
    case ..<9: day() + (chance(15) ? "?" : "")
    case 9: "\(day())T0\(Int.random(in: 0...9, using: &self)):00:00Z"
    case 10: "2025-06-03/2025-06-05"
    case 11: "\(day())T\(pick("01:20:00+03:00", "23:20:00-05:00", "22:30:00.5Z"))"
    default: "2025-06"
    }
  }

  mutating func judged() -> String { chance(50) ? day() : "2025-12-01" }

  mutating func number() -> Int64 {
    if isRich, chance(10) { return Count.largest }
    return pick([0, 27, 50, 57, 78, 79, 1000, 1200, 1212], or: 1)
  }

  mutating func count() -> JSONObject {
    let kind: Count.Kind =
      switch Int.random(in: 0..<12, using: &self) {
      case ..<6: .exact(number())
      case 6: .about(pick([80, 1200, 1000], or: 80))
      case 7: .atLeast(number())
      case 8: .atMost(number())
      case 9: .between(57, 79)
      case 10: .withheld
      default: .unspecified
      }
    return Count(kind).json
  }

  /// Parts of a claim, each named about this many times of a hundred; at least one.
  mutating func parts(most percent: Int) -> JSONObject {
    var parts = JSONObject()
    let way = way()
    let often = percent - percent / 10
    parts["what"] = maybe(often) { $0.chance(85) ? "remains" : "prisoners" }
    parts["from"] = maybe(isOfManyParties ? percent - 3 : often) { _ in .string(way.0) }
    parts["to"] = maybe(isOfManyParties ? percent - 3 : often) { _ in .string(way.1) }
    parts["whose"] = maybe(often) { .string($0.chance(88) ? way.1 : way.0) }
    parts["count"] = maybe(often) { .object($0.count()) }
    parts["when"] = maybe(often) { .string($0.when()) }
    parts["scope"] = maybe(percent / 4) {
      .string($0.pick("event", "part", "each_way", "both_ways", "cumulative", "cumulative"))
    }
    parts["under"] = maybe(percent / 5) { .string($0.pick("deal", "pact")) }
    parts["unit"] = maybe(percent / 8) { .string($0.pick("body", "bag")) }
    parts["handover"] = maybe(percent / 8) { .string($0.pick("k1", "k2")) }
    parts["place"] = maybe(percent / 8) { _ in "border" }
    if parts.members.isEmpty { parts["count"] = .object(count()) }
    return parts
  }

  /// Who hands over, and to whom.
  private mutating func way() -> (String, String) {
    guard isOfManyParties else { return chance(70) ? ("RU", "UA") : ("UA", "RU") }
    let parties = ["RU", "UA", "AA", "BB", "CC", "DD", "EE", "FF"].shuffled(using: &self)
    return (parties[0], parties[1])
  }

  mutating func speech(_ speaker: String?) -> JSONObject {
    var body: JSONObject = [
      "speaker": .string(speaker ?? (chance(50) ? pick("ru", "ua") : pick(Ledger.names, or: "ru"))),
      "attribution": .string(pick(Vocabulary.attributions, or: "named")),
    ]
    body["side"] = maybe(6) { .string($0.pick("RU", "UA")) }
    body["via"] = maybe(20) { [.string($0.pick("wire", "paper"))] }
    body["published"] = maybe(15) { .string($0.stated()) }
    body["repeat"] = maybe(3) { _ in 2 }
    return body
  }

  mutating func subset(_ words: [String]) -> JSONValue {
    let count = Int.random(in: 1...3, using: &self)
    return .array(words.shuffled(using: &self).prefix(count).map(JSONValue.string))
  }

  mutating func obligation() -> JSONValue {
    let isThere = chance(60)
    return .owed(
      isThere ? "RU" : "UA", isThere ? "UA" : "RU", pick("1000", "1200", "57+", "unspecified"),
      chance(80) ? "remains" : ["remains", "prisoners"], due: chance(40) ? "2025-06-08" : nil)
  }
}
