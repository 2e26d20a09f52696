/// Decides what a witness answers: it cosigns a checkpoint only where that extends what it saw of the
/// log before, and nothing that it decides reads a clock or a file.
public struct Witness: Sendable {
  /// A log that the witness knows, and what it saw of it.
  public struct KnownLog: Hashable, Sendable {
    /// The keys that sign its checkpoints.
    public let keys: [VerifierKey]

    /// The last checkpoint that was cosigned, whole, with the log's line; nil before the first.
    public let last: SignedCheckpoint?

    /// The time of the last cosignature, in seconds since 1970; 0 before the first.
    public let time: Int64

    /// Creates a log, as the witness's store holds it.
    public init(keys: [VerifierKey], last: SignedCheckpoint? = nil, time: Int64 = 0) {
      self.keys = keys
      self.last = last
      self.time = time
    }
  }

  /// What is answered.
  public enum Decision: Hashable, Sendable {
    /// The checkpoint is cosigned; it must be stored, on condition that the size of the last one is
    /// still `oldSize`, before the line is handed out.
    case cosign(Cosignature, SignedCheckpoint, oldSize: Int)

    /// The request is none, or its old size is beyond its checkpoint (400).
    case malformed(String)

    /// The log is not known (404).
    case unknownLog

    /// No key of the log signed (403).
    case notSigned(String)

    /// The last checkpoint has another size than the request takes it to have (409).
    case otherSize(Int)

    /// The log showed another history: signed by its key, it proves that to everybody (422).
    case notConsistent(String, evidence: SignedNote)

    /// The clock shows an earlier time than the last cosignature: a person must look (500).
    case clockBehind(last: Int64)
  }

  private let key: WitnessKey

  /// Creates a witness.
  public init(key: WitnessKey) { self.key = key }

  /// Decides on a request, by what is known of the log that it names.
  ///
  /// The checks stand in the order of the specification, so that each answers what others do.
  ///
  /// - Parameters:
  ///   - body: The bytes of the request.
  ///   - now: The time, in seconds since 1970.
  ///   - known: The log of an origin; nil where it is none of the witness's.
  /// - Returns: What is to be answered, and stored before it is.
  public func decide(
    _ body: [UInt8], at now: Int64, known: (Origin) throws -> KnownLog?
  ) rethrows -> Decision {
    let request: WitnessRequest
    let claimed: Checkpoint
    do {
      request = try WitnessRequest(parsing: body)
      claimed = try Checkpoint(parsing: request.note.text)
    } catch {
      return .malformed("\(error)")
    }
    guard let log = try known(claimed.origin) else { return .unknownLog }
    let opened: SignedCheckpoint
    switch open(request.note, by: log.keys) {
    case .success(let checkpoint): opened = checkpoint
    case .failure(let error): return .notSigned(error.description)
    }
    guard request.oldSize <= opened.checkpoint.size else {
      return .malformed(
        "the old size \(request.oldSize) is beyond the checkpoint's, \(opened.checkpoint.size)")
    }
    let last = log.last?.checkpoint
    guard request.oldSize == last?.size ?? 0 else { return .otherSize(last?.size ?? 0) }
    if let reason = inconsistency(opened.checkpoint, last, request.hashes) {
      return .notConsistent(reason, evidence: opened.note)
    }
    guard now >= max(log.time, 1) else { return .clockBehind(last: log.time) }
    do {
      let made = try key.cosign(opened.checkpoint, at: now)
      return .cosign(made, opened, oldSize: request.oldSize)
    } catch {
      return .malformed(error.reason)
    }
  }

  /// The checkpoint, signed by one of the log's keys; a line of such a key that is false is refused.
  private func open(
    _ note: SignedNote, by keys: [VerifierKey]
  ) -> Result<SignedCheckpoint, CheckpointError> {
    var refusal = CheckpointError.notOpened(.noKnownKey(named: note.signatures.map(\.key)))
    for key in keys where note.signatures.contains(where: { $0.key == key.identity }) {
      do {
        let opened = try SignedCheckpoint(opening: note, with: key)
        let line = opened.note.signatures.filter { $0.key == key.identity }
        guard let own = try? SignedNote(text: opened.note.text, signatures: line) else { continue }
        return .success(try SignedCheckpoint(opening: own, with: key))
      } catch {
        refusal = error
      }
    }
    return .failure(refusal)
  }

  /// Why a checkpoint does not extend the last one; nil where it does.
  private func inconsistency(
    _ next: Checkpoint, _ last: Checkpoint?, _ hashes: [Hash]
  ) -> String? {
    let proof = ConsistencyProof(oldSize: last?.size ?? 0, size: next.size, hashes: hashes)
    do {
      try proof.check(oldRoot: last?.root ?? .ofEmptyTree, root: next.root)
      return nil
    } catch {
      return error.description
    }
  }
}

extension Witness.Decision {
  /// The status of HTTP that says so (C2SP tlog-witness).
  public var status: Int {
    switch self {
    case .cosign: 200
    case .malformed: 400
    case .notSigned: 403
    case .unknownLog: 404
    case .otherSize: 409
    case .notConsistent: 422
    case .clockBehind: 500
    }
  }

  /// The content type of the answer.
  public var contentType: String {
    if case .otherSize = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
  }

  /// The body of the answer: a signature line, a size, or a sentence.
  public var body: [UInt8] {
    switch self {
    case .cosign(let made, _, _): made.signature.line
    case .malformed(let reason): Array("This is no request: \(reason).\n".utf8)
    case .notSigned(let reason): Array("\(reason)\n".utf8)
    case .unknownLog: Array("This log is none of this witness's.\n".utf8)
    case .otherSize(let size): Array("\(size)\n".utf8)
    case .notConsistent(let reason, _): Array("\(reason)\n".utf8)
    case .clockBehind: Array("The clock of this witness is behind its last cosignature.\n".utf8)
    }
  }
}
