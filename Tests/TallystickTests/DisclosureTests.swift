import Testing
import TransparencyLog

@testable import Tallystick

/// Disclosures as SD-JWT has them, with known answers of others' making.
struct DisclosureTests {
  /// The disclosures and digests of RFC 9901 §4.2.1, §4.2.3 and §5.1.
  struct Known: Sendable {
    let text: String
    let name: String
    let value: JSONValue
    let digest: String
  }

  private static let known = [
    Known(
      text: "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
      name: "family_name", value: "Möbius",
      digest: "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"),
    Known(
      text: "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd",
      name: "given_name", value: "John", digest: "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4"),
    Known(
      text: "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd",
      name: "family_name", value: "Doe", digest: "TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo"),
    Known(
      text: "WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgImVtYWlsIiwgImpvaG5kb2VAZXhhbXBsZS5jb20iXQ",
      name: "email", value: "johndoe@example.com",
      digest: "JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE"),
  ]

  @Test(arguments: known)
  func `the disclosures of RFC 9901 have their digests`(known: Known) throws {
    let disclosure = try Disclosure(parsing: known.text)
    #expect(disclosure.digest == known.digest)
    #expect(disclosure.name == known.name)
    #expect(disclosure.value == known.value)
    #expect(disclosure.text == known.text)
  }

  @Test func `what is sealed is written in the shortest way, and read again`() throws {
    let salt = [UInt8](0..<16)
    let value: JSONValue = ["url": "https://example.org/ї", "archive": "a\"b"]
    let disclosure = try Disclosure(sealing: value, as: "capture", salt: salt)
    let json = String(decoding: try Base64.url.decode(disclosure.text), as: UTF8.self)
    #expect(
      json
        == #"["AAECAwQFBgcICQoLDA0ODw","capture",{"archive":"a\"b","url":"https://example.org/ї"}]"#
    )
    #expect(try Disclosure(parsing: disclosure.text) == disclosure)
    let stored = StoredDisclosure(disclosure)
    #expect(try stored.disclosure() == disclosure)
    #expect(try Disclosure(line: stored.line) == disclosure)
  }

  @Test func `the example in the article is real`() throws {
    let disclosure = try Disclosure(
      sealing: "twelve hundred", as: "quote", salt: [UInt8](0..<16))
    let lines = try ProjectFile.text("Sources/Tallystick/Documentation.docc/Format.md")
      .split(separator: "\n")
    #expect(lines.contains { $0 == disclosure.text })
    #expect(lines.contains { $0 == disclosure.digest })
  }

  @Test(arguments: [0, 1, 15])
  func `a salt of less than 128 bits seals nothing`(size: Int) throws {
    let error = try #require(throws: FormatError.self) {
      try Disclosure(sealing: "x", as: "quote", salt: [UInt8](repeating: 7, count: size))
    }
    #expect(error.reason == "a salt has at least 16 bytes, and this has \(size)")
  }

  @Test(arguments: [
    ("", "the disclosure holds no JSON: the input is empty"),
    ("WyJhIiwgImIiLCAiYyJd=", "the disclosure is no base64url"),
    ("W/J", "the disclosure is no base64url"),
    (
      Base64.url.encode("[".utf8),
      "the disclosure holds no JSON: the input ends where a value should stand"
    ),
    (
      Base64.url.encode(#"["s","quote"]"#.utf8),
      "a disclosure is an array of a salt, a name and a value"
    ),
    (
      Base64.url.encode(#"["s",1,"v"]"#.utf8),
      "a disclosure is an array of a salt, a name and a value"
    ),
    (
      Base64.url.encode(#"[1,"n","v"]"#.utf8),
      "a disclosure is an array of a salt, a name and a value"
    ),
    (
      Base64.url.encode(#"{"salt":"s"}"#.utf8),
      "a disclosure is an array of a salt, a name and a value"
    ),
    (
      Base64.url.encode(#"["s","n",null]"#.utf8),
      "the disclosure holds no JSON: null is not allowed; leave the member out"
    ),
  ])
  func `what is no disclosure is refused`(text: String, reason: String) throws {
    let error = try #require(throws: FormatError.self) { try Disclosure(parsing: text) }
    #expect(error.reason == reason)
  }

  @Test func `a stored disclosure is that of its digest`() throws {
    let disclosure = try Disclosure(sealing: "x", as: "quote", salt: [UInt8](0..<16))
    let other = try Disclosure(sealing: "x", as: "quote", salt: [UInt8](1..<17))
    let swapped = StoredDisclosure(digest: other.digest, bytes: Array(disclosure.text.utf8))
    let error = try #require(throws: FormatError.self) { try swapped.disclosure() }
    #expect(error.reason == "the disclosure has the digest \(disclosure.digest), not this one")
  }

  @Test(arguments: [
    #"{}"#, #"{"disclosure":5}"#, #"["WyJzIiwicXVvdGUiLCJ2Il0"]"#,
    #"{"disclosure":"WyJzIiwicXVvdGUiLCJ2Il0","digest":"x"}"#,
  ])
  func `a line of disclosures has one member`(line: String) throws {
    let error = try #require(throws: FormatError.self) { try Disclosure(line: Array(line.utf8)) }
    #expect(error.reason == #"a line of disclosures is {"disclosure":…}"#)
  }

  /// Whoever holds only the event knows the name of the field and may guess the value; the salt
  /// stands between.
  @Test func `a sealed value is not found from its digest by trying a dictionary`() throws {
    var random = SplitMix64(42)
    func salt() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) } }
    let words = ["Dubno", "Kolomyia", "Nova Huta", "Нова Гута"]
    let digest = try Disclosure(sealing: "Nova Huta", as: "place", salt: salt()).digest
    let guesses = words.flatMap { word -> [String] in
      let texts = [
        word, "\"\(word)\"", #"["place","\#(word)"]"#, #"["","place","\#(word)"]"#,
        #"["AAAAAAAAAAAAAAAAAAAAAA","place","\#(word)"]"#, #"["place","place","\#(word)"]"#,
        #"["\#(digest)","place","\#(word)"]"#,
      ]
      return texts.flatMap {
        [Disclosure.digest(of: $0.utf8), Disclosure.digest(of: Base64.url.encode($0.utf8).utf8)]
      }
    }
    #expect(!guesses.contains(digest))
    // The dictionary does find a value that was sealed with a salt that is known.
    let known = try Disclosure(
      sealing: "Nova Huta", as: "place", salt: [UInt8](repeating: 0, count: 16))
    #expect(guesses.contains(known.digest))
    // One value sealed a thousand times has a thousand digests: nothing links them.
    let digests = try (0..<1000).map { _ in
      try Disclosure(sealing: "Nova Huta", as: "place", salt: salt()).digest
    }
    #expect(Set(digests).count == 1000)
  }
}
