internal import Glibc
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// The checkpoints of a record with the lines of witnesses on them, in a folder beside the record:
/// `record.tally-cosigned/SIZE`, each a note as any C2SP reader takes it.
///
/// The record itself keeps the log's own note and no other.
struct CosignedNotes {
  /// The folder.
  let path: String

  private let store: SQLiteStore

  init(of store: SQLiteStore, at record: String) {
    self.store = store
    path = "\(record)-cosigned"
  }

  /// The note of a checkpoint of the record, with the lines that are kept for it.
  func note(of checkpoint: StoredCheckpoint) throws -> SignedNote {
    let own = try SignedNote(parsing: checkpoint.note)
    guard Files.exists(file(checkpoint.size)) else { return own }
    let bytes = try Files.read(
      file(checkpoint.size), limit: SignedCheckpoint.maxByteCount, what: "a cosigned checkpoint")
    let kept: SignedNote
    do {
      kept = try SignedNote(parsing: bytes)
    } catch {
      throw Failure(
        "\(escaped(file(checkpoint.size))) is no note: \(error).", hint: "Remove it, or mend it.")
    }
    guard kept.text == own.text else {
      throw Failure(
        "\(escaped(file(checkpoint.size))) is of another checkpoint than the record's.",
        hint: "Remove it: what witnesses cosigned is not what this record holds.", status: 2)
    }
    let foreign = kept.signatures.filter { !own.signatures.contains($0) }
    return try SignedNote(text: own.text, signatures: own.signatures + foreign)
  }

  /// The size of the last checkpoint on which a witness's line is kept; 0 for none.
  func lastSize(of witness: String) throws -> Int {
    for checkpoint in try store.checkpoints().reversed() {
      let lines = try note(of: checkpoint).signatures
      if lines.contains(where: { $0.key.name.text == witness || $0.key.description == witness }) {
        return checkpoint.size
      }
    }
    return 0
  }

  /// Keeps a line, in the place of an older one of the same key.
  func keep(_ made: Cosignature, on checkpoint: StoredCheckpoint) throws {
    let note = try note(of: checkpoint)
    let others = note.signatures.filter { $0.key != made.key.identity }
    let next = try SignedNote(text: note.text, signatures: others + [made.signature])
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw Failure(
        "The folder \(escaped(path)) cannot be made: \(String(cString: strerror(errno))).",
        hint: "Get permission to write beside the record.")
    }
    try Files.replace(file(checkpoint.size), with: next.bytes, mode: 0o644)
  }

  private func file(_ size: Int) -> String { "\(path)/\(size)" }
}
