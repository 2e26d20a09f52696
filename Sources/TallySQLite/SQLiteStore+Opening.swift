import CTallySQLite
import GRDB
import GRDBSQLite
package import Tallystick

/// A file that only a connection with permission to write can put in order.
private enum Unsettled: Error {
  case hotJournal
  case writeAheadLog
}

extension SQLiteStore {
  /// Opens the record at `path`.
  ///
  /// A file that is no record is never written to. A record left in WAL mode, or in the middle of
  /// an append that was killed, is first put in order by a connection that may write.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` for what is missing, no record, of a newer
  ///   format, not permitted or damaged; ``StoreError/foreignSchema(reason:)`` for a record with
  ///   other tables or triggers; ``StoreError/busy(seconds:)`` when others hold it.
  package static func open(
    at path: String, mode: Mode, patience: Duration = SQLiteStore.patience
  ) throws(StoreError) -> SQLiteStore {
    try open(at: path, mode, patience, checksTables: true)
  }

  /// Opens the record at `path` for reading, also where its tables or triggers are not ours:
  /// ``schemaFindings()`` then tells how they differ.
  ///
  /// - Throws: As ``open(at:mode:patience:)``, and ``StoreError/foreignSchema(reason:)`` only
  ///   where the record's own names cannot be read.
  package static func openForAudit(at path: String) throws(StoreError) -> SQLiteStore {
    try open(at: path, .reading, patience, checksTables: false)
  }

  private static func open(
    at path: String, _ mode: Mode, _ patience: Duration, checksTables: Bool
  ) throws(StoreError) -> SQLiteStore {
    let file = try RecordFile(path)
    try file.checkReadable()
    do {
      return try open(file, mode, patience, checksTables)
    } catch let trouble as Unsettled {
      try settle(file, trouble, patience)
    } catch {
      throw Fault.refusal(error, of: file)
    }
    do {
      return try open(file, mode, patience, checksTables)
    } catch {
      throw Fault.refusal(error, of: file)
    }
  }

  /// Reads a pragma of the store's connection, or sets one that is given as `name=value`.
  package func setting(_ pragma: String) throws(StoreError) -> String {
    try access { db in try String.fetchOne(db, sql: "PRAGMA \(pragma)") ?? "" }
  }

  /// The version of the SQLite library that runs.
  package static var sqliteVersion: String { unsafe String(cString: sqlite3_libversion()) }

  private static func open(
    _ file: RecordFile, _ mode: Mode, _ patience: Duration, _ checksTables: Bool
  ) throws -> SQLiteStore {
    var configuration = configuration(patience: patience) { db in
      let header = try FileHeader.check(db, of: file)
      if mode == .writing { try checkWritable(db, file) }
      if header.isWAL {
        guard mode == .writing else { throw Unsettled.writeAheadLog }
        try leaveWAL(db, file)
      }
      try prepare(db)
    }
    configuration.readonly = mode == .reading
    return try persist(file, patience) {
      do {
        let connection = try DatabaseQueue(path: file.path, configuration: configuration)
        let names = try connection.unsafeRead { db in
          if checksTables { try checkSchema(db, file) }
          return try recordNames(db)
        }
        return SQLiteStore(file: file, connection: connection, patience: patience, names: names)
      } catch let error where Fault.isHotJournal(error) {
        throw Unsettled.hotJournal
      }
    }
  }

  /// Puts a file in order through a connection that may write, and closes it again.
  private static func settle(
    _ file: RecordFile, _ trouble: Unsettled, _ patience: Duration
  ) throws(StoreError) {
    do {
      _ = try open(file, .writing, patience, false)
    } catch {
      let error = Fault.refusal(error, of: file)
      guard case .unusable(_, let advice) = error,
        trouble == .hotJournal || error == file.notWritable
      else { throw error }
      throw .unusable(reason: sentence(for: trouble, file), advice: advice)
    }
  }

  /// Rolls back the journal that a killed program left, while this store is open.
  func rollBackJournal() throws(StoreError) {
    try SQLiteStore.settle(file, .hotJournal, patience)
  }

  private static func sentence(for trouble: Unsettled, _ file: RecordFile) -> String {
    switch trouble {
    case .hotJournal:
      "\(file.name) was left in the middle of an append, and only somebody who may write "
        + "it and its folder can undo that."
    case .writeAheadLog:
      "\(file.name) was put into WAL mode by another program, and only somebody who may write "
        + "it and its folder can undo that."
    }
  }
}

extension SQLiteStore {
  /// The configuration of every connection: the waiting time, and what is done before SQLite reads
  /// the file.
  static func configuration(
    patience: Duration, _ setup: @escaping @Sendable (Database) throws -> Void
  ) -> Configuration {
    _ = countsNoMemory
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience / .seconds(1))
    configuration.prepareDatabase(setup)
    return configuration
  }

  /// Whether SQLite keeps no count of its memory, which is asked of it before the first connection.
  ///
  /// Where it had begun before, it does; that is only slower.
  private static let countsNoMemory = tally_sqlite_count_no_memory() == SQLITE_OK

  /// Sets what every connection has.
  static func prepare(_ db: Database) throws {
    guard unsafe tally_sqlite_defend(UnsafeMutableRawPointer(db.sqliteConnection)) == SQLITE_OK
    else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "no defensive mode") }
    for pragma in [
      "trusted_schema = OFF", "secure_delete = ON", "recursive_triggers = ON",
      "foreign_keys = ON", "cell_size_check = ON", "journal_mode = DELETE", "synchronous = EXTRA",
    ] {
      try db.execute(sql: "PRAGMA \(pragma)")
    }
  }

  /// Refuses a connection that SQLite silently opened for reading only.
  private static func checkWritable(_ db: Database, _ file: RecordFile) throws(StoreError) {
    guard unsafe sqlite3_db_readonly(db.sqliteConnection, "main") != 0 else { return }
    throw file.notWritable
  }

  /// Puts a file in WAL mode back to a rollback journal, and sees that it is.
  private static func leaveWAL(_ db: Database, _ file: RecordFile) throws {
    let mode = try? String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
    guard mode == "delete" else {
      throw StoreError.unusable(
        reason: "\(file.name) was put into WAL mode by another program and could not be put back.",
        advice: "End the programs that have it open, see that its folder may be written, "
          + "and run the command again.")
    }
  }

  /// The tables, indexes and triggers of a file.
  static func objects(_ db: Database) throws -> [SchemaObject] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
        WHERE sql IS NOT NULL OR name NOT LIKE 'sqlite_autoindex_%'
        """
    ).map { SchemaObject(kind: $0[0] ?? "", name: $0[1] ?? "", table: $0[2] ?? "", sql: $0[3]) }
  }

  /// Compares the tables with ours.
  ///
  /// A file without any is what remains of a killed `init` when its journal is rolled back.
  private static func checkSchema(_ db: Database, _ file: RecordFile) throws {
    let objects = try objects(db)
    guard !objects.isEmpty else { throw file.empty }
    if let complaint = Schema.complaint(about: objects) {
      throw StoreError.foreignSchema(reason: complaint)
    }
  }

  /// Reads the record's names.
  private static func recordNames(_ db: Database) throws -> Names {
    let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM meta")
      .map { ($0[0] as String, $0[1] as String) }
    return try Names(Dictionary(rows) { first, _ in first })
  }
}
