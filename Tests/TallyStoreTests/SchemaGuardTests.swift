import Tallystick
import Testing

@testable import TallySQLite

/// What anybody can try on a record with the plain `sqlite3` program.
@Suite(.tags(.process))
struct SchemaGuardTests {
  private static let furnish = """
    INSERT INTO tile VALUES (0, 0, zeroblob(32), zeroblob(8192));
    INSERT INTO tile VALUES (1, 0, zeroblob(32), zeroblob(8192));
    INSERT INTO checkpoint VALUES (0, 'empty'), (2, 'note');
    INSERT INTO disclosure VALUES ('\(digest)', x'00');
    INSERT INTO audience VALUES ('\(digest)', 'press');
    """

  private static let digest = String(repeating: "d", count: 43)

  private static let content = """
    SELECT * FROM meta; SELECT seq, hex(id), label, recorded, type, hex(bytes) FROM entry;
    SELECT level, n, hex(root) FROM tile; SELECT * FROM checkpoint;
    SELECT digest, hex(bytes) FROM disclosure; SELECT digest, name FROM audience
    """

  private static let id = "x'00112233445566778899aabbccddeeff'"

  @Test(arguments: [
    "UPDATE entry SET bytes = x'00' WHERE seq = 1",
    "UPDATE entry SET label = 'new' WHERE seq = 2",
    "UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2",
    "UPDATE OR IGNORE entry SET seq = 9 WHERE seq = 2",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE seq = 3",
    "INSERT INTO entry VALUES (1, ID, NULL, 9000, 't', x'00')",
    "INSERT INTO entry VALUES (3, ID, NULL, 9000, 't', x'00')",
    "INSERT INTO entry VALUES (5, ID, NULL, 9000, 't', x'00')",
    "INSERT INTO entry VALUES (0, ID, NULL, 9000, 't', x'00')",
    "INSERT INTO entry VALUES (-1, ID, NULL, 9000, 't', x'00')",
    "INSERT INTO entry VALUES (NULL, ID, NULL, 9000, 't', x'00')",
    "INSERT INTO entry (id, recorded, type, bytes) VALUES (ID, 9000, 't', x'00')",
    "INSERT INTO entry (rowid, id, recorded, type, bytes) VALUES (2, ID, 9000, 't', x'00')",
    "INSERT INTO entry VALUES (4, ID, NULL, 3000, 't', x'00')",
    "INSERT INTO entry VALUES (4, ID, 'one', 9000, 't', x'00')",
    "INSERT INTO entry SELECT 4, id, NULL, 9000, 't', x'00' FROM entry WHERE seq = 2",
    "INSERT OR REPLACE INTO entry VALUES (1, ID, NULL, 9000, 't', x'00')",
    "INSERT OR REPLACE INTO entry VALUES (3, ID, NULL, 9000, 't', x'00')",
    "INSERT OR REPLACE INTO entry VALUES (4, ID, 'one', 9000, 't', x'00')",
    "REPLACE INTO entry SELECT 4, id, NULL, 9000, 't', x'00' FROM entry WHERE seq = 2",
    "REPLACE INTO entry (oid, id, recorded, type, bytes) VALUES (1, ID, 9000, 't', x'00')",
    "INSERT OR IGNORE INTO entry VALUES (6, ID, NULL, 9000, 't', x'00')",
    """
    INSERT OR FAIL INTO entry
    SELECT column1, column2, NULL, 9000, 't', x'00' FROM (VALUES (1, ID), (4, ID))
    """,
    "INSERT INTO entry VALUES (1, ID, NULL, 9000, 't', x'00') ON CONFLICT DO NOTHING",
    """
    INSERT INTO entry VALUES (1, ID, NULL, 9000, 't', x'00')
    ON CONFLICT (seq) DO UPDATE SET bytes = x'00'
    """,
    """
    INSERT INTO entry SELECT 4, id, NULL, 9000, 't', x'00' FROM entry WHERE seq = 1
    ON CONFLICT (id) DO UPDATE SET bytes = x'00'
    """,
    "INSERT INTO entry VALUES (4, x'0011', NULL, 9000, 't', x'00')",
    "INSERT INTO entry VALUES (4, ID, '', 9000, 't', x'00')",
    "INSERT INTO entry VALUES (4, ID, NULL, NULL, 't', x'00')",
    "INSERT INTO entry VALUES (4, ID, NULL, 'noon', 't', x'00')",
    "INSERT INTO entry VALUES (4, ID, NULL, 9000, 't', NULL)",
    "INSERT INTO entry VALUES (4, ID, NULL, 9000, 't', x'')",
    "INSERT INTO entry VALUES (4, ID, NULL, 9000, 't', zeroblob(65536))",
  ])
  func `no entry is changed, deleted, replaced or skipped`(sql: String) throws {
    try expectRefusal(of: sql)
  }

