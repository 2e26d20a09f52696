import CTallySQLite
import Glibc
package import Tallystick
internal import TransparencyLog

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
  ///   where the tables are not ours, so that reading them would run what a stranger wrote.
  package static func openForAudit(at path: String) throws(StoreError) -> SQLiteStore {
    try open(at: path, .reading, patience, checksTables: false)
  }

  private static func open(
    at path: String, _ mode: Mode, _ patience: Duration, checksTables: Bool
  ) throws(StoreError) -> SQLiteStore {
    let file = try RecordFile(path)
    try file.checkReadable()
    do {
      // A connection that may write plays a journal without asking: one for reading looks first.
      if mode == .writing, file.hasJournal { _ = try open(file, .reading, patience, false) }
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
    try access { db in try db.pragma(pragma) ?? "" }
  }

  /// Whether the store's connection has a setting of `sqlite3_db_config`, by its number.
  package func isSet(_ setting: Int32) throws(StoreError) -> Bool {
    try access { db in db.isSet(setting) }
  }

  /// The version of the SQLite library that runs.
  package static var sqliteVersion: String { unsafe String(cString: sqlite3_libversion()) }

  private static func open(
    _ file: RecordFile, _ mode: Mode, _ patience: Duration, _ checksTables: Bool
  ) throws -> SQLiteStore {
    try persist(file, patience) {
      do {
        let db = try SQLiteConnection(
          path: file.path, isWriting: mode == .writing, patience: patience)
        let header = try FileHeader.check(db, of: file)
        if mode == .writing, db.isReadOnly { throw file.notWritable }
        try file.checkBeside(isWAL: header.isWAL)
        if header.isWAL {
          guard mode == .writing else { throw Unsettled.writeAheadLog }
          try leaveWAL(db, file)
        }
        try prepare(db)
        try checkSchema(db, file, isStrict: checksTables)
        let names = try recordNames(db, isStrict: checksTables)
        return SQLiteStore(file: file, connection: db, patience: patience, names: names)
      } catch let error where Fault.isHotJournal(error) {
        throw Unsettled.hotJournal
      }
    }
  }

  /// Puts a file in order through a connection that may write, and closes it again.
  private static func settle(
    _ file: RecordFile, _ trouble: Unsettled, _ patience: Duration
  ) throws(StoreError) {
    if trouble == .hotJournal, try !mayPlay(file, patience) { return }
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

  /// Whether SQLite may play the journal of a file; false where another program has done so meanwhile.
  ///
  /// What is odd is looked at again: a program that appends just now changes file and journal.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` where it is not to be played.
  private static func mayPlay(
    _ file: RecordFile, _ patience: Duration
  ) throws(StoreError) -> Bool {
    var verdict = try verdict(on: file, patience)
    for _ in 0..<5 where verdict != .idle && verdict != .own {
      usleep(20_000)
      do {
        _ = try open(file, .reading, patience, false)
        return false
      } catch Unsettled.hotJournal {
        verdict = try self.verdict(on: file, patience)
      } catch {
        throw Fault.refusal(error, of: file)
      }
    }
    switch verdict {
    case .idle, .own: return true
    case .foreign(let why): throw file.refusal(of: "-journal", why)
    case .stale: throw file.staleJournal
    }
  }

  private static func verdict(
    on file: RecordFile, _ patience: Duration
  ) throws(StoreError) -> JournalFile.Verdict {
    do {
      let db = try SQLiteConnection(path: file.path, isWriting: false, patience: patience)
      defer { db.close() }
      guard let header = db.firstBytes(100),
        let page = db.firstBytes(FirstPage.pageSize(header)).flatMap({ FirstPage($0) })
      else { throw file.notRecord }
      return JournalFile.verdict(at: file.journal, beside: page)
    } catch {
      throw Fault.refusal(error, of: file)
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
  /// What every connection has: the number of a setting of `sqlite3_db_config`, and whether it is on.
  ///
  /// The file may be a stranger's: nothing in it is run but the guards of a record, and SQLite's own
  /// doors to the schema stay shut.
  static let settings: [(number: CInt, isOn: Bool)] = [
    (SQLITE_DBCONFIG_DEFENSIVE, true),
    (SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    (SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
    (SQLITE_DBCONFIG_ENABLE_TRIGGER, true),
    (SQLITE_DBCONFIG_ENABLE_FKEY, true),
    (SQLITE_DBCONFIG_ENABLE_VIEW, false),
    (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false),
    (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false),
    (SQLITE_DBCONFIG_DQS_DML, false),
    (SQLITE_DBCONFIG_DQS_DDL, false),
  ]

  /// Sets what every connection has.
  static func prepare(_ db: SQLiteConnection) throws {
    for (number, isOn) in settings { try db.set(number, isOn) }
    db.limit(SQLITE_LIMIT_ATTACHED, to: 0)
    db.limit(SQLITE_LIMIT_LENGTH, to: longestValue)
    for pragma in [
      "secure_delete = ON", "recursive_triggers = ON", "cell_size_check = ON",
      "journal_mode = DELETE", "synchronous = EXTRA", "cache_size = -2000",
    ] {
      _ = try db.pragma(pragma)
    }
  }

  /// The most bytes of a value or a row: many times as many as a record has in any.
  private static let longestValue = 1 << 20

  /// Puts a file in WAL mode back to a rollback journal, and sees that it is.
  private static func leaveWAL(_ db: SQLiteConnection, _ file: RecordFile) throws {
    guard (try? db.pragma("journal_mode = DELETE")) == "delete" else {
      throw StoreError.unusable(
        reason: "\(file.name) was put into WAL mode by another program and could not be put back.",
        advice: "End the programs that have it open, see that its folder may be written, "
          + "and run the command again.")
    }
  }

  /// The tables, indexes and triggers of a file, but for the indexes that SQLite makes of our keys.
  static func objects(_ db: SQLiteConnection) throws -> [SchemaObject] {
    try db.rows(
      """
      SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
      WHERE sql IS NOT NULL OR (type, name, tbl_name) NOT IN (VALUES
        ('index', 'sqlite_autoindex_entry_1', 'entry'),
        ('index', 'sqlite_autoindex_entry_2', 'entry'),
        ('index', 'sqlite_autoindex_disclosure_1', 'disclosure'))
      """
    ) { row in
      SchemaObject(
        kind: row.text(0) ?? "", name: row.text(1) ?? "", table: row.text(2) ?? "",
        sql: row.text(3) ?? "")
    }
  }

  /// Compares the tables with ours, before any of them is asked for anything.
  ///
  /// A file without any is what remains of a killed `init` when its journal is rolled back. An audit
  /// goes on where only what no reading runs differs, such as a trigger.
  private static func checkSchema(
    _ db: SQLiteConnection, _ file: RecordFile, isStrict: Bool
  ) throws {
    let objects = try objects(db)
    guard !objects.isEmpty else { throw file.empty }
    guard isStrict || !Schema.canRead(objects) else { return }
    if let complaint = Schema.complaint(about: objects) {
      throw StoreError.foreignSchema(reason: complaint)
    }
  }

  /// Reads the record's names.
  private static func recordNames(_ db: SQLiteConnection, isStrict: Bool) throws -> Names {
    let rows = try db.rows("SELECT name, value FROM meta LIMIT 100") { row in
      let name = try row.text(0, "a name in the table meta")
      return (name, try row.text(1, "the \(escaped(name)) in the table meta"))
    }
    let names = try Names(Dictionary(rows) { first, _ in first })
    if isStrict, let complaint = try names.complaint ?? lateClock(names, db) {
      throw StoreError.foreignSchema(reason: complaint)
    }
    return names
  }

  /// What is wrong with a clock that begins after the first event: every event is recorded after it.
  private static func lateClock(_ names: Names, _ db: SQLiteConnection) throws -> String? {
    guard let clock = names.clock else { return nil }
    let first = try db.rows("SELECT recorded FROM entry ORDER BY seq LIMIT 1") { $0.integer(0) }
    guard let first = first.first.flatMap({ $0 }), first < clock.microseconds else { return nil }
    return "the clock in the table meta begins after the first event was recorded"
  }
}
