import Tallystick
import Testing

struct JSONReaderTests {
  private static let loose = JSONLimits(sizeInBytes: 65_535, keys: .any)

  @Test(arguments: [
    JSONSample(" \t\r\n{ \"a\" : [ 1 , true ] } \n", ["a": [1, true]]),
    JSONSample("[]", []),
    JSONSample("[ ]", []),
    JSONSample("{ }", [:]),
    JSONSample("false", false),
    JSONSample("\"\"", ""),
    JSONSample("0", 0),
    JSONSample("-1", -1),
    JSONSample("[10,100]", [10, 100]),
    JSONSample("9007199254740991", 9_007_199_254_740_991),
    JSONSample("-9007199254740991", -9_007_199_254_740_991),
    JSONSample(#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    JSONSample(#""\u0041\u00e9\u20AC\ud83d\uDE02\u0000""#, "A\u{E9}\u{20AC}\u{1F602}\0"),
    JSONSample("\"\u{7F}\u{E9}\u{20AC}\u{10FFFF}\"", "\u{7F}\u{E9}\u{20AC}\u{10FFFF}"),
    JSONSample(#"{"b":1,"_sd":[],"\u0061":{"0":0}}"#, ["_sd": [], "a": ["0": 0], "b": 1]),
  ])
  func `JSON is read whether it is canonical or not`(sample: JSONSample) throws {
    #expect(try JSONValue(parsing: Array(sample.text.utf8)) == sample.value)
  }

  @Test(arguments: JSONRefusal.all)
  func `what is no event's JSON is refused with the reason and the place`(
    refusal: JSONRefusal
  ) throws {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: refusal.bytes) }
    #expect(error?.reason == refusal.reason)
    #expect(error?.offset == refusal.offset)
  }

  @Test func `an error counts lines and columns from one`() throws {
    let error = try #require(throws: JSONError.self) {
      try JSONValue(parsing: Array("{\n\n  \"a\": nil\n}".utf8))
    }
    #expect(error.line == 3)
    #expect(error.column == 8)
    let reason = "this word is no JSON value; only true and false are"
    #expect(error.description == "\(reason) (line 3, column 8)")
    let first = #expect(throws: JSONError.self) { try JSONValue(parsing: Array("[?".utf8)) }
    #expect(first?.description == "no JSON value begins here (column 2)")
  }

  @Test func `nesting is read to a depth of 32 and no further`() throws {
    let deepest = Array(String(repeating: "[", count: 32).utf8)
    #expect(throws: Never.self) {
      try JSONValue(parsing: deepest + Array(String(repeating: "]", count: 32).utf8))
    }
    let siblings = String(repeating: "[{}],", count: 100) + "0"
    #expect(throws: Never.self) { try JSONValue(parsing: Array("[\(siblings)]".utf8)) }
    for opening in ["[", "{\"a\":"] {
      let bytes = Array(String(repeating: opening, count: 10_000).utf8)
      let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
      #expect(error?.reason == "arrays and objects are nested more than 32 deep")
      #expect(error?.offset == 32 * opening.utf8.count)
    }
  }

  @Test func `input over the limit is refused unread`() throws {
    let longest = "\"" + String(repeating: "a", count: 65_533) + "\""
    #expect(try JSONValue(parsing: Array(longest.utf8)).string?.utf8.count == 65_533)
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: Array("?\(longest)".utf8))
    }
    #expect(error?.reason == "the input is longer than 65535 bytes")
    #expect(error?.offset == 65_535)
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: Array("[]".utf8), limits: JSONLimits(sizeInBytes: 1))
    }
  }

  @Test func `keys of any text are taken where the limits say so`() throws {
    let bytes = Array("{\"\":1,\"A-b\":2,\"\u{E9}\":3,\"e\u{301}\":4}".utf8)
    let members = try #require(try JSONValue(parsing: bytes, limits: Self.loose).object).members
    let names: [[UInt8]] = [[], [0x41, 0x2D, 0x62], [0x65, 0xCC, 0x81], [0xC3, 0xA9]]
    #expect(members.map { Array($0.name.utf8) } == names)
    #expect(members.map(\.value) == [1, 2, 4, 3])
  }

  @Test func `names are equal only byte for byte`() throws {
    let composed = try JSONValue(parsing: Array("{\"\u{E9}\":1}".utf8), limits: Self.loose)
    let decomposed = try JSONValue(parsing: Array("{\"e\u{301}\":1}".utf8), limits: Self.loose)
    #expect(composed != decomposed)
  }

  @Test func `the first key that stands twice is the one named`() throws {
    let bytes = Array(#"{"c":1,"d":1,"a":1,"d":1,"c":1,"a":1}"#.utf8)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    #expect(error?.offset == 19)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [false, true])
  func `many keys in any order take no quadratic time`(reversed: Bool) throws {
    let names = (0..<200_000).map { String($0 + 1_000_000) }
    let text = (reversed ? names.reversed() : names).map { "\"\($0)\":1" }.joined(separator: ",")
    let limits = JSONLimits(sizeInBytes: 4_000_000)
    let value = try JSONValue(parsing: Array("{\(text)}".utf8), limits: limits)
    #expect(value.object?.members.map(\.name) == names)
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: Array("{\(text),\"1000000\":1}".utf8), limits: limits)
    }
  }

  @Test func `a span is read like an array`() throws {
    let bytes = Array("xx[1]yy".utf8)
    #expect(try JSONValue(parsing: bytes[2..<5].span) == [1])
  }

  @Test(arguments: [
    "{\"a\":[1,\"\u{E9}\\n\\u00e9\"],\"b\":{\"c\":true,\"d\":-12}}",
    "[false, {\"k\" : \"\\ud83d\\ude02\u{1F602}\"}]", "\"text\"", "true",
  ])
  func `every part of a document cut short is refused`(text: String) throws {
    let bytes = Array(text.utf8)
    #expect(throws: Never.self) { try JSONValue(parsing: bytes) }
    for count in bytes.indices {
      #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<count])) }
    }
  }
}