  @Test(arguments: [
    "UPDATE meta SET value = 'other.test' WHERE name = 'origin'",
    "DELETE FROM meta",
    "INSERT INTO meta VALUES ('origin', 'other.test')",
    "REPLACE INTO meta VALUES ('origin', 'other.test')",
    "INSERT OR REPLACE INTO meta (rowid, name, value) VALUES (1, 'clock', 'x')",
    "INSERT INTO meta VALUES ('origin', 'x') ON CONFLICT (name) DO UPDATE SET value = 'x'",
    "INSERT INTO meta VALUES ('other', 'x')",
    "INSERT INTO meta VALUES ('vkey', '')",
    "UPDATE tile SET root = zeroblob(32)",
    "DELETE FROM tile WHERE level = 1",
    "INSERT INTO tile VALUES (0, 2, zeroblob(32), zeroblob(8192))",
    "INSERT INTO tile VALUES (2, 1, zeroblob(32), zeroblob(8192))",
    "INSERT OR REPLACE INTO tile VALUES (0, 0, zeroblob(32), zeroblob(8192))",
    "INSERT INTO tile VALUES (0, 0, zeroblob(32), zeroblob(8192)) ON CONFLICT DO NOTHING",
    """
    REPLACE INTO tile (rowid, level, n, root, hashes)
    VALUES (1, 0, 1, zeroblob(32), zeroblob(8192))
    """,
    "INSERT INTO tile VALUES (0, 1, zeroblob(31), zeroblob(8192))",
    "INSERT INTO tile VALUES (0, 1, zeroblob(32), zeroblob(32))",
    "INSERT INTO tile VALUES (-1, 0, zeroblob(32), zeroblob(8192))",
    "UPDATE checkpoint SET note = 'other'",
    "DELETE FROM checkpoint WHERE size = 2",
    "INSERT INTO checkpoint VALUES (2, 'other')",
    "INSERT INTO checkpoint VALUES (1, 'between')",
    "INSERT INTO checkpoint VALUES (4, 'beyond the end')",
    "INSERT INTO checkpoint VALUES (NULL, 'none')",
    "INSERT OR REPLACE INTO checkpoint VALUES (2, 'other')",
    "REPLACE INTO checkpoint (rowid, note) VALUES (2, 'other')",
    "INSERT INTO checkpoint VALUES (2, 'x') ON CONFLICT (size) DO UPDATE SET note = 'x'",
    "INSERT INTO checkpoint VALUES (3, '')",
    "UPDATE disclosure SET bytes = x'01'",
    "REPLACE INTO disclosure SELECT digest, x'01' FROM disclosure",
    "INSERT INTO disclosure VALUES ('short', x'01')",
    "UPDATE audience SET name = 'court'",
    "INSERT INTO audience SELECT digest, 'press' FROM disclosure",
    "INSERT INTO audience SELECT digest, '' FROM disclosure",
    "INSERT INTO audience SELECT digest, printf('%041d', 0) FROM disclosure",
    "INSERT INTO audience VALUES ('\(String(repeating: "e", count: 43))', 'press')",
  ])
  func `no name, tile, checkpoint or disclosure is changed or skipped`(sql: String) throws {
    try expectRefusal(of: sql)
  }

  @Test(arguments: [
    """
    INSERT INTO entry VALUES
      (4, ID, NULL, 9000, 't', x'00'), (5, randomblob(16), 'five', 9001, 't', x'00')
    """,
    "INSERT INTO meta VALUES ('vkey', 'sample.test/record+00000000+AAAA')",
    "INSERT INTO tile VALUES (0, 1, zeroblob(32), zeroblob(8192))",
    "INSERT INTO tile VALUES (2, 0, zeroblob(32), zeroblob(8192))",
    "INSERT INTO checkpoint VALUES (3, 'next')",
    "DELETE FROM disclosure",
    "INSERT INTO disclosure VALUES ('\(String(repeating: "e", count: 43))', x'00')",
    "INSERT INTO audience SELECT digest, 'court' FROM disclosure",
    "DELETE FROM audience",
  ])
  func `what comes next is taken, and disclosures may go`(sql: String) throws {
    try withFurnishedRecord { path throws in
      let before = try Shell.run(path, SchemaGuardTests.content).output
      try Shell.must(path, sql.replacing("ID", with: SchemaGuardTests.id))
      #expect(try Shell.run(path, SchemaGuardTests.content).output != before)
      _ = try SQLiteStore.open(at: path, mode: .reading)
    }
  }

