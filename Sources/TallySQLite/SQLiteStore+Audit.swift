package import Tallystick
internal import TransparencyLog

extension SQLiteStore: AuditableRecord {
  /// What is wrong with the tables and triggers, each difference a finding.
  package func schemaFindings() throws -> [Finding] {
    try access { db in
      Schema.differences(in: try SQLiteStore.objects(db)).map { difference in
        let isTrigger = difference.contains("the trigger")
        return Finding(isTrigger ? .triggerDropped : .foreignSchema, difference)
      }
    }
  }

  /// What SQLite's own check of the pages finds: keys in their order, every page used once, none left
  /// over.
  ///
  /// What stands in the rows, and in the indexes of entries, is for the rest of an audit; the index of
  /// disclosures is compared with their table here.
  package func fileFindings() throws -> [Finding] {
    do {
      return try access { db in
        _ = try db.pragma("ignore_check_constraints = ON")
        // A stranger's tables beside ours are left out, as their columns may be anything.
        let parts =
          Schema.hasForeignTables(try SQLiteStore.objects(db))
          ? Schema.tableNames : ["\(SQLiteStore.mostFindings)"]
        let checks = parts.map { "quick_check(\($0))" } + ["integrity_check(disclosure)"]
        return try checks.flatMap { check in
          try db.rows("PRAGMA \(check)") { $0.text(0) ?? "" }
        }
        .filter { $0 != "ok" && !SQLiteStore.isOfRow($0) }
        .flatMap { $0.split(separator: "\n") }.filter { !$0.hasPrefix("***") }
        .prefix(SQLiteStore.mostFindings)
        .map { Finding(.fileDamaged, "SQLite: \(escaped(String($0)))") }
      }
    } catch let error {
      guard case .corrupt(let reason) = error else { throw error }
      return [Finding(.fileDamaged, String(reason.dropLast()))]
    }
  }

  /// The most findings of SQLite that are listed.
  private static let mostFindings = 20

  /// Whether a finding of SQLite is about the values of a row.
  private static func isOfRow(_ finding: String) -> Bool {
    finding.hasPrefix("NULL value in ") || finding.hasPrefix("non-")
  }

  /// At most `limit` rows of the table of entries after a seq, in order, whatever they hold.
  package func rows(after seq: Int?, limit: Int) throws -> AuditRows {
    try access { db in
      let statement = try db.statement(
        """
        SELECT \(Schema.entryColumns) FROM entry NOT INDEXED
        WHERE seq \(seq == nil ? ">=" : ">") ?1 ORDER BY seq LIMIT ?2
        """)
      defer { statement.rewind() }
      try statement.bind([.number(seq ?? .min), .number(limit)])
      var rows = AuditRows()
      rows.reserveCapacity(rows: limit, bytes: limit * SQLiteStore.usualSize)
      while try statement.step() {
        let before = rows.lastSeq ?? seq
        statement.addAuditRow(to: &rows)
        if let before, let now = rows.lastSeq, now <= before {
          throw ColumnError("the rows of the table entry are out of order after #\(before)")
        }
      }
      return rows
    }
  }

  /// About as many bytes as the columns of an entry have.
  private static let usualSize = 600

  /// The tile that is stored at a place, as it is.
  package func rawTile(level: Int, index: Int) throws -> AuditTile? {
    try access { db in
      try db.rows(SQLiteStore.tileAt, .number(level), .number(index)) { row in
        AuditTile(root: row.blob(0), hashes: row.blob(1))
      }.first
    }
  }

  /// Hands the keys of an index to `body` in the order in which it holds them, in one walk through
  /// it, for as long as `body` says to go on.
  package func forEachKey(
    of index: AuditIndex, _ body: (AuditIndex.Key?) throws -> Bool
  ) throws {
    try access { db in
      let statement = try db.statement(SQLiteStore.walk(index))
      defer { statement.rewind() }
      while try statement.step() {
        guard try body(statement.indexKey()) else { return }
      }
    }
  }

  /// The statement that walks through an index and nothing else.
  private static func walk(_ index: AuditIndex) -> String {
    let (column, name, condition) =
      switch index {
      case .id: ("id", "sqlite_autoindex_entry_1", "")
      case .label: ("label", "sqlite_autoindex_entry_2", " WHERE label IS NOT NULL")
      case .register:
        (
          "type", "entry_registers",
          " WHERE type = 'source' OR type = 'agreement' OR type = 'medium' "
            + "OR type = 'amendment' OR type = 'redaction'"
        )
      }
    return "SELECT \(column), seq FROM entry INDEXED BY \(name)\(condition) ORDER BY \(column), seq"
  }

  /// The levels and indexes of all stored tiles, in order.
  package func tilePlaces() throws -> [AuditTile.Place] {
    try access { db in
      try db.ascending(
        "SELECT level, n FROM tile ORDER BY level, n", by: SQLiteStore.order, of: "tile"
      ) { row in
        AuditTile.Place(
          level: try row.integer(0, "the level of a tile"),
          index: try row.integer(1, "the index of a tile"))
      }
    }
  }

  private static func order(_ place: AuditTile.Place) -> TileOrder { TileOrder(place: place) }
}

/// Places of tiles in their order.
private struct TileOrder: Comparable {
  let place: AuditTile.Place

  static func < (left: TileOrder, right: TileOrder) -> Bool {
    (left.place.level, left.place.index) < (right.place.level, right.place.index)
  }
}
