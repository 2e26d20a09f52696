import Tallystick

/// The first 100 bytes of an SQLite file, read before SQLite itself acts on the file.
///
/// Reading them through the connection's own file takes no lock and rolls nothing back, so a file
/// that is not ours stays as it is.
///
/// | OFFSET | SIZE | |
/// |---|---|---|
/// | 0 | 16 | `SQLite format 3` and a zero byte |
/// | 16 | 2 | the size of a page |
/// | 18 | 2 | write and read version: 2 for a file in WAL mode |
/// | 20 | 1 | bytes that another program keeps at the end of each page: none |
/// | 24 | 4 | the number of commits |
/// | 28 | 4 | the number of pages |
/// | 48 | 4 | the mark of the last append, by which a journal is known (``FirstPage``) |
/// | 52 | 4 | 0, as no pages are moved to make the file shorter |
/// | 56 | 4 | 1, as texts are UTF-8; 0 before the first table |
/// | 60 | 4 | `user_version` |
/// | 68 | 4 | `application_id` |
struct FileHeader {
  /// The number that tells which program made the file.
  let applicationID: UInt32

  /// The number of its format.
  let userVersion: UInt32

  /// Whether it is in WAL mode.
  let isWAL: Bool

  /// Whether another program rebuilt the file in a way in which this one makes none.
  let isRebuilt: Bool

  /// Reads the header of the file that `db` has open; nil where it is no SQLite file.
  init?(of db: SQLiteConnection) {
    guard let bytes = db.firstBytes(100), bytes.starts(with: "SQLite format 3\0".utf8) else {
      return nil
    }
    applicationID = bytes.number(at: 68)
    userVersion = bytes.number(at: 60)
    isWAL = bytes[18] == 2 || bytes[19] == 2
    isRebuilt = bytes[20] != 0 || bytes.number(at: 52) != 0 || bytes.number(at: 56) > 1
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
    guard !header.isRebuilt else {
      throw .unusable(
        reason:
          "\(file.name) was rebuilt by another program, with pages or texts as no record has them.",
        advice: "Go on with a copy from before that, or have `VACUUM INTO` make one with "
          + "auto_vacuum = NONE and the encoding UTF-8.")
    }
    return header
  }
}