  private func expectRefusal(of sql: String) throws {
    try withFurnishedRecord { path throws in
      let before = try Shell.run(path, SchemaGuardTests.content).output
      let answer = try Shell.run(path, sql.replacing("ID", with: SchemaGuardTests.id))
      #expect(answer.status != 0)
      #expect(try Shell.run(path, SchemaGuardTests.content).output == before)
      #expect(try Shell.run(path, "PRAGMA integrity_check").output == "ok\n")
    }
  }

  private func withFurnishedRecord(_ body: (String) throws -> Void) throws {
    try withRecord { store, path throws in
      var entries = try StoredEntry.samples(1...3)
      entries[0] = try .sample(1, label: "one")
      try store.append(entries, onto: 0)
      try Shell.must(path, SchemaGuardTests.furnish)
      try body(path)
    }
  }
}

/// A change of the tables or triggers, and the words in which the next opening names it.
struct Alteration: Sendable, CustomTestStringConvertible {
  let sql: String
  let words: String

  var testDescription: String { sql }

  static let all = [
    Alteration(sql: "DROP TRIGGER entry_next", words: "the trigger entry_next is missing"),
    Alteration(sql: "DROP TRIGGER entry_kept", words: "the trigger entry_kept is missing"),
    Alteration(sql: "DROP INDEX entry_registers", words: "the index entry_registers is missing"),
    Alteration(
      sql: "DROP TRIGGER tile_next; "
        + "CREATE TRIGGER tile_next BEFORE INSERT ON tile BEGIN SELECT 1; END",
      words: "the trigger tile_next is not ours"),
    Alteration(
      sql: "CREATE TRIGGER quiet AFTER INSERT ON entry BEGIN DELETE FROM disclosure; END",
      words: #"there is a foreign trigger "quiet""#),
    Alteration(sql: "CREATE TABLE notes (text)", words: #"there is a foreign table "notes""#),
    Alteration(
      sql: "CREATE VIEW v AS SELECT 1", words: #"there is a foreign view "v""#),
    Alteration(
      sql: "CREATE VIRTUAL TABLE words USING fts5(text)",
      words: #"there is a foreign table "words""#),
    Alteration(sql: "ALTER TABLE meta ADD COLUMN more TEXT", words: "the table meta is not ours"),
    Alteration(
      sql: "DROP TABLE checkpoint",
      words: "the table checkpoint is missing, the trigger checkpoint_kept is missing, "
        + "the trigger checkpoint_next is missing, the trigger checkpoint_unchanged is missing"),
    Alteration(sql: "ANALYZE", words: #"there is a foreign table "sqlite_stat1""#),
    Alteration(
      sql: "CREATE TABLE \"a\u{202E}b\n\" (x)",
      words: #"there is a foreign table "a\u{202e}b\u{a}""#),
  ]
}

@Suite(.tags(.process))
struct SchemaComparisonTests {
  @Test(arguments: Alteration.all, [SQLiteStore.Mode.reading, .writing])
  func `a change of the schema is named when the record is opened`(
    alteration: Alteration, mode: SQLiteStore.Mode
  ) throws {
    try withClosedRecord(holding: 2) { path throws in
      try Shell.must(path, alteration.sql)
      let before = try bytes(of: path)
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: mode)
      }
      guard case .foreignSchema(let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(reason.hasPrefix(alteration.words))
      #expect(try bytes(of: path) == before)
    }
  }

  @Test func `a schema that cannot be parsed is refused`() throws {
    try withClosedRecord { path throws in
      try Shell.must(
        path,
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE TABLE tile(' WHERE name = 'tile'
        """)
      let error = try #require(throws: StoreError.self) {
        try SQLiteStore.open(at: path, mode: .writing)
      }
      #expect(
        error == .foreignSchema(reason: "malformed database schema (tile) - incomplete input"))
    }
  }

  @Test func `many differences are counted, not all named`() {
    let complaint = Schema.complaint(about: [])
    #expect(complaint?.hasPrefix("the table audience is missing, ") == true)
    #expect(complaint?.hasSuffix(", and \(Schema.objects.count - 8) more") == true)
    #expect(Schema.complaint(about: Schema.objects) == nil)
  }

  @Test func `the types of registers are found by the partial index`() throws {
    try withRecord { store, path throws in
      for type in ["source", "agreement", "medium", "amendment", "redaction"] {
        let plan = try Shell.run(
          path, "EXPLAIN QUERY PLAN SELECT seq FROM entry WHERE type = '\(type)' ORDER BY seq")
        #expect(plan.output.contains("USING COVERING INDEX entry_registers"))
        #expect(!plan.output.contains("SORT"))
      }
    }
  }
}
