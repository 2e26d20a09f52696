internal import Tallystick
internal import TransparencyLog

/// The checkpoints of a record with the lines of witnesses on them, in a folder beside the record:
/// `record.tally-cosigned/SIZE`, each a note as any C2SP reader takes it.
///
/// Those of a record in a database lie in the folder of its key.
///
/// The record itself keeps the log's own note and no other.
struct CosignedNotes {
  /// The folder.
  let path: String

  private let store: any RecordReader
  private let record: String

  init(of store: any RecordReader, at record: String) throws {
    self.store = store
    self.record = record
    path = try BesideRecord.path("cosigned", of: store, at: record)
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

  /// The lines of witnesses that are kept for a checkpoint of this size; none where none are.
  func lines(onSize size: Int) throws -> [NoteSignature] {
    guard let stored = try store.checkpoints().last(where: { $0.size == size }) else { return [] }
    let own = try SignedNote(parsing: stored.note).signatures
    return try note(of: stored).signatures.filter { !own.contains($0) }
  }

  /// The last line of a witness that is kept, told by its name or its key ID, and the size of the
  /// checkpoint on which it stands; nil for none.
  func last(of witness: String) throws -> (line: NoteSignature, size: Int)? {
    try last { $0.key.name.text == witness || $0.key.description == witness }.map { ($0.0, $0.1) }
  }

  /// The last line of a key that is kept, over the text on which it stands.
  func last(of key: VerifierKey) throws -> (made: Cosignature, size: Int)? {
    guard let (line, size, text) = try last(where: { $0.key == key.identity }),
      let made = Cosignature(line, by: key, over: text)
    else { return nil }
    return (made, size)
  }

  private func last(
    where isWanted: (NoteSignature) -> Bool
  ) throws -> (NoteSignature, Int, [UInt8])? {
    guard Files.exists(path) else { return nil }
    for checkpoint in try store.checkpoints().reversed() where Files.exists(file(checkpoint.size)) {
      let note = try note(of: checkpoint)
      if let line = note.signatures.first(where: isWanted) {
        return (line, checkpoint.size, note.text)
      }
    }
    return nil
  }

  /// Keeps a line, in the place of an older one of the same key.
  func keep(_ made: Cosignature, on checkpoint: StoredCheckpoint) throws {
    try BesideRecord.make(path, at: record)
    try OwnFolder.locked(path, of: path) {
      let note = try note(of: checkpoint)
      let others = note.signatures.filter { $0.key != made.key.identity }
      let next = try SignedNote(text: note.text, signatures: others + [made.signature])
      try Files.replace(file(checkpoint.size), with: next.bytes, mode: 0o644)
    }
  }

  private func file(_ size: Int) -> String { "\(path)/\(size)" }
}

/// A number of events in words: `1 event`, `1,200 events`.
func events(_ count: Int) -> String {
  count == 1 ? "1 event" : "\(grouped(Int64(count))) events"
}
