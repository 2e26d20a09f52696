package import Tallystick

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
      while try statement.step() { statement.addAuditRow(to: &rows) }
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

  /// At most `limit` keys of an index after one, in the order in which it holds them.
  ///
  /// A key of another kind than its column, or no UTF-8, is passed over, as its row is.
  package func keys(
    of index: AuditIndex, after last: AuditIndex.Key?, limit: Int
  ) throws -> [AuditIndex.Key] {
    let (column, name, condition) = SQLiteStore.index(index)
    return try access { db in
      let after = last == nil ? "" : "AND (\(column), seq) > (?2, ?3)"
      let statement = try db.statement(
        """
        SELECT \(column), seq FROM entry INDEXED BY \(name)
        WHERE (\(condition)) \(after) ORDER BY \(column), seq LIMIT ?1
        """)
      defer { statement.rewind() }
      var keys: [Key] = [.number(limit)]
      if let last {
        keys += [
          index == .id ? .bytes(last.value) : .text(String(decoding: last.value, as: UTF8.self)),
          .number(last.seq),
        ]
      }
      try statement.bind(keys)
      var found: [AuditIndex.Key] = []
      while try statement.step() {
        if let key = statement.indexKey() { found.append(key) }
      }
      return found
    }
  }

  /// The column of an index, its name, and which rows it holds.
  private static func index(
    _ index: AuditIndex
  ) -> (column: String, name: String, condition: String) {
    switch index {
    case .id: ("id", "sqlite_autoindex_entry_1", "typeof(id) = 'blob'")
    case .label: ("label", "sqlite_autoindex_entry_2", "typeof(label) = 'text'")
    case .register:
      (
        "type", "entry_registers",
        "type = 'source' OR type = 'agreement' OR type = 'medium' OR type = 'amendment' "
          + "OR type = 'redaction'"
      )
    }
  }

  /// The levels and indexes of all stored tiles, in order.
  package func tilePlaces() throws -> [AuditTile.Place] {
    try access { db in
      try db.rows("SELECT level, n FROM tile ORDER BY level, n") { row in
        AuditTile.Place(
          level: try row.integer(0, "the level of a tile"),
          index: try row.integer(1, "the index of a tile"))
      }
    }
  }
}
