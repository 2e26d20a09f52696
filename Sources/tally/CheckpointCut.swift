internal import Tallystick
internal import TransparencyLog

/// The cut that a checkpoint names: what the record held when it was signed.
enum CheckpointCut {
  /// The number of events that the checkpoint in a file covers, of which the record must hold the
  /// same ones.
  static func size(_ path: String, of store: any RecordReader) throws -> Int {
    let note = try Files.read(path, limit: SignedCheckpoint.maxByteCount, what: "a checkpoint")
    let vouched = try KeyFolder(origin: store.origin).verifier()
    let own = try store.verifierKey().map { text in try VerifierKey(parsing: text) }
    guard let key = vouched ?? own else {
      throw Failure(
        "The record has no key to check \(escaped(path)) with.",
        hint: "It has signed no checkpoint: name an event or a day instead.")
    }
    let checkpoint: Checkpoint
    do {
      checkpoint = try SignedCheckpoint(opening: note, with: key).checkpoint
    } catch {
      throw Failure(
        "\(escaped(path)) is no checkpoint of this record: \(escaped(error.description))",
        hint: "Name a checkpoint that `tally checkpoint` printed for it.")
    }
    let held = try store.end().size
    guard checkpoint.size <= held, try store.root(ofSize: checkpoint.size) == checkpoint.root else {
      throw Failure(
        "The record does not hold the \(checkpoint.size) events that \(escaped(path)) covers.",
        hint: "Run `tally verify --against` with that checkpoint.", status: 2)
    }
    return checkpoint.size
  }
}
