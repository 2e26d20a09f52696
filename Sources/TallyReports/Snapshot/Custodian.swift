internal import Tallystick
public import TransparencyLog

/// The custodian's part in a snapshot: who signs, under which name, and for what.
public struct Custodian: Hashable, Sendable {
  /// The principal in `allowed_signers`: the origin of the record.
  public let principal: String

  /// The key.
  public let key: SSHKey

  /// What signatures are made for, so that one is good for nothing else: `snapshot@DOMAIN`.
  public let namespace: String

  /// Creates the custodian of the record of `origin`.
  ///
  /// - Throws: When the origin cannot stand in a file of allowed signers.
  public init(of origin: Origin, key: SSHKey) throws(FormatError) {
    let special = Array("\",*?!#\\".utf8)
    guard !origin.text.utf8.contains(where: { special.contains($0) }) else {
      throw FormatError(
        "the origin \(origin) cannot name a signer: it has one of the characters \" , * ? ! # \\")
    }
    principal = origin.text
    self.key = key
    namespace = Custodian.namespace(of: origin)
  }

  /// `snapshot@DOMAIN`, where DOMAIN is the origin up to its first slash.
  public static func namespace(of origin: Origin) -> String { "snapshot@\(origin.domain)" }

  /// The line of `allowed_signers`, as ssh-keygen(1) has it.
  public var allowedSigner: String {
    "\(principal) namespaces=\"\(namespace)\" \(key.line)\n"
  }
}
