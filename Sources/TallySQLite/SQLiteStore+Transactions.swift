import Tallystick

extension SQLiteStore {
  /// Begins a transaction that may write, and marks the file as being in the middle of it.
  ///
  /// Writing the format's number anew has SQLite begin the journal with the first page of the file;
  /// then the random number of that journal is written into the page (``FirstPage``). So a journal
  /// that lies beside the file after a kill can be told from one of another state of it.
  static func begin(_ db: SQLiteConnection) throws {
    try db.execute("BEGIN IMMEDIATE TRANSACTION")
    try db.execute("PRAGMA user_version = \(Schema.version)")
    guard let header = db.firstBytes(16, of: .journal) else { return }
    _ = try db.pragma("default_cache_size = \(FirstPage.mark(of: header.number(at: 12)))")
    _ = try db.pragma("cache_size = -2000")
  }

  /// Does `body` in a transaction that may write, and commits it, or does nothing.
  func transaction(_ db: SQLiteConnection, _ body: () throws -> Void) throws {
    do {
      try SQLiteStore.begin(db)
      try body()
      try beforeCommit()
      try db.execute("COMMIT TRANSACTION")
    } catch {
      db.rollBack()
      throw error
    }
  }
}
