import Foundation
import TallySQLite
import Tallystick
import Testing

/// Files that a stranger made: nothing in them traps, runs, or keeps a command from ending.
@Suite(.tags(.process))
struct StrangeFileTests {
  /// Takes the guards and the kinds of columns away, has `sql` change the rows, and puts both back.
  private func loosened(_ path: String, _ sql: String) throws {
    let schema = try Shell.run(
      path, "SELECT name || char(9) || hex(sql) FROM sqlite_schema WHERE type = 'trigger'"
    ).output.split(separator: "\n").map { $0.split(separator: "\t") }
    let triggers = try Shell.run(
      path, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'"
    ).output
    try Shell.must(path, schema.map { "DROP TRIGGER \($0[0]);" }.joined())
    try Shell.must(
      path,
      """
      PRAGMA writable_schema = ON; CREATE TABLE kept AS SELECT name, sql FROM sqlite_schema;
      UPDATE sqlite_schema SET sql = replace(replace(replace(
        sql, ') STRICT, WITHOUT', ') WITHOUT'), ') STRICT', ')'), 'NOT NULL', '')
        WHERE type = 'table'; PRAGMA schema_version = 9000
      """)
    try Shell.must(path, "PRAGMA ignore_check_constraints = ON; \(sql)")
    try Shell.must(
      path,
      """
      PRAGMA writable_schema = ON; UPDATE sqlite_schema AS s SET sql =
        (SELECT k.sql FROM kept AS k WHERE k.name = s.name) WHERE type = 'table'
        AND name <> 'kept'; DROP TABLE kept; PRAGMA schema_version = 9001
      """)
    try Shell.must(path, triggers)
  }

  private static let digest = String(repeating: "d", count: 43)

  /// What is read of each table, beside the entries.
  private func readAll(_ store: SQLiteStore) throws {
    _ = try (store.verifierKey(), store.checkpoints(), store.tilePlaces())
    _ = try (store.disclosures(), store.heldDigests(), store.audiences())
    _ = try (store.tileRoots(level: 0, 0..<9), store.tile(level: 0, index: 0))
  }

