import CTallySQLite
package import Tallystick
package import TransparencyLog

extension SQLiteStore {
  /// The verifier key of the record's checkpoints; nil for a record that has none yet.
  package func verifierKey() throws(StoreError) -> String? {
    try access { db in
      try db.rows("SELECT value FROM meta WHERE name = 'vkey'") { row in
        try row.text(0, "the verifier key in the table meta")
      }.first
    }
  }

  /// Gives a record that has none its verifier key.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it has one.
  package func adopt(verifierKey: String) throws(StoreError) {
    try access { db in
      try transaction(db) {
        try db.execute("INSERT INTO meta VALUES ('vkey', ?1)", .text(verifierKey))
      }
    }
  }

  /// The stored tile at this place; nil while it is not full.
  package func tile(level: Int, index: Int) throws(StoreError) -> StoredTile? {
    try access { db in
      try db.rows(SQLiteStore.tileAt, .number(level), .number(index)) { row in
        try SQLiteStore.tile(level, index, row)
      }.first
    }
  }

  /// The roots of the stored tiles of one level with these indexes, in order.
  package func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash] {
    try access { db in try SQLiteStore.tileRoots(db, level, indexes) }
  }

  /// The checkpoints, smallest first.
  package func checkpoints() throws(StoreError) -> [StoredCheckpoint] {
    try access { db in
      try db.ascending(
        "SELECT size, note FROM checkpoint ORDER BY size", by: \.size, of: "checkpoint"
      ) { row in
        let size = try row.integer(0, "the size of a checkpoint")
        guard row.has(SQLITE_TEXT, 1) else {
          throw ColumnError("the note of the checkpoint of \(size) entries is no text")
        }
        return StoredCheckpoint(size: size, note: unsafe Array(row.bytes(1)))
      }
    }
  }

  /// Stores a checkpoint, durably; one that is stored already is left as it is.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it is not larger than the last one, or
  ///   covers more than the record holds.
  package func add(_ checkpoint: StoredCheckpoint) throws(StoreError) {
    try access { db in
      try transaction(db) {
        let held = try db.rows(
          "SELECT note FROM checkpoint WHERE size = ?1", .number(checkpoint.size)
        ) { $0.text(0) }
        let note = String(decoding: checkpoint.note, as: UTF8.self)
        if held.first != note {
          try db.execute(
            "INSERT INTO checkpoint VALUES (?1, ?2)", .number(checkpoint.size), .text(note))
        }
      }
    }
  }
}

extension SQLiteStore {
  /// Inserts the tiles that entries with these leaf hashes, after the first `size`, have filled.
  static func fillTiles(_ db: SQLiteConnection, after size: Int, _ added: [Hash]) throws {
    let tiles = try TileFilling.tiles(after: size, adding: added) { level, indexes in
      guard level == 0 else { return try tileRoots(db, level - 1, indexes) }
      guard let first = indexes.first, let last = indexes.last else { return [] }
      return try rows(
        db, "seq BETWEEN ?1 AND ?2 ORDER BY seq", [.number(first + 1), .number(last + 1)]
      ).map { Hash.leaf(of: $0.bytes) }
    }
    for tile in tiles {
      try db.execute(
        "INSERT INTO tile VALUES (?1, ?2, ?3, ?4)", .number(tile.level), .number(tile.index),
        .bytes(tile.root.bytes), .bytes(Hash.bytes(of: tile.hashes)))
    }
  }

  private static func tileRoots(
    _ db: SQLiteConnection, _ level: Int, _ indexes: Range<Int>
  ) throws -> [Hash] {
    try db.rows(
      "SELECT root FROM tile WHERE level = ?1 AND n >= ?2 AND n < ?3 ORDER BY n",
      .number(level), .number(indexes.lowerBound), .number(indexes.upperBound)
    ) { row in
      guard let root = row.blob(0), let hash = try? Hash(bytes: root) else {
        throw ColumnError("the root of a tile on level \(level) is no hash")
      }
      return hash
    }
  }

  /// The statement that finds the tile at a level and an index.
  static let tileAt = "SELECT root, hashes FROM tile WHERE level = ?1 AND n = ?2"

  private static func tile(_ level: Int, _ index: Int, _ row: SQLiteStatement) throws -> StoredTile
  {
    guard let root = row.blob(0), let hashes = row.blob(1),
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
