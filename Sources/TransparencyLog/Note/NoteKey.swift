/// The kinds of signature that this program checks, by their byte in C2SP signed-note.
public enum SignatureType: UInt8, Sendable, Hashable {
  /// Ed25519 over the text of the note.
  case ed25519 = 0x01

  /// A witness's Ed25519 over a time and the text of the note (C2SP tlog-cosignature).
  case cosignature = 0x04
}

/// A public key that checks note signatures, and the name that it signs under.
public struct VerifierKey: Hashable, Sendable {
  /// The name and the key ID.
  public let identity: KeyIdentity

  /// The kind of its signatures.
  public let type: SignatureType

  /// The Ed25519 public key: 32 bytes (RFC 8032 §5.1.5).
  public let publicKey: [UInt8]

  /// Creates a key.
  ///
  /// - Throws: When `publicKey` has not 32 bytes, or is of small order: under such a key anybody
  ///   can sign.
  public init(
    name: KeyName, type: SignatureType = .ed25519, publicKey: [UInt8]
  ) throws(FormatError) {
    guard publicKey.count == 32 else {
      throw FormatError("an Ed25519 public key has 32 bytes, not \(publicKey.count)")
    }
    guard !Ed25519.isOfSmallOrder(publicKey) else {
      throw FormatError("this Ed25519 key is of small order: anybody can sign under it")
    }
    self.type = type
    self.publicKey = publicKey
    identity = KeyIdentity(
      name: name, keyID: Self.keyID(name: name, material: [type.rawValue] + publicKey))
  }

  /// Creates a key of its text, as ``description`` writes it.
  ///
  /// - Throws: When `text` is no verifier key, or its key ID is not that of the key.
  public init(parsing text: String) throws(FormatError) {
    let fields = try NoteKeyFields(parsing: Array(text.utf8)[...])
    guard let type = SignatureType(rawValue: fields.material[0]) else {
      throw FormatError("keys of signature type \(fields.material[0]) are not supported")
    }
    try self.init(name: fields.name, type: type, publicKey: Array(fields.material.dropFirst()))
    guard identity.keyID == fields.keyID else {
      throw FormatError("the key ID of this key is \(identity.hexKeyID), not the one it names")
    }
  }

  /// The name.
  public var name: KeyName { identity.name }

  /// Returns whether `signature` (without the key ID) is this key's over the note text `text`.
  ///
  /// - Complexity: O(*n*).
  public func isValid(_ signature: [UInt8], over text: [UInt8]) -> Bool {
    switch type {
    case .ed25519:
      return isEd25519(signature[...], over: text)
    case .cosignature:
      guard let time = Self.cosignatureTime(signature) else { return false }
      let message = Array("cosignature/v1\ntime \(time)\n".utf8) + text
      return isEd25519(signature.dropFirst(8), over: message)
    }
  }

  /// Returns the seconds since 1970 that a cosignature starts with, up to 2^63−1 and not 0.
  static func cosignatureTime(_ signature: [UInt8]) -> UInt64? {
    guard signature.count == 8 + 64 else { return nil }
    let time = signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return (1...UInt64(Decimal.max)).contains(time) ? time : nil
  }

  private func isEd25519(_ signature: ArraySlice<UInt8>, over message: [UInt8]) -> Bool {
    Ed25519.isValid(signature, over: message, by: publicKey)
  }

  /// Returns the first four bytes of SHA-256 over name, newline, type and key.
  private static func keyID(name: KeyName, material: [UInt8]) -> UInt32 {
    let hash = Hash.of(Array(name.text.utf8) + [UInt8(ascii: "\n")] + material)
    return hash.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension VerifierKey: CustomStringConvertible {
  /// The key as text: name, key ID in hexadecimal, and base64 of type and key, with `+` between.
  public var description: String {
    "\(identity)+\(Base64.standard.encode([type.rawValue] + publicKey))"
  }
}

/// The fields of a verifier or signer key as text: `NAME+HEX8+BASE64`.
struct NoteKeyFields {
  let name: KeyName
  let keyID: UInt32

  /// A type byte, and the key: 32 bytes of Ed25519.
  let material: [UInt8]

  /// Where the base64 of it begins.
  private let materialStart: Int

  init(parsing text: ArraySlice<UInt8>) throws(FormatError) {
    try self.init(anyKind: text)
    guard material.count == 33 else {
      throw FormatError("a key has 33 bytes, not \(material.count)", at: materialStart)
    }
  }

  /// Reads the fields of a key of any kind and length.
  init(anyKind text: ArraySlice<UInt8>) throws(FormatError) {
    // The base64 may hold "+" itself.
    let fields = text.split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else {
      throw FormatError("a key has the form NAME+KEYID+BASE64")
    }
    name = try KeyName(bytes: fields[0])
    keyID = try Self.keyID(fields[1])
    material = try NoteLines.base64(fields[2])
    materialStart = fields[2].startIndex
  }

  private static func keyID(_ digits: ArraySlice<UInt8>) throws(FormatError) -> UInt32 {
    let isHexadecimal = digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard digits.count == 8, isHexadecimal,
      let keyID = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw FormatError(
        "a key ID has eight lower-case hexadecimal digits", at: digits.startIndex)
    }
    return keyID
  }
}
