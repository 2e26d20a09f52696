import Tallystick
import Testing

struct SchemaTests {
  @Test(arguments: EventType.allCases)
  func `the schema file of a type is what its shape gives`(type: EventType) throws {
    for version in 1...type.newestVersion {
      let text = try ProjectFile.text("events/schema/\(type.rawValue).v\(version).json")
      #expect(text == JSONValue.object(type.schema(version: version)).indented + "\n")
    }
  }

  @Test func `the schema file of an entry is what the program gives`() throws {
    let text = try ProjectFile.text("events/schema/entry.v1.json")
    #expect(text == JSONValue.object(Event.schema).indented + "\n")
  }

  @Test(arguments: EventType.allCases)
  func `a schema says what it is and lets nothing else pass`(type: EventType) {
    let version = type.newestVersion
    let schema = JSONValue.object(type.schema(version: version))
    #expect(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema.at("$id")?.string == "\(type.rawValue).v\(version).json")
    #expect(schema.at("title")?.string == "\(type.rawValue), version \(version)")
    #expect(schema.at("description")?.string?.last == ".")
    #expect(schema.at("required") == ["type", "stated", "body"])
    #expect(schema.at("properties.type")?.at("const")?.string == type.rawValue)
    #expect(schema.at("properties.v") == ["const": .integer(Int64(version))])
    for object in objects(in: schema) {
      #expect(object["additionalProperties"] == false)
      #expect(object["type"] == "object")
    }
    let names = type.fields.fields.map(\.name) + (type.fields.canSeal ? ["_sd"] : [])
    let described = schema.at("properties.body.properties")?.object?.members.map(\.name)
    #expect(described == names.sorted())
  }

  /// All objects in a schema that name their properties, but for the conditions of a rule.
  private func objects(in value: JSONValue) -> [JSONObject] {
    switch value {
    case .array(let values): return values.flatMap { objects(in: $0) }
    case .object(let object):
      let inner = object.members.filter { !["if", "then"].contains($0.name) }
        .flatMap { objects(in: $0.value) }
      return object["properties"]?.object == nil ? inner : inner + [object]
    default: return []
    }
  }

