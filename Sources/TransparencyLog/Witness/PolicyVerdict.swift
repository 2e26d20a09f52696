/// What a policy says of one checkpoint: who signed it, and whether they are enough.
public struct PolicyVerdict: Hashable, Sendable {
  /// What is on the note of one witness.
  public enum Word: Hashable, Sendable {
    /// It cosigned.
    case cosigned(Cosignature)

    /// It did not.
    case silent

    /// The line that names its key does not check, or there are several of them.
    case faulty

    /// Its key is of a kind that is not checked here.
    case unchecked
  }

  /// A witness of the policy, and what it said.
  public struct Line: Hashable, Sendable {
    /// The witness.
    public let witness: TlogPolicy.Witness

    /// What it said.
    public let word: Word
  }

  /// The key of the log of the policy that signed; nil where none did.
  public let log: KeyIdentity?

  /// What each witness of the policy said, in its order.
  public let lines: [Line]

  /// Whether enough of them cosigned.
  public let isQuorumMet: Bool

  /// Whether the policy accepts the checkpoint: a log of it signed, enough witnesses cosigned, and no
  /// line of a key that it names is false.
  public var isMet: Bool {
    log != nil && isQuorumMet && !lines.contains { $0.word == .faulty }
  }
}

extension TlogPolicy {
  /// Judges a checkpoint by the lines on its note.
  ///
  /// A key of the log that is known by another way is accepted where the policy names no log.
  ///
  /// - Complexity: O(*n*) in the size of the text times the keys.
  public func verdict(on note: SignedNote, logKey known: VerifierKey? = nil) -> PolicyVerdict {
    var keys = logs.compactMap(\.key.verifier)
    if logs.isEmpty, let known { keys = [known] }
    let log = keys.first { key in (try? SignedCheckpoint(opening: note, with: key)) != nil }
    let lines = witnesses.map { PolicyVerdict.Line(witness: $0, word: word(of: $0, on: note)) }
    var seen = Set<[UInt8]>()
    for line in lines {
      if case .cosigned = line.word { seen.insert(line.witness.name) }
    }
    for group in groups where group.members.count(where: seen.contains) >= group.threshold {
      seen.insert(group.name)
    }
    return PolicyVerdict(
      log: log?.identity, lines: lines, isQuorumMet: quorum.map(seen.contains) ?? true)
  }

  private func word(of witness: Witness, on note: SignedNote) -> PolicyVerdict.Word {
    let lines = note.signatures.filter { $0.key == witness.key.identity }
    guard let line = lines.first else { return .silent }
    guard let key = witness.key.verifier else { return .unchecked }
    guard lines.count == 1, let made = Cosignature(line, by: key, over: note.text) else {
      return .faulty
    }
    return .cosigned(made)
  }
}
