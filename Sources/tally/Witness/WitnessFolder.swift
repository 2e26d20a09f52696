internal import Tallystick
internal import TransparencyLog

/// The place of a witness on this machine: its key, the logs that it knows, and what it saw of each.
///
/// The last checkpoint that it cosigned lies beside the key that cosigned it: whoever takes one
/// without the other makes a witness that cosigns a second history.
///
/// - `witness.key`, `witness.vkey`: the key.
/// - `logs/HEX/keys`: the verifier keys of a log, a line each; HEX is SHA-256 of its origin.
/// - `logs/HEX/checkpoint`: what was cosigned last, with the log's line and the witness's.
/// - `evidence/HEX/`: what a log signed that does not extend what was cosigned.
struct WitnessFolder {
  /// The name of the witness.
  let name: String

  /// The folder.
  let path: String

  init(name: String) throws {
    self.name = name
    path = try OwnFolder.path("witnesses", of: name)
  }

  /// The one witness of this machine, or the one of a name.
  init(chosen name: String?) throws {
    if let name {
      try self.init(name: name)
      return
    }
    let names = try WitnessFolder.names()
    guard let only = names.first, names.count == 1 else {
      throw names.isEmpty
        ? Failure("No witness is on this machine.", hint: "Make one: `tally witness init NAME`.")
        : Failure(
          "Several witnesses are on this machine: "
            + "\(names.map { escaped($0) }.joined(separator: ", ")).",
          hint: "Name one with --witness.")
    }
    try self.init(name: only)
  }

  /// The names of the witnesses of this machine.
  private static func names() throws -> [String] {
    let base = try OwnFolder.base("witnesses")
    return try DirectoryEntry.names(in: base).sorted().compactMap { entry in
      let file = "\(base)/\(entry)/witness.vkey"
      guard Files.exists(file) else { return nil }
      let text = try Files.read(file, limit: 4096, what: "a verifier key")
      return try? VerifierKey(parsing: OwnFolder.line(text)).name.text
    }
  }

  private var keyPath: String { "\(path)/witness.key" }

  /// The folder of a log.
  private func place(of origin: String) -> String {
    "\(path)/logs/\(WitnessFolder.hex(of: origin))"
  }

  /// SHA-256 of an origin, as C2SP tlog-witness names a log by it.
  static func hex(of origin: String) -> String { Hash.of(Array(origin.utf8)).bytes.lowerHex }

  /// Does `body` while no other program cosigns with the key.
  func locked<Value>(_ body: () throws -> Value) throws -> Value {
    try OwnFolder.locked(path, of: name, body)
  }
}

/// The key.
extension WitnessFolder {
  /// Makes a witness with a key of its own.
  func make() throws -> WitnessKey {
    let name = try misread("the name") { try KeyName(self.name) }
    try OwnFolder.make(path)
    return try locked {
      guard !Files.exists(keyPath) else {
        throw Failure(
          "The witness \(escaped(self.name)) is on this machine already.",
          hint: "Its verifier key is in \(escaped("\(path)/witness.vkey")).")
      }
      let key = try WitnessKey(name: name, seed: OwnFolder.seed())
      // The secret last: what has no key yet is made anew.
      try Files.replace("\(path)/witness.vkey", with: Array("\(key.verifier)\n".utf8), mode: 0o644)
      try Files.make(keyPath, with: Array("\(key.encodedSecret)\n".utf8), mode: 0o600)
      return key
    }
  }

  /// The key.
  func load() throws -> WitnessKey {
    guard Files.exists(keyPath) else {
      throw Failure(
        "The witness \(escaped(name)) is not on this machine.",
        hint: "Make one: `tally witness init NAME`.")
    }
    let text = try OwnFolder.secret(keyPath)
    do {
      let key = try WitnessKey(parsing: text)
      guard key.verifier.name.text.utf8.elementsEqual(name.utf8) else {
        throw FormatError("it is the key of \(escaped(key.verifier.name.text))")
      }
      return key
    } catch {
      throw Failure(
        "The key file \(escaped(keyPath)) is not the key of \(escaped(name)): \(error).",
        hint: "Put its own key there.")
    }
  }
}

/// What it saw of a log; each within ``locked(_:)``.
extension WitnessFolder {
  /// A log as it is kept.
  struct Log {
    let origin: Origin
    let keys: [VerifierKey]

    /// What was cosigned last, or pinned before the first.
    let last: SignedCheckpoint?

    /// The witness's line on it; nil before the first.
    let made: Cosignature?

    /// The same for who decides.
    var known: Witness.KnownLog {
      Witness.KnownLog(keys: keys, last: last, time: made?.time ?? 0)
    }
  }

