internal import Tallystick

/// What speakers said, and the reviews of what was assessed, in the words of schema.org.
///
/// Every act of a speaker is a `Claim`, never a `ClaimReview`: that somebody said something is no
/// verdict. Only a `credibility` assessment of the record becomes a `ClaimReview`, with a rating of
/// what the assessment says and no other.
struct ClaimReviews {
  private let standing: Standing
  private let names: ExportNames

  /// The JSON-LD document.
  private(set) var json: JSONObject = ["@context": "https://schema.org"]

  init(_ events: [Event], in view: View, _ names: ExportNames) {
    standing = view.standing
    self.names = names
    let acts = events.filter { standing.act($0.id) != nil }
    let mentioned = Set(acts.flatMap { sources(of: standing.content(of: $0)) })
    let recorders = Set(events.map { $0.recorder }).sorted()
    var nodes = recorders.map(recorder)
    nodes += standing.sources.all.filter { mentioned.contains($0.id) }.map(source)
    nodes += acts.map(claim)
    nodes += events.compactMap(review)
    json["@graph"] = .array(nodes.map(JSONValue.object))
  }

  private func iri(_ name: String) -> JSONValue { .string(names.base + name) }

  private func reference(_ name: String) -> JSONValue { .object(["@id": iri(name)]) }

  /// The speaker, what is on the way to the page, and what these belong to.
  private func sources(of content: Content) -> [String] {
    let named = content.body.texts("via") + [content.body["speaker"]?.string].compactMap { $0 }
    return named.flatMap { standing.sources.lineage(of: $0) }
  }

  private func recorder(_ name: String) -> JSONObject {
    [
      "@id": iri(names.recorder(name)), "@type": "Organization", "name": .string(name),
      "description": "Whoever keeps the record under this name.",
    ]
  }

  private func source(_ source: SourceBook.Source) -> JSONObject {
    let isPerson = source.kind == "person" || source.kind == "unnamed"
    var node: JSONObject = [
      "@id": iri(names.source(source.id)), "@type": isPerson ? "Person" : "Organization",
      "identifier": .string(source.id), "name": .string(source.name ?? source.id),
    ]
    if !source.aliases.isEmpty {
      node["alternateName"] = .array(source.aliases.map(JSONValue.string))
    }
    node["memberOf"] = source.memberOf.map { reference(names.source($0)) }
    return node
  }

  private func claim(_ event: Event) -> JSONObject {
    let content = standing.content(of: event)
    let body = content.body
    var node: JSONObject = [
      "@id": iri(names.event(event.id)), "@type": "Claim",
      "identifier": .string(event.id.description),
      "description": .string("\(content.type): \(content.saying)"),
      "author": reference(names.source(event.voice(content))),
    ]
    node["text"] = body["quote"]
    node["inLanguage"] = body["lang"]
    date(content.stated, in: &node)
    node["temporalCoverage"] = body["claim"]?.object?["when"]?.string.flatMap(interval)
    let about = body.ids("of").filter { standing.act($0) != nil }
    if !about.isEmpty { node["citation"] = .array(about.map { reference(names.event($0)) }) }
    node["appearance"] = appearance(body)
    let retractions = standing.liveRetractions(of: event.id)
    if !retractions.isEmpty { node["creativeWorkStatus"] = "Retracted by its speaker" }
    return node
  }

  /// The page read; where its address is not known, that there was one.
  private func appearance(_ body: JSONObject) -> JSONValue? {
    let capture = body["capture"]?.object
    let outlet = body.texts("via").last
    guard capture != nil || outlet != nil else { return nil }
    var page: JSONObject = ["@type": capture?["url"] == nil ? "CreativeWork" : "WebPage"]
    page["url"] = capture?["url"]
    page["archivedAt"] = capture?["archive"]
    page["publisher"] = outlet.map { reference(names.source($0)) }
    page["datePublished"] = body["published"]?.string.flatMap { text in
      (try? Stated(parsing: text)).flatMap(\.exactText)
    }.map(JSONValue.string)
    return .object(page)
  }

  /// A day or an instant as `datePublished`; any other date as `temporal`, which takes EDTF.
  private func date(_ stated: Stated, in node: inout JSONObject) {
    if let exact = stated.exactText {
      node["datePublished"] = .string(exact)
    } else {
      node["temporal"] = .string(stated.text)
    }
  }

  /// A date that ISO 8601 has too: without marks of uncertainty, unspecified digits and sets.
  private func interval(_ when: String) -> JSONValue? {
    when.utf8.allSatisfy { $0.isDigit || "-/.".utf8.contains($0) } ? .string(when) : nil
  }

  private func review(_ event: Event) -> JSONObject? {
    let body = standing.content(of: event).body
    guard event.content.knownType == .assessment, body["scale"] == "credibility",
      let of = body.ids("of").first, let value = body["value"]?.string,
      let held = standing.judgements.assessments[of.description],
      held.contains(where: { $0.seq == event.seq }), let item = standing.history.item(of),
      standing.act(of) != nil
    else { return nil }
    let claim = standing.amended.item(item)
    let content = Content(type: claim.type.rawValue, stated: claim.stated, body: claim.body)
    var rating: JSONObject = [
      "@type": "Rating", "alternateName": .string("\(value): \(ClaimReviews.words[value] ?? "")"),
      "description":
        "Credibility by the Admiralty code, 1 to 6, where 1 is best; ratingValue is 6 less it.",
    ]
    if let number = Int64(value), number < 6 {
      rating["ratingValue"] = .integer(6 - number)
      rating["bestRating"] = 5
      rating["worstRating"] = 1
    }
    rating["ratingExplanation"] = body["reason"]
    var node: JSONObject = [
      "@id": iri(names.event(event.id)), "@type": "ClaimReview",
      "claimReviewed": content.body["quote"] ?? .string(content.saying),
      "itemReviewed": reference(names.event(of)),
      "author": reference(names.recorder(event.recorder)), "reviewRating": .object(rating),
    ]
    node["reviewBody"] = body["reason"]
    date(event.content.stated, in: &node)
    return node
  }

  /// The words of the Admiralty code for the credibility of a piece of information.
  private static let words = [
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true",
    "4": "doubtful", "5": "improbable", "6": "truth cannot be judged",
  ]
}

extension Event {
  /// The short id of the speaker as amended, else of the recorder.
  fileprivate func voice(_ content: Content) -> String {
    content.body["speaker"]?.string ?? recorder
  }
}

extension Stated {
  /// The instant, or the day where the date is one without a mark of uncertainty.
  var exactText: String? {
    if instant != nil { return text }
    guard let date, date.isSingleDay, !date.isUncertain, !date.isApproximate,
      let day = date.earliest
    else { return nil }
    return day.description
  }
}
