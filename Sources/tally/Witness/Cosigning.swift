internal import Dispatch
internal import Synchronization
internal import Tallystick
internal import TransparencyLog

/// Has the witnesses of a policy cosign a checkpoint, over HTTP, all at the same time.
///
/// The checkpoint is signed and shown before: whatever they answer, and if they do not, it stands.
struct Cosigning {
  let store: any RecordReader
  let notes: CosignedNotes
  let head: SignedCheckpoint

  /// What came of one witness.
  struct Word {
    let witness: TlogPolicy.Witness
    let answer: WitnessAnswer
  }

  /// How often a witness is asked: once, and three times more where it tells from which size on, or
  /// can answer later.
  private static let mostTries = 4

  /// One that is asked.
  private struct Asked {
    let witness: TlogPolicy.Witness
    let key: VerifierKey
    let url: String
    var old: Int
    var tries = 0
    var answer = WitnessAnswer.later("it was not asked")
  }

  /// Asks the witnesses that have an address, for some seconds in all.
  ///
  /// - Parameters:
  ///   - witnesses: Those of a policy.
  ///   - seconds: How long they may take.
  ///   - take: Is handed each line as it comes; it is kept already.
  /// - Returns: What came of each that was asked.
  /// - Throws: Where the record does not lead to the checkpoint, or a line cannot be kept.
  func run(
    _ witnesses: [TlogPolicy.Witness], within seconds: Int, take: (Cosignature) -> Void
  ) throws -> [Word] {
    var asked = try witnesses.compactMap { witness in
      try Cosigning.asked(witness, from: notes)
    }
    let end = ContinuousClock.now + .seconds(seconds)
    let outcomes = Outcomes()
    var open = asked.count
    for place in asked.indices { try call(asked[place], place, until: end, outcomes) }
    while open > 0 {
      let (place, outcome) = outcomes.next()
      open -= 1
      asked[place].tries += 1
      asked[place].answer = try judge(outcome.get(), asked[place])
      switch asked[place].answer {
      case .cosigned(let made):
        try notes.keep(made, on: StoredCheckpoint(size: head.checkpoint.size, note: ownNote))
        take(made)
        continue
      case .askFrom(let size): asked[place].old = size
      case .later: break
      default: continue
      }
      guard asked[place].tries < Cosigning.mostTries, ContinuousClock.now < end else { continue }
      try call(asked[place], place, until: end, outcomes)
      open += 1
    }
    return asked.map { Word(witness: $0.witness, answer: $0.answer) }
  }

  private var ownNote: [UInt8] { head.ownNote.bytes }

  private static func asked(
    _ witness: TlogPolicy.Witness, from notes: CosignedNotes
  ) throws -> Asked? {
    guard let key = witness.key.verifier, let url = witness.url, WitnessCall.canReach(url) else {
      return nil
    }
    return Asked(witness: witness, key: key, url: url, old: try notes.last(of: key)?.size ?? 0)
  }

  /// Calls a witness beside this thread, again after a little while.
  private func call(
    _ asked: Asked, _ place: Int, until end: ContinuousClock.Instant, _ outcomes: Outcomes
  ) throws {
    let request = try store.request(
      from: asked.old, to: head.checkpoint, note: head.ownNote
    ).bytes
    let wait = asked.tries == 0 ? 0 : 50 << asked.tries
    Cosigning.queue.asyncAfter(deadline: .now() + .milliseconds(wait)) { [url = asked.url] in
      let left = Int((end - ContinuousClock.now).components.seconds) + 1
      outcomes.add(place, Result { try WitnessCall.post(request, to: url, within: left) })
    }
  }

  private static let queue = DispatchQueue(label: "witnesses", attributes: .concurrent)

  private func judge(_ outcome: WitnessCall.Outcome, _ asked: Asked) throws -> WitnessAnswer {
    switch outcome {
    case .answered(let status, let type, let body):
      return WitnessAnswer(
        status: status, contentType: type, body: body, of: asked.key, on: head.checkpoint,
        at: Clock.now().microseconds / 1_000_000, after: try earliest())
    case .endless: return .refused("its answer is longer than any can be")
    case .silent(let reason): return .later(reason)
    }
  }

  /// Before when no line can have been made: the last entry was recorded then.
  ///
  /// A witness's clock may be behind ours by as much as it may be ahead.
  private func earliest() throws -> Int64 {
    let end = try store.end()
    guard end.size == head.checkpoint.size, let recorded = end.recorded, store.testClock == nil
    else { return 0 }
    return max(0, recorded.microseconds / 1_000_000 - WitnessAnswer.mostAhead)
  }
}

/// What came of calls, in the order in which they ended.
private final class Outcomes: Sendable {
  private typealias Ended = (place: Int, outcome: Result<WitnessCall.Outcome, any Error>)

  private let ended = Mutex<[Ended]>([])
  private let count = DispatchSemaphore(value: 0)

  func add(_ place: Int, _ outcome: Result<WitnessCall.Outcome, any Error>) {
    ended.withLock { $0.append((place, outcome)) }
    count.signal()
  }

  /// The next, once there is one.
  func next() -> (Int, Result<WitnessCall.Outcome, any Error>) {
    count.wait()
    return ended.withLock { $0.removeFirst() }
  }
}

extension EventReader {
  /// What a witness that saw `old` events needs to cosign a checkpoint, to which the events must lead.
  ///
  /// - Throws: `Failure` with status 2 where they do not.
  func request(
    from old: Int, to head: Checkpoint, note: SignedNote
  ) throws -> WitnessRequest {
    let proof = try ConsistencyProof.prove(
      oldSize: old, size: head.size, from: tree(ofSize: head.size))
    do {
      try proof.check(oldRoot: root(ofSize: old), root: head.root)
    } catch {
      throw Failure.unproven("The record does not lead to its last checkpoint", error)
    }
    return try WitnessRequest(oldSize: old, hashes: proof.hashes, note: note)
  }
}