  @Test func `an entry's envelope is all required but for the label`() {
    let schema = JSONValue.object(Event.schema)
    #expect(
      schema.at("required")
        == ["body", "id", "recorded", "recorder", "seq", "stated", "type", "v"])
    #expect(schema.at("additionalProperties") == false)
    #expect(schema.at("properties")?.object?.members.count == 9)
    #expect(schema.at("properties.id.pattern")?.string == Name.eventID.pattern)
    #expect(schema.at("properties.body") == ["$ref": "#/$defs/object"])
  }

  @Test(arguments: [
    (Shape.text(most: 300), #"{"type":"string","minLength":1,"maxLength":300}"#),
    (.choice(["a", "b"]), #"{"enum":["a","b"]}"#),
    (.choice(["a"]), #"{"const":"a"}"#),
    (.yes, #"{"const":true}"#),
    (.integer(2...9), #"{"type":"integer","minimum":2,"maximum":9}"#),
    (.integer(1...1), #"{"const":1}"#),
    (
      .list(.yes, most: 7),
      #"{"type":"array","items":{"const":true},"minItems":1,"maxItems":7,"uniqueItems":true}"#
    ),
    (.either([.yes, .choice(["a"])]), #"{"anyOf":[{"const":true},{"const":"a"}]}"#),
    (.anything, #"{"type":"object","propertyNames":{"pattern":"^[a-z0-9_]+$"}}"#),
  ])
  func `a shape has one schema`(shape: Shape, text: String) throws {
    #expect(shape.schema == (try JSONValue(reading: text)))
  }

  @Test(arguments: Name.allCases.filter { $0 != .eventID })
  func `a name's schema has its pattern`(name: Name) {
    let schema = Shape.name(name).schema
    #expect(schema.at("pattern")?.string == name.pattern)
    #expect(schema.at("description")?.string == name.form)
  }

  @Test(arguments: [
    ("00112233445566778899aabbccddeeff", true), ("@PR-046", true), ("@abcde", true),
    ("@abcdeg", true), ("00112233445566778899aabbccddeef", false), ("@abcdef", false),
    ("@", false), ("PR-046", false), ("@-a", false), ("@a b", false),
  ])
  func `a reference is an id, or an at sign and a label`(text: String, fits: Bool) throws {
    let schema = Shape.name(.eventID).schema
    #expect(try matches(text, schema) == fits)
  }

  @Test(arguments: [
    ("PR-046", true), ("abcde", true), ("abcdef", false), ("0123456", false), ("ABCDEF", true),
  ])
  func `a label is never taken for an id`(text: String, fits: Bool) throws {
    for schema in [EventType.link.schema(version: 1), Event.schema] {
      let label = try #require(JSONValue.object(schema).at("properties.label"))
      #expect(try matches(text, label) == fits)
      #expect(Name.isLabel(text) == fits)
    }
  }

  private func matches(_ text: String, _ schema: JSONValue) throws -> Bool {
    let pattern = try Regex(try #require(schema.at("pattern")?.string))
    let not = try Regex(try #require(schema.at("not.pattern")?.string))
    return text.contains(pattern) && !text.contains(not)
  }

  @Test(arguments: [
    "2025-06-13", "2025-06-13?", "2025-06~", "2025%", "../2025-06-11", "2025-06-02/..", "Y20250",
    "[2025-06-11,2025-06-13..2025-06-16]", "{..2025-06-11,2025}", "XXXX-06-13", "-0044-03-15",
    "2025-06-13T09:15:00+03:00", "2025-06-13T09:15:00.250000Z", "2024-21",
  ])
  func `the loose pattern takes every date`(text: String) throws {
    #expect(throws: Never.self) { try Stated(parsing: text) }
    for shape in [Shape.date, .stated] {
      let pattern = try Regex(try #require(shape.schema.at("pattern")?.string))
      #expect(text.contains(pattern))
      #expect(!"\(text) or so".contains(pattern) && !"13".contains(pattern))
      #expect(shape.schema.at("maxLength") == 200)
    }
  }

  @Test func `a count has one kind of number`() throws {
    let schema = Shape.count.schema
    let kinds = #"""
      [{"required":["exact"]},{"required":["about"]},
      {"anyOf":[{"required":["min"]},{"required":["max"]}]},
      {"required":["withheld"]},{"required":["unspecified"]}]
      """#
    #expect(schema.at("oneOf") == (try JSONValue(reading: kinds)))
    let properties = try #require(schema.at("properties")?.object)
    #expect(
      properties.members.map(\.name)
        == ["_sd", "about", "exact", "max", "min", "unspecified", "withheld", "words"])
    for number in ["about", "exact", "max", "min"] {
      #expect(properties[number] == Shape.integer(0...9_007_199_254_740_991).schema)
    }
    #expect(properties["words"] == Shape.text(most: 300).schema)
  }

  @Test func `rules and sealed fields are in the schema`() throws {
    let fields = Fields(
      [
        .required("a", .yes), .optional("b", .yes),
        Fields.Field.required("c", .text(most: 9)).sealable,
      ],
      rules: [
        .exactlyOne(["a", "b"]), .atLeastOne(["a", "b"]), .atLeastOne(["a", "c"]),
        .when(field: "a", is: "x", then: "b", in: ["y"]),
      ])
    let expected = #"""
      [{"anyOf":[{"required":["c"]},{"required":["_sd"]}]},
      {"oneOf":[{"required":["a"]},{"required":["b"]}]},
      {"anyOf":[{"required":["a"]},{"required":["b"]}]},
      {"anyOf":[{"required":["a"]},{"required":["c"]},{"required":["_sd"]}]},
      {"if":{"properties":{"a":{"const":"x"}},"required":["a"]},
      "then":{"properties":{"b":{"enum":["y"]}}}}]
      """#
    #expect(fields.schema["allOf"] == (try JSONValue(reading: expected)))
    #expect(fields.schema["required"] == ["a"])
    let sealed = JSONValue.object(fields.schema).at("properties._sd")
    #expect(sealed?.at("items.pattern")?.string == Name.digest.pattern)
    #expect(sealed?.at("maxItems") == 64 && sealed?.at("minItems") == 1)
    #expect(sealed?.at("uniqueItems") == true)
  }

  @Test func `a value that fits a line of 100 columns stands on one`() throws {
    let short = String(repeating: "x", count: 90)
    let long = String(repeating: "x", count: 95)
    #expect(JSONValue.array([.string(short), 1]).indented == "[\"\(short)\", 1]")
    #expect(JSONValue.array([.string(long), 1]).indented == "[\n  \"\(long)\",\n  1\n]")
    let value = try JSONValue(reading: #"{"b":{"c":"\#(long)","d":[]},"a":{"é\n":true}}"#)
    #expect(
      value.indented
        == "{\n  \"a\": {\"é\\n\": true},\n  \"b\": {\n    \"c\": \"\(long)\",\n    \"d\": []\n  }\n}"
    )
    #expect(try JSONValue(reading: value.indented) == value)
  }
}
