import Testing
import TransparencyLog

struct CheckpointTests {
  static let bytes = Array(LogExample.checkpointText.utf8)
  static let root = "fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI="

  @Test func `a signed checkpoint opens, is signed again the same, and has its parts`() throws {
    let signed = try SignedCheckpoint(opening: Self.bytes, with: LogExample.verifier)
    let checkpoint = signed.checkpoint
    #expect(checkpoint.origin.text == "example.org/returns")
    #expect(checkpoint.size == 5)
    #expect(checkpoint.root == MerkleTree.root(ofLeafHashes: LogExample.leafHashes(5)))
    #expect(signed.note.bytes == Self.bytes)
    #expect(signed.others == [])
    #expect(try checkpoint.sign(with: LogExample.signer) == signed)
  }

  @Test func `signatures of witnesses are kept unchecked`() throws {
    let bytes = Array((LogExample.checkpointText + LogExample.witnessLine).utf8)
    let signed = try SignedCheckpoint(opening: bytes, with: LogExample.verifier)
    #expect(try signed.others.map(\.key) == [LogExample.witness.identity])
    #expect(signed.note.bytes == bytes)
    let opened = try signed.note.open(with: [LogExample.verifier, LogExample.witness])
    #expect(opened.verified.count == 2)
  }

  @Test func `no checkpoint opens after a flip of any bit or a cut`() throws {
    let key = try LogExample.verifier
    for count in Self.bytes.indices {
      #expect(throws: CheckpointError.self) {
        try SignedCheckpoint(opening: Array(Self.bytes.prefix(count)), with: key)
      }
    }
    for change in LogExample.changes(of: Self.bytes, singleBits: true) {
      let opened = try? SignedCheckpoint(opening: change, with: key)
      if opened != nil { Issue.record("changed and still opened: \(change)") }
    }
  }

  @Test(arguments: [0, 1, 300, .max])
  func `a checkpoint keeps its text`(size: Int) throws {
    let root = size == 0 ? Hash.ofEmptyTree : try Hash(base64: Self.root)
    let checkpoint = try Checkpoint(origin: Origin("a.test"), size: size, root: root)
    #expect(checkpoint.text == Array("a.test\n\(size)\n\(root.base64)\n".utf8))
    #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
  }

  @Test(arguments: [
    "", "a\n", "a\n5\n", "a\n5\n\(root)", "a\n5\n\(root)\n\n", "a\n5\n\(root)\nextension\n",
    "\n5\n\(root)\n", "a b\n5\n\(root)\n", "a+b\n5\n\(root)\n", "é\n5\n\(root)\n",
    "a\n05\n\(root)\n", "a\n+5\n\(root)\n", "a\n-5\n\(root)\n", "a\n 5\n\(root)\n",
    "a\n\n\(root)\n",
    "a\n5 \n\(root)\n", "a\n0x5\n\(root)\n", "a\n9223372036854775808\n\(root)\n",
    "a\n99999999999999999999\n\(root)\n", "a\n5\n\(root)=\n", "a\n5\nfKo0\n", "a\n5\n\n",
    "a\n5\nfKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nJ=\n", "a\r\n5\r\n\(root)\r\n",
    "a\n0\n\(root)\n", "a\n٥\n\(root)\n",
  ])
  func `any other text is no checkpoint`(text: String) {
    #expect(throws: FormatError.self) { try Checkpoint(parsing: Array(text.utf8)) }
  }

  @Test func `a wrong line is named with its byte`() {
    #expect(throws: FormatError("a checkpoint has no lines after its root", at: 49)) {
      try Checkpoint(parsing: Array("a\n5\n\(Self.root)\nmore\n".utf8))
    }
    #expect(
      throws: FormatError(
        "line 2 of a checkpoint is its size, from 0 to 2^63-1 without leading zeros", at: 2)
    ) { try Checkpoint(parsing: Array("a\n05\n\(Self.root)\n".utf8)) }
    #expect(throws: FormatError("this is no character of base64 here", at: 6)) {
      try Checkpoint(parsing: Array("a\n5\nfK o\n".utf8))
    }
  }

  @Test func `a negative size is refused`() throws {
    let origin = try Origin("a")
    #expect(throws: FormatError("a log has no fewer than 0 entries")) {
      try Checkpoint(origin: origin, size: -1, root: .ofEmptyTree)
    }
  }

  @Test func `the signed text must be a checkpoint`() throws {
    let note = try LogExample.signer.sign(Array("example.org/returns\n5\n".utf8))
    let key = try LogExample.verifier
    #expect(
      throws: CheckpointError.malformed(
        FormatError("a checkpoint has three lines: origin, size, root", at: 22))
    ) { try SignedCheckpoint(opening: note.bytes, with: key) }
  }

  @Test func `the origin must be the name of the key`() throws {
    let origin = try Origin("example.org/other")
    let root = try Hash(base64: Self.root)
    let checkpoint = try Checkpoint(origin: origin, size: 5, root: root)
    let key = try LogExample.signer
    let error = CheckpointError.foreignKey(origin: origin, key: key.verifier.identity)
    #expect(throws: error) { try checkpoint.sign(with: key) }
    let note = try key.sign(checkpoint.text)
    #expect(throws: error) { try SignedCheckpoint(opening: note, with: key.verifier) }
  }

  @Test func `the log's key signs on exactly one line`() throws {
    let key = try LogExample.verifier
    let note = try SignedNote(parsing: Self.bytes)
    let twice = try SignedNote(text: note.text, signatures: note.signatures + note.signatures)
    #expect(throws: CheckpointError.repeatedSignature(key.identity, lines: 2)) {
      try SignedCheckpoint(opening: twice, with: key)
    }
  }

  @Test func `neither another log's key nor a witness's opens a checkpoint`() throws {
    let seed = [UInt8](repeating: 9, count: 32)
    let other = try SignerKey(name: KeyName("example.org/returns"), seed: seed).verifier
    let identity = try LogExample.verifier.identity
    #expect(throws: CheckpointError.notOpened(.noKnownKey(named: [identity]))) {
      try SignedCheckpoint(opening: Self.bytes, with: other)
    }
    let witness = try LogExample.witness
    let cosigned = Array((LogExample.checkpointText + LogExample.witnessLine).utf8)
    #expect(throws: CheckpointError.notALogKey(witness.identity)) {
      try SignedCheckpoint(opening: cosigned, with: witness)
    }
  }

  @Test func `a signed checkpoint has at most 65536 bytes`() throws {
    let key = try LogExample.verifier
    let note = try SignedNote(parsing: Self.bytes)
    let other = try KeyIdentity(name: KeyName("w"), keyID: 0)
    let large = NoteSignature(key: other, bytes: Array(repeating: 0, count: 50_000))
    let bytes = try SignedNote(text: note.text, signatures: note.signatures + [large]).bytes
    #expect(
      throws: CheckpointError.malformed(FormatError("a checkpoint has at most 65536 bytes"))
    ) { try SignedCheckpoint(opening: bytes, with: key) }
  }

  @Test func `an origin is visible ASCII without plus, of 1 to 255 characters`() throws {
    let longest = String(repeating: "a", count: 255)
    #expect(try Origin(longest).description == longest)
    #expect(throws: FormatError("an origin has at most 255 characters", at: 255)) {
      try Origin(longest + "a")
    }
    for text in ["", " ", "a b", "a+b", "a\u{7f}", "a\n", "caf\u{e9}", "a\u{a0}"] {
      #expect(throws: FormatError.self) { try Origin(text) }
    }
  }

  @Test func `errors are sentences`() throws {
    let key = try LogExample.verifier.identity
    let origin = try Origin("a")
    let errors: [CheckpointError] = [
      .malformed(FormatError("a note ends with a newline", at: 3)),
      .notOpened(.badSignature(key)), .notALogKey(key), .repeatedSignature(key, lines: 2),
      .foreignKey(origin: origin, key: key),
    ]
    #expect(
      errors[0].description == "This is no checkpoint: a note ends with a newline (byte 3).")
    #expect(errors.allSatisfy { $0.description.hasSuffix(".") })
    #expect(Set(errors.map(\.description)).count == errors.count)
  }
}
