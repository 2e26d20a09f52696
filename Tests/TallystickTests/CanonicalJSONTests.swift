import Tallystick
import Testing
import TransparencyLog

struct CanonicalJSONTests {
  @Test(arguments: [
    JSONSample("null", .null),
    JSONSample("true", true),
    JSONSample("false", false),
    JSONSample("0", 0),
    JSONSample("-12", -12),
    JSONSample("9007199254740991", 9_007_199_254_740_991),
    JSONSample("-9007199254740991", -9_007_199_254_740_991),
    JSONSample("\"\"", ""),
    JSONSample("[]", []),
    JSONSample("{}", [:]),
    JSONSample(#"[1,[],"a"]"#, [1, [], "a"]),
    JSONSample(#"{"a":{"c":"x","d":true},"b":1}"#, ["b": 1, "a": ["d": true, "c": "x"]]),
    JSONSample(#"{"0":5,"_":4,"a":3,"a_":2}"#, ["a_": 2, "a": 3, "_": 4, "0": 5]),
    JSONSample(#""\"\\/\b\t\n\f\r""#, "\"\\/\u{8}\t\n\u{C}\r"),
    JSONSample(#""\"""#, "\""),
    JSONSample(#""a\\b""#, "a\\b"),
    JSONSample(#""\u0000\u000f\u001f\u0010""#, "\0\u{F}\u{1F}\u{10}"),
    JSONSample("\"</\u{7F}\u{80}e\u{301}\u{2028}\"", "</\u{7F}\u{80}e\u{301}\u{2028}"),
    JSONSample("\"\u{E9}\u{1F602}\\n\"", "\u{E9}\u{1F602}\n"),
  ])
  func `a value has one spelling`(sample: JSONSample) {
    #expect(CanonicalJSON.bytes(sample.value) == Array(sample.text.utf8))
  }

  @Test func `bytes are appended to those before`() {
    var bytes = Array("id ".utf8)
    CanonicalJSON.append(["a": 1], to: &bytes)
    #expect(bytes == Array(#"id {"a":1}"#.utf8))
  }

  @Test func `control characters alone are escaped`() throws {
    for code in UInt8(0)..<0x80 where code != 0x22 && code != 0x5C {
      let text = String(Character(Unicode.Scalar(code)))
      let bytes = CanonicalJSON.bytes(.string(text))
      #expect((bytes == [0x22, code, 0x22]) == (code >= 0x20))
      #expect(try JSONValue(parsing: bytes) == .string(text))
    }
  }

  @Test func `an entry is canonical`() {
    let entry =
      #"{"body":{"claim":{"count":{"about":7000,"words":"близько 7 000"},"from":"RU"}},"#
      + #""id":"00112233445566778899aabbccddeeff","seq":12,"type":"announcement","v":1}"#
    #expect(CanonicalJSON.isCanonical(Array(entry.utf8)))
  }

  @Test(arguments: [
    " 1", "1\n", "[1, 2]", "{\"b\":1,\"a\":1}", #""\/""#, #""\u0041""#, #""\u000A""#, #""\u000F""#,
    #""\u00e9""#, #""\u0008""#, "1.0", "null", "{\"A\":1}", "{\"a\":1,\"a\":1}", "", "[",
  ])
  func `any other spelling is not canonical`(text: String) {
    #expect(!CanonicalJSON.isCanonical(Array(text.utf8)))
  }

  @Test func `limits decide which keys a canonical text may have`() {
    let bytes = Array(#"{"":1,"A":2}"#.utf8)
    #expect(!CanonicalJSON.isCanonical(bytes))
    #expect(CanonicalJSON.isCanonical(bytes, limits: JSONLimits(sizeInBytes: 100, keys: .any)))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `written values are read again, and canonical bytes written again`(seed: UInt64) throws {
    var random = Random(seed: seed)
    let value = random.value(depth: 0)
    let bytes = CanonicalJSON.bytes(value)
    let read = try JSONValue(parsing: bytes)
    #expect(read == value)
    #expect(CanonicalJSON.bytes(read) == bytes)
    #expect(CanonicalJSON.isCanonical(bytes))
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `damaged bytes are refused, or read as what they then say`(seed: UInt64) throws {
    var random = Random(seed: seed)
    var bytes = CanonicalJSON.bytes([random.value(depth: 0), random.value(depth: 0)])
    for _ in 0..<50 {
      let place = Int.random(in: bytes.indices, using: &random)
      let before = bytes[place]
      bytes[place] = UInt8.random(in: 0...255, using: &random)
      if let value = try? JSONValue(parsing: bytes) {
        #expect(try JSONValue(parsing: CanonicalJSON.bytes(value)) == value)
      }
      bytes[place] = before
    }
  }
}

/// A seeded source of values (SplitMix64).
private struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth < 5 ? 6 : 4), using: &self) {
    case 0: return .bool(Bool.random(using: &self))
    case 1: return .integer(Int64.random(in: -1000...1000, using: &self))
    case 2:
      let greatest: Int64 = 9_007_199_254_740_991
      return .integer(Int64.random(in: -greatest...greatest, using: &self))
    case 3: return .string(text())
    case 4:
      return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0...6, using: &self) { object[name()] = value(depth: depth + 1) }
      return .object(object)
    }
  }

  private mutating func name() -> String {
    let letters = Array("abcxyz0189_")
    let count = Int.random(in: 1...4, using: &self)
    return String((0..<count).map { _ in letters.randomElement(using: &self) ?? "a" })
  }

  private mutating func text() -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x20...0x7F, 0x80...0x7FF, 0x300...0x36F, 0x800...0xD7FF, 0xE000...0xFFFF,
      0x10000...0x10FFFF,
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...20, using: &self) {
      let range = ranges[Int.random(in: ranges.indices, using: &self)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) { text.append(scalar) }
    }
    return String(text)
  }
}
