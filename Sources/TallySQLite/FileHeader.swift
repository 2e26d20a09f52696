import Tallystick

/// The first 100 bytes of an SQLite file, read before SQLite itself acts on the file.
///
/// Reading them through the connection's own file takes no lock and rolls nothing back, so a file
/// that is not ours stays as it is.
///
/// | OFFSET | SIZE | |
/// |---|---|---|
/// | 0 | 16 | `SQLite format 3` and a zero byte |
/// | 18 | 2 | write and read version: 2 for a file in WAL mode |
/// | 60 | 4 | `user_version` |
/// | 68 | 4 | `application_id` |
struct FileHeader {
  /// The number that tells which program made the file.
  let applicationID: UInt32

  /// The number of its format.
  let userVersion: UInt32

  /// Whether it is in WAL mode.
  let isWAL: Bool

  /// Reads the header of the file that `db` has open; nil where it is no SQLite file.
  init?(of db: SQLiteConnection) {
    guard let bytes = db.firstBytes(100), bytes.starts(with: "SQLite format 3\0".utf8) else {
      return nil
    }
    func number(at offset: Int) -> UInt32 {
      bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    applicationID = number(at: 68)
    userVersion = number(at: 60)
    isWAL = bytes[18] == 2 || bytes[19] == 2
  }
}

extension FileHeader {
  /// Checks that the file is a record that this program can use.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` where it is not.
  static func check(_ db: SQLiteConnection, of file: RecordFile) throws(StoreError) -> FileHeader {
    guard let header = FileHeader(of: db), header.applicationID == Schema.applicationID,
      header.userVersion > 0
    else { throw file.notRecord }
    guard header.userVersion <= Schema.version else {
      throw .unusable(
        reason: "\(file.name) was made by a newer tally: its format is \(header.userVersion), "
          + "and this program knows formats up to \(Schema.version).",
        advice: "Use a newer tally; nothing was changed.")
    }
    return header
  }
}
