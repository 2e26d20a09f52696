internal import Tallystick

/// Who said, derived and recorded what, as PROV-JSON (W3C Member Submission, 24 April 2013).
///
/// What a speaker said is an entity attributed to the speaker; the entry that holds it is another,
/// attributed to the recorder, quoted from the first, and generated when it was recorded. A
/// judgement is an entry only. PROV has no truth or status: a retraction is an influence of kind
/// `retracts`, and no invalidation, since the words were said.
struct Provenance {
  private let standing: Standing
  private let names: ExportNames
  private var document: [String: JSONObject] = [:]
  private var relations = 0

  init(_ events: [Event], in view: View, _ names: ExportNames) {
    standing = view.standing
    self.names = names
    let known = Set(events.map(\.id))
    for event in events { take(event, known) }
    for source in standing.sources.all { take(source) }
  }

  /// The PROV-JSON document.
  var json: JSONObject {
    var json = JSONObject()
    json["prefix"] = [
      "record": .string(names.base), "tally": "urn:x-tallystick:v1:",
    ]
    for (name, records) in document { json[name] = .object(records) }
    return json
  }

  private func name(_ local: String) -> String { "record:\(local)" }

  private func qualified(_ name: String) -> JSONValue {
    ["$": .string(name), "type": "prov:QUALIFIED_NAME"]
  }

  private mutating func add(_ kind: String, _ id: String, _ attributes: JSONObject) {
    document[kind, default: [:]][id] = .object(attributes)
  }

  private mutating func relate(_ kind: String, _ attributes: JSONObject) {
    relations += 1
    add(kind, "_:r\(relations)", attributes)
  }

  private mutating func attribute(_ entity: String, to agent: String) {
    relate(
      "wasAttributedTo", ["prov:entity": .string(entity), "prov:agent": .string(agent)])
  }

  private mutating func take(_ event: Event, _ known: Set<EventID>) {
    let content = standing.content(of: event)
    let entry = name(names.entry(event.seq))
    let recorder = name(names.recorder(event.recorder))
    var attributes: JSONObject = [
      "prov:type": qualified("tally:entry"), "tally:seq": .integer(Int64(event.seq)),
      "tally:content_id": .string(event.id.description),
      "tally:event_type": .string(event.content.type),
    ]
    attributes["tally:label"] = event.label.map(JSONValue.string)
    let isAct = content.knownType?.isAct ?? false
    if !isAct { attributes["prov:label"] = .string("\(content.type): \(content.summary)") }
    add("entity", entry, attributes)
    add("agent", recorder, ["prov:label": .string(event.recorder)])
    attribute(entry, to: recorder)
    relate(
      "wasGeneratedBy",
      ["prov:entity": .string(entry), "prov:time": .string(event.recorded.description)])
    if isAct { takeAct(event, content, entry, known) } else { takeJudgement(event, content, known) }
  }

  private mutating func takeAct(
    _ event: Event, _ content: Content, _ entry: String, _ known: Set<EventID>
  ) {
    let body = content.body
    let act = name(names.event(event.id))
    var attributes: JSONObject = [
      "prov:type": qualified("tally:\(content.type)"),
      "prov:label": .string(content.saying),
      "tally:stated": .string(content.stated.text),
    ]
    attributes["prov:value"] = body["quote"]
    add("entity", act, attributes)
    let speaker = body["speaker"]?.string ?? "unknown"
    if standing.sources[speaker] == nil { add("agent", name(names.source(speaker)), [:]) }
    attribute(act, to: name(names.source(speaker)))
    derive(entry, from: act, "prov:Quotation")
    if let capture = body["capture"]?.object { takePage(act, capture, body) }
    for of in body.ids("of") where known.contains(of) { refer(act, to: of, content.knownType) }
    if let medium = body["medium"]?.string {
      add("entity", name(names.medium(medium)), ["prov:type": qualified("tally:medium")])
      influence(act, by: name(names.medium(medium)), "publishes")
    }
  }

  /// The page on which the words were read.
  private mutating func takePage(_ act: String, _ capture: JSONObject, _ body: JSONObject) {
    let page = "\(act)-page"
    var attributes: JSONObject = ["prov:type": qualified("tally:page")]
    attributes["prov:location"] = capture["url"]
    attributes["tally:archive"] = capture["archive"]
    attributes["tally:sha256"] = capture["sha256"]
    add("entity", page, attributes)
    derive(page, from: act, "prov:Quotation")
    guard let outlet = body.texts("via").last else { return }
    if standing.sources[outlet] == nil { add("agent", name(names.source(outlet)), [:]) }
    attribute(page, to: name(names.source(outlet)))
  }

  private mutating func refer(_ act: String, to id: EventID, _ type: EventType?) {
    let other = name(names.event(id))
    switch type {
    case .correction: derive(act, from: other, "prov:Revision")
    case .confirmation: influence(act, by: other, "confirms")
    case .denial: influence(act, by: other, "denies")
    case .retraction: influence(act, by: other, "retracts")
    default: influence(act, by: other, "is_about")
    }
  }

  private mutating func takeJudgement(_ event: Event, _ content: Content, _ known: Set<EventID>) {
    let body = content.body
    let entry = name(names.entry(event.seq))
    for of in body.ids("of") where isAct(of, known) {
      influence(entry, by: name(names.event(of)), "is_about")
    }
    guard content.knownType == .link, let a = body.ids("a").first, let b = body.ids("b").first,
      isAct(a, known), isAct(b, known)
    else { return }
    let (one, other) = (name(names.event(a)), name(names.event(b)))
    switch body["relation"]?.string {
    case "same_utterance":
      relate(
        "alternateOf", ["prov:alternate1": .string(one), "prov:alternate2": .string(other)])
    case "derived_from": derive(one, from: other, nil)
    default:
      influence(entry, by: one, body["relation"]?.string ?? "is_about")
      influence(entry, by: other, body["relation"]?.string ?? "is_about")
    }
  }

  /// Whether the document has an entity for what a speaker said.
  private func isAct(_ id: EventID, _ known: Set<EventID>) -> Bool {
    known.contains(id) && (standing.history.item(id)?.type.isAct ?? false)
  }

  private mutating func derive(_ entity: String, from other: String, _ type: String?) {
    var attributes: JSONObject = [
      "prov:generatedEntity": .string(entity), "prov:usedEntity": .string(other),
    ]
    attributes["prov:type"] = type.map(qualified)
    relate("wasDerivedFrom", attributes)
  }

  private mutating func influence(_ entity: String, by other: String, _ relation: String) {
    relate(
      "wasInfluencedBy",
      [
        "prov:influencee": .string(entity), "prov:influencer": .string(other),
        "tally:relation": .string(relation),
      ])
  }

  private mutating func take(_ source: SourceBook.Source) {
    let agent = name(names.source(source.id))
    var attributes: JSONObject = ["prov:label": .string(source.name ?? source.id)]
    switch source.kind {
    case "person", "unnamed": attributes["prov:type"] = qualified("prov:Person")
    case .some: attributes["prov:type"] = qualified("prov:Organization")
    case nil: break
    }
    attributes["tally:kind"] = source.kind.map(JSONValue.string)
    attributes["tally:side"] = source.side.map(JSONValue.string)
    add("agent", agent, attributes)
    if let whole = source.memberOf, standing.sources[whole] != nil {
      relate(
        "actedOnBehalfOf",
        ["prov:delegate": .string(agent), "prov:responsible": .string(name(names.source(whole)))])
    }
    if let copied = source.derivedFrom, standing.sources[copied] != nil {
      influence(agent, by: name(names.source(copied)), "copies")
    }
  }
}
