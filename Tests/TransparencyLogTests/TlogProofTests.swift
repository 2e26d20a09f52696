import Testing
import TransparencyLog

struct TlogProofTests {
  static let leafHash = LogExample.leafHashes(3)[2]
  static let text = """
    c2sp.org/tlog-proof@v1
    index 2
    YcoROfaBWEHVuvLQ0tm9nf7pfImN1ve6DAqpQe5sAes=
    WkdmL9ijF9lgSaP59HxV3GfKZgUbqjaD27GbL+CaB7A=
    SFM123z+yWXxX/dF/GJcQdXqJkaTaTAWWCj3PdS2iFQ=

    \(LogExample.checkpointText)
    """

  static func proof(extra: [UInt8]? = nil) throws -> TlogProof {
    let tree = MemoryTree(leafHashes: LogExample.leafHashes(5))
    return try TlogProof(
      index: 2, hashes: InclusionProof.prove(index: 2, size: 5, from: tree).hashes,
      checkpoint: SignedNote(parsing: Array(LogExample.checkpointText.utf8)), extra: extra)
  }

  @Test func `a proof has the known text, is read back, and proves`() throws {
    let proof = try Self.proof()
    #expect(String(decoding: proof.bytes, as: UTF8.self) == Self.text)
    #expect(try TlogProof(parsing: Array(Self.text.utf8)) == proof)
    let signed = try proof.check(leafHash: Self.leafHash, with: LogExample.verifier)
    #expect(signed.checkpoint.size == 5)
  }

  @Test func `extra data and other signatures are kept`() throws {
    let proof = try Self.proof(extra: [1, 2, 3])
    let bytes = proof.bytes + Array(LogExample.witnessLine.utf8)
    #expect(bytes.starts(with: "c2sp.org/tlog-proof@v1\nextra AQID\nindex 2\n".utf8))
    let read = try TlogProof(parsing: bytes)
    #expect(read.extra == [1, 2, 3])
    #expect(read.checkpoint.signatures.count == 2)
    #expect(read.bytes == bytes)
    try read.check(leafHash: Self.leafHash, with: LogExample.verifier)
  }

  @Test func `no proof holds after a flip of any bit or a cut`() throws {
    let key = try LogExample.verifier
    let bytes = try Self.proof().bytes
    for count in bytes.indices {
      #expect(throws: FormatError.self) { try TlogProof(parsing: Array(bytes.prefix(count))) }
    }
    for change in LogExample.changes(of: bytes, singleBits: true) {
      let opened = try? TlogProof(parsing: change).check(leafHash: Self.leafHash, with: key)
      if opened != nil { Issue.record("changed and still accepted: \(change)") }
    }
  }

  @Test(arguments: [
    ("", 0), ("c2sp.org/tlog-proof@v2\nindex 0\n\n", 0),
    ("c2sp.org/tlog-proof@v1\n", 23),
    ("c2sp.org/tlog-proof@v1\nindex 01\n\n", 23),
    ("c2sp.org/tlog-proof@v1\nindex\n\n", 23),
    ("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", 23),
    ("c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\n", 30),
    ("c2sp.org/tlog-proof@v1\nextra AQID\nextra AQID\nindex 0\n\n", 34),
    ("c2sp.org/tlog-proof@v1\nindex 0\nextra AQID\n\n", 36),
    ("c2sp.org/tlog-proof@v1\nindex 0\nAQID\n\n", 31),
    ("c2sp.org/tlog-proof@v1\nindex 0\n", 31),
    ("c2sp.org/tlog-proof@v1\nindex 0\n\n", 32),
    ("c2sp.org/tlog-proof@v1\nindex 0\n\na\n5\n", 36),
    ("c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n", 0),
  ])
  func `a malformed proof is refused where it goes wrong`(text: String, offset: Int) {
    let error = #expect(throws: FormatError.self) { try TlogProof(parsing: Array(text.utf8)) }
    #expect(error?.offset == offset)
  }

  @Test func `a proof says what it does not prove`() throws {
    let proof = try Self.proof()
    let key = try LogExample.verifier
    let other = LogExample.leafHashes(4)[3]
    #expect(throws: TlogProofError.self) { try proof.check(leafHash: other, with: key) }
    let outside = try TlogProof(index: 5, hashes: proof.hashes, checkpoint: proof.checkpoint)
    let error = MerkleError.indexOutOfRange(index: 5, size: 5)
    #expect(throws: TlogProofError.inclusion(error)) {
      try outside.check(leafHash: Self.leafHash, with: key)
    }
    let witness = try LogExample.witness
    #expect(throws: TlogProofError.checkpoint(.notALogKey(witness.identity))) {
      try proof.check(leafHash: Self.leafHash, with: witness)
    }
    #expect(TlogProofError.inclusion(error).description == error.description)
    #expect(
      TlogProofError.checkpoint(.notALogKey(witness.identity)).description
        .hasPrefix("The key witness.example+790a8a0d"))
  }

  @Test func `values outside their ranges make no proof`() throws {
    let note = try SignedNote(parsing: Array(LogExample.checkpointText.utf8))
    for index in [-1, .max] {
      #expect(throws: FormatError("an index is from 0 to 2^63-2")) {
        try TlogProof(index: index, hashes: [], checkpoint: note)
      }
    }
    let many = Array(repeating: Hash.ofEmptyTree, count: 64)
    #expect(throws: FormatError("a proof has at most 63 hashes")) {
      try TlogProof(index: 0, hashes: many, checkpoint: note)
    }
    for count in [0, 48_001] {
      #expect(throws: FormatError("extra data has 1 to 48000 bytes, not \(count)")) {
        try TlogProof(
          index: 0, hashes: [], checkpoint: note, extra: Array(repeating: 0, count: count))
      }
    }
  }
}
