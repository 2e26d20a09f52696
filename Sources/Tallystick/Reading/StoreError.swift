internal import TransparencyLog

/// A refusal by a store.
public enum StoreError: Error, Hashable, Sendable {
  /// Another writer appended first; read the end again and decide again.
  case headMoved(expected: Int, actual: Int)

  /// An entry's bytes are no entry.
  case damaged(seq: Int, reason: String)

  /// Others kept the record locked for `seconds` while nothing was added to it.
  case busy(seconds: Int)

  /// The record cannot be opened, read or written; `advice` tells what to do.
  case unusable(reason: String, advice: String)

  /// The file is damaged below the tables; `reason` is a sentence.
  case corrupt(reason: String)

  /// The file's tables or triggers are not those of a record.
  case foreignSchema(reason: String)

  /// The database refused; `code` is an SQLite extended result code, or PostgreSQL's SQLSTATE.
  case refused(code: String, reason: String)
}

extension StoreError: CustomStringConvertible {
  /// What happened, as a sentence.
  public var description: String {
    switch self {
    case .headMoved(let expected, let actual):
      "The record grew from \(expected) to \(actual) events while this was prepared."
    case .damaged(let seq, let reason): "Event #\(seq) of the record is damaged: \(reason)."
    case .busy(let seconds):
      "The record is locked by another program, and nothing was added to it for \(seconds) seconds."
    case .unusable(let reason, _), .corrupt(let reason): reason
    case .foreignSchema(let reason):
      "The tables of the record are not as they should be: \(reason)."
    case .refused(let code, let reason): "The database refused (\(code)): \(reason)."
    }
  }

  /// What to do next.
  public var advice: String {
    switch self {
    case .headMoved: "Run the command again."
    case .damaged, .foreignSchema: "Run `tally verify` and compare with a copy kept elsewhere."
    case .corrupt: "Keep it as it is, and go on with a copy kept elsewhere."
    case .busy: "See which program holds it, or try again later."
    case .unusable(_, let advice): advice
    case .refused: "Look at the disk and at the file's permissions; nothing was appended."
    }
  }
}
