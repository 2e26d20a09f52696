internal import Tallystick
internal import TransparencyLog

/// The last checkpoint of a record that was signed on this machine, which lies beside the key: what
/// knows that a record was restored from an older copy.
struct LastSigned {
  /// What it says.
  let checkpoint: Checkpoint

  /// Reads it; nil where there is none, or none that can be read.
  init?(of store: any EventReader) {
    guard let folder = try? KeyFolder(origin: store.origin),
      let bytes = try? folder.lastCheckpoint(), let note = try? SignedNote(parsing: bytes),
      let checkpoint = try? Checkpoint(parsing: note.text),
      checkpoint.origin.text.utf8.elementsEqual(store.origin.utf8)
    else { return nil }
    self.checkpoint = checkpoint
  }

  /// Why the record is not the one that was signed, as sentences; nil where it may be.
  ///
  /// Only `wholly` are its events looked at, beside how many they are.
  func objection(to store: any EventReader, wholly: Bool) -> String? {
    guard let size = try? store.end().size else { return nil }
    let signed = "the last checkpoint signed with its key"
    if size < checkpoint.size {
      return "The record holds \(size) events, and \(signed) covers \(checkpoint.size): it is a "
        + "restored or an older copy. Go on with the record that holds all \(checkpoint.size) "
        + "events: no head of this one will be signed."
    }
    guard wholly, let root = try? store.root(ofSize: checkpoint.size), root != checkpoint.root
    else {
      return nil
    }
    return "The record does not extend \(signed): the first \(checkpoint.size) events were other "
      + "ones. Run `tally verify`."
  }
}
