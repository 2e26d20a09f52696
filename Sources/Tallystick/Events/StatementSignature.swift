public import TransparencyLog

/// A speaker's own signature over what it says: an SSHSIG of an Ed25519 key, made for the statements
/// of a record's domain.
///
/// It is read and not checked.
public struct StatementSignature: Hashable, Sendable {
  /// The signature.
  public let ssh: SSHSignature

  /// The domain of the record for which it was made.
  public let domain: String

  /// Reads the base64 of one, in one line, as it stands in an event.
  ///
  /// - Throws: When `text` is no SSH signature, or one of another kind of key or purpose.
  public init(base64 text: String) throws(FormatError) { try self.init(SSHSignature(base64: text)) }

  /// Takes a signature.
  ///
  /// - Throws: When it is of another kind of key or purpose.
  public init(_ signature: SSHSignature) throws(FormatError) {
    guard signature.key.type == SSHKey.ed25519Type else {
      throw FormatError(
        "it is made by a key of the type \(signature.key.type); a statement is signed by a key of "
          + "the type \(SSHKey.ed25519Type), which `ssh-keygen -t ed25519` makes")
    }
    let prefix = Array("\(Self.purpose)@".utf8)
    let namespace = Array(signature.namespace.utf8)
    guard namespace.starts(with: prefix), namespace.count > prefix.count else {
      throw FormatError(
        "it is made for \(quoted(signature.namespace)), and not for \(Self.purpose)@ and the domain "
          + "of a record")
    }
    ssh = signature
    domain = String(decoding: namespace.dropFirst(prefix.count), as: UTF8.self)
  }

  /// `statement@DOMAIN`, where DOMAIN is the origin of a record up to its first slash: what its
  /// speakers sign for.
  public static func namespace(of origin: Origin) -> String { "\(purpose)@\(origin.domain)" }

  private static let purpose = "statement"
}

/// What is found of the signature of an event by itself, whoever has its key.
public enum CheckedSignature: Hashable, Sendable {
  /// It is one over these very words.
  case good(StatementSignature)

  /// It is one, and not over these words.
  case broken(StatementSignature)

  /// It is none that is checked here, and why.
  case malformed(String)
}

extension Content {
  /// The name of the field in which a speaker's signature stands.
  static let signatureField = "signature"

  /// Whether it is an act of a speaker that can have a signature, and has one.
  public var isSigned: Bool { canBeSigned && body[Content.signatureField] != nil }

  private var canBeSigned: Bool {
    guard let type = knownType, type.isAct else { return false }
    return type.fields(version: version)[Content.signatureField] != nil
  }

  /// The same without the signature: what the speaker signs.
  public var unsigned: Content {
    guard canBeSigned else { return self }
    var fields = body
    fields[Content.signatureField] = nil
    return Content(type: type, version: version, stated: stated, body: fields)
  }

  /// The bytes that a speaker signs: the canonical line of the content without the signature, and a
  /// line feed.
  public var statement: [UInt8] { unsigned.bytes + [UInt8(ascii: "\n")] }

  /// The same without a signature, in the lowest version of its shape that can have one and fits, as
  /// the speaker is to sign it; nil for a judgement, which nobody signs.
  public var forSigning: Content? {
    guard let type = knownType, type.isAct else { return nil }
    let versions = (1...type.newestVersion).filter {
      type.fields(version: $0)[Content.signatureField] != nil
    }
    let fitting = versions.first { type.fields(version: $0).problems(of: body, at: "").isEmpty }
    guard let version = fitting ?? versions.last else { return nil }
    return Content(type: self.type, version: version, stated: stated, body: body).unsigned
  }

  /// The same with a signature.
  public func signed(_ signature: SSHSignature) -> Content {
    var fields = body
    fields[Content.signatureField] = .string(signature.base64)
    return Content(type: type, version: version, stated: stated, body: fields)
  }

  /// What is found of its signature by itself; nil where it has none.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public var checkedSignature: CheckedSignature? {
    guard isSigned else { return nil }
    guard let text = body[Content.signatureField]?.string else {
      return .malformed("it is no text")
    }
    do {
      let signature = try StatementSignature(base64: text)
      return try signature.ssh.isGood(over: statement) ? .good(signature) : .broken(signature)
    } catch {
      return .malformed(error.description)
    }
  }
}
