import Testing
import TransparencyLog

struct SignedNoteTests {
  static let bytes = Array(LogExample.noteText.utf8)

  @Test func `a note opens and keeps its bytes`() throws {
    let note = try SignedNote(parsing: Self.bytes)
    #expect(note.bytes == Self.bytes)
    #expect(note.text == Array("6057\n\n6000\n".utf8))
    let opened = try note.open(with: [LogExample.verifier])
    #expect(opened.text == note.text)
    #expect(opened.verified == note.signatures)
    #expect(opened.unverified == [])
  }

  @Test func `a key signs to the known note`() throws {
    let text = try SignedNote(parsing: Self.bytes).text
    #expect(try LogExample.signer.sign(text).bytes == Self.bytes)
  }

  @Test(arguments: [
    ("", 0, "a note ends with a newline"),
    ("\n", 1, "a note has a blank line before its signatures"),
    ("text\n", 5, "a note has a blank line before its signatures"),
    ("text\n\n", 6, "a note has at least one signature line"),
    ("\n— a AAAAAAA=\n", 16, "a note has a blank line before its signatures"),
    ("text\n\n— a AAAAAAA=", 20, "a note ends with a newline"),
    ("te\u{1F}xt\n\n— a AAAAAAA=\n", 2, "a note has no control character other than newline"),
    ("te\txt\n\n— a AAAAAAA=\n", 2, "a note has no control character other than newline"),
    ("text\r\n\r\n— a AAAAAAA=\r\n", 4, "a note has no control character other than newline"),
    ("text\n\n- a AAAAAAA=\n", 6, "a signature line starts with an em dash and a space"),
    ("text\n\n—a AAAAAAA=\n", 6, "a signature line starts with an em dash and a space"),
    (
      "text\n\n— a AAAAAAA=\nmore\n", 21,
      "a signature line starts with an em dash and a space"
    ),
    ("text\n\n— aAAAAAAA=\n", 6, "a signature line has a name, a space and base64"),
    ("text\n\n—  AAAAAAA=\n", 10, "a key name is not empty"),
    (
      "text\n\n— a+b AAAAAAA=\n", 11,
      "a key name has no white space, control characters or \"+\""
    ),
    (
      "text\n\n— a\u{a0}b AAAAAAA=\n", 11,
      "a key name has no white space, control characters or \"+\""
    ),
    (
      "text\n\n— a\u{3000}b AAAAAAA=\n", 11,
      "a key name has no white space, control characters or \"+\""
    ),
    ("text\n\n— a  AAAAAAA=\n", 12, "this is no character of base64 here"),
    ("text\n\n— a AAAAAAA= \n", 19, "this is no character of base64 here"),
    ("text\n\n— a AAAAAAA\n", 19, "the base64 ends before its last group of characters does"),
    ("text\n\n— a AAAAAAB=\n", 18, "the last character of the base64 has bits too many"),
    ("text\n\n— a AAAAAA==\n", 12, "a signature has a key ID and more"),
    ("text\n\n— a \n", 12, "a signature has a key ID and more"),
  ])
  func `a malformed note is refused where it goes wrong`(
    text: String, offset: Int, reason: String
  ) {
    #expect(throws: FormatError(reason, at: offset)) {
      try SignedNote(parsing: Array(text.utf8))
    }
  }

  @Test func `bytes that are no UTF-8 are refused anywhere`() {
    for place in [0, 10, Self.bytes.count - 1] {
      var bytes = Self.bytes
      bytes.insert(0xff, at: place)
      #expect(throws: FormatError("a note is valid UTF-8", at: place)) {
        try SignedNote(parsing: bytes)
      }
    }
  }

  @Test func `the signatures start after the last blank line`() throws {
    let note = try SignedNote(parsing: Array("a\n\n— k AAAAAAA=\n\n— k AAAAAAA=\n".utf8))
    #expect(note.text == Array("a\n\n— k AAAAAAA=\n".utf8))
    #expect(note.signatures.count == 1)
  }

  @Test func `names are compared by their bytes`() throws {
    let signature = try LogExample.signer.sign(Array("x\n".utf8)).signatures[0].bytes
    let composed = KeyIdentity(name: try KeyName("caf\u{e9}"), keyID: 1)
    let decomposed = KeyIdentity(name: try KeyName("cafe\u{301}"), keyID: 1)
    #expect(composed != decomposed)
    let note = try SignedNote(
      text: Array("x\n".utf8),
      signatures: [composed, decomposed].map { NoteSignature(key: $0, bytes: signature) })
    #expect(try SignedNote(parsing: note.bytes) == note)
    #expect(Set(note.signatures).count == 2)
  }

  @Test func `a note has at most 100 signatures and a million bytes`() throws {
    let line = NoteSignature(key: KeyIdentity(name: try KeyName("k"), keyID: 0), bytes: [0])
    let text = Array("x\n".utf8)
    let full = try SignedNote(text: text, signatures: Array(repeating: line, count: 100))
    #expect(try SignedNote(parsing: full.bytes) == full)
    #expect(throws: FormatError("a note has at most 100 signatures")) {
      try SignedNote(text: text, signatures: Array(repeating: line, count: 101))
    }
    #expect(throws: FormatError("a note has at most 100 signatures")) {
      try SignedNote(parsing: full.bytes + line.line)
    }
    let room = SignedNote.maxByteCount - 2 - line.line.count
    let long = Array(repeating: UInt8(ascii: "x"), count: room) + [10]
    let largest = try SignedNote(text: long, signatures: [line])
    #expect(largest.bytes.count == SignedNote.maxByteCount)
    #expect(try SignedNote(parsing: largest.bytes) == largest)
    #expect(throws: FormatError("a note has at most 1000000 bytes, not 1000001")) {
      try SignedNote(text: [120] + long, signatures: [line])
    }
    #expect(throws: FormatError("a note has at most 1000000 bytes, not 1000001")) {
      try SignedNote(parsing: [120] + largest.bytes)
    }
  }

  @Test func `a note without signatures is none`() throws {
    let empty = NoteSignature(key: KeyIdentity(name: try KeyName("k"), keyID: 0), bytes: [])
    for signatures in [[], [empty]] {
      #expect(throws: FormatError("a note has at least one signature, and none is empty")) {
        try SignedNote(text: [10], signatures: signatures)
      }
    }
  }

  @Test(arguments: ["", "no newline", "tab\t\n", "\r\n", "\0\n"])
  func `a text that no note can have is not signed`(text: String) throws {
    let key = try LogExample.signer
    #expect(throws: FormatError.self) { try key.sign(Array(text.utf8)) }
  }
}
