/// A note that at least one known key signed.
public struct OpenedNote: Hashable, Sendable {
  /// What was signed.
  public let text: [UInt8]

  /// The signatures by known keys, all of them valid; repeats are left out.
  public let verified: [NoteSignature]

  /// The signatures that name no known key, not checked; repeats are left out.
  public let unverified: [NoteSignature]
}

/// A refusal to open a note.
public enum NoteError: Error, Hashable, Sendable {
  /// No signature names a known key.
  case noKnownKey(named: [KeyIdentity])

  /// A signature that names a known key is not that key's over this text.
  case badSignature(KeyIdentity)

  /// Two of the known keys have the same name and key ID, and a signature names them.
  case ambiguousKey(KeyIdentity)
}

extension NoteError: CustomStringConvertible {
  /// The message shown to the user.
  public var description: String {
    switch self {
    case .noKnownKey(let named):
      "No known key signed the note; it names \(named.map(\.description).joined(separator: ", "))."
    case .badSignature(let key):
      "The signature of the key \(key) does not fit the text."
    case .ambiguousKey(let key):
      "Two of the known keys are called \(key), so a signature by that name says nothing."
    }
  }
}

extension SignedNote {
  /// Checks the signatures that name one of `keys`.
  ///
  /// Every such signature must be valid, a repeated one too; others are kept unchecked.
  ///
  /// - Throws: ``NoteError`` when one is not valid, or none names a known key.
  /// - Complexity: O(*n*) in the size of the text times the signatures.
  public func open(with keys: [VerifierKey]) throws(NoteError) -> OpenedNote {
    var verified: [NoteSignature] = []
    var unverified: [NoteSignature] = []
    for signature in signatures {
      let named = keys.filter { $0.identity == signature.key }
      guard named.count < 2 else { throw .ambiguousKey(signature.key) }
      guard let key = named.first else {
        if !unverified.contains(signature) { unverified.append(signature) }
        continue
      }
      guard key.isValid(signature.bytes, over: text) else { throw .badSignature(signature.key) }
      if !verified.contains(where: { $0.key == signature.key }) { verified.append(signature) }
    }
    guard !verified.isEmpty else { throw .noKnownKey(named: unverified.map(\.key)) }
    return OpenedNote(text: text, verified: verified, unverified: unverified)
  }
}
