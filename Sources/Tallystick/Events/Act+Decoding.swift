public import TransparencyLog

extension JSONObject {
  /// The text under `name`.
  ///
  /// - Throws: `FormatError` when there is none.
  func text(_ name: String) throws(FormatError) -> String {
    guard let text = self[name]?.string else { throw FormatError("\(name) is missing") }
    return text
  }

  /// The event id under `name`.
  ///
  /// - Throws: `FormatError` when there is none.
  func eventID(_ name: String) throws(FormatError) -> EventID {
    guard let id = EventID(try text(name)) else { throw FormatError("\(name) is no event id") }
    return id
  }

  /// The texts in the list under `name`; a single text counts as a list of one, nothing as none.
  package func texts(_ name: String) -> [String] {
    if let text = self[name]?.string { return [text] }
    return (self[name]?.array ?? []).compactMap(\.string)
  }

  package func ids(_ name: String) -> [EventID] { texts(name).compactMap { EventID($0) } }

  func date(_ name: String) throws(FormatError) -> EDTFDate? {
    guard let text = self[name]?.string else { return nil }
    return try EDTFDate(parsing: text)
  }

  fileprivate var facets: Set<Facet> { Set(texts("facets").compactMap(Facet.init)) }
}

extension Speech {
  /// Reads the speaker fields of a body.
  ///
  /// - Throws: `FormatError` when a required one is missing.
  public init(body: JSONObject) throws(FormatError) {
    guard let attribution = Attribution(rawValue: try body.text("attribution")) else {
      throw FormatError("attribution is none of \(Attribution.allCases.map(\.rawValue))")
    }
    self.init(
      speaker: try body.text("speaker"), attribution: attribution, side: body["side"]?.string,
      via: body.texts("via"),
      published: try body["published"]?.string.map { text throws(FormatError) in
        try Stated(parsing: text)
      },
      rendering: (body["rendering"]?.string).flatMap(Rendering.init))
  }
}

extension Deed {
  /// Reads the fields of the body of a speaker's act; nil for a judgement.
  ///
  /// - Throws: `FormatError` when a field does not have its form.
  public init?(_ type: EventType, body: JSONObject) throws(FormatError) {
    switch type {
    case .announcement: self = .announcement(try Claim(json: body.required("claim")))
    case .confirmation:
      self = .confirmation(
        of: body.ids("of"), facets: body.facets,
        count: try body["count"]?.object.map { object throws(FormatError) in
          try Count(json: object)
        })
    case .denial:
      self = .denial(
        of: (body["of"]?.string).flatMap { EventID($0) },
        claim: try body["claim"]?.object.map { object throws(FormatError) in
          try Claim(json: object)
        },
        facets: body.facets, instead: body["instead"]?.object)
    case .correction:
      self = .correction(
        of: try body.eventID("of"), claim: body["claim"]?.object, terms: body["terms"]?.object)
    case .retraction: self = .retraction(of: try body.eventID("of"))
    case .silence:
      self = .silence(
        Silence(
          silent: try body.text("silent"), about: (body["about"]?.string).flatMap { EventID($0) },
          aboutWords: body["about_words"]?.string, until: body["until"]?.string))
    case .agreement: self = .agreement(try Agreement(body: body))
    case .medium: self = .medium(try Medium(body: body))
    case .source, .term, .assessment, .link, .amendment, .redaction: return nil
    }
  }
}

extension JSONObject {
  /// The object under `name`.
  ///
  /// - Throws: ``FormatError`` when there is none.
  func required(_ name: String) throws(FormatError) -> JSONObject {
    guard let object = self[name]?.object else { throw FormatError("\(name) is missing") }
    return object
  }
}

extension Agreement {
  fileprivate init(body: JSONObject) throws(FormatError) {
    self.init(
      agreement: try body.text("agreement"), names: body.texts("names"),
      when: try EDTFDate(parsing: try body.text("when")), parties: body.texts("parties"),
      obligations: try Obligation.list(body["obligations"]), until: try body.date("until"),
      renews: body["renews"]?.string)
  }

  /// Changes the terms that `object` names, and no others.
  mutating func change(by object: JSONObject) throws(FormatError) {
    if object["names"] != nil { names = object.texts("names") }
    if object["parties"] != nil { parties = object.texts("parties") }
    if let changed = try object.date("when") { when = changed }
    if let changed = object["obligations"] { obligations = try Obligation.list(changed) }
    if let changed = try object.date("until") { until = changed }
    if let changed = object["renews"]?.string { renews = changed }
  }
}

extension Obligation {
  fileprivate static func list(_ value: JSONValue?) throws(FormatError) -> [Obligation] {
    var obligations: [Obligation] = []
    for element in value?.array ?? [] {
      guard let object = element.object else { throw FormatError("an obligation is an object") }
      obligations.append(try Obligation(json: object))
    }
    return obligations
  }

  /// Reads the JSON form.
  ///
  /// - Throws: ``FormatError`` when a field does not have its form.
  init(json object: JSONObject) throws(FormatError) {
    self.init(
      debtor: try object.text("debtor"), creditor: try object.text("creditor"),
      what: object.texts("what"), whose: object["whose"]?.string,
      count: try Owed(json: try object.required("count")), due: try object.date("due"))
  }
}

extension Medium {
  fileprivate init(body: JSONObject) throws(FormatError) {
    let shows = body["shows"]
    self.init(
      medium: try body.text("medium"), kind: try body.text("kind"),
      publisher: body["publisher"]?.string, when: try body.date("when"),
      locator: body["locator"]?.string,
      sha256: body["sha256"]?.string, shows: shows?.array == nil ? [] : body.ids("shows"),
      showsWords: shows?.string)
  }
}
