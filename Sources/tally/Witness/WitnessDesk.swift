internal import Tallystick
internal import TransparencyLog

/// Answers requests for one witness: decides, and stores before it answers.
///
/// Of several programs that answer for it at once, one decides at a time, on what the others stored.
struct WitnessDesk: Sendable {
  let folder: WitnessFolder
  let key: WitnessKey

  init(_ folder: WitnessFolder) throws {
    self.folder = folder
    key = try folder.load()
  }

  /// What is answered to a request at a time; what must be kept for that is on the disk.
  ///
  /// - Returns: The decision, and a sentence for the keeper of the witness where one should be told.
  func answer(
    _ body: [UInt8], at now: Int64
  ) throws -> (decision: Witness.Decision, notice: String?) {
    try folder.locked {
      var seen: WitnessFolder.Log?
      let decision = try Witness(key: key).decide(body, at: now) { origin in
        seen = try folder.log(of: origin, by: key.verifier)
        return seen?.known
      }
      switch decision {
      case .cosign(let made, let signed, _):
        try folder.keep(signed, made)
        return (decision, nil)
      case .notConsistent(_, let evidence):
        return (decision, try keep(evidence, body, beside: seen))
      case .clockBehind(let last):
        let when = Instant(microseconds: last * 1_000_000)?.description ?? "second \(last)"
        return (
          decision,
          "The clock of this machine is behind \(when), the last cosignature: nothing of that log "
            + "is cosigned. Set the clock; if it was ahead then, `tally witness clear-time`."
        )
      case .otherSize(let size):
        return (decision, notice(ofOldSizeIn: body, beyond: size))
      case .malformed, .unknownLog, .notSigned: return (decision, nil)
      }
    }
  }

  /// A log that is told by its requests that this witness saw more than it knows of may be right:
  /// then its folder was restored from an older copy.
  private func notice(ofOldSizeIn body: [UInt8], beyond size: Int) -> String? {
    guard let request = try? WitnessRequest(parsing: body), request.oldSize > size,
      let origin = try? Checkpoint(parsing: request.note.text).origin
    else { return nil }
    return "\(escaped(origin.text)) says that this witness saw \(request.oldSize) events, and it "
      + "knows of \(size). If its folder was restored from an older copy, make a witness with a new "
      + "key instead."
  }

  private func keep(
    _ evidence: SignedNote, _ body: [UInt8], beside seen: WitnessFolder.Log?
  ) throws -> String? {
    guard let last = seen?.last, let next = try? Checkpoint(parsing: evidence.text) else {
      return nil
    }
    let item = WitnessEvidence(folder: folder, last: last.note, next: evidence)
    let isKept = try item.keep(request: body)
    guard isKept else { return nil }
    let origin = escaped(next.origin.text)
    return item.isFork
      ? "A FORK: \(origin) signed two histories of \(next.size) events. Both notes are in "
        + "\(escaped(item.path)): show them to anybody."
      : "\(origin) asked for \(next.size) events with no proof that they extend the "
        + "\(last.checkpoint.size) that were cosigned. What it asked is in \(escaped(item.path))."
  }
}