  @Test(arguments: [
    (
      "UPDATE meta SET value = x'00' WHERE name = 'origin'",
      "the origin in the table meta is no text"
    ),
    (
      "UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE name = 'origin'",
      "the origin in the table meta is no text"
    ),
    ("UPDATE meta SET name = x'07' WHERE name = 'vkey'", "a name in the table meta is no text"),
    ("UPDATE checkpoint SET note = x'00'", "the note of the checkpoint of 2 entries is no text"),
    ("UPDATE checkpoint SET note = NULL", "the note of the checkpoint of 2 entries is no text"),
    ("UPDATE tile SET level = 'a'", "the level of a tile is no integer"),
    ("UPDATE tile SET n = x'00'", "the index of a tile is no integer"),
    ("UPDATE tile SET root = 7", "the root of a tile on level 0 is no hash"),
    ("UPDATE tile SET root = x'00'", "the root of a tile on level 0 is no hash"),
    ("UPDATE disclosure SET digest = x'ff00'", "the digest of a disclosure is no text"),
    ("UPDATE disclosure SET bytes = 'text'", "the disclosure \(digest) is no blob"),
    ("UPDATE audience SET digest = x'00'", "the digest of an audience is no text"),
    ("UPDATE audience SET name = x'00'", "the name of an audience of \(digest) is no text"),
  ])
  func `a column of another kind is an error with its place`(sql: String, words: String) throws {
    try withRecord { store, path throws in
      try store.append(try StoredEntry.samples(1...2), onto: 0)
      try Shell.must(
        path,
        """
        INSERT INTO meta VALUES ('vkey', 'key'); INSERT INTO checkpoint VALUES (2, 'note');
        INSERT INTO tile VALUES (0, 0, zeroblob(32), zeroblob(8192));
        INSERT INTO disclosure VALUES ('\(Self.digest)', x'00');
        INSERT INTO audience VALUES ('\(Self.digest)', 'press')
        """)
      try readAll(try SQLiteStore.open(at: path, mode: .reading))
      try loosened(path, sql)
      let error = try #require(throws: StoreError.self) {
        try readAll(try SQLiteStore.open(at: path, mode: .reading))
      }
      #expect(error == .corrupt(reason: "The file \(path) is damaged: \(words)."))
    }
  }

  @Test(arguments: [1 << 40, Int.max])
  func `a seq that no file of that size can hold is damage`(seq: Int) throws {
    try withClosedRecord(holding: 3) { path throws in
      try Shell.must(
        path, "DROP TRIGGER entry_unchanged; UPDATE entry SET seq = \(seq) WHERE seq = 3")
      let store = try SQLiteStore.openForAudit(at: path)
      let damage = StoreError.damaged(
        seq: seq, reason: "a file of its size holds no so many events")
      #expect(throws: damage) { try store.end() }
      let report = try RecordAudit(of: store, vouched: nil).run()
      #expect(!report.isWhole)
    }
  }

  @Test(arguments: ["meta", "entry", "tile", "checkpoint", "disclosure", "audience"])
  func `a view in the place of a table is not asked`(table: String) throws {
    try withClosedRecord(holding: 2) { path throws in
      try Shell.must(
        path,
        """
        ALTER TABLE \(table) RENAME TO old; CREATE VIEW \(table) AS
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS name FROM n
        """)
      for open in [
        { try SQLiteStore.open(at: path, mode: .reading) },
        { try SQLiteStore.openForAudit(at: path) },
      ] {
        let error = try #require(throws: StoreError.self) { try open() }
        guard case .foreignSchema = error else {
          Issue.record("\(error)")
          return
        }
      }
    }
  }

  @Test(arguments: [
    "CREATE INDEX more ON entry(length(bytes))", "CREATE INDEX more ON meta(value)",
    "ALTER TABLE entry ADD COLUMN more TEXT AS (hex(bytes))",
    "CREATE VIRTUAL TABLE more USING fts5(x)",
  ])
  func `no audit reads what a stranger's index or column would work out`(sql: String) throws {
    try withClosedRecord(holding: 2) { path throws in
      try Shell.must(path, sql)
      let error = try #require(throws: StoreError.self) { try SQLiteStore.openForAudit(at: path) }
      guard case .foreignSchema = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(arguments: [
    "CREATE TABLE more (x)", "CREATE VIEW more AS SELECT 1", "DROP TRIGGER entry_next", "ANALYZE",
    "CREATE TRIGGER more AFTER INSERT ON entry BEGIN DELETE FROM disclosure; END",
  ])
  func `an audit goes on beside what no reading runs`(sql: String) throws {
    try withClosedRecord(holding: 2) { path throws in
      try Shell.must(path, sql)
      let store = try SQLiteStore.openForAudit(at: path)
      #expect(try store.schemaFindings().count == 1)
      #expect(try store.end().size == 2)
    }
  }

  @Test func `a search that goes in circles ends`() throws {
    try withClosedRecord(holding: 2) { path throws in
      let store = try SQLiteStore.open(at: path, mode: .reading)
      let endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"
      #expect(
        throws: StoreError.corrupt(
          reason: "The file \(path) is damaged: reading it does not come to an end.")
      ) {
        try store.access { try $0.execute(endless) }
      }
      #expect(try store.end().size == 2)
    }
  }

  @Test func `a file that another program rebuilt is refused`() throws {
    try withClosedRecord(holding: 2) { path throws in
      try Shell.must(path, "PRAGMA auto_vacuum = FULL; VACUUM")
      let other = path + ".16"
      try Shell.must(
        other,
        """
        PRAGMA encoding = 'UTF-16le'; PRAGMA application_id = 1413565529; PRAGMA user_version = 1;
        CREATE TABLE meta (name, value)
        """)
      for name in [path, other] {
        let before = try bytes(of: name)
        for mode in [SQLiteStore.Mode.reading, .writing] {
          let error = try #require(throws: StoreError.self) {
            try SQLiteStore.open(at: name, mode: mode)
          }
          #expect(error.description.hasPrefix("\(name) was rebuilt by another program"))
        }
        #expect(try bytes(of: name) == before)
      }
    }
  }
}

/// A clock in `meta`, by which time could be set.
@Suite(.tags(.process))
struct ForeignClockTests {
  private let clock = "INSERT INTO meta VALUES ('clock', '2030-01-01T00:00:00Z')"

  @Test func `a record that is no test gets no clock`() throws {
    try withFolder { folder in
      let path = folder + "/sample.tally"
      let store = try SQLiteStore.create(at: path, origin: "sample.example/record")
      try store.append([try .sample(1)], onto: 0)
      try Shell.must(path, clock)
      for mode in [SQLiteStore.Mode.reading, .writing] {
        let error = try #require(throws: StoreError.self) {
          try SQLiteStore.open(at: path, mode: mode)
        }
        #expect(
          error
            == .foreignSchema(
              reason: "the table meta has a clock, by which time can be set, and only an origin "
                + "under .test allows one"))
      }
      let audit = RecordAudit(of: try SQLiteStore.openForAudit(at: path), vouched: nil)
      #expect(try audit.run().findings.map(\.damage).contains(.foreignClock))
      #expect(throws: StoreError.self) {
        try SQLiteStore.create(
          at: folder + "/new.tally", origin: "sample.example/record",
          testClock: Instant(microseconds: 0))
      }
    }
  }

  @Test func `a record under the domain test may have one, from before its first event`() throws {
    try withClosedRecord(holding: 1) { path throws in
      try Shell.must(path, clock.replacing("2030", with: "1970"))
      #expect(try SQLiteStore.open(at: path, mode: .reading).testClock != nil)
      let audit = RecordAudit(of: try SQLiteStore.openForAudit(at: path), vouched: nil)
      #expect(try !audit.run().findings.map(\.damage).contains(.foreignClock))
    }
  }
}

