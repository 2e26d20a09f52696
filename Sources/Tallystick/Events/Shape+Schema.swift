// The published JSON Schemas (2020-12), written from the shapes that append checks.
//
// A schema says what one line can say of itself. Left to append: that the digests of `_sd` are
// sorted, that a count's min is not larger than its max, that a date is one of the calendar, and
// everything that depends on other events (Decide).

extension EventType {
  /// The JSON Schema of a content line of this type in a version of its shape, from 1 to
  /// ``newestVersion``.
  ///
  /// `v` may be left out of a line in any version: append finds the lowest that fits.
  public func schema(version: Int) -> JSONObject {
    JSONObject.schema(
      id: "\(rawValue).v\(version).json", title: "\(rawValue), version \(version)",
      description: summary,
      Fields([
        .required("type", .choice([rawValue])),
        .optional("v", .integer(Int64(version)...Int64(version))),
        .required("stated", .stated), .required("body", .object(fields(version: version))),
        .optional("label", .name(.label)), .optional("sealed", Shape.fieldNames),
      ]).schema(replacing: ["label": Shape.label]))
  }

  /// What an event of the type says, as a sentence.
  var summary: String {
    switch self {
    case .announcement: "A speaker says that something happened, will happen, or was said."
    case .confirmation: "A speaker confirms parts of what another said."
    case .denial: "A speaker denies what another said, or a claim that the record does not hold."
    case .correction: "A speaker changes its own earlier words."
    case .retraction: "A speaker withdraws its own earlier words."
    case .silence: "A speaker keeps silent, or is observed to."
    case .agreement: "A speaker's reading of a deal."
    case .medium: "A video, photo, document or illustration."
    case .source: "Who a source is."
    case .term: "What a short name stands for, and how it is printed."
    case .assessment: "A judgement of the recorder on an event, a source or a medium."
    case .link: "How two events belong together."
    case .amendment: "A correction of the recorder's own mistake."
    case .redaction: "A sealed field was destroyed."
    }
  }
}

extension Event {
  /// The JSON Schema of a stored entry of any type and version.
  public static var schema: JSONObject {
    var object = JSONObject.schema(
      id: "entry.v1.json", title: "entry, version 1",
      description: "One entry of a record: content of any type and version, known or not, and "
        + "the place that the log gave it.",
      Fields([
        .required("body", .anything), .required("id", .name(.eventID)),
        .optional("label", .name(.label)), .required("recorded", .stated),
        .required("recorder", .name(.label)), .required("seq", .integer(1...Count.largest)),
        .required("stated", .stated), .required("type", .name(.word)),
        .required("v", .integer(1...1_000_000)),
      ]).schema(replacing: [
        "body": ["$ref": "#/$defs/object"], "id": Shape.pattern(of: .eventID),
        "label": Shape.label, "recorded": Shape.recorded,
      ]))
    object["$defs"] = [
      "object": [
        "type": "object", "propertyNames": ["pattern": .string(Shape.key)],
        "additionalProperties": ["$ref": "#/$defs/value"],
      ],
      "value": [
        "anyOf": [
          ["type": "string"], ["type": "boolean"],
          Shape.integer(-Count.largest...Count.largest).schema,
          ["type": "array", "items": ["$ref": "#/$defs/value"]], ["$ref": "#/$defs/object"],
        ]
      ],
    ]
    return object
  }
}

extension JSONObject {
  fileprivate static func schema(
    id: String, title: String, description: String, _ rest: JSONObject
  ) -> JSONObject {
    var object = rest
    object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    object["$id"] = .string(id)
    object["title"] = .string(title)
    object["description"] = .string(description)
    return object
  }
}

extension Fields {
  /// The JSON Schema of an object with these fields.
  public var schema: JSONObject { schema(replacing: [:]) }

  fileprivate func schema(replacing replaced: [String: JSONValue]) -> JSONObject {
    var properties = JSONObject()
    for field in fields { properties[field.name] = replaced[field.name] ?? field.shape.schema }
    if canSeal { properties["_sd"] = Shape.sealed }
    var schema: JSONObject = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    let required = fields.filter { $0.isRequired && !$0.isSealable }
    if !required.isEmpty { schema["required"] = .array(required.map { .string($0.name) }) }
    let rest =
      fields.filter { $0.isRequired && $0.isSealable }.map { Fields.one(of: [$0.name, "_sd"]) }
      + rules.map(schema(of:))
    if !rest.isEmpty { schema["allOf"] = .array(rest) }
    return schema
  }

