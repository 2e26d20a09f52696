import CTallySQLite
import Tallystick
internal import TransparencyLog

/// What SQLite's result codes mean for a record.
///
/// Extended codes as in `sqlite3.h`; the low byte is the primary code.
enum Fault {
  /// A hot journal met by a connection that may not write.
  static let hotJournal: CInt = 776

  /// Whether others hold a lock.
  static func isBusy(_ error: any Error) -> Bool {
    (error as? SQLiteError)?.primaryCode == SQLITE_BUSY
  }

  /// Whether a journal must be rolled back by a connection that may write.
  static func isHotJournal(_ error: any Error) -> Bool {
    (error as? SQLiteError)?.code == hotJournal
  }

  /// The refusal that tells people what `error` means for `file`.
  static func refusal(_ error: any Error, of file: RecordFile) -> StoreError {
    if let error = error as? StoreError { return error }
    if let error = error as? ColumnError {
      return .corrupt(reason: "The file \(file.name) is damaged: \(error).")
    }
    guard let error = error as? SQLiteError else {
      return .refused(code: "none", reason: String(describing: error))
    }
    let code = error.code
    switch error.primaryCode {
    case SQLITE_FULL:
      return .unusable(
        reason: "The disk is full; nothing was appended to \(file.name).",
        advice: "Make room and run the command again.")
    case SQLITE_IOERR where code == 2570, SQLITE_READONLY where code == 1544:
      return .unusable(
        reason: "The folder of \(file.name) may not be written; nothing was appended.",
        advice: "Get permission to write it: while it appends, SQLite keeps a journal there.")
    case SQLITE_IOERR:
      return .unusable(
        reason: "The disk failed while \(file.name) was read or written (SQLite code \(code)).",
        advice: "Look at the disk, then run the command again: "
          + "an event recorded once is not recorded twice.")
    case SQLITE_READONLY where code == 1032:
      return .unusable(
        reason: "\(file.name) was moved or removed while it was open; nothing was appended.",
        advice: "Put it back, or name another file with --record.")
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
      return .unusable(
        reason: "\(file.name) or its folder may not be written (SQLite code \(code)).",
        advice: "Get permission to write both: while it appends, SQLite keeps a journal beside it.")
    case SQLITE_NOTADB: return file.notRecord
    case SQLITE_CORRUPT where error.message.hasPrefix("malformed database schema"):
      return .foreignSchema(reason: escaped(error.message))
    case SQLITE_ERROR where error.message.hasPrefix("no such table"):
      return .foreignSchema(reason: escaped(error.message))
    case SQLITE_INTERRUPT:
      return .corrupt(
        reason: "The file \(file.name) is damaged: reading it does not come to an end.")
    case SQLITE_TOOBIG:
      return .corrupt(
        reason: "The file \(file.name) is damaged: a value is longer than any of a record.")
    case SQLITE_CORRUPT:
      return .corrupt(reason: "The file \(file.name) is damaged (SQLite code \(code)).")
    default:
      return .refused(code: String(code), reason: escaped(error.message))
    }
  }
}
