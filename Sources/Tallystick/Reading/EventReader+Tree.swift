public import TransparencyLog

extension EventReader {
  /// The hashes that stand on one level of the tree at some indexes: leaf hashes on level 0, above
  /// it the roots of the tiles one level lower.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where an entry or a tile is missing.
  func hashes(level: Int, _ indexes: Range<Int>) throws -> [Hash] {
    guard let first = indexes.first, let last = indexes.last else { return [] }
    let found =
      level == 0
      ? try entries(first + 1...last + 1).map { Hash.leaf(of: $0.bytes) }
      : try tileRoots(level: level - 1, indexes)
    guard found.count == indexes.count else {
      let leaves = 1 << (TileID.height * level)
      throw StoreError.damaged(
        seq: (first + found.count) * leaves + 1,
        reason: level == 0 ? "it is missing" : "a tile over it is missing")
    }
    return found
  }

  /// A tile of the tree over the first `size` entries: as stored where it is full, else made of
  /// what lies below it.
  func tile(_ id: TileID) throws -> Tile {
    if id.isFull, let stored = try tile(level: id.level, index: id.index) {
      return Tile(hashes: stored.hashes)
    }
    let first = id.index * TileID.fullWidth
    return Tile(hashes: try hashes(level: id.level, first..<first + id.width))
  }

  /// The bytes of a tile of the tree over at least as many entries as it reaches over.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` where an entry or a tile below it is missing.
  public func tileBytes(_ id: TileID) throws -> [UInt8] { try tile(id).bytes }

  /// The tree over the first `size` entries, read from its tiles and its right edge.
  public func tree(ofSize size: Int) -> TileHashReader {
    TileHashReader(size: size) { ids in try ids.map { try tile($0) } }
  }

  /// The root over the first `size` entries.
  ///
  /// - Complexity: at most 255 entries and 255 tile roots on each level.
  public func root(ofSize size: Int) throws -> Hash {
    try MerkleTree.root(ofSize: size, from: tree(ofSize: size))
  }
}
