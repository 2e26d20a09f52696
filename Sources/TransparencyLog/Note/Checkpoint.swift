/// What a log says of itself at one moment (C2SP tlog-checkpoint): its name, size and root.
///
/// It has no extension lines: witnesses and other readers refuse them.
public struct Checkpoint: Hashable, Sendable {
  /// The name of the log.
  public let origin: Origin

  /// The number of entries, from 0 to 2^63−1.
  public let size: Int

  /// The root of the Merkle tree over the entries (RFC 6962 §2.1).
  public let root: Hash

  /// Creates a checkpoint.
  ///
  /// - Throws: When `size` is negative, or 0 with another root than the empty tree's.
  public init(origin: Origin, size: Int, root: Hash) throws(FormatError) {
    guard size >= 0 else { throw FormatError("a log has no fewer than 0 entries") }
    guard size > 0 || root == .ofEmptyTree else {
      throw FormatError("an empty log has the root \(Hash.ofEmptyTree.base64)")
    }
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Reads the text of a checkpoint: three lines, without signatures.
  ///
  /// - Throws: When `text` is not exactly such a text.
  public init(parsing text: [UInt8]) throws(FormatError) {
    let lines = NoteLines.split(text[...])
    guard lines.count >= 3, text.last == NoteLines.newline else {
      throw FormatError("a checkpoint has three lines: origin, size, root", at: text.count)
    }
    if lines.count > 3 {
      throw FormatError("a checkpoint has no lines after its root", at: lines[3].startIndex)
    }
    guard let size = Decimal.parse(lines[1]) else {
      throw FormatError(
        "line 2 of a checkpoint is its size, from 0 to 2^63-1 without leading zeros",
        at: lines[1].startIndex)
    }
    let origin = try Origin(bytes: lines[0])
    try self.init(origin: origin, size: size, root: NoteLines.hash(lines[2]))
  }

  /// The text: origin, size and root, a line each.
  public var text: [UInt8] { Array("\(origin)\n\(size)\n\(root.base64)\n".utf8) }

  /// Returns the checkpoint as a note signed by the log's key.
  ///
  /// - Throws: ``CheckpointError/foreignKey(origin:key:)`` when the key bears another name.
  public func sign(with key: SignerKey) throws(CheckpointError) -> SignedCheckpoint {
    guard origin.isName(key.name) else {
      throw .foreignKey(origin: origin, key: key.verifier.identity)
    }
    do {
      return SignedCheckpoint(checkpoint: self, note: try key.sign(text), others: [])
    } catch {
      throw .malformed(error)
    }
  }
}

/// A checkpoint that its log's key signed.
public struct SignedCheckpoint: Hashable, Sendable {
  /// The most bytes that a signed checkpoint can have.
  public static let maxByteCount = 65_536

  /// What the log said.
  public let checkpoint: Checkpoint

  /// The whole note.
  public let note: SignedNote

  /// The signatures by other keys, such as witnesses', not checked.
  public let others: [NoteSignature]

  fileprivate init(checkpoint: Checkpoint, note: SignedNote, others: [NoteSignature]) {
    self.checkpoint = checkpoint
    self.note = note
    self.others = others
  }

  /// The note with the line of the log's key alone: what others signed beside it says nothing of
  /// the log.
  public var ownNote: SignedNote {
    let foreign = Set(others.map(\.key))
    let own = note.signatures.filter { !foreign.contains($0.key) }
    return (try? SignedNote(text: note.text, signatures: own)) ?? note
  }

  /// Opens a checkpoint that must be signed by the Ed25519 key of its log, on exactly one line.
  ///
  /// - Throws: ``CheckpointError`` saying why it is not one.
  /// - Complexity: O(*n*).
  public init(opening bytes: [UInt8], with key: VerifierKey) throws(CheckpointError) {
    let note: SignedNote
    do { note = try SignedNote(parsing: bytes) } catch { throw .malformed(error) }
    try self.init(opening: note, with: key)
  }

  /// Opens a checkpoint that must be signed by the Ed25519 key of its log, on exactly one line.
  ///
  /// - Throws: ``CheckpointError`` saying why it is not one.
  /// - Complexity: O(*n*).
  public init(opening note: SignedNote, with key: VerifierKey) throws(CheckpointError) {
    guard note.bytes.count <= Self.maxByteCount else {
      throw .malformed(FormatError("a checkpoint has at most \(Self.maxByteCount) bytes"))
    }
    guard key.type == .ed25519 else { throw .notALogKey(key.identity) }
    let opened: OpenedNote
    do { opened = try note.open(with: [key]) } catch { throw .notOpened(error) }
    let lines = note.signatures.count { $0.key == key.identity }
    guard lines == 1 else { throw .repeatedSignature(key.identity, lines: lines) }
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint(parsing: opened.text) } catch { throw .malformed(error) }
    guard checkpoint.origin.isName(key.name) else {
      throw .foreignKey(origin: checkpoint.origin, key: key.identity)
    }
    self.init(checkpoint: checkpoint, note: note, others: opened.unverified)
  }
}
