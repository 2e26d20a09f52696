/// A key that a policy names: of a kind that is checked here, or of another, which is kept and counts
/// for nothing.
public struct PolicyKey: Hashable, Sendable {
  /// The name and the key ID.
  public let identity: KeyIdentity

  /// The byte of its kind (C2SP signed-note).
  public let type: UInt8

  /// The public key, whatever its kind.
  public let publicKey: [UInt8]

  /// The kind of ML-DSA-44 cosignatures (C2SP tlog-cosignature), which are not checked here.
  public static let postQuantum: UInt8 = 0x06

  /// The key that checks its signatures; nil where its kind is not checked here.
  public var verifier: VerifierKey? {
    guard let type = SignatureType(rawValue: type) else { return nil }
    return try? VerifierKey(name: identity.name, type: type, publicKey: publicKey)
  }

  /// Reads a key: `NAME+HEX8+BASE64`, of any kind.
  ///
  /// - Throws: When the text is no key, or its key ID is not that of the key.
  init(parsing text: ArraySlice<UInt8>) throws(FormatError) {
    let fields = try NoteKeyFields(anyKind: text)
    guard fields.material.count > 1 else { throw FormatError("a key has a kind and more") }
    identity = KeyIdentity(name: fields.name, keyID: fields.keyID)
    type = fields.material[0]
    publicKey = Array(fields.material.dropFirst())
    if let kind = SignatureType(rawValue: type) {
      let key = try VerifierKey(name: fields.name, type: kind, publicKey: publicKey)
      guard key.identity == identity else {
        throw FormatError(
          "the key ID of this key is \(key.identity.hexKeyID), not the one it names")
      }
    }
  }
}
