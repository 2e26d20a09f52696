internal import ArgumentParser
internal import TallySQLite
internal import Tallystick

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign the head of the record, and print the signed note.",
    discussion: """
      The note says how many events the record holds, and the root over them. Give it to others: \
      what a checkpoint covers that somebody else keeps, nobody can change unnoticed.

      Example:
        tally checkpoint > checkpoint-2025-06-16.txt
        tally checkpoint --against checkpoint-2025-06-13.txt
      """)

  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      "A checkpoint of the record kept elsewhere: refuse if the record is behind it.",
      valueName: "file"),
    completion: .file())
  var against: String?

  func run() throws {
    let store = try record.openForWriting()
    let folder = try KeyFolder(origin: store.origin)
    let signed = try folder.locked { try sign(store, folder) }
    var output = StandardOutput()
    output.write(String(decoding: signed.note.bytes, as: UTF8.self))
    output.flush()
    StandardError.write(
      "Give this note to others: it proves the \(grouped(Int64(signed.checkpoint.size))) events "
        + "only for as long as somebody else keeps it.\n")
  }

  private func sign(_ store: SQLiteStore, _ folder: KeyFolder) throws -> SignedCheckpoint {
    let key = try key(of: store, folder)
    let size = try store.end().size
    guard size > 0 else {
      throw Failure("The record is empty: there is nothing to sign.", hint: "Append events first.")
    }
    let root = try store.root(ofSize: size)
    let head = try Checkpoint(origin: try Origin(store.origin), size: size, root: root)
    for (name, note) in try earlier(store, folder) {
      try CheckpointCommand.prove(head, extends: note, name, key: key.verifier, store)
    }
    if try store.verifierKey() == nil { try store.adopt(verifierKey: key.verifier.description) }
    let signed = try head.sign(with: key)
    try folder.keep(signed)
    try store.add(StoredCheckpoint(size: size, note: signed.note.bytes))
    return signed
  }

  /// The key of the record, made now for a record that has none yet: it is adopted once proven.
  private func key(of store: SQLiteStore, _ folder: KeyFolder) throws -> SignerKey {
    guard let own = try store.verifierKey() else {
      return try folder.make()
    }
    let key = try folder.load()
    guard key.verifier.description == own else {
      throw Failure(
        "The key on this machine, \(key.verifier.identity), is not that of the record.",
        hint: "The record names \(escaped(own)); bring that key with `tally key import`.")
    }
    return key
  }

  /// The checkpoints that the head must extend: the last one beside the key, the last one in the
  /// record, and the one that was shown.
  private func earlier(
    _ store: SQLiteStore, _ folder: KeyFolder
  ) throws -> [(name: String, note: [UInt8])] {
    var earlier: [(name: String, note: [UInt8])] = []
    if let last = try folder.lastCheckpoint() {
      earlier.append(("the last checkpoint signed with its key", last))
    }
    if let last = try store.checkpoints().last {
      earlier.append(("the last checkpoint in the record", last.note))
    }
    if let against {
      let note = try Files.read(
        against, limit: SignedCheckpoint.maxByteCount, what: "a checkpoint")
      earlier.append((escaped(against), note))
    }
    return earlier
  }

  /// Proves that a head extends an earlier checkpoint (RFC 6962 §2.1.2).
  private static func prove(
    _ head: Checkpoint, extends note: [UInt8], _ name: String, key: VerifierKey,
    _ store: SQLiteStore
  ) throws {
    let old: Checkpoint
    do {
      old = try SignedCheckpoint(opening: note, with: key).checkpoint
    } catch {
      throw Failure(
        "\(name) cannot be used: \(escaped(error.description))",
        hint: "Nothing was signed. Run `tally verify`.", status: 2)
    }
    guard old.size <= head.size else {
      throw Failure(
        "The record holds \(head.size) events, and \(name) covers \(old.size): it is a restored or "
          + "an older copy.",
        hint: "Nothing was signed. Go on with the record that holds all \(old.size) events.",
        status: 2)
    }
    let tree = store.tree(ofSize: head.size)
    let proof = try ConsistencyProof.prove(oldSize: old.size, size: head.size, from: tree)
    do {
      try proof.check(oldRoot: old.root, root: head.root)
    } catch {
      throw Failure(
        "The record does not extend \(name): the first \(old.size) events were other ones.",
        hint: "Nothing was signed: a key signs one history only. Run `tally verify`.", status: 2)
    }
  }
}
