import Testing
import TransparencyLog

struct OpenedNoteTests {
  static let bytes = Array(LogExample.noteText.utf8)

  @Test func `no note opens that is cut off anywhere`() throws {
    let key = try LogExample.verifier
    for count in Self.bytes.indices {
      #expect(throws: FormatError.self) {
        try SignedNote(parsing: Array(Self.bytes.prefix(count))).open(with: [key])
      }
    }
  }

  @Test func `no note opens after a change of any byte to any other`() throws {
    let key = try LogExample.verifier
    for change in LogExample.changes(of: Self.bytes) {
      let opened = try? SignedNote(parsing: change).open(with: [key])
      if opened != nil { Issue.record("changed and still opened: \(change)") }
    }
  }

  @Test func `signatures of unknown keys are kept, and alone do not open a note`() throws {
    let witness = try LogExample.witness
    let other = NoteSignature(key: witness.identity, bytes: [1])
    let signed = try SignedNote(parsing: Self.bytes)
    let both = try SignedNote(
      text: signed.text, signatures: [other] + signed.signatures + [other])
    let opened = try both.open(with: [LogExample.verifier])
    #expect(opened.verified == signed.signatures)
    #expect(opened.unverified == [other])
    #expect(throws: NoteError.badSignature(witness.identity)) {
      try both.open(with: [witness, LogExample.verifier])
    }
    #expect(throws: NoteError.noKnownKey(named: signed.signatures.map(\.key))) {
      try signed.open(with: [witness])
    }
    #expect(throws: NoteError.noKnownKey(named: signed.signatures.map(\.key))) {
      try signed.open(with: [])
    }
  }

  @Test func `a name or a key ID alone makes no key known`() throws {
    let key = try LogExample.verifier
    let signed = try SignedNote(parsing: Self.bytes)
    for identity in [
      KeyIdentity(name: key.name, keyID: key.identity.keyID ^ 1),
      KeyIdentity(name: try KeyName("other"), keyID: key.identity.keyID),
    ] {
      let line = NoteSignature(key: identity, bytes: signed.signatures[0].bytes)
      let note = try SignedNote(text: signed.text, signatures: [line])
      #expect(throws: NoteError.noKnownKey(named: [identity])) { try note.open(with: [key]) }
    }
  }

  @Test func `a repeated signature counts once and must be valid`() throws {
    let key = try LogExample.verifier
    let signed = try SignedNote(parsing: Self.bytes)
    let twice = try SignedNote(
      text: signed.text, signatures: signed.signatures + signed.signatures)
    #expect(try twice.open(with: [key]).verified == signed.signatures)
    let bad = NoteSignature(key: key.identity, bytes: Array(repeating: 0, count: 64))
    let mixed = try SignedNote(text: signed.text, signatures: signed.signatures + [bad])
    #expect(throws: NoteError.badSignature(key.identity)) { try mixed.open(with: [key]) }
  }

  @Test func `two known keys of one name and key ID are refused when named`() throws {
    let key = try LogExample.verifier
    let witness = try LogExample.witness
    let note = try SignedNote(parsing: Self.bytes)
    #expect(throws: NoteError.ambiguousKey(key.identity)) { try note.open(with: [key, key]) }
    #expect(try note.open(with: [witness, key, witness]).verified.count == 1)
  }

  @Test func `errors are sentences`() throws {
    let key = try LogExample.verifier.identity
    #expect(
      NoteError.noKnownKey(named: [key]).description
        == "No known key signed the note; it names example.org/returns+018fa90b.")
    #expect(NoteError.badSignature(key).description.hasSuffix("does not fit the text."))
    #expect(NoteError.ambiguousKey(key).description.contains("example.org/returns+018fa90b"))
  }
}
