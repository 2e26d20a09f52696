internal import Tallystick
internal import TransparencyLog

/// Signs heads of a record: the one way in which its key signs a checkpoint.
struct CheckpointSigning {
  let store: any RecordWriter
  let folder: KeyFolder

  /// A checkpoint kept elsewhere, which the head must extend, and how it is spoken of.
  var against: (name: String, note: [UInt8])?

  init(_ store: any RecordWriter, against: (name: String, note: [UInt8])? = nil) throws {
    self.store = store
    self.against = against
    folder = try KeyFolder(origin: store.origin)
  }

  /// Signs the first `size` entries, or all of them.
  ///
  /// The head is proven to extend every earlier checkpoint, kept beside the key and then in the
  /// record before its signature is shown. A head that is smaller than what was signed last is
  /// proven to be the beginning of it, and kept nowhere: the signature says nothing new. With
  /// `readingAll` every event is read before; else the tiles say what the root is.
  func sign(
    _ size: Int? = nil, readingAll: Bool = false
  ) throws -> (checkpoint: SignedCheckpoint, key: SignerKey) {
    try folder.locked {
      let key = try key()
      let size = try size ?? store.end().size
      guard size > 0 else {
        throw Failure(
          "The record is empty: there is nothing to sign.", hint: "Append events first.")
      }
      let root = try store.root(ofSize: size)
      let head = try Checkpoint(origin: try Origin(store.origin), size: size, root: root)
      var isLast = true
      for (name, note) in try earlier() {
        let old = try open(note, name, with: key.verifier)
        if old.size > size, name != against?.name {
          try prove(old, name, extends: head)
          isLast = false
        } else {
          try prove(head, extends: old, name)
        }
      }
      if readingAll { try readAll() }
      if try store.verifierKey() == nil { try store.adopt(verifierKey: key.verifier.description) }
      if !isLast { return (try stored(size, key) ?? head.sign(with: key), key) }
      let signed = try head.sign(with: key)
      try folder.keep(signed)
      if try stored(size, key)?.note != signed.note {
        try store.add(StoredCheckpoint(size: size, note: signed.note.bytes))
      }
      return (signed, key)
    }
  }

  /// Reads the whole record, as reports do, so that a head is signed only of what they will find.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  private func readAll() throws {
    let reason: String
    do {
      try store.check(upTo: store.end().size)
      guard let finding = try store.fileFindings().first else { return }
      reason = "The file of the record is damaged: \(escaped(finding.detail))."
    } catch let error as StoreError {
      guard Failure(error).status == 2 else { throw error }
      reason = escaped(error.description)
    }
    throw Failure(
      reason, hint: "Nothing was signed. Run `tally verify`.", status: 2)
  }

  /// The checkpoint of this size that the record holds already.
  private func stored(_ size: Int, _ key: SignerKey) throws -> SignedCheckpoint? {
    guard let stored = try store.checkpoints().first(where: { $0.size == size }) else { return nil }
    return try SignedCheckpoint(opening: stored.note, with: key.verifier)
  }

  /// The key of the record, made now for a record that has none yet: it is adopted once proven.
  private func key() throws -> SignerKey {
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

  /// The checkpoints to compare with: the last one beside the key, the last one in the record, and
  /// the one that was shown.
  private func earlier() throws -> [(name: String, note: [UInt8])] {
    var earlier: [(name: String, note: [UInt8])] = []
    if let last = try folder.lastCheckpoint() {
      earlier.append(("the last checkpoint signed with its key", last))
    }
    if let last = try store.checkpoints().last {
      earlier.append(("the last checkpoint in the record", last.note))
    }
    return earlier + (against.map { [$0] } ?? [])
  }

  private func open(
    _ note: [UInt8], _ name: String, with key: VerifierKey
  ) throws -> Checkpoint {
    do {
      return try SignedCheckpoint(opening: note, with: key).checkpoint
    } catch {
      throw Failure(
        "\(name) cannot be used: \(escaped(error.description))",
        hint: "Nothing was signed. Run `tally verify`.", status: name == against?.name ? 1 : 2)
    }
  }

  /// Proves that a head extends an earlier checkpoint (RFC 6962 §2.1.2).
  private func prove(_ head: Checkpoint, extends old: Checkpoint, _ name: String) throws {
    guard old.size <= head.size else { throw CheckpointSigning.rolledBack(head.size, old, name) }
    guard try isProven(head, extends: old) else {
      throw Failure(
        "The record does not extend \(name): the first \(old.size) events were other ones.",
        hint: "Nothing was signed: a key signs one history only. Run `tally verify`.", status: 2)
    }
  }

  /// Proves that a head is the beginning of what a later checkpoint covers.
  private func prove(_ later: Checkpoint, _ name: String, extends head: Checkpoint) throws {
    let held = try store.end().size
    guard later.size <= held else { throw CheckpointSigning.rolledBack(held, later, name) }
    guard try store.root(ofSize: later.size) == later.root, try isProven(later, extends: head)
    else {
      throw Failure(
        "The record does not extend \(name): the first \(later.size) events were other ones.",
        hint: "Nothing was signed: a key signs one history only. Run `tally verify`.", status: 2)
    }
  }

  private func isProven(_ head: Checkpoint, extends old: Checkpoint) throws -> Bool {
    let tree = store.tree(ofSize: head.size)
    let proof = try ConsistencyProof.prove(oldSize: old.size, size: head.size, from: tree)
    do {
      try proof.check(oldRoot: old.root, root: head.root)
      return true
    } catch {
      return false
    }
  }

  private static func rolledBack(_ held: Int, _ old: Checkpoint, _ name: String) -> Failure {
    Failure(
      "The record holds \(held) events, and \(name) covers \(old.size): it is a restored or "
        + "an older copy.",
      hint: "Nothing was signed. Go on with the record that holds all \(old.size) events.",
      status: 2)
  }
}
