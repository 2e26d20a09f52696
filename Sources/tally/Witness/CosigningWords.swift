internal import Tallystick
internal import TransparencyLog

/// What is told of a witness that was asked to cosign a checkpoint.
struct CosigningWords {
  /// A sentence.
  let sentence: String

  /// Whether nothing that it said speaks against the record.
  let isSound: Bool

  /// Creates the words on a witness; `answer` is nil for one that could not be asked.
  init(
    _ witness: TlogPolicy.Witness, _ answer: WitnessAnswer?, of head: Checkpoint,
    _ notes: CosignedNotes
  ) throws {
    let name = String(decoding: witness.name, as: UTF8.self)
    var isSound = true
    let reason: String
    switch answer {
    case .cosigned(let made):
      sentence = "cosigned by \(name) at \(made.when)"
      self.isSound = true
      return
    case .sawMore(let size):
      isSound = false
      reason =
        "IT SAW \(size) EVENTS, and the record holds \(head.size): this is a restored or an older "
        + "copy, or there are two records under its key. Go on with the record that holds all "
        + "\(size) events, and run `tally verify`."
    case .sawAnother:
      isSound = false
      reason =
        "IT SAW ANOTHER HISTORY under the key of this record. Find out who signed it, and run "
        + "`tally verify`."
    case .notKnown:
      reason = "it does not know this record, or its key. Send it what `tally key show` prints."
    case .askFrom(let size):
      reason = "it asks for \(size) events again and again, whatever it is given."
    case .later(let why): reason = "\(why). Ask again: the same command."
    case .refused(let why): reason = "\(why). Ask who keeps it."
    case nil:
      reason =
        witness.key.verifier == nil
        ? "its key is of a kind that is not used here."
        : "the policy has no address of HTTP for it. Ask it by a file: `tally cosign request`."
    }
    let since = try PolicyChecking.since(witness, notes)
    sentence = "not cosigned by \(name)\(since): \(reason)"
    self.isSound = isSound
  }
}
