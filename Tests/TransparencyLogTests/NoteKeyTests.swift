import Testing
import TransparencyLog

struct NoteKeyTests {
  @Test(arguments: [LogExample.verifierText, LogExample.witnessText])
  func `a verifier key keeps its text`(text: String) throws {
    #expect(try VerifierKey(parsing: text).description == text)
  }

  @Test func `a verifier key has its parts`() throws {
    let log = try LogExample.verifier
    #expect(log.name.text == "example.org/returns")
    #expect(log.type == .ed25519)
    #expect(log.identity.keyID == 0x018f_a90b)
    #expect(log.identity.description == "example.org/returns+018fa90b")
    #expect(try VerifierKey(name: log.name, publicKey: log.publicKey) == log)
    #expect(try LogExample.witness.type == .cosignature)
  }

  @Test func `no changed or shortened verifier key is taken for one`() {
    let bytes = Array(LogExample.verifierText.utf8)
    for start in bytes.indices {
      for end in start...bytes.count where end - start < bytes.count {
        let part = String(decoding: bytes[start..<end], as: UTF8.self)
        if let key = try? VerifierKey(parsing: part) { Issue.record("taken for a key: \(key)") }
      }
    }
    for change in LogExample.changes(of: bytes) {
      guard let text = String(validating: change, as: UTF8.self) else { continue }
      if let key = try? VerifierKey(parsing: text) { Issue.record("taken for a key: \(key)") }
    }
  }

  @Test(arguments: [
    ("", "a key has the form NAME+KEYID+BASE64"),
    ("a+018fa90b", "a key has the form NAME+KEYID+BASE64"),
    ("+018fa90b+AAAA", "a key name is not empty"),
    ("a+018FA90B+AAAA", "a key ID has eight lower-case hexadecimal digits (byte 2)"),
    ("a+18fa90b+AAAA", "a key ID has eight lower-case hexadecimal digits (byte 2)"),
    ("a+0018fa90b+AAAA", "a key ID has eight lower-case hexadecimal digits (byte 2)"),
    ("a++018fa90+AAAA", "a key ID has eight lower-case hexadecimal digits (byte 2)"),
    ("a+018fa90b+AAAA", "a key has 33 bytes, not 3 (byte 11)"),
    ("a+018fa90b+AAA", "the base64 ends before its last group of characters does (byte 14)"),
    (
      "a+018fa90b+BgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "keys of signature type 6 are not supported"
    ),
    (
      "a+018fa90b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
      "the key ID of this key is 606ca4ab, not the one it names"
    ),
  ])
  func `a wrong key says what is wrong`(text: String, message: String) {
    let error = #expect(throws: FormatError.self) { try VerifierKey(parsing: text) }
    #expect(error?.description == message)
  }

  @Test func `a signer key keeps its text and knows its verifier`() throws {
    let key = try LogExample.signer
    #expect(key.encodedSecret == LogExample.signerText)
    #expect(key.verifier.description == LogExample.verifierText)
    #expect(try SignerKey(name: key.name, seed: Array(0..<32)) == key)
    #expect(try Set([key, SignerKey(name: key.name, seed: Array(1..<33))]).count == 2)
  }

  @Test func `no changed or shortened signer key is taken for one`() {
    let bytes = Array(LogExample.signerText.utf8)
    for count in bytes.indices {
      let part = String(decoding: bytes.prefix(count), as: UTF8.self)
      #expect(throws: FormatError.self) { try SignerKey(parsing: part) }
    }
    for place in bytes.indices {
      var change = bytes
      change[place] ^= 1
      let text = String(decoding: change, as: UTF8.self)
      #expect(throws: FormatError.self) { try SignerKey(parsing: text) }
    }
  }

  @Test func `a witness's private key is no signer key here`() {
    let text = "PRIVATE+KEY+a+018fa90b+BAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    #expect(throws: FormatError("a signer key has signature type 1, not 4")) {
      try SignerKey(parsing: text)
    }
  }

  @Test(arguments: [0, 31, 33, 64])
  func `a seed has 32 bytes`(count: Int) throws {
    let name = try KeyName("a")
    let bytes = [UInt8](repeating: 1, count: count)
    #expect(throws: FormatError("a seed has 32 bytes, not \(count)")) {
      try SignerKey(name: name, seed: bytes)
    }
    #expect(throws: FormatError("an Ed25519 public key has 32 bytes, not \(count)")) {
      try VerifierKey(name: name, publicKey: bytes)
    }
  }

  @Test func `a signer key shows its secret nowhere but on demand`() throws {
    let key = try LogExample.signer
    var dumped = ""
    dump(key, to: &dumped)
    var wrapped = ""
    dump(["key": key], to: &wrapped)
    for text in ["\(key)", String(reflecting: key), "\([key])", dumped, wrapped] {
      #expect(text.contains("018fa90b") || text.contains("verifier"))
      #expect(!text.contains("AQABAgMEBQYHCAkK"))
      #expect(!text.contains("secret"))
      #expect(!text.contains("PrivateKey"))
    }
  }

  @Test(arguments: ["", " ", "a b", "a+b", "a\n", "a\u{7}", "a\u{85}b", "a\u{a0}", "\u{2028}"])
  func `a key name has no space, plus or control character`(name: String) {
    #expect(throws: FormatError.self) { try KeyName(name) }
  }

  @Test(arguments: ["a", "example.org/é", "Запись", "a-b_c~!\"", "—"])
  func `any other key name is taken`(name: String) throws {
    #expect(try KeyName(name).description == name)
  }

  @Test func `a cosignature covers its time and the text`() throws {
    let witness = try LogExample.witness
    let note = try SignedNote(
      parsing: Array((LogExample.checkpointText + LogExample.witnessLine).utf8))
    let signature = note.signatures[1].bytes
    #expect(witness.isValid(signature, over: note.text))
    #expect(!witness.isValid(signature, over: note.text + [10]))
    #expect(!witness.isValid(Array(signature.dropFirst(8)), over: note.text))
    for place in signature.indices {
      var change = signature
      change[place] ^= 1
      #expect(!witness.isValid(change, over: note.text))
    }
    #expect(!witness.isValid(Array(repeating: 0, count: 72), over: note.text))
  }

  @Test(arguments: [
    (0, false), (1, true), (UInt64(Int64.max), true), (UInt64(Int64.max) + 1, false),
  ])
  func `a cosignature has a time from 1 to 2^63-1`(time: UInt64, isValid: Bool) throws {
    let witness = try LogExample.witness
    let key = try SignerKey(name: witness.name, seed: Array(32..<64))
    let note = try key.sign(Array("cosignature/v1\ntime \(time)\ntext\n".utf8))
    let bigEndian = (0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(56 - 8 * $0)) }
    let signature = bigEndian + note.signatures[0].bytes
    #expect(witness.isValid(signature, over: Array("text\n".utf8)) == isValid)
  }

  @Test(arguments: [0, 63, 65, 128])
  func `a signature has 64 bytes`(count: Int) throws {
    #expect(try !LogExample.verifier.isValid(Array(repeating: 0, count: count), over: [10]))
  }
}
