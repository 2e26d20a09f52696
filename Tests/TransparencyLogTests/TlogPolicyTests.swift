import Testing
import TransparencyLog

/// Policies (C2SP tlog-policy), and what they say of notes.
struct TlogPolicyTests {
  static func key(_ name: String, _ seed: UInt8) throws -> WitnessKey {
    try WitnessKey(name: KeyName(name), seed: [UInt8](repeating: seed, count: 32))
  }

  static func log(_ seed: UInt8 = 99) throws -> SignerKey {
    try SignerKey(name: KeyName("ledger.test/record"), seed: [UInt8](repeating: seed, count: 32))
  }

  /// A policy of the keys N, S and P, with these lines after them.
  private static func policy(_ lines: String) throws -> TlogPolicy {
    try TlogPolicy(
      parsing: Array(
        """
        # the keys
        log \(log().verifier) https://ledger.test/
        witness N \(key("north.test/w", 1).verifier) https://north.test/witness
        \twitness\tS  \(key("south.test/w", 2).verifier)

        witness P \(key("paper.test/w", 3).verifier)
        \(lines)

        """.utf8))
  }

  private static func note(_ witnesses: (String, UInt8)...) throws -> SignedNote {
    let checkpoint = try Checkpoint(parsing: Array(CosignatureTests.text.utf8))
    let signed = try checkpoint.sign(with: log()).note
    let lines = try witnesses.map { name, seed in
      try key(name, seed).cosign(checkpoint, at: 1_718_000_000).signature
    }
    return try SignedNote(text: signed.text, signatures: signed.signatures + lines)
  }

  private static let all =
    [("north.test/w", 1), ("south.test/w", 2), ("paper.test/w", 3)]
    as [(String, UInt8)]

  @Test(arguments: [
    ("quorum none", [0, 1, 2, 3, 4, 5, 6, 7]),
    ("quorum S", [2, 3, 6, 7]),
    ("group g all N S\nquorum g", [3, 7]),
    ("group g any N S\nquorum g", [1, 2, 3, 5, 6, 7]),
    ("group g 2 N S P\nquorum g", [3, 5, 6, 7]),
    ("group sides all N S\ngroup seen all sides P\nquorum seen", [7]),
    ("group sides any N S\ngroup seen all sides P\nquorum seen", [5, 6, 7]),
  ])
  func `a quorum is met by those who cosigned`(lines: String, met: [Int]) throws {
    let policy = try TlogPolicyTests.policy(lines)
    for set in 0..<8 {
      let signed = try SignedNote(
        text: TlogPolicyTests.note().text,
        signatures: TlogPolicyTests.note().signatures
          + TlogPolicyTests.all.indices.filter { set >> $0 & 1 == 1 }.flatMap {
            try TlogPolicyTests.note(TlogPolicyTests.all[$0]).signatures.dropFirst()
          })
      let verdict = policy.verdict(on: signed)
      #expect(verdict.isQuorumMet == met.contains(set), "\(lines) \(set)")
      #expect(verdict.isMet == met.contains(set))
      for (place, line) in verdict.lines.enumerated() {
        let cosigned = if case .cosigned(let made) = line.word { made.time } else { Int64(0) }
        #expect(cosigned == (set >> place & 1 == 1 ? 1_718_000_000 : 0))
      }
    }
  }

  @Test func `a false line of a known key is not counted, and fails the policy`() throws {
    let policy = try TlogPolicyTests.policy("quorum N")
    let good = try TlogPolicyTests.note(("north.test/w", 1), ("south.test/w", 2))
    var lines = good.signatures
    lines[2] = NoteSignature(key: lines[2].key, bytes: lines[1].bytes)
    let bad = try SignedNote(text: good.text, signatures: lines)
    let verdict = policy.verdict(on: bad)
    #expect(verdict.lines.map(\.word).last { $0 != .silent } == .faulty)
    #expect(verdict.isQuorumMet && !verdict.isMet)
    // Two lines of one key say nothing, though both check.
    let twice = try SignedNote(
      text: good.text, signatures: good.signatures + good.signatures.dropFirst())
    #expect(policy.verdict(on: twice).lines[0].word == .faulty)
    #expect(!policy.verdict(on: twice).isQuorumMet)
  }

  @Test func `the log of the policy must have signed, and lines of unknown keys do nothing`() throws
  {
    let policy = try TlogPolicyTests.policy("quorum none")
    let checkpoint = try Checkpoint(parsing: Array(CosignatureTests.text.utf8))
    let foreign = try checkpoint.sign(with: TlogPolicyTests.log(98)).note
    #expect(policy.verdict(on: foreign).log == nil && !policy.verdict(on: foreign).isMet)
    let stranger = try TlogPolicyTests.note(("stranger.test/w", 7))
    #expect(policy.verdict(on: stranger).isMet)
    let without = try TlogPolicy(parsing: Array("quorum none\n".utf8))
    #expect(!without.verdict(on: stranger).isMet)
    #expect(try without.verdict(on: stranger, logKey: TlogPolicyTests.log().verifier).isMet)
  }

