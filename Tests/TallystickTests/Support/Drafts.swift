@testable import Tallystick

/// Short literals for events: label, speaker, day, and what is said in the claim notation.
extension Draft {
  /// A content line of any type; `stated` is read, and what cannot be read becomes a bare date.
  static func line(
    _ type: String, _ label: String?, _ stated: String, _ body: JSONObject, version: Int = 1
  ) -> Draft {
    let stated = (try? Stated(parsing: stated)) ?? Stated(Instant(day: .minimum))
    return Draft(Content(type: type, version: version, stated: stated, body: body), label: label)
  }

  private static func act(
    _ type: String, _ label: String, _ speaker: String, _ stated: String, _ body: JSONObject,
    _ more: JSONObject
  ) -> Draft {
    var all: JSONObject = ["speaker": .string(speaker), "attribution": "institution"]
    for member in body.members + more.members { all[member.name] = member.value }
    return line(type, label, stated, all)
  }

  static func announce(
    _ label: String, _ speaker: String, _ stated: String, _ claim: String, _ more: JSONObject = [:]
  ) -> Draft {
    act("announcement", label, speaker, stated, ["claim": .claim(claim)], more)
  }

  static func confirm(
    _ label: String, _ speaker: String, _ stated: String, of: [String], _ facets: [String],
    count: String? = nil, _ more: JSONObject = [:]
  ) -> Draft {
    var body: JSONObject = [
      "of": .references(of), "facets": .array(facets.map(JSONValue.string)),
    ]
    body["count"] = count.map { .count($0) }
    return act("confirmation", label, speaker, stated, body, more)
  }

  static func deny(
    _ label: String, _ speaker: String, _ stated: String, of: String? = nil, claim: String? = nil,
    _ facets: [String] = [], instead: String? = nil, _ more: JSONObject = [:]
  ) -> Draft {
    var body = JSONObject()
    body["of"] = of.map { .references([$0]) }
    body["claim"] = claim.map { .claim($0) }
    if !facets.isEmpty { body["facets"] = .array(facets.map(JSONValue.string)) }
    body["instead"] = instead.map { .parts($0) }
    return act("denial", label, speaker, stated, body, more)
  }

  static func correct(
    _ label: String, _ speaker: String, _ stated: String, of: String, _ parts: String,
    _ more: JSONObject = [:]
  ) -> Draft {
    act(
      "correction", label, speaker, stated,
      ["of": .references([of]), "claim": .parts(parts)], more)
  }

  static func retract(
    _ label: String, _ speaker: String, _ stated: String, of: String, _ more: JSONObject = [:]
  ) -> Draft {
    act("retraction", label, speaker, stated, ["of": .references([of])], more)
  }

  /// A reading of the agreement `deal`, made on 2025-06-02.
  static func agree(
    _ label: String, _ speaker: String, _ stated: String, _ obligations: [JSONValue],
    _ more: JSONObject = [:]
  ) -> Draft {
    act(
      "agreement", label, speaker, stated,
      [
        "agreement": "deal", "names": ["the deal"], "when": "2025-06-02",
        "parties": ["RU", "UA"], "obligations": .array(obligations),
      ], more)
  }

  static func publish(
    _ label: String, _ speaker: String, _ stated: String, _ medium: String, _ more: JSONObject = [:]
  ) -> Draft {
    act(
      "medium", label, speaker, stated, ["medium": .string(medium), "kind": "video"], more)
  }

  static func source(
    _ id: String, _ fields: JSONObject, on stated: String = "2025-01-01", label: String? = nil
  ) -> Draft {
    judge("source", label, stated, ["source": .string(id)], fields)
  }

  static func assess(
    _ label: String?, _ stated: String, _ scale: String, _ value: String, _ subject: JSONObject
  ) -> Draft {
    judge(
      "assessment", label, stated, ["scale": .string(scale), "value": .string(value)], subject)
  }

  static func link(_ a: String, _ relation: String, _ b: String, label: String? = nil) -> Draft {
    judge(
      "link", label, "2025-12-01",
      ["a": .references([a]), "b": .references([b]), "relation": .string(relation)], [:])
  }

  static func amend(
    _ label: String?, _ stated: String = "2025-12-01", of: String, _ change: JSONObject
  ) -> Draft {
    judge("amendment", label, stated, ["of": .references([of])], change)
  }

  private static func judge(
    _ type: String, _ label: String?, _ stated: String, _ body: JSONObject, _ more: JSONObject
  ) -> Draft {
    var all: JSONObject = ["reason": "a test"]
    for member in body.members + more.members { all[member.name] = member.value }
    return line(type, label, stated, all)
  }
}

extension JSONValue {
  /// A claim in the notation; what cannot be read becomes text, which no event may hold there.
  static func claim(_ notation: String) -> JSONValue {
    (try? Claim(notation: notation)).map { .object($0.json) } ?? .string(notation)
  }

  /// Only the parts of a claim that are named, without its act.
  static func parts(_ notation: String) -> JSONValue {
    guard var parts = JSONValue.claim("handover \(notation)").object else {
      return .string(notation)
    }
    parts["act"] = nil
    return .object(parts)
  }

  static func count(_ text: String) -> JSONValue {
    (try? Count(parsing: text)).map { .object($0.json) } ?? .string(text)
  }

  /// Labels as references; an id stays as it is.
  static func references(_ names: [String]) -> JSONValue {
    let all = names.map { JSONValue.string(EventID($0) == nil ? "@\($0)" : $0) }
    return all.count == 1 ? all[0] : .array(all)
  }

  /// `RU owes UA 6000 remains`, of the creditor's people.
  static func owed(
    _ debtor: String, _ creditor: String, _ count: String, _ what: JSONValue = "remains",
    whose: String? = nil, due: String? = nil
  ) -> JSONValue {
    var obligation: JSONObject = [
      "debtor": .string(debtor), "creditor": .string(creditor), "what": what,
      "whose": .string(whose ?? creditor), "count": .count(count),
    ]
    obligation["due"] = due.map { .string($0) }
    return .object(obligation)
  }
}

extension String {
  /// A claim of remains of UA from RU to UA.
  static func there(_ count: String, _ when: String = "2025-06-13") -> String {
    "handover of \(count) remains of UA from RU to UA on \(when)"
  }

  /// A claim of remains of RU from UA to RU.
  static func back(_ count: String, _ when: String = "2025-06-13") -> String {
    "handover of \(count) remains of RU from UA to RU on \(when)"
  }

  /// The row of ``back(_:_:)``.
  static let wayBack = "remains UA→RU of RU"
}
