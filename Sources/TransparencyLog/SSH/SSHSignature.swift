/// A signature of `ssh-keygen -Y sign` (OpenSSH, PROTOCOL.sshsig), not checked.
///
/// It is read as OpenSSH writes it and in no other spelling, for `ssh-keygen` itself forgives line
/// breaks: bytes that were read are the bytes that ``bytes`` gives.
public struct SSHSignature: Hashable, Sendable {
  /// The most bytes that a signature file can have.
  public static let maxByteCount = 65_536

  /// The key that it names.
  public let key: SSHKey

  /// What it was made for.
  public let namespace: String

  /// The hash of the message that was signed: `sha512` or `sha256`, else what was written there.
  public let hash: String

  private let blob: [UInt8]

  /// What is reserved, and the signature itself, each as the blob has it.
  private let reserved: ArraySlice<UInt8>
  private let signature: ArraySlice<UInt8>

  /// Reads a signature file.
  ///
  /// - Throws: When `bytes` are not exactly what OpenSSH writes.
  public init(parsing bytes: [UInt8]) throws(FormatError) {
    guard bytes.count <= Self.maxByteCount else {
      throw FormatError("a signature has at most \(Self.maxByteCount) bytes")
    }
    let lines = NoteLines.split(bytes[...])
    guard lines.count >= 3, lines[0].elementsEqual(Self.begin.utf8),
      lines[lines.count - 1].elementsEqual(Self.end.utf8)
    else { throw FormatError("a signature stands between a line BEGIN and a line END") }
    try self.init(blob: Base64.standard.decode(Array(lines[1..<lines.count - 1].joined())))
    guard self.bytes == bytes else {
      throw FormatError("the lines of a signature have \(Self.width) characters, but for the last")
    }
  }

  /// Reads the base64 of a signature in one line, without BEGIN and END.
  ///
  /// - Throws: When `text` is not exactly that.
  public init(base64 text: String) throws(FormatError) {
    guard text.utf8.count <= Self.maxByteCount else {
      throw FormatError("a signature has at most \(Self.maxByteCount) bytes")
    }
    try self.init(blob: Base64.standard.decode(text))
  }

  private init(blob: [UInt8]) throws(FormatError) {
    var fields = SSHFields(blob)
    guard let magic = fields.take(6), magic.elementsEqual(Self.magic), fields.number() == 1,
      let key = fields.string(), let namespace = fields.string(), let reserved = fields.string(),
      let hash = fields.string(), let signature = fields.string(), fields.rest.isEmpty
    else { throw FormatError("the base64 is no SSH signature of version 1") }
    guard let namespace = String(validating: namespace, as: UTF8.self),
      let hash = String(validating: hash, as: UTF8.self)
    else { throw FormatError("the names in an SSH signature are UTF-8") }
    self.key = try SSHKey(blob: Array(key))
    self.namespace = namespace
    self.hash = hash
    self.reserved = reserved
    self.signature = signature
    self.blob = blob
  }

  /// The file: base64 in lines of 70 characters, between BEGIN and END.
  public var bytes: [UInt8] {
    let digits = Base64.standard.encodedBytes(of: blob)
    var text = Array("\(Self.begin)\n".utf8)
    for start in stride(from: 0, to: digits.count, by: Self.width) {
      text += digits[start..<min(start + Self.width, digits.count)]
      text.append(NoteLines.newline)
    }
    return text + Array("\(Self.end)\n".utf8)
  }

  /// The base64 in one line, without BEGIN and END.
  public var base64: String { Base64.standard.encode(blob) }

  private static let magic = Array("SSHSIG".utf8)
  private static let begin = "-----BEGIN SSH SIGNATURE-----"
  private static let end = "-----END SSH SIGNATURE-----"
  private static let width = 70
}

extension SSHSignature {
  /// Whether it is a signature over a message by the key that it names, which has to be an Ed25519
  /// key.
  ///
  /// What is signed is not the message but `SSHSIG`, the namespace, what is reserved, the name of the
  /// hash and the hash of the message (PROTOCOL.sshsig §3).
  ///
  /// - Throws: Where it cannot be told: the key is of another type, or something in it is not as
  ///   OpenSSH writes it.
  /// - Complexity: O(*n*) in the number of bytes.
  public func isGood(over message: [UInt8]) throws(FormatError) -> Bool {
    guard let publicKey = key.ed25519 else {
      throw FormatError(
        key.type == SSHKey.ed25519Type
          ? "its key is no Ed25519 key under which a signature means something"
          : "its key is of the type \(key.type), and only \(SSHKey.ed25519Type) is checked")
    }
    guard namespace != "", reserved.isEmpty else {
      throw FormatError("it names nothing that it was made for, or holds what is reserved")
    }
    var fields = SSHFields(signature)
    guard let type = fields.string(), type.elementsEqual(SSHKey.ed25519Type.utf8),
      let proof = fields.string(), proof.count == Ed25519.signatureByteCount, fields.rest.isEmpty
    else { throw FormatError("it holds no signature of Ed25519") }
    return try Ed25519.isValid(proof, over: signed(message), by: publicKey)
  }

  /// The bytes that the key signs for a message.
  private func signed(_ message: [UInt8]) throws(FormatError) -> [UInt8] {
    let digest: [UInt8]
    switch hash {
    case "sha512": digest = SHA512.hash(of: message)
    case "sha256": digest = Hash.of(message).bytes
    default: throw FormatError("its hash is \(quoted(hash)), and sha512 and sha256 are checked")
    }
    return Self.magic + SSHFields.string(namespace.utf8) + SSHFields.string(reserved)
      + SSHFields.string(hash.utf8) + SSHFields.string(digest)
  }
}
