import Foundation
import GRDB
package import Tallystick

extension SQLiteStore {
  /// The verifier key of the record's checkpoints; nil for a record that has none yet.
  package func verifierKey() throws(StoreError) -> String? {
    try access { db in
      try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'vkey'")
    }
  }

  /// Gives a record that has none its verifier key.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it has one.
  package func adopt(verifierKey: String) throws(StoreError) {
    try access { db in
      try db.inTransaction(.immediate) {
        try db.execute(sql: "INSERT INTO meta VALUES ('vkey', ?)", arguments: [verifierKey])
        return .commit
      }
    }
  }

  /// The stored tile at this place; nil while it is not full.
  package func tile(level: Int, index: Int) throws(StoreError) -> StoredTile? {
    try access { db in
      let statement = try db.cachedStatement(
        sql: "SELECT root, hashes FROM tile WHERE level = ? AND n = ?")
      return try GRDB.Row.fetchOne(statement, arguments: [level, index])
        .map { try SQLiteStore.tile(level, index, $0) }
    }
  }

  /// The roots of the stored tiles of one level with these indexes, in order.
  package func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash] {
    try access { db in try SQLiteStore.tileRoots(db, level, indexes) }
  }

  /// The checkpoints, smallest first.
  package func checkpoints() throws(StoreError) -> [StoredCheckpoint] {
    try access { db in
      try GRDB.Row.fetchAll(
        db, sql: "SELECT size, CAST(note AS BLOB) FROM checkpoint ORDER BY size"
      ).map { StoredCheckpoint(size: $0[0], note: Array($0[1] as Data)) }
    }
  }

  /// Stores a checkpoint, durably; one that is stored already is left as it is.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when it is not larger than the last one, or
  ///   covers more than the record holds.
  package func add(_ checkpoint: StoredCheckpoint) throws(StoreError) {
    try access { db in
      try db.inTransaction(.immediate) {
        let held = try String.fetchOne(
          db, sql: "SELECT note FROM checkpoint WHERE size = ?", arguments: [checkpoint.size])
        let note = String(decoding: checkpoint.note, as: UTF8.self)
        if held != note {
          try db.execute(
            sql: "INSERT INTO checkpoint VALUES (?, ?)", arguments: [checkpoint.size, note])
        }
        return .commit
      }
    }
  }
}

extension SQLiteStore {
  /// Inserts the tiles that entries with these leaf hashes, after the first `size`, have filled.
  static func fillTiles(_ db: Database, after size: Int, _ added: [Hash]) throws {
    let tiles = try TileFilling.tiles(after: size, adding: added) { level, indexes in
      guard level == 0 else { return try tileRoots(db, level - 1, indexes) }
      guard let first = indexes.first, let last = indexes.last else { return [] }
      return try rows(
        db, "seq BETWEEN ?1 AND ?2 ORDER BY seq", [.number(first + 1), .number(last + 1)]
      ).map { Hash.leaf(of: $0.bytes) }
    }
    let statement = try db.cachedStatement(sql: "INSERT INTO tile VALUES (?, ?, ?, ?)")
    for tile in tiles {
      let hashes = Data(Hash.bytes(of: tile.hashes))
      try statement.execute(arguments: [tile.level, tile.index, Data(tile.root.bytes), hashes])
    }
  }

  private static func tileRoots(
    _ db: Database, _ level: Int, _ indexes: Range<Int>
  ) throws -> [Hash] {
    let statement = try db.cachedStatement(
      sql: "SELECT root FROM tile WHERE level = ? AND n >= ? AND n < ? ORDER BY n")
    return try Data.fetchAll(
      statement, arguments: [level, indexes.lowerBound, indexes.upperBound]
    ).map { try Hash(bytes: $0) }
  }

  private static func tile(_ level: Int, _ index: Int, _ row: GRDB.Row) throws -> StoredTile {
    guard let root = Data.fromDatabaseValue(row[0]), let hashes = Data.fromDatabaseValue(row[1]),
      let rootHash = try? Hash(bytes: root),
      let tile = try? Tile(bytes: Array(hashes), width: TileID.fullWidth)
    else {
      let leaves = TileID.fullWidth << (TileID.height * level)
      let (first, overflow) = index.multipliedReportingOverflow(by: leaves)
      throw StoreError.damaged(
        seq: overflow ? 1 : first + 1, reason: "the tile \(level)/\(index) over it is no tile")
    }
    return StoredTile(level: level, index: index, root: rootHash, hashes: tile.hashes)
  }
}
