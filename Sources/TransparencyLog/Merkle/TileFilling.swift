/// The tiles that fill up when leaves are added to a tree (C2SP tlog-tiles).
public enum TileFilling {
  /// The tiles that are full in a tree of `size` leaves and more, and were not before.
  ///
  /// - Parameters:
  ///   - size: The number of leaves before.
  ///   - leafHashes: The hashes of the leaves added.
  ///   - earlier: The hashes that stood on a level at some indexes before; on level 0 leaf hashes,
  ///     above it the roots of the tiles one level lower.
  /// - Returns: The tiles, from level 0 up, each level from the left.
  /// - Throws: What `earlier` throws.
  /// - Complexity: O(*n*) in the leaves added, and at most 255 earlier hashes on each level.
  public static func tiles(
    after size: Int, adding leafHashes: [Hash],
    earlier: (_ level: Int, _ indexes: Range<Int>) throws -> [Hash]
  ) throws -> [StoredTile] {
    var tiles: [StoredTile] = []
    var added = leafHashes
    var start = size
    var level = 0
    while !added.isEmpty {
      let width = TileID.fullWidth
      let first = start / width
      let last = (start + added.count) / width
      guard last > first else { break }
      let row = try earlier(level, first * width..<start) + added
      let filled = (0..<last - first).map { place in
        let hashes = Array(row[place * width..<(place + 1) * width])
        return StoredTile(
          level: level, index: first + place, root: MerkleTree.root(ofLeafHashes: hashes),
          hashes: hashes)
      }
      tiles += filled
      added = filled.map(\.root)
      start = first
      level += 1
    }
    return tiles
  }
}
