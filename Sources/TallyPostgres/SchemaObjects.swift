/// What the catalogue of a server says of a new record.
extension Schema {
  /// The objects, as ``Catalogue`` reads them.
  var objects: [Catalogue.Object] {
    let columns = Schema.columns.flatMap { table, columns in
      columns.enumerated().map { place, text in
        Catalogue.Object(kind: "column", name: "\(table).\(place + 1)", text: text)
      }
    }
    let tables = Schema.columns.map { table, _ in
      Catalogue.Object(
        kind: "table", name: table,
        text: "p \(owner) d heap" + (table == "head" ? " fillfactor=10" : ""))
    }
    let indexes = Schema.keys.flatMap { name, text in
      [
        Catalogue.Object(kind: "index", name: name, text: "p \(owner) n btree"),
        Catalogue.Object(kind: "key", name: name, text: text),
      ]
    }
    let constraints = Schema.constraints.map {
      Catalogue.Object(kind: "constraint", name: $0.0, text: $0.1)
    }
    let triggers = triggers.map { trigger in
      Catalogue.Object(
        kind: "trigger", name: "\(trigger.table).\(trigger.name)",
        text: "\(trigger.type) A \(trigger.function)"
          + (trigger.added.isEmpty ? "" : " \(trigger.added)"))
    }
    return columns + tables + indexes + constraints + triggers + functionObjects + roleObjects
      + [Catalogue.Object(kind: "schema", name: "itself", text: "\(owner) \(Schema.format)")]
  }

  private var functionObjects: [Catalogue.Object] {
    functions.map { function in
      Catalogue.Object(
        kind: "function", name: "\(function.name)()",
        text: "\(owner) \(function.language) v f" + (function.isOwners ? " definer" : "")
          + " \(function.result.replacingTablePrefix) "
          + function.settings.joined(separator: "; ") + " " + function.body)
    }
  }

  private var roleObjects: [Catalogue.Object] {
    let members = ["\(reader) \(writer)", "\(writer) \(restorer)"]
    let grants =
      ["schema \(reader) USAGE", "standbys() \(reader) EXECUTE", "claim() \(writer) EXECUTE"]
      + Schema.columns.map { "\($0.0) \(reader) SELECT" }
      + ["meta", "entry", "tile", "checkpoint"].map { "\($0) \(writer) INSERT" }
    return roles.map { Catalogue.Object(kind: "role", name: $0, text: "inherit") }
      + members.map { Catalogue.Object(kind: "member", name: $0, text: "yes") }
      + grants.map { Catalogue.Object(kind: "grant", name: $0, text: "yes") }
  }

  /// The tables and their columns: name, type, storage (p plain, x extended, e outside and not
  /// compressed), whether it may be empty, collation.
  private static let columns: [(String, [String])] = [
    ("meta", ["name text x not null C", "value text x not null C"]),
    (
      "entry",
      [
        "seq bigint p not null", "recorded bigint p not null", "id bytea x not null",
        "label text x C",
        "type text x not null C", "bytes bytea e not null",
      ]
    ),
    (
      "tile",
      ["level bigint p not null", "n bigint p not null", "root bytea x not null"]
        + ["hashes bytea e not null"]
    ),
    ("checkpoint", ["size bigint p not null", "note bytea x not null"]),
    ("head", ["one boolean p not null", "size bigint p not null", "recorded bigint p"]),
  ]

  private static let keys: [(String, String)] = [
    ("meta_key", "meta unique primary name"),
    ("entry_key", "entry unique primary seq"),
    ("entry_id", "entry unique id"),
    ("entry_label", "entry unique label (label IS NOT NULL)"),
    (
      "entry_registers",
      "entry type,seq ((type = 'source'::text) OR (type = 'agreement'::text) OR "
        + "(type = 'medium'::text) OR (type = 'amendment'::text) OR (type = 'redaction'::text))"
    ),
    ("tile_key", "tile unique primary level,n"),
    ("checkpoint_key", "checkpoint unique primary size"),
    ("head_key", "head unique primary one"),
  ]

  private static let constraints: [(String, String)] = [
    ("meta.meta_key", "PRIMARY KEY (name)"),
    (
      "meta.meta_name",
      "CHECK ((name = ANY (ARRAY['origin'::text, 'vkey'::text, 'clock'::text])))"
    ),
    ("meta.meta_value", "CHECK ((octet_length(value) > 0))"),
    ("entry.entry_key", "PRIMARY KEY (seq)"),
    ("entry.entry_id", "UNIQUE (id)"),
    (
      "entry.entry_columns",
      "CHECK (((seq > 0) AND (octet_length(id) = 16) AND ((label IS NULL) OR "
        + "((octet_length(label) >= 1) AND (octet_length(label) <= 64))) AND "
        + "((octet_length(type) >= 1) AND (octet_length(type) <= 40)) AND "
        + "((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 65535))))"
    ),
    ("tile.tile_key", "PRIMARY KEY (level, n)"),
    (
      "tile.tile_columns",
      "CHECK ((((level >= 0) AND (level <= 63)) AND (n >= 0) AND (octet_length(root) = 32) AND "
        + "(octet_length(hashes) = 8192)))"
    ),
    ("checkpoint.checkpoint_key", "PRIMARY KEY (size)"),
    ("checkpoint.checkpoint_columns", "CHECK (((size >= 0) AND (octet_length(note) > 0)))"),
    ("head.head_key", "PRIMARY KEY (one)"),
    ("head.head_one", "CHECK (one)"),
  ]
}

extension String {
  /// How PostgreSQL writes the result of a function that gives a table.
  fileprivate var replacingTablePrefix: String {
    hasPrefix("TABLE (") ? "TABLE(" + dropFirst("TABLE (".count) : self
  }
}