  private func schema(of rule: Rule) -> JSONValue {
    switch rule {
    case .exactlyOne(let names): ["oneOf": .array(names.map(Fields.given))]
    case .atLeastOne(let names):
      Fields.one(of: names.contains { self[$0]?.isSealable ?? false } ? names + ["_sd"] : names)
    case .when(let field, let value, let other, let values):
      [
        "if": [
          "properties": .object([field: ["const": .string(value)]]),
          "required": [.string(field)],
        ],
        "then": ["properties": .object([other: ["enum": .array(values.map(JSONValue.string))]])],
      ]
    }
  }

  fileprivate static func one(of names: [String]) -> JSONValue {
    ["anyOf": .array(names.map(given))]
  }

  fileprivate static func given(_ name: String) -> JSONValue { ["required": [.string(name)]] }
}

extension Shape {
  /// The JSON Schema of a value of this form.
  ///
  /// Lengths count code points, as JSON Schema and ``Shape/text(most:)`` both do.
  public var schema: JSONValue {
    switch self {
    case .text(let most): ["type": "string", "minLength": 1, "maxLength": .integer(Int64(most))]
    case .name(.eventID): Shape.reference
    case .name(let name): Shape.pattern(of: name)
    case .date, .stated:
      [
        "type": "string", "maxLength": 200, "pattern": .string(Shape.datePattern),
        "description": .string(form),
      ]
    case .count: Shape.countSchema(mayRecur: false)
    case .amount: Shape.countSchema(mayRecur: true)
    case .choice(let words):
      words.count == 1
        ? ["const": .string(words[0])] : ["enum": .array(words.map(JSONValue.string))]
    case .yes: ["const": true]
    case .integer(let range) where range.count == 1: ["const": .integer(range.lowerBound)]
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .list(let shape, let most):
      [
        "type": "array", "items": shape.schema, "minItems": 1,
        "maxItems": .integer(Int64(most)), "uniqueItems": true,
      ]
    case .either(let shapes): ["anyOf": .array(shapes.map(\.schema))]
    case .object(let fields): .object(fields.schema)
    case .anything: ["type": "object", "propertyNames": ["pattern": .string(Shape.key)]]
    }
  }

  /// The names that an object anywhere in an event may have.
  fileprivate static let key = "^[a-z0-9_]+$"

  /// The characters of a date or an instant, and a year somewhere; the rest is left to append.
  private static let datePattern =
    #"^[0-9TXYZ\[\]{}.,:/?~%+-]*[0-9X]{4}[0-9TXYZ\[\]{}.,:/?~%+-]*$"#

  fileprivate static func pattern(of name: Name) -> JSONValue {
    ["type": "string", "pattern": .string(name.pattern), "description": .string(name.form)]
  }

  /// An event's id, or in a content line `"@LABEL"`.
  private static let reference: JSONValue = [
    "type": "string", "pattern": "^([0-9a-f]{32}|@[A-Za-z0-9][A-Za-z0-9._-]{0,63})$",
    "not": ["pattern": "^@[0-9a-f]{6,}$"],
    "description": "an event id of 32 digits 0-9 and a-f, or @ and the label of an event",
  ]

  /// An event's label, which cannot be mistaken for an id.
  fileprivate static let label: JSONValue = [
    "type": "string", "pattern": .string(Name.label.pattern),
    "not": ["pattern": "^[0-9a-f]{6,}$"], "description": .string(Name.label.form),
  ]

  fileprivate static let recorded: JSONValue = [
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$",
    "description": "an instant in UTC with six decimals",
  ]

  fileprivate static let sealed: JSONValue = [
    "type": "array", "items": ["type": "string", "pattern": .string(Name.digest.pattern)],
    "minItems": 1, "maxItems": 64, "uniqueItems": true,
    "description": "the SD-JWT digests of sealed fields, sorted",
  ]

  private static func countSchema(mayRecur: Bool) -> JSONValue {
    let number = Shape.integer(0...Count.largest).schema
    var properties: JSONObject = [
      "exact": number, "about": number, "min": number, "max": number,
      "withheld": ["const": true], "unspecified": ["const": true],
      "words": Shape.text(most: 300).schema, "_sd": sealed,
    ]
    if mayRecur { properties["per"] = Shape.choice(Count.Period.allCases.map(\.rawValue)).schema }
    return [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
      "oneOf": [
        Fields.given("exact"), Fields.given("about"), Fields.one(of: ["min", "max"]),
        Fields.given("withheld"), Fields.given("unspecified"),
      ],
    ]
  }
}
