import Tallystick
internal import TransparencyLog

/// What the errors of a server mean for a record.
enum PostgresFault {
  /// The refusal that tells people what `error` means for the record at `address`.
  static func refusal(_ error: any Error, of address: RecordAddress) -> StoreError {
    if let error = error as? StoreError { return error }
    if let error = error as? Uncertain { return error.reason }
    if let error = error as? ColumnError {
      return .corrupt(reason: "What the database gave of \(address.name) is damaged: \(error).")
    }
    guard let error = error as? PostgresError else {
      return .refused(code: "none", reason: String(describing: error))
    }
    let words = escaped(String(error.message.prefix(400)))
    if error.isLost {
      return .unusable(
        reason: "There is no connection to the database of \(address.name): \(words).",
        advice: "See that the server runs and lets you in, then run the command again: "
          + "an event recorded once is not recorded twice.")
    }
    switch error.code {
    case "TL002": return .foreignSchema(reason: words)
    case "55P03", "57014": return .busy(seconds: 10)
    case "25006":
      return .unusable(
        reason: "The server of \(address.name) is a standby, which only gives what it has.",
        advice: "Append on the primary: add ?target_session_attrs=read-write before the #.")
    case "42501", "28000", "28P01":
      return .unusable(
        reason: "The database does not allow that for \(address.name): \(words).",
        advice: "Ask its administrator for the role that reads or writes this record.")
    case "53100":
      return .unusable(
        reason: "The disk of the database is full; nothing was appended to \(address.name).",
        advice: "Make room and run the command again.")
    case "3F000", "42P01", "42883":
      return .foreignSchema(reason: words)
    case "XX001", "XX002":
      return .corrupt(reason: "The database of \(address.name) is damaged: \(words).")
    default:
      return .refused(code: error.code, reason: words)
    }
  }
}
