internal import TallyReports
internal import Tallystick

/// What the program understood of an event that was typed, in one line: the claim that it makes or
/// bears on, so that a slip is seen before anybody counts on it.
struct Echo {
  let store: any RecordReader

  /// The most events of a list that are told one by one.
  private static let most = 3

  /// The line; nil for an event that has to do with no claim.
  func line(_ draft: Draft) throws -> String? {
    let body = draft.content.body
    switch draft.content.knownType {
    case .announcement: return claim(body["claim"], draft)
    case .confirmation:
      let count = count(body["count"]).map { ", \($0) by its own count" } ?? ""
      return "\(list(body["facets"]))\(count), of \(try named(body["of"]))"
    case .denial:
      let facets = body["facets"].map { "\(list($0)) of " } ?? ""
      let denied = try body["of"].map { try named($0) } ?? claim(body["claim"], draft)
      let instead = body["instead"].map { ", instead \(claim($0, draft))" } ?? ""
      return "not \(facets)\(denied)\(instead)"
    case .correction:
      let terms = body["terms"]?.object.map(terms)
      return "now \(terms ?? claim(body["claim"], draft)), in \(try named(body["of"]))"
    case .retraction: return "no longer \(try named(body["of"]))"
    case .agreement:
      let terms = terms(body)
      return terms.isEmpty ? nil : terms
    case .link:
      let relation = body["relation"]?.string ?? ""
      return "\(try named(body["a"])) \(relation) \(try named(body["b"]))"
    case .amendment: return "\(changes(body, draft)), in \(try named(body["of"]))"
    case .silence: return try body["about"].map { "about \(try named($0))" }
    case .assessment:
      return try body["of"].map { of in
        let isPlaced = body["scale"]?.string == "placement"
        let agreement = body["value"]?.string ?? "?"
        let under = agreement == "none" ? "under no agreement" : "under \(agreement)"
        return "\(isPlaced ? "\(under), " : "")of \(try named(of))"
      }
    case .medium: return try body["shows"]?.array.map { "shows \(try named(.array($0)))" }
    case .term: return draft.content.summary
    case .source, .redaction, .none: return nil
    }
  }

  /// Events by their places, each with its claim.
  private func named(_ value: JSONValue?) throws -> String {
    let ids = value?.array ?? (value.map { [$0] } ?? [])
    let texts: [String] = ids.prefix(Echo.most).compactMap(\.string)
    let names = try texts.map { text in
      let event = try store.entry(try Reference(parsing: text)).event()
      let said = event.content.body["claim"].map { claim($0) } ?? event.content.type
      return "#\(event.seq) (\(said))"
    }
    let more = ids.count - names.count
    return names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// A claim in the notation, without what is sealed in it; of parts only these.
  private func claim(_ value: JSONValue?, _ draft: Draft? = nil) -> String {
    guard var object = value?.object else { return "?" }
    if draft?.sealed.contains("claim.place") == true { object["place"] = nil }
    let isWhole = object["act"] != nil
    if !isWhole { object["act"] = "statement" }
    guard let claim = try? Claim(json: object) else { return "a claim that is not read" }
    return isWhole ? claim.notation : String(claim.notation.dropFirst("statement ".utf8.count))
  }

  /// What of an agreement makes figures.
  private func terms(_ body: JSONObject) -> String {
    let parts =
      (body["obligations"]?.array ?? []).compactMap(\.object)
      .map { ObligationNotation.sentence($0) }
      + [
        body["until"]?.string.map { "until \($0)" }, body["renews"]?.string.map { "renews \($0)" },
      ].compactMap { $0 }
    return parts.joined(separator: "; ")
  }

  private func changes(_ body: JSONObject, _ draft: Draft) -> String {
    if body["void"] == true { return "void" }
    var changes: [String] = []
    for member in body["set"]?.object?.members ?? [] {
      if member.name == "claim" {
        changes.append("now \(claim(member.value, draft))")
      } else {
        let value = member.value.string ?? count(member.value)
        changes.append("\(member.name) now \(value ?? "what is given")")
      }
    }
    for name in body["drop"]?.array ?? [] { changes.append("no \(name.string ?? "?")") }
    return changes.joined(separator: ", ")
  }

  private func count(_ value: JSONValue?) -> String? {
    (value?.object).flatMap { try? Count(json: $0) }?.description
  }

  private func list(_ value: JSONValue?) -> String {
    value?.string ?? (value?.array ?? []).compactMap(\.string).joined(separator: ", ")
  }
}
