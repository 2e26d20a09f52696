internal import Tallystick
internal import TransparencyLog

/// The place of one log's key on this machine, outside the record: the private key, its verifier
/// key, and the last checkpoint that it signed.
///
/// The last checkpoint lies beside the key, for a record that was copied or restored would
/// otherwise let the key sign a second history (Format.md).
struct KeyFolder {
  /// The name of the log.
  let origin: String

  /// The folder.
  let path: String

  init(origin: String) throws {
    self.origin = origin
    path = try OwnFolder.path("keys", of: origin)
  }

  /// The file of the private key.
  var keyPath: String { "\(path)/log.key" }

  private var verifierPath: String { "\(path)/log.vkey" }

  /// The file of the last checkpoint that the key signed.
  var lastPath: String { "\(path)/last-checkpoint" }
}

extension KeyFolder {
  /// Whether there is a private key.
  var hasKey: Bool { Files.exists(keyPath) }

  /// Makes a key, or takes the one that is there; within ``locked(_:)``.
  func make() throws -> SignerKey {
    if hasKey {
      let key = try load()
      try keep(key.verifier)
      return key
    }
    let key = try SignerKey(name: try KeyName(origin), seed: OwnFolder.seed())
    try put(key)
    return key
  }

  /// Brings a key here, and the last checkpoint that it signed elsewhere; whether it was not here.
  ///
  /// The checkpoint is kept before the key, so that there is no moment at which the key could sign
  /// another history than the one that it has signed.
  func bring(_ key: SignerKey, signedLast last: [UInt8]?) throws -> Bool {
    guard key.name.text.utf8.elementsEqual(origin.utf8) else {
      throw Failure(
        "The key is of the log \(escaped(key.name.text)), not of \(escaped(origin)).",
        hint: "Give the key that was made with this record.")
    }
    return try locked {
      if try isBrokenOff(key) { try Files.replace(keyPath, with: KeyFolder.file(key), mode: 0o600) }
      if hasKey, try load().verifier != key.verifier {
        throw Failure(
          "Another key of \(escaped(origin)) is on this machine already.",
          hint: "Look at it with `tally key show`; one key is never put over another.")
      }
      if let last { try keepLatest(last, signedWith: key.verifier) }
      if hasKey {
        try keep(key.verifier)
        return false
      }
      try put(key)
      return true
    }
  }

  /// Puts a key where there is none; the key itself first, from which the other file can be made.
  private func put(_ key: SignerKey) throws {
    try Files.make(keyPath, with: KeyFolder.file(key), mode: 0o600)
    try keep(key.verifier)
  }

  /// Whether the key's file holds the beginning of this key alone: older versions could be killed
  /// while they wrote it.
  private func isBrokenOff(_ key: SignerKey) throws -> Bool {
    guard hasKey else { return false }
    let held = try Files.read(keyPath, limit: 4096, what: "a key file")
    return held.count < KeyFolder.file(key).count && KeyFolder.file(key).starts(with: held)
      && held.count != key.encodedSecret.utf8.count
  }

  /// What the file of a key holds.
  private static func file(_ key: SignerKey) -> [UInt8] { Array("\(key.encodedSecret)\n".utf8) }

  /// Writes the verifier key beside the private one, where it is not there.
  private func keep(_ key: VerifierKey) throws {
    let line = Array("\(key)\n".utf8)
    if let held = try? Files.read(verifierPath, limit: 4096, what: "a verifier key"), held == line {
      return
    }
    try Files.replace(verifierPath, with: line, mode: 0o644)
  }

  /// Keeps a checkpoint of the key, unless a later one is kept here.
  private func keepLatest(_ note: [UInt8], signedWith key: VerifierKey) throws {
    let signed: SignedCheckpoint
    do {
      signed = try SignedCheckpoint(opening: note, with: key)
    } catch {
      throw Failure(
        "The last checkpoint is none that this key signed: \(escaped(error.description))",
        hint: "Give the note that `tally checkpoint` printed last where the key was.")
    }
    if let last = try lastCheckpoint(),
      let held = try? SignedCheckpoint(opening: last, with: key).checkpoint,
      held.size >= signed.checkpoint.size
    {
      guard held.size > signed.checkpoint.size || held.root == signed.checkpoint.root else {
        throw Failure(
          "The key has signed two histories: of \(held.size) events, here and in this checkpoint.",
          hint: "Nothing was changed. Show both checkpoints to those who rely on the record.",
          status: 2)
      }
      return
    }
    try keep(signed)
  }

  /// Keeps a checkpoint that came back from somebody else, unless a later one is kept here: what the
  /// record is behind of, it then says itself.
  func remember(_ note: [UInt8], signedWith key: VerifierKey) throws {
    try locked { try keepLatest(note, signedWith: key) }
  }

  /// The private key.
  func load() throws -> SignerKey {
    guard hasKey else {
      throw Failure(
        "The key of \(escaped(origin)) is not on this machine.",
        hint: "Bring it with `tally key export` there and `tally key import` here.")
    }
    let text = try OwnFolder.secret(keyPath)
    do {
      let key = try SignerKey(parsing: text)
      guard key.name.text.utf8.elementsEqual(origin.utf8) else {
        throw FormatError("it is the key of \(escaped(key.name.text))")
      }
      return key
    } catch let error as FormatError {
      throw Failure(
        "The key file \(escaped(keyPath)) is not the key of \(escaped(origin)): \(error).",
        hint: "Put the right key there with `tally key import`.")
    }
  }

  /// The verifier key that stands on this machine, if any; that of the private key, where a program
  /// was killed before it wrote the other file.
  func verifier() throws -> VerifierKey? {
    guard Files.exists(verifierPath) else { return try hasKey ? load().verifier : nil }
    let text = try Files.read(verifierPath, limit: 4096, what: "a verifier key")
    do {
      return try VerifierKey(parsing: OwnFolder.line(text))
    } catch {
      throw Failure(
        "\(escaped(verifierPath)) is no verifier key: \(error).", hint: "Remove it, or mend it.")
    }
  }

  /// The last checkpoint that the key signed, if any.
  func lastCheckpoint() throws -> [UInt8]? {
    guard Files.exists(lastPath) else { return nil }
    return try Files.read(
      lastPath, limit: SignedCheckpoint.maxByteCount, what: "the last checkpoint")
  }

  /// Replaces the last checkpoint, durably.
  func keep(_ checkpoint: SignedCheckpoint) throws {
    try Files.replace(lastPath, with: checkpoint.note.bytes, mode: 0o600)
  }

  /// Does `body` while no other program signs with the key.
  func locked<Value>(_ body: () throws -> Value) throws -> Value {
    try OwnFolder.make(path)
    return try OwnFolder.locked(path, of: origin, body)
  }
}
