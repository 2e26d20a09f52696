public import TransparencyLog

/// A signature file of `ssh-keygen -Y sign` (PROTOCOL.sshsig), not checked.
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

  private let blob: [UInt8]

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
    blob = try Base64.standard.decode(Array(lines[1..<lines.count - 1].joined()))
    (key, namespace) = try Self.read(blob)
    guard self.bytes == bytes else {
      throw FormatError("the lines of a signature have \(Self.width) characters, but for the last")
    }
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

  private static func read(_ blob: [UInt8]) throws(FormatError) -> (SSHKey, String) {
    var fields = SSHFields(blob)
    guard let magic = fields.take(6), magic.elementsEqual("SSHSIG".utf8), fields.number() == 1,
      let key = fields.string(), let namespace = fields.string(), fields.string() != nil,
      fields.string() != nil, fields.string() != nil, fields.rest.isEmpty
    else { throw FormatError("the base64 is no SSH signature of version 1") }
    return (try SSHKey(blob: Array(key)), String(decoding: namespace, as: UTF8.self))
  }

  private static let begin = "-----BEGIN SSH SIGNATURE-----"
  private static let end = "-----END SSH SIGNATURE-----"
  private static let width = 70
}
