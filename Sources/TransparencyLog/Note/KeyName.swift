/// The name of a note key (C2SP signed-note): not empty, no Unicode white space, no `+`.
///
/// Names are equal when their bytes are, never by canonical equivalence.
public struct KeyName: Sendable {
  /// The name.
  public let text: String

  /// Creates a name.
  ///
  /// - Throws: When `text` is empty or holds white space, a control character or `+`.
  public init(_ text: String) throws(FormatError) {
    guard !text.isEmpty else { throw FormatError("a key name is not empty") }
    var offset = 0
    for scalar in text.unicodeScalars {
      guard scalar != "+", scalar.value >= 0x20, !scalar.properties.isWhitespace else {
        throw FormatError("a key name has no white space, control characters or \"+\"", at: offset)
      }
      offset += UTF8.width(scalar)
    }
    self.text = text
  }

  /// Creates a name of its UTF-8 bytes.
  init(bytes: some Collection<UInt8>) throws(FormatError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FormatError("a key name is valid UTF-8")
    }
    try self.init(text)
  }
}

extension KeyName: Hashable {
  /// Whether both names have the same bytes.
  public static func == (left: KeyName, right: KeyName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Hashes the bytes of the name.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension KeyName: CustomStringConvertible {
  /// The name.
  public var description: String { text }
}

/// What a signature line names its key by: the key's name and its key ID.
public struct KeyIdentity: Hashable, Sendable {
  /// The name.
  public let name: KeyName

  /// The key ID: the first four bytes of a hash over name and key, the high one first.
  public let keyID: UInt32

  /// Creates an identity.
  public init(name: KeyName, keyID: UInt32) {
    self.name = name
    self.keyID = keyID
  }

  /// The key ID as eight lower-case hexadecimal digits.
  public var hexKeyID: String {
    let digits = String(keyID, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension KeyIdentity: CustomStringConvertible {
  /// The name and the key ID, as a verifier key starts: `example.com/log+33d7b496`.
  public var description: String { "\(name)+\(hexKeyID)" }
}