/// A clock that begins after the first event, and events below the first one.
@Suite(.tags(.process))
struct LateClockTests {
  @Test func `a clock that begins after the first event is refused`() throws {
    try withClosedRecord(holding: 1) { path throws in
      try Shell.must(path, "INSERT INTO meta VALUES ('clock', '2030-01-01T00:00:00Z')")
      for mode in [SQLiteStore.Mode.reading, .writing] {
        #expect(
          throws: StoreError.foreignSchema(
            reason: "the clock in the table meta begins after the first event was recorded")
        ) {
          try SQLiteStore.open(at: path, mode: mode)
        }
      }
    }
  }
}

/// Pages that do not hold together.
@Suite(.tags(.process))
struct DamagedPageTests {
  private func damage(_ path: String) throws -> [Finding] {
    try RecordAudit(of: try SQLiteStore.openForAudit(at: path), vouched: nil).run().findings
      .filter { [.fileDamaged, .indexAltered].contains($0.damage) }
  }

  /// The first inner page of the table of entries, as an offset in the file.
  private func innerPage(_ path: String) throws -> Int {
    let page = try Shell.run(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").output
    let start = (try #require(Int(page.dropLast())) - 1) * 4_096
    try #require(try bytes(of: path)[start] == 5)
    return start
  }

  @Test func `an audit ends on every change of an inner page, and finds it`() throws {
    try withClosedRecord(holding: 300) { path throws in
      let start = try innerPage(path)
      let whole = try bytes(of: path)
      #expect(try damage(path) == [])
      let cells = Int(whole[start + 3]) << 8 | Int(whole[start + 4])
      try #require(cells > 2)
      let places = (0..<cells).flatMap { cell in
        let at = start + 12 + 2 * cell
        let offset = start + (Int(whole[at]) << 8 | Int(whole[at + 1]))
        return [offset + 3, offset + 4]  // where it leads, and the key
      }
      for place in [start + 11, start + 4] + places {
        var damaged = whole
        damaged[place] ^= 1
        try Data(damaged).write(to: URL(filePath: path))
        #expect(try damage(path).contains { $0.damage == .fileDamaged }, "byte \(place - start)")
      }
    }
  }

  @Test func `a key of an index beyond the last event is found`() throws {
    try withRecord { store, path throws in
      let entries = try (1...20).map { try StoredEntry.sample($0, type: "source") }
      try store.append(entries, onto: 0)
      #expect(try damage(path) == [])
      let index = try Shell.run(
        path, "SELECT rootpage FROM sqlite_schema WHERE name = 'entry_registers'"
      ).output.dropLast()
      try Shell.must(
        path,
        """
        DROP TRIGGER entry_kept; CREATE TABLE kept AS SELECT * FROM sqlite_schema;
        PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'entry_registers';
        PRAGMA schema_version = 9000
        """)
      try Shell.must(path, "DELETE FROM entry WHERE seq = 20")
      try Shell.must(
        path,
        """
        PRAGMA writable_schema = ON; INSERT INTO sqlite_schema
          SELECT type, name, tbl_name, \(index), sql FROM kept WHERE name = 'entry_registers';
        DROP TABLE kept; PRAGMA schema_version = 9001
        """)
      #expect(
        try damage(path).map(\.detail) == [
          "the index by register leads to entries beyond the last, #19, which are not there"
        ])
    }
  }

  @Test func `events that are appended while an audit runs are no damage`() throws {
    try withRecord { store, path throws in
      try store.append(try StoredEntry.samples(1...20), onto: 0)
      let audited = try SQLiteStore.openForAudit(at: path)
      var isAppended = false
      let report = try RecordAudit(of: audited, vouched: nil).run(progress: { _ in
        guard !isAppended else { return }
        isAppended = true
        try? store.append(try StoredEntry.samples(21...30), onto: 20)
      })
      #expect(isAppended && report.size == 20)
      #expect(!report.findings.contains { $0.damage == .indexAltered })
    }
  }
}
