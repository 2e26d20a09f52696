import TallyReports
import Tallystick
internal import TransparencyLog

/// What a recorder judges, in words.
struct JudgementWords {
  let saying: Saying

  private var words: Frame { saying.words }
  private var names: any SayingNames { saying.names }

  /// What a judgement says, with its reason.
  func html(_ content: Content) -> HTML {
    let body = content.body
    switch content.knownType {
    case .source: return saying.because(body, source(body))
    case .term: return saying.because(body, term(body))
    case .assessment: return saying.because(body, assessment(body))
    case .link: return saying.because(body, link(body))
    case .amendment: return saying.because(body, amendment(body))
    default: return saying.because(body, words.html(.destroys, saying.events(body, "of")))
    }
  }

  private func source(_ body: JSONObject) -> HTML {
    let name = body["name"]?.string ?? body["source"]?.string ?? "?"
    var parts: [HTML] = []
    if let kind = body["kind"]?.string { parts.append(words.value(kind)) }
    if let side = body["side"]?.string {
      parts.append(words.html(.speaksFor, names.side(named: side)))
    }
    if let house = body["member_of"]?.string {
      parts.append(words.html(.belongsTo, names.source(named: house)))
    }
    if let copied = body["derived_from"]?.string {
      parts.append(words.html(.copiesWhom, names.source(named: copied)))
    }
    return parts.isEmpty ? .data(name) : "\(data: name): \(parts.joined(by: ", "))"
  }

  private func term(_ body: JSONObject) -> HTML {
    let parts = ["name", "one", "many", "of", "unit", "author", "lang"].compactMap {
      body[$0]?.string
    }
    return words.html(
      .printedAs, .data(body["term"]?.string ?? "?"),
      parts.map { "“\(data: $0)”" }.joined(by: ", "))
  }

  private func assessment(_ body: JSONObject) -> HTML {
    let value = body["value"]?.string ?? "?"
    var subject =
      body["source"]?.string.map { names.source(named: $0) }
      ?? body["medium"]?.string.map { names.medium(named: $0) } ?? saying.events(body, "of")
    if body["against"] != nil {
      subject = "\(subject) \(words.html(.againstWhat, saying.events(body, "against")))"
    }
    switch body["scale"]?.string {
    case "reliability": return words.html(.reliabilityOf, subject, .data(value))
    case "credibility": return words.html(.credibilityOf, subject, .data(value))
    case "authenticity": return words.html(.authenticityOf, subject, words.value(value))
    case "placement":
      return value == "none"
        ? words.html(.placesNowhere, subject)
        : words.html(.placesUnder, subject, .data(value))
    default: return words.html(.explains, subject, words.value(value, of: "explained"))
    }
  }

  private func link(_ body: JSONObject) -> HTML {
    let (a, b) = (saying.events(body, "a"), saying.events(body, "b"))
    switch body["relation"]?.string {
    case "same_utterance": return words.html(.sameUtterance, a, b)
    case "same_handover": return words.html(.sameHandover, a, b)
    case "distinct_handover": return words.html(.distinctHandover, a, b)
    case "derived_from": return words.html(.derivedFrom, a, b)
    case "contradicts": return words.html(.contradictOneAnother, a, b)
    default: return "\(a) \(words.value(body["relation"]?.string ?? "?")) \(b)"
    }
  }

  private func amendment(_ body: JSONObject) -> HTML {
    let of = saying.events(body, "of")
    guard body["void"] == nil else { return words.html(.voids, of) }
    let set = (body["set"]?.object ?? [:]).members.flatMap { member -> [(String, JSONValue)] in
      guard member.name == "claim", let parts = member.value.object else {
        return [(member.name, member.value)]
      }
      return parts.members.map { ("claim.\($0.name)", $0.value) }
    }.map { path, value -> HTML in
      let text = value.string ?? String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
      return "\(HTML.hash(path)) → \(data: text)"
    }
    let dropped = body.list("drop").map { path -> HTML in
      "\(HTML.hash(path)) \(own: words(.dropped))"
    }
    return words.html(.amends, of, (set + dropped).joined(by: ", "))
  }
}
