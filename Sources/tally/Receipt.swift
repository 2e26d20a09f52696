internal import Tallystick
internal import TransparencyLog

/// What somebody who submitted events is given: for each of them a proof that it is in the record,
/// under a checkpoint that covers it (`N.tlog-proof`, with the event in `N.json`).
///
/// Whoever holds it can show that the event was taken, and that a record without it is another.
struct Receipt {
  /// The folder to make.
  let folder: String

  /// The most events of one receipt.
  static let most = 10_000

  /// Refuses, before anything is appended, what no receipt could be written of.
  func refuse(_ count: Int) throws {
    guard !Files.exists(folder) else {
      throw Failure(
        "\(escaped(folder)) exists already.",
        hint: "Nothing was appended. Name a folder that does not exist yet.")
    }
    guard count <= Receipt.most else {
      throw Failure(
        "A receipt is of at most \(grouped(Int64(Receipt.most))) events.",
        hint: "Nothing was appended. Append fewer at a time, or hand on a snapshot.")
    }
  }

  /// Signs the head, and writes the proof of each event.
  func write(of seqs: [Int], in store: any RecordWriter, at record: String) throws {
    do {
      let signed = try CheckpointSigning(store).sign().checkpoint
      let head = StoredCheckpoint(size: signed.checkpoint.size, note: signed.note.bytes)
      let note = try CosignedNotes(of: store, at: record).note(of: head)
      var target = try NewFolder(folder)
      do {
        for seq in Set(seqs).sorted() {
          let entry = try store.entry(Reference.seq(seq))
          let proof = try ProveCommand.proof(of: entry, under: head, note, store)
          try target.put(entry.bytes, to: "\(seq).json")
          try target.put(proof.bytes, to: "\(seq)\(ProofFiles.ending)")
        }
        try target.finish()
      } catch {
        target.discard()
        throw error
      }
    } catch {
      let failure = (error as? Failure) ?? (error as? StoreError).map { Failure($0) }
      throw Failure(
        ["The events are appended, and no receipt is written."]
          + (failure?.messages ?? [escaped("\(error)")]),
        hint: "Write it once that is mended: `tally append` again with --receipt, which appends "
          + "nothing twice.",
        status: failure?.status ?? 1)
    }
  }
}
