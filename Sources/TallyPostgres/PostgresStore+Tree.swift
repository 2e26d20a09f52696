package import Tallystick
package import TransparencyLog

extension PostgresStore {
  /// The verifier key of the record's checkpoints; nil for a record that has none yet.
  package func verifierKey() throws(StoreError) -> String? {
    try access { db in
      let rows = try db.rows("SELECT value FROM ONLY \(schema.of("meta")) WHERE name = 'vkey'")
      guard rows.count > 0 else { return nil }
      return try rows.text(0, 0, "the verifier key in the table meta")
    }
  }

  /// Gives a record that has none its verifier key.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it has one.
  package func adopt(verifierKey: String) throws(StoreError) {
    try access { db in
      _ = try db.rows("INSERT INTO \(schema.of("meta")) VALUES ('vkey', $1)", .text(verifierKey))
    }
  }

  /// The stored tile at this place; nil while it is not full.
  package func tile(level: Int, index: Int) throws(StoreError) -> StoredTile? {
    try access { db in
      let rows = try db.rows(tileAt, .number(level), .number(index))
      guard rows.count > 0 else { return nil }
      guard let root = rows.bytes(0, 0), let hashes = rows.bytes(0, 1),
        let rootHash = try? Hash(bytes: root),
        let tile = try? Tile(bytes: hashes, width: TileID.fullWidth)
      else {
        let leaves = TileID.fullWidth << (TileID.height * level)
        let (first, overflow) = index.multipliedReportingOverflow(by: leaves)
        throw StoreError.damaged(
          seq: overflow ? 1 : first + 1, reason: "the tile \(level)/\(index) over it is no tile")
      }
      return StoredTile(level: level, index: index, root: rootHash, hashes: tile.hashes)
    }
  }

  /// The statement that finds the tile at a level and an index.
  var tileAt: String {
    "SELECT root, hashes FROM ONLY \(schema.of("tile")) WHERE level = $1 AND n = $2"
  }

  /// The roots of the stored tiles of one level with these indexes, in order.
  package func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash] {
    try access { db in try tileRoots(db, level, indexes) }
  }

  private func tileRoots(
    _ db: PostgresConnection, _ level: Int, _ indexes: Range<Int>
  ) throws -> [Hash] {
    let rows = try db.rows(
      "SELECT root FROM ONLY \(schema.of("tile")) WHERE level = $1 AND n >= $2 AND n < $3 ORDER BY n",
      .number(level), .number(indexes.lowerBound), .number(indexes.upperBound))
    return try (0..<rows.count).map { row in
      guard let root = rows.bytes(row, 0), let hash = try? Hash(bytes: root) else {
        throw ColumnError("the root of a tile on level \(level) is no hash")
      }
      return hash
    }
  }

  /// Inserts the tiles that entries with these leaf hashes, after the first `size`, have filled.
  func fillTiles(_ db: PostgresConnection, after size: Int, _ added: [Hash]) throws {
    let tiles = try TileFilling.tiles(after: size, adding: added) { level, indexes in
      guard level == 0 else { return try tileRoots(db, level - 1, indexes) }
      guard let first = indexes.first, let last = indexes.last else { return [] }
      return try PostgresStore.entries(
        db, entry, "seq BETWEEN $1 AND $2 ORDER BY seq", [.number(first + 1), .number(last + 1)]
      ).map { Hash.leaf(of: $0.bytes) }
    }
    for tile in tiles {
      try db.rows(
        "INSERT INTO \(schema.of("tile")) VALUES ($1, $2, $3, $4)", .number(tile.level),
        .number(tile.index), .bytes(tile.root.bytes), .bytes(Hash.bytes(of: tile.hashes)))
    }
  }

  /// The checkpoints, smallest first.
  package func checkpoints() throws(StoreError) -> [StoredCheckpoint] {
    try access { db in
      let rows = try db.rows("SELECT size, note FROM ONLY \(schema.of("checkpoint")) ORDER BY size")
      return try (0..<rows.count).map { row in
        let size = try rows.number(row, 0, "the size of a checkpoint")
        guard let note = rows.bytes(row, 1) else {
          throw ColumnError("the note of the checkpoint of \(size) entries has no bytes")
        }
        return StoredCheckpoint(size: size, note: note)
      }
    }
  }

  /// Stores a checkpoint, durably; one that is stored already is left as it is.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it is not larger than the last one, or
  ///   covers more than the record holds.
  package func add(_ checkpoint: StoredCheckpoint) throws(StoreError) {
    try access { db in
      let table = schema.of("checkpoint")
      let held = try db.rows(
        "SELECT note FROM ONLY \(table) WHERE size = $1", .number(checkpoint.size))
      if held.count > 0, held.bytes(0, 0) == checkpoint.note { return }
      try db.rows(
        "INSERT INTO \(table) VALUES ($1, $2)", .number(checkpoint.size), .bytes(checkpoint.note))
    }
  }
}
