internal import TransparencyLog

/// Who signed what an event says, as its record has it.
public struct Signing: Hashable, Sendable {
  /// Whose key it is.
  public enum Verdict: Hashable, Sendable {
    /// The speaker's, or that of what it belongs to: this source.
    case own(SourceBook.Source)

    /// None that the speaker had in the record when the event was recorded.
    case strange

    /// It does not matter: the signature is not over these words.
    case broken

    /// It does not matter: it is no signature that is checked here, and why.
    case malformed(String)
  }

  /// Whose key it is.
  public let verdict: Verdict

  /// The signature; nil where it is none.
  public let signature: StatementSignature?

  /// Whether the speaker, or what it belongs to, signed these words.
  public var isGood: Bool { signer != nil }

  /// The source whose key signed these words; nil where the signature says nothing.
  public var signer: SourceBook.Source? {
    if case .own(let source) = verdict { source } else { nil }
  }
}

extension SourceBook {
  /// Judges the signature of an event.
  ///
  /// - Parameters:
  ///   - content: What it says.
  ///   - seq: Its place: only keys registered before it count.
  /// - Returns: Who signed what it says; nil where nobody did.
  public func signing(of content: Content, at seq: Int) -> Signing? {
    content.checkedSignature.map {
      signing($0, speaker: content.body["speaker"]?.string ?? "", at: seq)
    }
  }

  /// The same for a signature that is checked already.
  func signing(_ checked: CheckedSignature, speaker: String, at seq: Int) -> Signing {
    switch checked {
    case .malformed(let reason): Signing(verdict: .malformed(reason), signature: nil)
    case .broken(let signature): Signing(verdict: .broken, signature: signature)
    case .good(let signature):
      Signing(
        verdict: holder(of: signature.ssh.key, for: speaker, before: seq).map { .own($0) }
          ?? .strange,
        signature: signature)
    }
  }

  /// The source that had a key in the record before the event at a place: the speaker itself, else
  /// the nearest that it belongs to; nil where none of them had it.
  private func holder(of key: SSHKey, for speaker: String, before seq: Int) -> Source? {
    lineage(of: speaker).lazy.compactMap { self[$0] }
      .first { $0.keys(before: seq).contains(key.line) }
  }

  /// The keys of a source and of what it belongs to, each as a line, before the event at a place.
  func keys(of speaker: String, before seq: Int) -> [String] {
    lineage(of: speaker).compactMap { self[$0] }.flatMap { $0.keys(before: seq) }
  }
}

extension SourceBook.Source {
  /// One registration that gives keys.
  struct Keyed: Hashable, Sendable {
    let seq: Int
    let stated: Stated
    let keys: [String]
  }

  /// Its keys, each as a line of SSH.
  public var keys: [String] { keys(before: .max) }

  /// Its keys by what was registered before the event at a place: of several registrations that give
  /// keys the later stated holds.
  func keys(before seq: Int) -> [String] {
    let known = keyed.filter { $0.seq < seq }
    return holding(known, \.stated, \.seq)?.keys.filter { $0 != SecondVocabulary.noKey } ?? []
  }
}

extension Signing {
  /// Who signed it, in the name that the record has for that source: `signed by NAME for DOMAIN, key
  /// SHA256:…`; else, as a clause too, why the signature says nothing.
  public var words: String {
    switch verdict {
    case .own(let source):
      "signed by \(source.name ?? source.id) for \(domain), key \(fingerprint)"
    case .strange:
      "not signed by its speaker: it bears a signature by the key \(fingerprint), which is none of "
        + "the speaker's"
    case .broken: "not signed by its speaker: it bears a signature over other words"
    case .malformed(let reason): "not signed by its speaker: of the signature in it, \(reason)"
    }
  }

  /// The domain of the record for which it was made.
  public var domain: String { signature?.domain ?? "" }

  /// The key that made it, as `ssh-keygen -l` prints it.
  public var fingerprint: String { signature?.ssh.key.fingerprint ?? "" }

  /// The JSON form: `source` and `name` of who signed, null where the signature says nothing; `key`,
  /// `domain`, and the `words`.
  public var json: JSONObject {
    [
      "source": .orNull(signer?.id), "name": .orNull(signer?.name),
      "key": .orNull(signature?.ssh.key.fingerprint), "domain": .orNull(signature?.domain),
      "words": .string(words),
    ]
  }
}
