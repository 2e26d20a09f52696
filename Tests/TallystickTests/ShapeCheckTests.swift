import Tallystick
import Testing

/// A value, and what is said against it by a shape.
struct ShapeCase: Sendable, CustomTestStringConvertible {
  let shape: Shape
  let value: String
  let problems: [String]

  init(_ shape: Shape, _ value: String, _ problems: String...) {
    self.shape = shape
    self.value = value
    self.problems = problems
  }

  var testDescription: String { String(value.prefix(60)) }
}

struct ShapeCheckTests {
  private static let id = "00112233445566778899aabbccddeeff"
  private static let digest = String(repeating: "A", count: 43)
  private static let other = String(repeating: "B", count: 43)

  @Test(arguments: [
    ShapeCase(.text(most: 3), #""é😀x""#),
    ShapeCase(.text(most: 3), #""""#, "x: this is empty; leave the field out instead"),
    ShapeCase(
      .text(most: 3), #""e\u0301😀x""#, "x: this has 4 characters, and at most 3 are allowed"),
    ShapeCase(.text(most: 3), "1", "x: this must be text of 1 to 3 characters"),
    ShapeCase(.name(.party), #""RU""#),
    ShapeCase(
      .name(.party), #""ru\u202e""#,
      #"x: "ru\u{202e}" is not a party of 1 to 16 of A-Z, 0-9 and -, first a letter (such as RU)"#
    ),
    ShapeCase(
      .name(.word), "true",
      "x: this must be a word of 1 to 40 of a-z, 0-9 and _, first a letter (such as remains)"),
    ShapeCase(.date, #""2025-06-13?""#),
    ShapeCase(
      .date, #""2025-13""#,
      "x: \"2025-13\" is no EDTF date: month 13 is not 01 to 12, nor a season 21 to 24 (write "
        + "2025-06-13, 2025-06, 2025-06-02/2025-06-16, ../2025-06-11 or 2025-06-11?)"),
    ShapeCase(.date, "2025", "x: this must be an EDTF date (such as 2025-06-13)"),
    ShapeCase(.stated, #""2025-06-13T09:15:00+03:00""#),
    ShapeCase(
      .stated, #""2025-06-13T25:15:00Z""#,
      "x: \"2025-06-13T25:15:00Z\" is no instant: hour 25 is not 00 to 23 (write it like "
        + "2025-06-13T09:15:00Z)"),
    ShapeCase(.stated, "[]", "x: this must be an EDTF date or an RFC 3339 instant"),
    ShapeCase(.choice(["a", "b"]), #""b""#),
    ShapeCase(.choice(["a", "b"]), #""c""#, #"x: "c" is not one of a, b"#),
    ShapeCase(.choice(["a", "b"]), "1", "x: this must be one of a, b"),
    ShapeCase(.yes, "true"),
    ShapeCase(.yes, "false", "x: this must be true"),
    ShapeCase(.integer(2...9), "9"),
    ShapeCase(.integer(2...9), "1", "x: 1 is not from 2 to 9"),
    ShapeCase(.integer(2...9), "10", "x: 10 is not from 2 to 9"),
    ShapeCase(.integer(2...9), #""2""#, "x: this must be an integer"),
    ShapeCase(.anything, #"{"a":{"b":[]}}"#),
    ShapeCase(.anything, "[]", "x: this must be an object"),
  ])
  func `a value is judged by its shape`(sample: ShapeCase) throws { try check(sample) }

  @Test(arguments: [
    ShapeCase(.list(.yes, most: 2), "[true]"),
    ShapeCase(.list(.yes, most: 2), "[]", "x: this list is empty; leave the field out instead"),
    ShapeCase(
      .list(.yes, most: 2), "[true,true,true]",
      "x: this list has 3 elements; at most 2 are allowed"),
    ShapeCase(.list(.yes, most: 2), "[true,true]", "x[1]: this stands in the list twice"),
    ShapeCase(
      .list(.choice(["a", "b"]), most: 9), #"["a","c","b","a"]"#,
      #"x[1]: "c" is not one of a, b"#, "x[3]: this stands in the list twice"),
    ShapeCase(.list(.text(most: 9), most: 9), #"["é","e\u0301"]"#),
    ShapeCase(.list(.yes, most: 2), "true", "x: this must be a list, each element true"),
    ShapeCase(.either([.integer(1...2), .list(.yes, most: 1)]), "2"),
    ShapeCase(.either([.integer(1...2), .list(.yes, most: 1)]), "[true]"),
    ShapeCase(
      .either([.text(most: 1), .list(.yes, most: 1)]), "[false]", "x[0]: this must be true"),
    ShapeCase(
      .either([.list(.yes, most: 1), .text(most: 1)]), #""ab""#,
      "x: this has 2 characters, and at most 1 are allowed"),
    ShapeCase(
      .either([.choice(["a"]), .list(.yes, most: 1)]), "{}",
      "x: this must be one of a, or a list, each element true"),
  ])
  func `lists and alternatives`(sample: ShapeCase) throws { try check(sample) }

  private static let kinds =
    "x: a count has exact, about, min, max, min and max, withheld (true) or unspecified (true)"

  @Test(arguments: [
    ShapeCase(.count, #"{"exact":0,"words":"none"}"#),
    ShapeCase(.count, #"{"min":57,"max":79}"#),
    ShapeCase(.count, #"{"exact":1,"_sd":["\#(digest)"]}"#),
    ShapeCase(.count, #"{"exact":-1}"#, "x: a count is not negative"),
    ShapeCase(
      .count, #"{"min":57,"max":57}"#,
      "x: a count's min is smaller than its max; write one number as exact"),
    ShapeCase(
      .count, #"{"min":2,"max":1}"#,
      "x: a count's min is smaller than its max; write one number as exact"),
    ShapeCase(.count, "{}", kinds),
    ShapeCase(.count, #"{"words":"many"}"#, kinds),
    ShapeCase(.count, #"{"exact":1,"about":1}"#, kinds),
    ShapeCase(.count, #"{"exact":"1"}"#, kinds),
    ShapeCase(.count, #"{"withheld":false}"#, kinds),
    ShapeCase(.count, #"{"exact":1,"unit":"bag"}"#, kinds),
    ShapeCase(
      .count, #"{"exact":1,"words":1}"#, "x.words: this must be text of 1 to 300 characters"),
    ShapeCase(
      .count, #"{"exact":1,"words":""}"#, "x.words: this is empty; leave the field out instead"),
    ShapeCase(
      .count, #"{"exact":1,"_sd":["short"]}"#,
      "x._sd[0]: \"short\" is not a digest of 43 base64url characters"),
    ShapeCase(.count, "1212", "x: this must be a count (such as {\"exact\":1212})"),
  ])
  func `a count`(sample: ShapeCase) throws { try check(sample) }

  private static let object = Shape.object(
    Fields(
      [
        .required("a", .yes), .optional("b", .choice(["p", "q"])),
        Fields.Field.required("c", .text(most: 9)).sealable,
      ],
      rules: [.when(field: "b", is: "p", then: "c", in: ["y", "z"])]))

  @Test(arguments: [
    ShapeCase(object, #"{"a":true,"b":"p","c":"z"}"#),
    ShapeCase(object, #"{"a":true,"c":"other"}"#),
    ShapeCase(object, #"{"a":true,"b":"q","c":"other"}"#),
    ShapeCase(object, #"{"a":true,"b":"p","c":"x"}"#, "x.c: with b p this is one of y, z"),
    ShapeCase(
      object, #"{"c":"z","d":1}"#, "x.d: there is no such field; the fields: a, b, c",
      "x.a: this is required: true"),
    ShapeCase(
      object, #"{"a":true}"#, "x.c: this is required: text of 1 to 9 characters"),
    ShapeCase(object, #"{"a":true,"_sd":["\#(digest)","\#(other)"]}"#),
    ShapeCase(
      object, #"{"_sd":["\#(digest)"],"c":"z"}"#, "x.a: this is required: true"),
    ShapeCase(
      object, #"{"a":true,"_sd":["\#(other)","\#(digest)"]}"#,
      "x._sd: the digests are not sorted"),
    ShapeCase(
      object, #"{"a":true,"_sd":["\#(digest)","\#(digest)"]}"#,
      "x._sd[1]: this stands in the list twice"),
    ShapeCase(
      object, #"{"a":true,"_sd":[]}"#, "x._sd: this list is empty; leave the field out instead"),
    ShapeCase(
      object, #"{"a":true,"_sd":"\#(digest)"}"#,
      "x._sd: this must be a list, each element a digest of 43 base64url characters"),
    ShapeCase(
      .object(Fields([.optional("a", .yes)])), #"{"_sd":["\#(digest)"]}"#,
      "x._sd: there is no such field; the fields: a"),
    ShapeCase(object, "true", "x: this must be an object"),
  ])
  func `an object`(sample: ShapeCase) throws { try check(sample) }

  private static let one = Shape.object(
    Fields([.optional("a", .yes), .optional("b", .yes)], rules: [.exactlyOne(["a", "b"])]))
  private static let some = Shape.object(
    Fields(
      [.optional("a", .yes), Fields.Field.optional("b", .text(most: 9)).sealable],
      rules: [.atLeastOne(["a", "b"])]))

  @Test(arguments: [
    ShapeCase(one, #"{"b":true}"#),
    ShapeCase(one, "{}", "x: give just one of: a, b"),
    ShapeCase(one, #"{"a":true,"b":true}"#, "x: give just one of: a, b"),
    ShapeCase(some, #"{"a":true,"b":"x"}"#),
    ShapeCase(some, "{}", "x: give at least one of: a, b"),
    ShapeCase(some, #"{"_sd":["\#(digest)"]}"#),
    ShapeCase(
      .object(Fields([.optional("a", .yes)], rules: [.atLeastOne(["a"])])), "{}",
      "x: give at least one of: a"),
  ])
  func `rules between fields`(sample: ShapeCase) throws { try check(sample) }

  @Test(arguments: [
    (
      EventType.retraction, #"{"speaker":"x","attribution":"named","of":"@PR-1"}"#,
      [#"body.of: "@PR-1" is not an event id of 32 digits 0-9 and a-f"#]
    ),
    (
      .correction, #"{"speaker":"x","attribution":"named","of":"\#(id)"}"#,
      ["body: give just one of: claim, terms"]
    ),
    (
      .denial,
      #"{"speaker":"x","attribution":"named","of":"\#(id)","instead":{"count":{"exact":-1}}}"#,
      ["body.instead.count: a count is not negative"]
    ),
    (
      .correction,
      #"{"speaker":"x","attribution":"named","of":"\#(id)","claim":{"_sd":["\#(digest)"]}}"#, []
    ),
    (.redaction, #"{"of":"\#(id)","digest":"\#(digest)","_sd":["\#(digest)"]}"#, []),
    (
      .redaction, #"{"of":"\#(id)","digest":"\#(digest)"}"#,
      ["body.reason: this is required: text of 1 to 2000 characters"]
    ),
    (
      .assessment, #"{"source":"x","scale":"reliability","value":"1","reason":"y"}"#,
      ["body.value: with scale reliability this is one of A, B, C, D, E, F"]
    ),
    (
      .assessment, #"{"source":"x","of":"\#(id)","scale":"reliability","value":"A","reason":"y"}"#,
      ["body: give just one of: of, source, medium"]
    ),
    (
      .amendment, #"{"of":"\#(id)","reason":"y"}"#,
      ["body: give at least one of: set, drop, void"]
    ),
    (
      .link, #"{"a":"\#(id)","b":"\#(id)","relation":"causes","reason":"y","r\u0000":1}"#,
      [
        #"body.relation: "causes" is not one of same_utterance, same_handover, "#
          + "distinct_handover, derived_from, contradicts",
        #"body.r\u{0}: there is no such field; the fields: a, b, relation, reason, repeat"#,
      ]
    ),
  ])
  func `a body is judged by its type`(type: EventType, text: String, problems: [String]) throws {
    let body = try #require(try JSONValue(reading: text).object)
    let content = Content(
      type: type.rawValue, stated: try Stated(parsing: "2025-06-13"), body: body)
    #expect(content.problems().map(\.description).sorted() == problems.sorted())
  }

  @Test func `a body of an unknown type or version is not judged`() throws {
    let stated = try Stated(parsing: "2025-06-13")
    #expect(Content(type: "exhumation", stated: stated, body: ["x": 1]).problems().isEmpty)
    #expect(Content(type: "link", version: 2, stated: stated, body: [:]).problems().isEmpty)
    #expect(!Content(type: "link", stated: stated, body: [:]).problems().isEmpty)
  }

  private func check(_ sample: ShapeCase) throws {
    let found = sample.shape.problems(of: try JSONValue(reading: sample.value), at: "x")
    #expect(found.map(\.description) == sample.problems)
  }
}
