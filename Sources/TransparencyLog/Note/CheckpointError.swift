/// A refusal to sign or to open a checkpoint.
public enum CheckpointError: Error, Hashable, Sendable {
  /// The bytes are no note, or its text is no checkpoint.
  case malformed(FormatError)

  /// The log's key did not sign it.
  case notOpened(NoteError)

  /// The key is of a kind that only witnesses sign with.
  case notALogKey(KeyIdentity)

  /// The log's key signed more than once.
  case repeatedSignature(KeyIdentity, lines: Int)

  /// The key bears another name than the log.
  case foreignKey(origin: Origin, key: KeyIdentity)
}

extension CheckpointError: CustomStringConvertible {
  /// The message shown to the user.
  public var description: String {
    switch self {
    case .malformed(let error):
      "This is no checkpoint: \(error)."
    case .notOpened(let error):
      error.description
    case .notALogKey(let key):
      "The key \(key) is a witness's key, and a log signs with a key of type 1."
    case .repeatedSignature(let key, let lines):
      "The key \(key) signed the checkpoint on \(lines) lines, and one is right."
    case .foreignKey(let origin, let key):
      "The checkpoint is of the log \(origin), and the key \(key) belongs to another."
    }
  }
}
