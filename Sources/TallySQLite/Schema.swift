/// The tables of a record, their guards, and the marks that tell a record from other files.
///
/// Entries, tiles, checkpoints and the record's own names can only be added. Triggers refuse every
/// change and deletion, and a guard before each insertion refuses a row that is not the next and a
/// value that stands under a unique key already: `INSERT OR REPLACE` deletes without waking a
/// trigger. Where a table has a rowid, its key *is* the rowid, for a hidden one would lead around
/// the guard; only disclosures, which may be deleted, have a hidden one.
package enum Schema {
  /// The `application_id` of a record: "TALY" in ASCII.
  package static let applicationID: UInt32 = 0x5441_4C59

  /// The `user_version` of a record.
  package static let version: UInt32 = 1

  /// Every object of a record, in the order of their making.
  static let objects: [SchemaObject] =
    [meta, entry, registers, tile, checkpoint, disclosure, audience]
    + ["meta", "entry", "tile", "checkpoint"].flatMap(fixed)
    + [metaGuard, entryGuard, tileGuard, checkpointGuard, disclosureGuard, disclosureFixed]
    + [audienceGuard, audienceFixed]

  /// The columns of an entry, in the order in which they are read and bound.
  static let entryColumns = "seq, id, label, recorded, type, bytes"

  private static let meta = SchemaObject(
    table: "meta",
    """
    (
      name TEXT PRIMARY KEY CHECK (name IN ('origin', 'vkey', 'clock')),
      value TEXT NOT NULL CHECK (length(value) > 0)
    ) STRICT, WITHOUT ROWID
    """)

  private static let entry = SchemaObject(
    table: "entry",
    """
    (
      seq INTEGER PRIMARY KEY CHECK (seq > 0),
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      label TEXT UNIQUE CHECK (length(CAST(label AS BLOB)) BETWEEN 1 AND 64),
      recorded INTEGER NOT NULL,
      type TEXT NOT NULL CHECK (length(CAST(type AS BLOB)) BETWEEN 1 AND 40),
      bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535)
    ) STRICT
    """)

  /// SQLite sees that a query for one type may use the index only where the condition is an OR.
  private static let registers = SchemaObject(
    kind: .index, name: "entry_registers", table: "entry",
    """
     ON entry(type) WHERE type = 'source' OR type = 'agreement' OR type = 'medium'
      OR type = 'amendment' OR type = 'redaction'
    """)

  private static let tile = SchemaObject(
    table: "tile",
    """
    (
      level INTEGER CHECK (level BETWEEN 0 AND 63),
      n INTEGER CHECK (n >= 0),
      root BLOB NOT NULL CHECK (length(root) = 32),
      hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
      PRIMARY KEY (level, n)
    ) STRICT, WITHOUT ROWID
    """)

  private static let checkpoint = SchemaObject(
    table: "checkpoint",
    """
    (
      size INTEGER PRIMARY KEY CHECK (size >= 0),
      note TEXT NOT NULL CHECK (length(note) > 0)
    ) STRICT
    """)

  /// Its hidden rowid is wanted: the inner pages of the tree then hold no value, so that a value
  /// which is destroyed has no copy in them (``SQLiteStore/destroy(_:_:)``).
  private static let disclosure = SchemaObject(
    table: "disclosure",
    """
    (
      digest TEXT PRIMARY KEY NOT NULL CHECK (length(digest) = 43),
      bytes BLOB NOT NULL CHECK (length(bytes) > 0)
    ) STRICT
    """)

  /// To whom disclosures go; the row of one that was destroyed stays, to tell who has it.
  private static let audience = SchemaObject(
    table: "audience",
    """
    (
      digest TEXT NOT NULL CHECK (length(digest) = 43),
      name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 40),
      PRIMARY KEY (digest, name)
    ) STRICT, WITHOUT ROWID
    """)
}

extension Schema {
  private static func fixed(_ table: String) -> [SchemaObject] {
    [
      SchemaObject(
        kind: .trigger, name: "\(table)_unchanged", table: table,
        """
         BEFORE UPDATE ON \(table) BEGIN
          SELECT raise(ABORT, 'a record is append-only: nothing in \(table) changes');
        END
        """),
      SchemaObject(
        kind: .trigger, name: "\(table)_kept", table: table,
        """
         BEFORE DELETE ON \(table) BEGIN
          SELECT raise(ABORT, 'a record is append-only: nothing in \(table) is deleted');
        END
        """),
    ]
  }

  private static func guarded(_ table: String, _ cases: String) -> SchemaObject {
    SchemaObject(
      kind: .trigger, name: "\(table)_next", table: table,
      " BEFORE INSERT ON \(table) BEGIN\n  SELECT CASE\n\(cases)\n  END;\nEND")
  }

  private static let metaGuard = guarded(
    "meta",
    """
        WHEN EXISTS (SELECT 1 FROM meta WHERE name = NEW.name)
          THEN raise(ABORT, 'this name of the record is set already')
    """)

  private static let entryGuard = guarded(
    "entry",
    """
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
          THEN raise(ABORT, 'the seq of an entry is the next one')
        WHEN NEW.recorded <= (SELECT recorded FROM entry WHERE seq = NEW.seq - 1)
          THEN raise(ABORT, 'an entry is recorded later than the one before it')
        WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
          THEN raise(ABORT, 'the id stands in the record already')
        WHEN EXISTS (SELECT 1 FROM entry WHERE label = NEW.label)
          THEN raise(ABORT, 'the label stands in the record already')
    """)

  private static let tileGuard = guarded(
    "tile",
    """
        WHEN NEW.n IS NOT (SELECT coalesce(max(n), -1) + 1 FROM tile WHERE level = NEW.level)
          THEN raise(ABORT, 'a tile is the next one of its level')
    """)

  private static let checkpointGuard = guarded(
    "checkpoint",
    """
        WHEN NEW.size <= (SELECT coalesce(max(size), -1) FROM checkpoint)
          THEN raise(ABORT, 'a checkpoint is larger than the one before it')
        WHEN NEW.size > (SELECT coalesce(max(seq), 0) FROM entry)
          THEN raise(ABORT, 'a checkpoint covers only entries of the record')
    """)

  private static let disclosureGuard = guarded(
    "disclosure",
    """
        WHEN EXISTS (SELECT 1 FROM disclosure WHERE digest = NEW.digest)
          THEN raise(ABORT, 'this disclosure is there already')
    """)

  private static let disclosureFixed = SchemaObject(
    kind: .trigger, name: "disclosure_unchanged", table: "disclosure",
    """
     BEFORE UPDATE ON disclosure BEGIN
      SELECT raise(ABORT, 'a disclosure is destroyed or kept, never changed');
    END
    """)

  private static let audienceGuard = guarded(
    "audience",
    """
        WHEN NOT EXISTS (SELECT 1 FROM disclosure WHERE digest = NEW.digest)
          THEN raise(ABORT, 'only a disclosure that is here has an audience')
        WHEN EXISTS (SELECT 1 FROM audience WHERE digest = NEW.digest AND name = NEW.name)
          THEN raise(ABORT, 'this audience has the disclosure already')
    """)

  private static let audienceFixed = SchemaObject(
    kind: .trigger, name: "audience_unchanged", table: "audience",
    """
     BEFORE UPDATE ON audience BEGIN
      SELECT raise(ABORT, 'an audience is named or not, never changed');
    END
    """)
}
