/// A private key that signs notes with Ed25519.
///
/// It shows itself as its verifier key; only ``encodedSecret`` reveals the secret.
public struct SignerKey: Sendable {
  /// The number of bytes in a seed.
  public static let seedByteCount = 32

  /// The key that checks its signatures.
  public let verifier: VerifierKey

  /// The seed of which it was made: whoever has it can sign.
  private let seed: [UInt8]

  /// Creates a key of a seed of 32 bytes, which must come from a secure random source.
  ///
  /// - Throws: When `seed` has not 32 bytes.
  public init(name: KeyName, seed: [UInt8]) throws(FormatError) {
    guard seed.count == Self.seedByteCount else {
      throw FormatError("a seed has 32 bytes, not \(seed.count)")
    }
    guard let publicKey = Ed25519.publicKey(ofSeed: seed) else {
      throw FormatError("these 32 bytes are no Ed25519 seed")
    }
    self.seed = seed
    verifier = try VerifierKey(name: name, publicKey: publicKey)
  }

  /// Creates a key of its text, as ``encodedSecret`` writes it.
  ///
  /// - Throws: When `text` is no Ed25519 signer key, or its key ID is not that of its public key.
  public init(parsing text: String) throws(FormatError) {
    let bytes = Array(text.utf8)
    guard bytes.starts(with: Self.prefix.utf8) else {
      throw FormatError("a signer key starts with \"\(Self.prefix)\"", at: 0)
    }
    let fields = try NoteKeyFields(parsing: bytes.dropFirst(Self.prefix.utf8.count))
    guard fields.material[0] == SignatureType.ed25519.rawValue else {
      throw FormatError("a signer key has signature type 1, not \(fields.material[0])")
    }
    try self.init(name: fields.name, seed: Array(fields.material.dropFirst()))
    guard verifier.identity.keyID == fields.keyID else {
      throw FormatError(
        "the key ID of this key is \(verifier.identity.hexKeyID), not the one it names")
    }
  }

  /// The name.
  public var name: KeyName { verifier.name }

  /// The private key as text: whoever reads it can sign.
  ///
  /// It has the form of Go's `golang.org/x/mod/sumdb/note`: `PRIVATE+KEY+`, then name, key ID in
  /// hexadecimal, and base64 of the type byte and the seed, with `+` between.
  public var encodedSecret: String {
    let material = [SignatureType.ed25519.rawValue] + seed
    return "\(Self.prefix)\(verifier.identity)+\(Base64.standard.encode(material))"
  }

  /// Returns the note of `text` with this key's signature, the same at every call.
  ///
  /// - Throws: When `text` is not valid UTF-8, holds a control character other than newline, or
  ///   does not end with a newline.
  /// - Complexity: O(*n*).
  public func sign(_ text: [UInt8]) throws(FormatError) -> SignedNote {
    try SignedNote.checkText(text)
    guard let bytes = Ed25519.signature(over: text, seed: seed) else {
      throw FormatError("the text cannot be signed")
    }
    let signature = NoteSignature(key: verifier.identity, bytes: bytes)
    return try SignedNote(text: text, signatures: [signature])
  }

  /// Returns the same key under another name.
  ///
  /// What is signed under the one name verifies under no other: the key ID is a hash over both.
  public func renamed(_ name: KeyName) throws(FormatError) -> SignerKey {
    try SignerKey(name: name, seed: seed)
  }

  private static let prefix = "PRIVATE+KEY+"
}

extension SignerKey: Hashable {
  /// Whether both are the same key under the same name.
  public static func == (left: SignerKey, right: SignerKey) -> Bool {
    left.verifier == right.verifier
  }

  /// Hashes the verifier key.
  public func hash(into hasher: inout Hasher) { hasher.combine(verifier) }
}

extension SignerKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The name and the key ID, without the secret.
  public var description: String { "signer key \(verifier.identity)" }

  /// The name and the key ID, without the secret.
  public var debugDescription: String { description }

  /// A mirror that shows the verifier key alone.
  public var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }
}
