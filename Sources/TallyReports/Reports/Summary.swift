public import Tallystick

extension Event {
  /// Who speaks or judges: the speaker's short id, else the recorder.
  public var voice: String { content.body["speaker"]?.string ?? recorder }

  /// The event in a line, as ``Content/summary``.
  public var summary: String { content.summary }

  /// The event in a line without its quote.
  package var saying: String { content.saying }

  /// The event as the recorder's amendments leave it, which is what every figure counts.
  func amended(by amended: Amended) -> Event {
    guard let item = amended.items[id] else { return self }
    return Event(
      seq: seq, id: id, label: label, recorded: recorded, recorder: recorder,
      content: Content(
        type: content.type, version: content.version, stated: item.stated, body: item.body))
  }
}

extension Content {
  /// The event in a line, without its place, type and voice; text from data is in it as it is.
  public var summary: String {
    let quote = body["quote"]?.string.map { "“\($0)”" }
    return ([saying, quote].compactMap { $0 }).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The event in a line without its quote.
  var saying: String {
    switch knownType {
    case .announcement: return claim(body["claim"])
    case .confirmation:
      let count = count(body["count"]).map { ", \($0) by its own count" } ?? ""
      return "\(references("of")): \(body.texts("facets").joined(separator: ", "))\(count)"
    case .denial:
      let facets = body.texts("facets")
      let what = facets.isEmpty ? "" : ": \(facets.joined(separator: ", "))"
      let instead = body["instead"].map { ", instead \(claim($0))" } ?? ""
      let denied = body["of"] == nil ? "denies \(claim(body["claim"]))" : references("of")
      return "\(denied)\(what)\(instead)"
    case .correction:
      let terms = (body["terms"]?.object?.members ?? []).map(\.name).joined(separator: ", ")
      return "\(references("of")) to \(body["terms"] == nil ? claim(body["claim"]) : terms)"
    case .retraction: return "\(references("of"))\(body["reason"]?.string.map { ": \($0)" } ?? "")"
    case .silence:
      let about = body["about_words"]?.string ?? references("about")
      let until = body["until"]?.string.map { " until \($0)" } ?? ""
      return "\(body["silent"]?.string ?? "?") on \(about)\(until)"
    case .agreement: return "\(body["agreement"]?.string ?? "?")\(obligations)"
    case .medium:
      let shows = body["shows"]?.string ?? references("shows")
      return "\(body["kind"]?.string ?? "?") \(body["medium"]?.string ?? "?")"
        + (shows.isEmpty ? "" : " shows \(shows)")
    case .source: return source
    case .term: return term
    case .assessment:
      let subject = body["source"]?.string ?? body["medium"]?.string ?? references("of")
      let against = body["against"] == nil ? "" : " against \(references("against"))"
      return "\(subject): \(body["scale"]?.string ?? "?") \(body["value"]?.string ?? "?")\(against)"
        + reason
    case .link:
      return "\(references("a")) \(body["relation"]?.string ?? "?") \(references("b"))\(reason)"
    case .amendment: return amendment
    case .redaction: return "\(references("of")): \(body["digest"]?.string ?? "?")\(reason)"
    case .none: return "of a type that this program does not know (v\(version))"
    }
  }

  private var reason: String { body["reason"]?.string.map { ": \($0)" } ?? "" }

  private var source: String {
    let parts = [
      body["kind"]?.string, body["name"]?.string, body["side"]?.string.map { "side \($0)" },
      body["member_of"]?.string.map { "of \($0)" },
      body["derived_from"]?.string.map { "copies \($0)" },
    ]
    return "\(body["source"]?.string ?? "?"): \(parts.compactMap { $0 }.joined(separator: ", "))"
  }

  private var term: String {
    let parts = [
      body["name"]?.string, body["of"]?.string, body["unit"]?.string.map { "counted in \($0)" },
      body["one"]?.string.map { "one: \($0)" }, body["many"]?.string.map { "many: \($0)" },
      body["author"]?.string.map { "by \($0)" }, body["lang"]?.string.map { "in \($0)" },
    ]
    return "\(body["kind"]?.string ?? "?") \(body["term"]?.string ?? "?"): "
      + parts.compactMap { $0 }.joined(separator: ", ")
  }

  private var amendment: String {
    let changes = Amendment.changes(body).map { path, value in
      let written = value.map { String(decoding: CanonicalJSON.bytes($0), as: UTF8.self) }
      return "\(path) \(written.map { "to \($0)" } ?? "dropped")"
    }
    let what = body["void"] == nil ? changes.joined(separator: ", ") : "void"
    return "\(references("of")) \(what)\(reason)"
  }

  private var obligations: String {
    let until = body["until"]?.string.map { ", until \($0)" } ?? ""
    let renews = body["renews"]?.string.map { ", renews \($0)" } ?? ""
    return until + renews
      + (body["obligations"]?.array ?? []).compactMap(\.object)
      .map { "; \(ObligationNotation.sentence($0))" }.joined()
  }

  private func references(_ field: String) -> String {
    body.texts(field).map { EventID($0)?.short ?? $0 }.joined(separator: ", ")
  }

  private func claim(_ value: JSONValue?) -> String {
    guard var object = value?.object else { return "?" }
    if let about = (object["about"]?.string).flatMap({ EventID($0) }) {
      object["about"] = .string(about.short)
    }
    let isWhole = object["act"] != nil
    if !isWhole { object["act"] = "handover" }
    guard let claim = try? Claim(json: object) else { return "a claim that is not read" }
    return isWhole ? claim.notation : String(claim.notation.dropFirst("handover ".count))
  }

  private func count(_ value: JSONValue?) -> String? {
    value?.object.flatMap { try? Count(json: $0) }?.description
  }
}
