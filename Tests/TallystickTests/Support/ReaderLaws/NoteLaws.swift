import Tallystick
import TransparencyLog

/// Laws of signed notes, checkpoints and keys.
enum NoteLaws {
  static func check(_ bytes: [UInt8]) throws {
    let log = try LawKeys.log()
    try checkNote(bytes, with: log.verifier)
    try checkSigning(bytes, with: log)
    if let checkpoint = try reading(bytes.count, { try Checkpoint(parsing: bytes) }) {
      try hold(checkpoint.text == bytes, "a checkpoint prints back")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    try readingBack(text, as: "a verifier key", print: \.description) {
      try VerifierKey(parsing: $0)
    }
    try readingBack(text, as: "a signer key", print: \.encodedSecret) {
      try SignerKey(parsing: $0)
    }
    try readingBack(text, as: "a key name", print: \.text) {
      try KeyName($0)
    }
    try readingBack(text, as: "an origin", print: \.text) {
      try Origin($0)
    }
    for alphabet in [Base64.standard, Base64.url] {
      try readingBack(text, as: "base64", print: alphabet.encode) { try alphabet.decode($0) }
    }
  }

  private static func checkNote(_ bytes: [UInt8], with key: VerifierKey) throws {
    guard let note = try reading(bytes.count, { try SignedNote(parsing: bytes) }) else {
      let opened = try? SignedCheckpoint(opening: bytes, with: key)
      return try hold(opened == nil, "what is no note is no signed checkpoint")
    }
    try hold(note.bytes == bytes, "a note prints back")
    let again = try SignedNote(text: note.text, signatures: note.signatures)
    try hold(again == note, "a note can be made of its parts")
    guard let opened = try? SignedCheckpoint(opening: bytes, with: key) else { return }
    try hold(opened.note == note, "opening a checkpoint changes nothing")
    try hold(opened.checkpoint.text == note.text, "what is signed is what was read")
    try hold(opened.checkpoint.origin.isName(key.name), "a log signs its own checkpoints")
    try hold(
      opened.others.count < note.signatures.count, "the log's line is not among the others")
  }

  /// Signs the bytes as a text, and changes one of them.
  private static func checkSigning(_ bytes: [UInt8], with log: SignerKey) throws {
    guard let note = try reading(bytes.count, { try log.sign(bytes) }) else { return }
    try hold(try SignedNote(parsing: note.bytes) == note, "a note that was signed is read")
    let opened = try note.open(with: [log.verifier])
    try hold(opened.text == bytes && opened.verified == note.signatures, "the signer opens it")
    var other = bytes
    let place = bytes.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude % UInt(bytes.count)
    other[Int(place)] ^= 1
    guard let changed = try? SignedNote(text: other, signatures: note.signatures) else { return }
    let wrong = try? changed.open(with: [log.verifier])
    try hold(wrong == nil, "the signature of another text is refused")
  }
}
