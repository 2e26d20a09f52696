/// A witness's word on a checkpoint (C2SP tlog-cosignature, type 0x04): at this time this was the
/// largest head of the log that it knew, and all that it saw of the log are consistent.
///
/// It says nothing of what the entries say, and not that the witness keeps them.
public struct Cosignature: Hashable, Sendable {
  /// The key that made it.
  public let key: VerifierKey

  /// When, in seconds since 1970; never 0.
  public let time: Int64

  /// Its line on the note.
  public let signature: NoteSignature

  /// Checks a line of a note; nil where the line is not this key's over this text.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public init?(_ signature: NoteSignature, by key: VerifierKey, over text: [UInt8]) {
    guard key.type == .cosignature, signature.key == key.identity,
      key.isValid(signature.bytes, over: text),
      let time = VerifierKey.cosignatureTime(signature.bytes)
    else { return nil }
    self.key = key
    self.time = Int64(time)
    self.signature = signature
  }

  /// The message that a cosignature of this time signs.
  static func message(time: Int64, text: [UInt8]) -> [UInt8] {
    Array("cosignature/v1\ntime \(time)\n".utf8) + text
  }
}

/// A witness's private key, which cosigns checkpoints of others' logs and nothing else.
///
/// It shows itself as its verifier key; only ``encodedSecret`` reveals the secret.
public struct WitnessKey: Sendable {
  /// The key that checks its cosignatures.
  public let verifier: VerifierKey

  private let seed: [UInt8]

  /// Creates a key of a seed of 32 bytes, which must come from a secure random source.
  ///
  /// - Throws: When `seed` has not 32 bytes.
  public init(name: KeyName, seed: [UInt8]) throws(FormatError) {
    guard seed.count == SignerKey.seedByteCount, let publicKey = Ed25519.publicKey(ofSeed: seed)
    else { throw FormatError("a seed has \(SignerKey.seedByteCount) bytes, not \(seed.count)") }
    self.seed = seed
    verifier = try VerifierKey(name: name, type: .cosignature, publicKey: publicKey)
  }

  /// Creates a key of its text, as ``encodedSecret`` writes it.
  ///
  /// - Throws: When `text` is no key of a witness, or its key ID is not that of its public key.
  public init(parsing text: String) throws(FormatError) {
    let bytes = Array(text.utf8)
    guard bytes.starts(with: Self.prefix.utf8) else {
      throw FormatError("a private key starts with \"\(Self.prefix)\"", at: 0)
    }
    let fields = try NoteKeyFields(parsing: bytes.dropFirst(Self.prefix.utf8.count))
    guard fields.material[0] == SignatureType.cosignature.rawValue else {
      throw FormatError("a witness's key has signature type 4, not \(fields.material[0])")
    }
    try self.init(name: fields.name, seed: Array(fields.material.dropFirst()))
    guard verifier.identity.keyID == fields.keyID else {
      throw FormatError(
        "the key ID of this key is \(verifier.identity.hexKeyID), not the one it names")
    }
  }

  /// The private key as text: whoever reads it can cosign.
  public var encodedSecret: String {
    let material = [SignatureType.cosignature.rawValue] + seed
    return "\(Self.prefix)\(verifier.identity)+\(Base64.standard.encode(material))"
  }

  /// Cosigns a checkpoint, the same at every call with one time.
  ///
  /// Whether it may be cosigned is for ``Witness`` to decide.
  ///
  /// - Throws: When `time` is not from 1 to 2^63−1.
  package func cosign(_ checkpoint: Checkpoint, at time: Int64) throws(FormatError) -> Cosignature {
    guard time > 0 else { throw FormatError("the time of a cosignature is after 1970") }
    let text = checkpoint.text
    let message = Cosignature.message(time: time, text: text)
    guard let bytes = Ed25519.signature(over: message, seed: seed) else {
      throw FormatError("the checkpoint cannot be cosigned")
    }
    let stamp = (0..<8).map { UInt8(truncatingIfNeeded: time >> Int64(56 - 8 * $0)) }
    let line = NoteSignature(key: verifier.identity, bytes: stamp + bytes)
    guard let made = Cosignature(line, by: verifier, over: text) else {
      throw FormatError("the cosignature that was made does not check")
    }
    return made
  }

  private static let prefix = "PRIVATE+KEY+"
}

extension WitnessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The name and the key ID, without the secret.
  public var description: String { "witness key \(verifier.identity)" }

  /// The name and the key ID, without the secret.
  public var debugDescription: String { description }

  /// A mirror that shows the verifier key alone.
  public var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }
}