  /// A log; nil where the witness does not know it.
  func log(of origin: Origin, by key: VerifierKey) throws -> Log? {
    let place = place(of: origin.text)
    guard Files.exists("\(place)/keys") else { return nil }
    let keys = try keys(in: place)
    guard Files.exists("\(place)/checkpoint") else {
      return Log(origin: origin, keys: keys, last: nil, made: nil)
    }
    let bytes = try Files.read(
      "\(place)/checkpoint", limit: SignedCheckpoint.maxByteCount, what: "a cosigned checkpoint")
    for logKey in keys {
      guard let whole = try? SignedCheckpoint(opening: bytes, with: logKey),
        whole.checkpoint.origin == origin
      else { continue }
      let line = whole.note.signatures.first { $0.key == key.identity }
      let made = line.flatMap { Cosignature($0, by: key, over: whole.note.text) }
      guard line == nil || made != nil else { break }
      return Log(
        origin: origin, keys: keys,
        last: try SignedCheckpoint(opening: whole.ownNote, with: logKey), made: made)
    }
    throw Failure(
      "\(escaped("\(place)/checkpoint")) is not what this witness cosigned of "
        + "\(escaped(origin.text)).",
      hint: "Nothing more of that log is cosigned. Find out who changed the file.", status: 2)
  }

  /// The logs that the witness knows.
  func logs(by key: VerifierKey) throws -> [Log] {
    try DirectoryEntry.names(in: "\(path)/logs").sorted().compactMap { entry in
      guard let name = try keys(in: "\(path)/logs/\(entry)").first?.name.text else { return nil }
      return try log(of: Origin(name), by: key)
    }
  }

  /// Begins to witness a log, or takes one more key of one that is witnessed; whether it is new.
  ///
  /// The first checkpoint to be cosigned must extend the one that is `pinned`.
  func add(_ keys: [VerifierKey], pinned: SignedCheckpoint?) throws -> Bool {
    guard let name = keys.first?.name.text else { return false }
    let place = place(of: name)
    let isNew = !Files.exists("\(place)/keys")
    let held = isNew ? [] : try self.keys(in: place)
    guard pinned == nil || !Files.exists("\(place)/checkpoint") else {
      throw Failure(
        "A checkpoint of \(escaped(name)) is kept already.",
        hint: "What was cosigned is not taken back: leave --from out.")
    }
    try OwnFolder.make(place)
    // The pin before the keys: no moment at which another history could be cosigned first.
    if let pinned {
      try Files.replace("\(place)/checkpoint", with: pinned.ownNote.bytes, mode: 0o644)
    }
    let all = held + keys.filter { !held.contains($0) }
    let lines = all.map { "\($0)\n" }.joined()
    try Files.replace("\(place)/keys", with: Array(lines.utf8), mode: 0o644)
    return isNew
  }

  /// Keeps what is cosigned, durably, before anybody is shown the line.
  func keep(_ signed: SignedCheckpoint, _ made: Cosignature) throws {
    let note = try SignedNote(
      text: signed.note.text, signatures: signed.note.signatures + [made.signature])
    let place = place(of: signed.checkpoint.origin.text)
    try Files.replace("\(place)/checkpoint", with: note.bytes, mode: 0o644)
  }

  /// Takes the witness's line from the last checkpoint of a log, so that its time binds no more.
  func clearTime(of log: Log) throws {
    guard let last = log.last else { return }
    try Files.replace(
      "\(place(of: log.origin.text))/checkpoint", with: last.ownNote.bytes, mode: 0o644)
  }

  /// The last note of the log whose origin has this SHA-256, as it is shown to others; nil before the
  /// first line of the witness.
  func shown(_ hex: String, by key: VerifierKey) throws -> [UInt8]? {
    let file = "\(path)/logs/\(hex)/checkpoint"
    guard Files.exists(file) else { return nil }
    let bytes = try Files.read(
      file, limit: SignedCheckpoint.maxByteCount, what: "a cosigned checkpoint")
    let note = try SignedNote(parsing: bytes)
    return note.signatures.contains { $0.key == key.identity } ? bytes : nil
  }

  private func keys(in place: String) throws -> [VerifierKey] {
    let bytes = try Files.read("\(place)/keys", limit: 1 << 16, what: "the keys of a log")
    return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      do {
        return try VerifierKey(parsing: String(line))
      } catch {
        throw Failure(
          "\(escaped("\(place)/keys")) holds a line that is no key: \(error).",
          hint: "Put the verifier keys of the log there, a line each.")
      }
    }
  }
}
