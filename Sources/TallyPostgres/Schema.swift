/// The tables, functions, roles and grants of a record in a database.
///
/// Entries, tiles, checkpoints and the record's own names can only be added. Triggers that also fire
/// for a replica refuse every change, and functions of an owner that nobody can log in as move the
/// head. Every name is written with its schema, and no text depends on a session's settings.
struct Schema: Sendable {
  /// The name of the schema, and of the record in its database.
  let name: String

  /// What stands as comment on the schema: the format of the record.
  static let format = "tally record 1"

  /// The columns of an entry, in the order in which they are read and copied.
  static let entryColumns = "seq, recorded, id, label, type, bytes"

  /// The name with its quotes.
  var quoted: String { "\"\(name)\"" }

  /// A table or function of the record, as statements name it.
  func of(_ name: String) -> String { "\(quoted).\(name)" }

  /// Who owns the record: nobody logs in as this role.
  var owner: String { "tally_\(name)_owner" }

  /// Who may read it.
  var reader: String { "tally_\(name)_reader" }

  /// Who may read it and append to it as what the role is called.
  var writer: String { "tally_\(name)_writer" }

  /// Who may also append entries that others recorded.
  var restorer: String { "tally_\(name)_restorer" }

  /// The roles of a record.
  var roles: [String] { [owner, reader, writer, restorer] }
}

extension Schema {
  /// The statements that make a record, but for its rows; to be executed in one transaction, by
  /// somebody who may create roles, and schemas in this database.
  var making: [String] {
    rolesMaking + tables + functions.map { $0.making(in: self) }
      + triggers.map { $0.making(in: self) }
      + grants + ["RESET ROLE", "REVOKE \"\(owner)\" FROM CURRENT_USER"]
  }

  private var rolesMaking: [String] {
    [
      "CREATE ROLE \"\(owner)\" NOLOGIN",
      "CREATE ROLE \"\(reader)\" NOLOGIN",
      "CREATE ROLE \"\(writer)\" NOLOGIN IN ROLE \"\(reader)\"",
      "CREATE ROLE \"\(restorer)\" NOLOGIN IN ROLE \"\(writer)\"",
      "GRANT \"\(owner)\" TO CURRENT_USER",
      "CREATE SCHEMA \(quoted) AUTHORIZATION \"\(owner)\"",
      "SET LOCAL ROLE \"\(owner)\"",
      "COMMENT ON SCHEMA \(quoted) IS '\(Schema.format)'",
    ]
  }

  private var tables: [String] {
    [
      """
      CREATE TABLE \(of("meta")) (
        name text COLLATE "C" NOT NULL,
        value text COLLATE "C" NOT NULL,
        CONSTRAINT meta_key PRIMARY KEY (name),
        CONSTRAINT meta_name CHECK (name IN ('origin', 'vkey', 'clock')),
        CONSTRAINT meta_value CHECK (octet_length(value) > 0)
      )
      """,
      """
      CREATE TABLE \(of("entry")) (
        seq bigint NOT NULL,
        recorded bigint NOT NULL,
        id bytea NOT NULL,
        label text COLLATE "C",
        type text COLLATE "C" NOT NULL,
        bytes bytea NOT NULL,
        CONSTRAINT entry_key PRIMARY KEY (seq),
        CONSTRAINT entry_id UNIQUE (id),
        CONSTRAINT entry_columns CHECK (seq > 0 AND octet_length(id) = 16
          AND (label IS NULL OR octet_length(label) BETWEEN 1 AND 64)
          AND octet_length(type) BETWEEN 1 AND 40 AND octet_length(bytes) BETWEEN 1 AND 65535)
      )
      """,
      "ALTER TABLE \(of("entry")) ALTER bytes SET STORAGE EXTERNAL",
      "CREATE UNIQUE INDEX entry_label ON \(of("entry")) (label) WHERE label IS NOT NULL",
      "CREATE INDEX entry_registers ON \(of("entry")) (type, seq) WHERE \(Schema.isRegister)",
      """
      CREATE TABLE \(of("tile")) (
        level bigint NOT NULL,
        n bigint NOT NULL,
        root bytea NOT NULL,
        hashes bytea NOT NULL,
        CONSTRAINT tile_key PRIMARY KEY (level, n),
        CONSTRAINT tile_columns CHECK (level BETWEEN 0 AND 63 AND n >= 0
          AND octet_length(root) = 32 AND octet_length(hashes) = 8192)
      )
      """,
      "ALTER TABLE \(of("tile")) ALTER hashes SET STORAGE EXTERNAL",
      """
      CREATE TABLE \(of("checkpoint")) (
        size bigint NOT NULL,
        note bytea NOT NULL,
        CONSTRAINT checkpoint_key PRIMARY KEY (size),
        CONSTRAINT checkpoint_columns CHECK (size >= 0 AND octet_length(note) > 0)
      )
      """,
      """
      CREATE TABLE \(of("head")) (
        one boolean NOT NULL,
        size bigint NOT NULL,
        recorded bigint,
        CONSTRAINT head_key PRIMARY KEY (one),
        CONSTRAINT head_one CHECK (one)
      ) WITH (fillfactor=10)
      """,
      "INSERT INTO \(of("head")) VALUES (true, 0, NULL)",
    ]
  }

  /// The condition of the index of entries that register names: it stands so in queries too.
  static let isRegister =
    "type = 'source' OR type = 'agreement' OR type = 'medium' OR type = 'amendment' "
    + "OR type = 'redaction'"

  private var grants: [String] {
    [
      "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA \(quoted) FROM PUBLIC",
      "GRANT USAGE ON SCHEMA \(quoted) TO \"\(reader)\"",
      "GRANT SELECT ON ALL TABLES IN SCHEMA \(quoted) TO \"\(reader)\"",
      "GRANT EXECUTE ON FUNCTION \(of("standbys()")) TO \"\(reader)\"",
      "GRANT INSERT ON \(["meta", "entry", "tile", "checkpoint"].map(of).joined(separator: ", ")) "
        + "TO \"\(writer)\"",
      "GRANT EXECUTE ON FUNCTION \(of("claim()")) TO \"\(writer)\"",
    ]
  }
}
