package import Tallystick
internal import TransparencyLog

extension PostgresStore: AuditableRecord {
  /// What is wrong with the tables, triggers, functions, roles and grants, each difference a finding.
  package func schemaFindings() throws -> [Finding] {
    try access { db in
      try Catalogue(db, schema).differences(from: schema).map { kind, text in
        Finding(kind == "trigger" ? .triggerDropped : .foreignSchema, text)
      }
    }
  }

  /// What is wrong with the head, which is to be the last entry.
  package func fileFindings() throws -> [Finding] {
    try access { db in
      let rows = try db.rows(
        """
        SELECT h.size, h.recorded, coalesce(e.seq, 0), e.recorded FROM ONLY \(schema.of("head")) h
        LEFT JOIN (SELECT seq, recorded FROM ONLY \(entry) ORDER BY seq DESC LIMIT 1) e ON true LIMIT 2
        """)
      guard rows.count == 1 else {
        return [
          Finding(.fileDamaged, "the table head has \(rows.count == 0 ? "no row" : "two rows")")
        ]
      }
      guard rows.number(0, 0) == rows.number(0, 2), rows.number(0, 1) == rows.number(0, 3) else {
        return [
          Finding(
            .fileDamaged,
            "the head says #\(rows.number(0, 0) ?? 0), and the last entry is #\(rows.number(0, 2) ?? 0)"
          )
        ]
      }
      return []
    }
  }

  /// At most `limit` rows of the table of entries after a seq, in order, whatever they hold.
  package func rows(after seq: Int?, limit: Int) throws -> AuditRows {
    try access { db in
      let found = try db.rows(
        """
        SELECT \(Schema.entryColumns) FROM ONLY \(entry) WHERE seq \(seq == nil ? ">=" : ">") $1
        ORDER BY seq LIMIT $2
        """, .number(seq ?? .min), .number(limit))
      var rows = AuditRows()
      for row in 0..<found.count {
        let seq = try found.number(row, 0, "the seq of an entry")
        if let last = rows.lastSeq, seq <= last {
          throw ColumnError("the rows of the table entry are out of order after #\(last)")
        }
        let (label, type, bytes) = (found.text(row, 3), found.text(row, 4), found.bytes(row, 5))
        let shown = label ?? (found.isNull(row, 3) ? nil : "")
        if let id = found.id(row, 2) {
          rows.append(
            AuditRow(
              seq: seq, id: id, label: shown, recorded: found.number(row, 1), type: type,
              bytes: bytes))
        } else {
          rows.append(
            AuditRow(
              seq: seq, id: found.bytes(row, 2), label: shown, recorded: found.number(row, 1),
              type: type, bytes: bytes))
        }
      }
      return rows
    }
  }

  /// The tile that is stored at a place, as it is.
  package func rawTile(level: Int, index: Int) throws -> AuditTile? {
    try access { db in
      let rows = try db.rows(tileAt, .number(level), .number(index))
      return rows.count > 0 ? AuditTile(root: rows.bytes(0, 0), hashes: rows.bytes(0, 1)) : nil
    }
  }

  /// The levels and indexes of all stored tiles, in order.
  package func tilePlaces() throws -> [AuditTile.Place] {
    try access { db in
      let rows = try db.rows("SELECT level, n FROM ONLY \(schema.of("tile")) ORDER BY level, n")
      return try (0..<rows.count).map { row in
        AuditTile.Place(
          level: try rows.number(row, 0, "the level of a tile"),
          index: try rows.number(row, 1, "the index of a tile"))
      }
    }
  }

  /// Hands the keys of an index to `body` in the order in which it holds them, for as long as `body` says
  /// to go on.
  ///
  /// The server is told to walk the index: what it holds is given, and not what the table holds.
  package func forEachKey(
    of index: AuditIndex, _ body: (AuditIndex.Key?) throws -> Bool
  ) throws {
    try connection.alone { db in
      var last: (value: [UInt8], seq: Int)?
      while true {
        let keys = try access { db in try page(of: index, after: last, db) }
        for key in keys {
          guard try body(key) else { return }
        }
        guard keys.count == PostgresStore.batchSize, let key = keys.last.flatMap({ $0 }) else {
          return
        }
        last = (key.value, key.seq)
      }
    }
  }

  private func page(
    of index: AuditIndex, after last: (value: [UInt8], seq: Int)?, _ db: PostgresConnection
  ) throws -> [AuditIndex.Key?] {
    let (column, condition) =
      switch index {
      case .id: ("id", "true")
      case .label: ("label", "label IS NOT NULL")
      case .register: ("type", "(\(Schema.isRegister))")
      }
    let isText = index != .id
    let value = last.map {
      isText ? PostgresValue.text(String(decoding: $0.value, as: UTF8.self)) : .bytes($0.value)
    }
    let after = last == nil ? "" : " AND (\(column), seq) > ($1, $2)"
    try db.execute(
      "BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; "
        + "SET LOCAL enable_sort = off")
    defer { db.rollBack() }
    let rows = try db.rows(
      "SELECT \(column), seq FROM ONLY \(entry) WHERE \(condition)\(after) "
        + "ORDER BY \(column), seq LIMIT \(PostgresStore.batchSize)",
      all: value.map { [$0, .number(last?.seq ?? 0)] } ?? [])
    return try (0..<rows.count).map { row in
      let seq = try rows.number(row, 1, "the seq in an index")
      if let id = rows.id(row, 0) { return AuditIndex.Key(id: id, seq: seq) }
      let bytes = isText ? rows.text(row, 0).map { Array($0.utf8) } : rows.bytes(row, 0)
      return bytes.map { AuditIndex.Key(value: $0, seq: seq) }
    }
  }
}