  @Test func `a key of ML-DSA is kept, and counts for nothing`() throws {
    let material = Base64.standard.encode([6] + [UInt8](repeating: 5, count: 1312))
    let policy = try TlogPolicyTests.policy(
      "witness Q quantum.test/w+00112233+\(material)\nquorum Q")
    let good = try TlogPolicyTests.note()
    let line = NoteSignature(
      key: KeyIdentity(name: try KeyName("quantum.test/w"), keyID: 0x0011_2233),
      bytes: [UInt8](repeating: 1, count: 2428))
    let note = try SignedNote(text: good.text, signatures: good.signatures + [line])
    #expect(policy.verdict(on: note).lines.last?.word == .unchecked)
    #expect(!policy.verdict(on: note).isMet)
    #expect(policy.verdict(on: good).lines.last?.word == .silent)
  }

  @Test(arguments: [
    ("", "one line \"quorum NAME\""), ("quorum", "write \"quorum NAME\""),
    ("quorum none\nquorum none", "line 8: a policy has one quorum"),
    ("quorum X", "line 7: \"X\" is no witness and no group of a line above"),
    ("quorum g\ngroup g any N", "\"g\" is no witness"), ("Quorum none", "is not understood"),
    ("group g any\nquorum none", "write \"group NAME"),
    ("group N any S\nquorum none", "defined already"),
    ("group none any S\nquorum none", "\"none\" cannot be a name"),
    ("group g any none\nquorum none", "\"none\" is no witness"),
    ("group g any N N\nquorum g", "is a member already"),
    ("group g any N\ngroup h any N\nquorum h", "is a member already"),
    ("group g 0 N\nquorum g", "a number from 1 to 1"),
    ("group g 2 N\nquorum g", "a number from 1 to 1"),
    ("group g 01 N\nquorum g", "a number from 1 to 1"),
    ("group g some N\nquorum g", "not all, any"),
    ("group g any h\ngroup h any N\nquorum g", "\"h\" is no witness"),
    ("witness N x\nquorum none", "defined already"),
    ("witness\nquorum none", "write \"witness NAME"),
    ("witness T x\nquorum none", "a key has the form"), ("log\nquorum none", "write \"log KEY"),
    ("log a b c\nquorum none", "write \"log KEY"), ("quorum none # why", "write \"quorum NAME\""),
    ("quorum N\u{7F}", "control characters"), ("quorum N\r", "control characters"),
  ])
  func `a policy that is none is refused with its line`(lines: String, reason: String) {
    let error = #expect(throws: FormatError.self) { try TlogPolicyTests.policy(lines) }
    #expect(error?.reason.contains(reason) ?? false, "\(error?.reason ?? "it is taken")")
  }

  @Test func `one public key under two names is refused, and so is a key of the wrong kind`() throws
  {
    let north = try TlogPolicyTests.key("north.test/w", 1).verifier
    let again = try TlogPolicyTests.key("other.test/w", 1).verifier
    let log = try TlogPolicyTests.log().verifier
    for (line, reason) in [
      ("witness T \(again)", "another witness has the public key"),
      ("log \(log)", "another log has the public key"), ("witness T \(log)", "no witness's"),
      ("log \(north)", "no log's"), ("witness T \(again.name)+00000000+BAAA", "a key has"),
    ] {
      let error = #expect(throws: FormatError.self) {
        try TlogPolicyTests.policy("\(line)\nquorum none")
      }
      #expect(
        error.map { $0.reason.contains(reason) || $0.reason.contains("32 bytes") } ?? false,
        "\(error?.reason ?? "it is taken")")
    }
    // A log and a witness may share one.
    let shared = try WitnessKey(
      name: KeyName("log.test/w"), seed: [UInt8](repeating: 99, count: 32))
    _ = try TlogPolicyTests.policy("witness T \(shared.verifier)\nquorum T")
  }

  @Test func `names are bytes, and a last line ends`() throws {
    let key = try TlogPolicyTests.key("a.test/w", 8).verifier
    var bytes = Array("witness ".utf8) + [0xFF, 0xE2, 0x84, 0xAA] + Array(" \(key)\nquorum ".utf8)
    #expect(throws: FormatError.self) { try TlogPolicy(parsing: bytes + Array("K\n".utf8)) }
    bytes += [0xFF, 0xE2, 0x84, 0xAA]
    #expect(throws: FormatError.self) { try TlogPolicy(parsing: bytes) }
    #expect(try TlogPolicy(parsing: bytes + [10]).quorum == [0xFF, 0xE2, 0x84, 0xAA])
  }
}
