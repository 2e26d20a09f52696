import Glibc
package import Tallystick
internal import TransparencyLog

/// A record in an SQLite file (Format.md).
///
/// It keeps one connection, which is closed when the last copy of the value goes.
package struct SQLiteStore: EventStore, RecordReader {
  /// What a store is opened for.
  package enum Mode: Sendable {
    /// For reading only: the file is not changed.
    case reading

    /// For reading and appending.
    case writing
  }

  /// The name of the record, the origin of its checkpoints.
  package let origin: String

  /// The instant from which a record of the domain `.test` counts its own time.
  package let testClock: Instant?

  let file: RecordFile
  let connection: SQLiteConnection
  let patience: Duration

  /// What is done in a transaction before its COMMIT; nothing but in tests.
  package var beforeCommit: @Sendable () throws -> Void = {}

  /// What is done right after a COMMIT; where it throws, the COMMIT counts as failed.
  package var afterCommit: @Sendable () throws -> Void = {}

  init(file: RecordFile, connection: SQLiteConnection, patience: Duration, names: Names) {
    self.file = file
    self.connection = connection
    self.patience = patience
    origin = names.origin
    testClock = names.clock
  }
}

extension SQLiteStore {
  /// How long a store waits while others keep the record locked and add nothing to it.
  package static let patience = Duration.seconds(10)

  /// Makes a new, empty record and opens it for writing.
  ///
  /// The file is for its owner alone (mode 0600, whatever the umask), and on the disk with its
  /// folder's entry when this returns. It has its name only once it is whole: after a failure, or
  /// when the program is killed, there is no file.
  ///
  /// - Throws: ``StoreError/unusable(reason:advice:)`` when a file, folder or link of that name
  ///   exists or none can be made.
  package static func create(
    at path: String, origin: String, testClock: Instant? = nil, verifierKey: String? = nil
  ) throws(StoreError) -> SQLiteStore {
    let file = try RecordFile(path)
    let names = Names(origin: origin, clock: testClock)
    try file.make { new throws(StoreError) in try lay(names, verifierKey, in: new) }
    do {
      return try open(at: path, mode: .writing)
    } catch {
      file.remove()
      throw error
    }
  }

  /// Writes the tables and names of an empty record, in one transaction.
  ///
  /// The connection ends before the file is synced: whoever closes a descriptor of a file drops
  /// the locks that its process holds on it.
  private static func lay(
    _ names: Names, _ verifierKey: String?, in file: RecordFile
  ) throws(StoreError) {
    let rows = names.rows + (verifierKey.map { [("vkey", $0)] } ?? [])
    do {
      let db = try SQLiteConnection(path: file.path, isWriting: true, patience: patience)
      defer { db.close() }
      try prepare(db)
      try db.transaction {
        _ = try db.pragma("application_id = \(Schema.applicationID)")
        _ = try db.pragma("user_version = \(Schema.version)")
        for object in Schema.objects { try db.execute(object.sql) }
        for (name, value) in rows {
          try db.execute("INSERT INTO meta VALUES (?, ?)", .text(name), .text(value))
        }
      }
    } catch {
      throw Fault.refusal(error, of: file)
    }
  }
}

/// What a record says of itself: the rows of `meta`.
struct Names {
  /// The origin.
  let origin: String

  /// The test clock.
  let clock: Instant?

  /// The rows as they are written.
  var rows: [(name: String, value: String)] {
    [("origin", origin)] + (clock.map { [("clock", $0.description)] } ?? [])
  }

  /// Creates the names of a new record.
  init(origin: String, clock: Instant?) {
    self.origin = origin
    self.clock = clock
  }

  /// Reads the rows of `meta`.
  ///
  /// - Throws: ``StoreError/foreignSchema(reason:)`` where they are not those of a record.
  init(_ rows: [String: String]) throws(StoreError) {
    guard let origin = rows["origin"] else {
      throw .foreignSchema(reason: "the table meta has no origin")
    }
    for name in rows.keys.sorted() where !["origin", "vkey", "clock"].contains(name) {
      throw .foreignSchema(reason: "the table meta has a row \(quoted(name))")
    }
    do {
      clock = try rows["clock"].map { text throws(FormatError) in try Instant(parsing: text) }
    } catch {
      throw .foreignSchema(reason: "the clock in the table meta is no instant: \(error)")
    }
    self.origin = origin
  }

  /// What is wrong with a clock that these names do not allow: what every checkpoint signs is the
  /// origin, so that says whether the time of a record can be set.
  var complaint: String? {
    guard clock != nil, (try? Origin(origin))?.isTest != true else { return nil }
    return "the table meta has a clock, by which time can be set, and only an origin under .test "
      + "allows one"
  }
}
