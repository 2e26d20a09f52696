import Testing
import TransparencyLog

/// Cosignatures of witnesses, held to a line that `openssl` made of a seed and a time.
struct CosignatureTests {
  static let seed = Array(UInt8(0)..<32)
  static let vkey = "witness.test/w+2748077d+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
  static let line =
    "— witness.test/w J0gHfQAAAABmZpmASxDcPUBkDbJStOc51d5aAbYZwRD1szUlKleJnap/tt28dS+Zj5IkecXQcoYW"
    + "Mn/2VaEhlqrFJdrXUZnur6s9BA==\n"
  static let text =
    "ledger.test/record\n6\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n"

  static func key(_ name: String = "witness.test/w") throws -> WitnessKey {
    try WitnessKey(name: KeyName(name), seed: seed)
  }

  private static func signature(_ line: String = line) throws -> NoteSignature {
    let note = try SignedNote(parsing: Array("\(text)\n\(line)".utf8))
    return try #require(note.signatures.first)
  }

  @Test func `a key has its known text, and signs its known line`() throws {
    let key = try CosignatureTests.key()
    #expect(key.verifier.description == CosignatureTests.vkey)
    let made = try key.cosign(
      Checkpoint(parsing: Array(CosignatureTests.text.utf8)), at: 1_718_000_000)
    #expect(made.signature.line == Array(CosignatureTests.line.utf8))
    #expect(made.signature.bytes.count == 72)
  }

  @Test func `the known line checks, and tells its time`() throws {
    let key = try VerifierKey(parsing: CosignatureTests.vkey)
    let made = try #require(
      try Cosignature(
        CosignatureTests.signature(), by: key, over: Array(CosignatureTests.text.utf8)))
    #expect(made.time == 1_718_000_000)
  }

  @Test func `a line with one bit changed does not check`() throws {
    let key = try VerifierKey(parsing: CosignatureTests.vkey)
    let good = try CosignatureTests.signature()
    let text = Array(CosignatureTests.text.utf8)
    for place in good.bytes.indices {
      var bytes = good.bytes
      bytes[place] ^= 1
      #expect(
        Cosignature(NoteSignature(key: good.key, bytes: bytes), by: key, over: text) == nil,
        "byte \(place)")
    }
    for place in text.indices {
      var other = text
      other[place] ^= 1
      #expect(Cosignature(good, by: key, over: other) == nil, "byte \(place) of the text")
    }
    for count in [0, 8, 63, 71, 73] {
      let bytes = Array((good.bytes + good.bytes).prefix(count))
      #expect(
        Cosignature(NoteSignature(key: good.key, bytes: bytes), by: key, over: text) == nil)
    }
  }

  @Test func `a line of another key, or under another name, is none of this key's`() throws {
    let text = Array(CosignatureTests.text.utf8)
    let good = try CosignatureTests.signature()
    let other = try WitnessKey(name: KeyName("witness.test/w"), seed: Array(1...32)).verifier
    #expect(Cosignature(good, by: other, over: text) == nil)
    #expect(try Cosignature(good, by: CosignatureTests.key("x").verifier, over: text) == nil)
    let log = try SignerKey(name: KeyName("witness.test/w"), seed: CosignatureTests.seed)
    #expect(Cosignature(good, by: log.verifier, over: text) == nil)
  }

  @Test func `no time before 1970 is signed, and none that is 0 checks`() throws {
    let checkpoint = try Checkpoint(parsing: Array(CosignatureTests.text.utf8))
    for time: Int64 in [0, -1, .min] {
      #expect(throws: FormatError.self) {
        try CosignatureTests.key().cosign(checkpoint, at: time)
      }
    }
    let last = try CosignatureTests.key().cosign(checkpoint, at: .max)
    #expect(last.time == .max)
  }

  @Test func `a private key keeps its secret, and reads back`() throws {
    let key = try CosignatureTests.key()
    #expect(try WitnessKey(parsing: key.encodedSecret).verifier == key.verifier)
    #expect(!"\(key) \(String(reflecting: key))".contains("AAECAw"))
    #expect(key.encodedSecret.contains("BAABAgME"))
    for text in ["", "PRIVATE+KEY+x", "witness.test/w+2748077d+AAAA"] {
      #expect(throws: FormatError.self) { try WitnessKey(parsing: text) }
    }
    let log = try SignerKey(name: KeyName("witness.test/w"), seed: CosignatureTests.seed)
    #expect(throws: FormatError.self) { try WitnessKey(parsing: log.encodedSecret) }
    #expect(throws: FormatError.self) {
      try WitnessKey(name: KeyName("a"), seed: [UInt8](repeating: 0, count: 31))
    }
  }
}
