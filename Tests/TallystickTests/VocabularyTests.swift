import Testing

@testable import Tallystick

struct VocabularyTests {
  @Test func `types, schemas and vectors are the same`() throws {
    let files = try ProjectFile.names(in: "events/schema")
    let schemas = EventType.allCases.flatMap { type in
      (1...type.newestVersion).map { "\(type.rawValue).v\($0).json" }
    }
    #expect(files == (schemas + ["entry.v1.json"]).sorted())
    for type in EventType.allCases {
      for version in 1...type.newestVersion {
        let vectors = try EventVector.all.filter {
          try $0.type == type.rawValue && $0.decoded().version == version
        }
        #expect(vectors.count >= 2, "vectors of \(type) v\(version)")
      }
    }
    let unknown = Set(EventVector.all.map(\.type)).subtracting(EventType.allCases.map(\.rawValue))
    #expect(unknown == ["exhumation"])
    #expect(try EventVector.all.contains { try $0.decoded().version > 2 })
  }

  @Test func `each type has a verb of its own`() {
    let verbs = EventType.allCases.map(\.verb)
    #expect(
      verbs == [
        "announce", "confirm", "deny", "correct", "retract", "silence", "agree", "publish",
        "source", "term", "assess", "link", "amend", "redact",
      ])
    #expect(EventType.allCases.filter(\.isAct).map(\.verb) == Array(verbs.prefix(8)))
  }

  @Test func `a type is known in its versions and in no other`() throws {
    for vector in EventVector.all {
      let content = try vector.decoded()
      let newest = EventType(rawValue: vector.type)?.newestVersion ?? 0
      let isKnown = content.version <= newest
      #expect((content.knownType?.rawValue == vector.type) == isKnown)
      #expect((content.knownType == nil) == !isKnown)
    }
  }

  @Test func `the vectors have every kind of count`() throws {
    var kinds: Set<String> = []
    for vector in EventVector.all where try vector.decoded().knownType != nil {
      for count in counts(in: vector.content) {
        let names = count.members.map(\.name).filter { $0 != "words" && $0 != "_sd" }
        kinds.insert(names.joined(separator: "+"))
        #expect(throws: Never.self) { try Owed(json: count) }
      }
    }
    #expect(
      kinds == [
        "exact", "about", "min", "max", "max+min", "withheld", "unspecified", "exact+per",
        "about+per", "each+of",
      ])
  }

  private func counts(in value: JSONValue) -> [JSONObject] {
    switch value {
    case .array(let values): values.flatMap { counts(in: $0) }
    case .object(let object):
      object.members.flatMap { member in
        member.name == "count"
          ? [member.value.object].compactMap(\.self) : counts(in: member.value)
      }
    default: []
    }
  }

  @Test func `what may be sealed is text that no figure needs`() throws {
    var sealable: Set<String> = []
    for type in EventType.allCases {
      sealable.formUnion(names(type.fields, under: "") { $0.isSealable })
    }
    #expect(
      sealable == [
        "quote", "capture", "reason", "locator", "claim.place", "instead.place",
      ])
  }

  /// The paths of the fields, of objects in objects too, for which `condition` holds.
  private func names(
    _ fields: Fields, under path: String, where condition: (Fields.Field) -> Bool
  ) -> [String] {
    fields.fields.flatMap { field in
      let own = condition(field) ? [path + field.name] : []
      guard case .object(let inner) = field.shape else { return own }
      return own + names(inner, under: path + field.name + ".", where: condition)
    }
  }

  @Test func `the words of the shapes are those that are read`() throws {
    let announcement = EventType.announcement.fields
    let claim = try #require(announcement["claim"]?.shape.fields)
    #expect(announcement["attribution"]?.shape.words == Attribution.allCases.map(\.rawValue))
    #expect(claim["act"]?.shape.words == ClaimAct.allCases.map(\.rawValue))
    #expect(claim["scope"]?.shape.words == Scope.allCases.map(\.rawValue))
    let facets = Facet.allCases.map(\.rawValue)
    #expect(EventType.denial.fields["facets"]?.shape.words == facets)
    #expect(
      EventType.confirmation.fields["facets"]?.shape.words == facets.filter { $0 != "authenticity" }
    )
  }

  @Test func `every value of a scale belongs to that scale alone`() throws {
    let fields = EventType.assessment.fields
    let scales = try #require(fields["scale"]?.shape.words).filter { $0 != "placement" }
    let values = Vocabulary.scales.flatMap(\.values)
    #expect(Set(values).count == values.count)
    for value in values {
      let fitting = scales.filter { scale in
        let body: JSONObject = [
          "of": "00000000000000000000000000000000", "scale": .string(scale),
          "value": .string(value), "reason": "x",
        ]
        return fields.problems(of: body, at: "body").isEmpty
      }
      #expect(fitting.count == 1, "scales of \(value)")
    }
  }

  @Test(arguments: EventType.allCases)
  func `the page on events has a row for every field`(type: EventType) throws {
    let page = try Page()
    let speech = try page.fields("speaker field")
    let common = type.isAct ? speech : ["reason"]
    let own = try page.fields("**\(type.rawValue)** (`\(type.verb)`)")
    #expect(own + common + ["repeat?"] == (own + common + ["repeat?"]).uniqued)
    #expect((own + common + ["repeat?"]).sorted() == described(type.fields).sorted())
    let file = "events/schema/\(type.rawValue).v\(type.newestVersion).json"
    let schema = try JSONValue(reading: ProjectFile.text(file))
    let summary = try #require(schema.at("description")?.string?.dropLast())
    #expect(page.text.contains("(`\(type.verb)`) | form | \(summary)"))
  }

  @Test func `the page on events has a row for every part of a claim and of an entry`() throws {
    let page = try Page()
    let claim = try #require(EventType.announcement.fields["claim"]?.shape.fields)
    // In the order of the shape: a new part stands last.
    let (told, taken) = (try page.fields("claim part"), described(claim))
    #expect(told == taken)
    let entry = JSONValue.object(Event.schema)
    let required = entry.at("required")?.array?.compactMap(\.string) ?? []
    let names = entry.at("properties")?.object?.members.map(\.name) ?? []
    #expect(
      try page.fields("entry field") == names.map { required.contains($0) ? $0 : "\($0)?" })
    let agreement = EventType.agreement.fields["obligations"]?.shape
    guard case .list(.object(let obligation), _) = agreement else {
      Issue.record("an agreement's obligations are a list of objects")
      return
    }
    let row = try page.rows("**agreement** (`agree`)").first { $0.hasPrefix("| `obligations?`") }
    #expect(Page.names(try #require(row)) == ["obligations?"] + described(obligation) + ["what"])
    #expect(
      page.text.contains(
        "`unclear?` | list of \(Unclear.allCases.map(\.rawValue).joined(separator: ", "))"))
  }

  private func described(_ fields: Fields) -> [String] {
    fields.fields.map { $0.isRequired ? $0.name : "\($0.name)?" }
  }

  @Test func `the page's example computes an id`() throws {
    let page = try Page()
    let start = try #require(page.text.firstRange(of: "printf '%s' '{")?.upperBound)
    let rest = page.text[start...]
    let end = try #require(rest.firstRange(of: "' | sha256sum | cut -c 1-32")?.lowerBound)
    let canonical = "{" + rest[..<end]
    let vector = try #require(EventVector.all.first { $0.canonical == canonical })
    #expect(
      page.text.contains(
        "This is line \(vector.number) of `vectors/events.jsonl`, and prints its id, "
          + "`\(vector.id)`:"))
  }
}

/// The page on events, with its tables.
private struct Page {
  let text: String

  init() throws { text = try ProjectFile.text("events/README.md") }

  /// The rows of the table whose first cell is `head`.
  func rows(_ head: String) throws -> [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("| \(head) | form |") })
    return Array(lines[(start + 2)...].prefix { $0.hasPrefix("|") })
  }

  /// The names in the first cells of the table whose first cell is `head`.
  func fields(_ head: String) throws -> [String] {
    try rows(head).flatMap { Page.names($0.dropFirst(2).prefix { $0 != "|" }) }
  }

  /// The names between backticks.
  static func names(_ text: Substring) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

extension Shape {
  /// The words of a choice, or of a list of choices.
  fileprivate var words: [String]? {
    switch self {
    case .choice(let words): words
    case .list(let shape, _): shape.words
    default: nil
    }
  }

  fileprivate var fields: Fields? {
    if case .object(let fields) = self { fields } else { nil }
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    enumerated().filter { !self[..<$0.offset].contains($0.element) }.map(\.element)
  }
}
