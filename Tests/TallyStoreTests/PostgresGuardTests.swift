import Tallystick
import Testing

@testable import TallyPostgres

/// What the database refuses, and what of a record `verify` finds where its owner or administrator
/// changed it: nobody is asked to trust them.
@Suite(.tags(.postgres), .enabled(if: Cluster.isThere, Cluster.missing))
struct PostgresGuardTests {
  @Test func `the catalogue says of a new record what ours says`() throws {
    try withEvents(0) { store, name in
      let found = try Catalogue(store.connection, store.schema)
      #expect(found.objects == Set(store.schema.objects))
      #expect(found.objects.count == store.schema.objects.count)
    }
  }

  /// What somebody does to a record: `R` stands for the schema, `@` for the name of the record.
  struct Tampering: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sql: String

    init(_ name: String, _ sql: String) {
      testDescription = name
      self.sql = sql
    }

    /// One behind the back of the triggers of a table, which stand again afterwards.
    init(_ name: String, quietlyIn table: String, _ sql: String) {
      let triggers =
        table == "head" ? ["head_kept"] : [table + "_unchanged", table + "_kept", table + "_next"]
      let again = triggers.filter { $0 != "meta_next" }
        .map { "ALTER TABLE R.\(table) ENABLE ALWAYS TRIGGER \($0);" }
      self.init(
        name, "ALTER TABLE R.\(table) DISABLE TRIGGER USER; \(sql); " + again.joined(separator: " ")
      )
    }
  }

  static let tamperings = [
    Tampering(
      "a byte of an event", quietlyIn: "entry",
      "UPDATE R.entry SET bytes = set_byte(bytes, 20, 65) WHERE seq = 7"),
    Tampering("an event removed", quietlyIn: "entry", "DELETE FROM R.entry WHERE seq = 7"),
    Tampering("the last event removed", quietlyIn: "entry", "DELETE FROM R.entry WHERE seq = 300"),
    Tampering(
      "two events swapped", quietlyIn: "entry",
      "UPDATE R.entry SET seq = 1000 WHERE seq = 7; UPDATE R.entry SET seq = 7 WHERE seq = 8; "
        + "UPDATE R.entry SET seq = 8 WHERE seq = 1000"),
    Tampering(
      "a time of recording", quietlyIn: "entry",
      "UPDATE R.entry SET recorded = recorded + 1 WHERE seq = 300"),
    Tampering("a label", quietlyIn: "entry", "UPDATE R.entry SET label = 'x' WHERE seq = 7"),
    Tampering("a type", quietlyIn: "entry", "UPDATE R.entry SET type = 'medium' WHERE seq = 7"),
    Tampering(
      "an id", quietlyIn: "entry", "UPDATE R.entry SET id = set_byte(id, 0, 1) WHERE seq = 7"),
    Tampering(
      "an event added past the head", quietlyIn: "entry",
      "INSERT INTO R.entry SELECT 301, recorded + 1, set_byte(id, 0, 1), NULL, type, bytes "
        + "FROM R.entry WHERE seq = 300"),
    Tampering(
      "the root of a tile", quietlyIn: "tile", "UPDATE R.tile SET root = set_byte(root, 0, 1)"),
    Tampering(
      "the hashes of a tile", quietlyIn: "tile",
      "UPDATE R.tile SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)"),
    Tampering("a tile removed", quietlyIn: "tile", "DELETE FROM R.tile"),
    Tampering(
      "a tile added", "INSERT INTO R.tile SELECT level, n + 1, root, hashes FROM R.tile"),
    Tampering("the head", "UPDATE R.head SET size = 299"),
    Tampering("the head's time", "UPDATE R.head SET recorded = recorded + 1"),
    Tampering("no head", quietlyIn: "head", "DELETE FROM R.head"),
    Tampering("a clock", "INSERT INTO R.meta VALUES ('clock', '2025-06-13T00:00:00Z')"),
    Tampering("a checkpoint of nobody", "INSERT INTO R.checkpoint VALUES (7, 'x')"),
    Tampering("a trigger dropped", "DROP TRIGGER entry_unchanged ON R.entry"),
    Tampering("a trigger disabled", "ALTER TABLE R.entry DISABLE TRIGGER entry_next"),
    Tampering("a trigger not always", "ALTER TABLE R.tile ENABLE TRIGGER tile_unchanged"),
    Tampering(
      "a trigger added",
      "CREATE TRIGGER z AFTER INSERT ON R.entry FOR EACH ROW EXECUTE FUNCTION R.unchanged()"),
    Tampering(
      "a function replaced",
      "CREATE OR REPLACE FUNCTION R.unchanged() RETURNS trigger LANGUAGE plpgsql "
        + "SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NEW; END'"),
    Tampering("a function of the caller", "ALTER FUNCTION R.claim() SECURITY INVOKER"),
    Tampering("another search path", "ALTER FUNCTION R.entry_next() SET search_path = public"),
    Tampering("a grant to change", "GRANT UPDATE ON R.entry TO \"tally_@_writer\""),
    Tampering("a grant to everybody", "GRANT TRUNCATE ON R.checkpoint TO PUBLIC"),
    Tampering("a grant of a column", "GRANT UPDATE (size) ON R.head TO \"tally_@_writer\""),
    Tampering("a grant taken away", "REVOKE INSERT ON R.entry FROM \"tally_@_writer\""),
    Tampering("an owner who can log in", "ALTER ROLE \"tally_@_owner\" LOGIN"),
    Tampering("a member of the owner", "GRANT \"tally_@_owner\" TO keeper"),
    Tampering("another owner", "ALTER TABLE R.entry OWNER TO keeper"),
    Tampering("a constraint dropped", "ALTER TABLE R.entry DROP CONSTRAINT entry_columns"),
    Tampering("an index dropped", "DROP INDEX R.entry_label"),
    Tampering("a column added", "ALTER TABLE R.entry ADD COLUMN note text"),
    Tampering("a rule", "CREATE RULE r AS ON INSERT TO R.entry DO ALSO NOTHING"),
    Tampering(
      "rows hidden",
      "ALTER TABLE R.entry ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON R.entry USING (seq <> 7)"),
    Tampering("a table beneath", "CREATE TABLE R.more () INHERITS (R.entry)"),
    Tampering("a view beside", "CREATE VIEW R.entries AS SELECT * FROM R.entry"),
    Tampering("compression", "ALTER TABLE R.entry ALTER bytes SET STORAGE EXTENDED"),
    Tampering("a log left out", "ALTER TABLE R.checkpoint SET UNLOGGED"),
    Tampering("a setting of a role", "ALTER ROLE \"tally_@_writer\" SET search_path = public"),
  ]

  @Test(arguments: tamperings)
  func `what an administrator changed is found`(tampering: Tampering) throws {
    try withEvents(300) { store, name in
      let address = try Cluster.address(name)
      let before = RecordAudit(of: try PostgresStore.openForAudit(at: address), vouched: nil)
      #expect(try before.run().findings == [])
      try Cluster.administer(
        tampering.sql.replacing("R.", with: "\"\(name)\".").replacing("@", with: name))
      do {
        let store = try PostgresStore.openForAudit(at: address)
        let report = try RecordAudit(of: store, vouched: nil).run()
        #expect(!report.findings.isEmpty)
      } catch let error as StoreError {
        guard case .foreignSchema = error else { throw error }
      }
    }
  }

  @Test func `there are thirty and more tamperings`() {
    #expect(Self.tamperings.count >= 30)
  }

  @Test(arguments: [
    "UPDATE R.entry SET bytes = '' WHERE seq = 1", "DELETE FROM R.entry", "TRUNCATE R.entry",
    "UPDATE R.head SET size = 0", "DELETE FROM R.checkpoint", "UPDATE R.meta SET value = 'x'",
    "INSERT INTO R.entry SELECT * FROM R.entry ON CONFLICT (seq) DO UPDATE SET bytes = ''",
    "ALTER TABLE R.entry DISABLE TRIGGER ALL", "CREATE TABLE R.mine (x int)",
    "SET session_replication_role = replica", "SET ROLE \"tally_@_owner\"",
    "DROP TABLE R.entry", "ALTER FUNCTION R.claim() SECURITY INVOKER",
    "CREATE FUNCTION R.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SELECT * FROM R.head FOR UPDATE", "SELECT R.entry_next()",
  ])
  func `a writer may not do this`(sql: String) throws {
    try withEvents(1) { store, name in
      try Cluster.grant("writer", of: name, to: "writer")
      let db = try PostgresConnection(Cluster.address(name, user: "writer"))
      let error = try #require(throws: PostgresError.self) {
        try db.execute(sql.replacing("R.", with: "\"\(name)\".").replacing("@", with: name))
      }
      #expect(error.code == "42501", "\(error)")
      let report = try RecordAudit(
        of: try PostgresStore.openForAudit(at: Cluster.address(name)), vouched: nil
      ).run()
      #expect(report.findings == [])
    }
  }

  @Test(arguments: [
    "UPDATE R.entry SET bytes = bytes WHERE seq = 1", "DELETE FROM R.entry", "TRUNCATE R.entry",
    "DELETE FROM R.head", "TRUNCATE R.checkpoint", "UPDATE R.meta SET value = 'x'",
    "INSERT INTO R.entry SELECT 3, recorded + 1, set_byte(id, 0, 1), NULL, type, bytes FROM R.entry",
  ])
  func `triggers refuse an administrator too, also as a replica`(sql: String) throws {
    try withEvents(1) { store, name in
      let statement = sql.replacing("R.", with: "\"\(name)\".")
      for role in ["origin", "replica"] {
        let error = try #require(throws: PostgresError.self) {
          try Cluster.administer("SET session_replication_role = \(role); \(statement)")
        }
        #expect(error.code == "TL001", "\(error)")
      }
    }
  }
}
