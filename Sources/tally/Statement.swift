internal import Tallystick
internal import TransparencyLog

/// What a speaker signs, and the signature.
enum Statement {
  /// Prints the bytes that are signed of an act, and tells how.
  static func print(_ content: Content) throws {
    var output = StandardOutput()
    output.write(json: content.statement)
    output.flush()
  }

  /// The act with a signature by a key in a file, or by that of an agent whose public key is in it.
  static func signed(_ content: Content, with path: String, of origin: String) throws -> Content {
    let key = try SSHKeygen.publicKey(of: path)
    try refuse(key, in: path)
    let namespace = StatementSignature.namespace(of: try Origin(origin))
    let bytes = try SSHKeygen.sign(content.statement, with: path, for: namespace)
    return content.signed(try read(bytes, in: "what ssh-keygen wrote"))
  }

  /// The signature in a file of `ssh-keygen -Y sign`.
  static func signature(in path: String) throws -> SSHSignature {
    let bytes = try Files.read(
      path, limit: SSHSignature.maxByteCount, what: "a signature by `ssh-keygen -Y sign`")
    return try read(bytes, in: escaped(path))
  }

  private static func read(_ bytes: [UInt8], in name: String) throws -> SSHSignature {
    do {
      return try SSHSignature(parsing: bytes)
    } catch {
      throw Failure(
        "\(name): \(error).",
        hint: "Nothing was appended. Give the file LINE.sig as `ssh-keygen -Y sign` writes it.")
    }
  }

  /// Refuses a key by which no statement is signed.
  static func refuse(_ key: SSHKey, in path: String) throws {
    guard key.ed25519 == nil else { return }
    throw Failure(
      "\(escaped(path)) is a key of the type \(escaped(key.type)).",
      hint: "A statement is signed by a key of the type \(SSHKey.ed25519Type): make one with "
        + "`ssh-keygen -t ed25519`.")
  }
}
