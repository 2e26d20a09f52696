/// The tiles of a tree that grows leaf by leaf, each given out when it is full (C2SP tlog-tiles).
///
/// It holds at most 255 hashes of each level.
public struct TileStack: Hashable, Sendable {
  /// A tile and its place.
  public struct Placed: Hashable, Sendable {
    /// The place.
    public let id: TileID

    /// The hashes.
    public let tile: Tile
  }

  private var rows: [[Hash]] = []
  private var full: [Int] = []

  /// Creates the stack of a tree without leaves.
  public init() {}

  /// Adds a leaf on the right, and returns the tiles that it fills, from level 0 up.
  ///
  /// - Complexity: O(1) hashes amortised.
  public mutating func append(leafHash: Hash) -> [Placed] {
    var filled: [Placed] = []
    var hash = leafHash
    var level = 0
    while true {
      if rows.count == level {
        rows.append([])
        full.append(0)
      }
      rows[level].append(hash)
      guard rows[level].count == TileID.fullWidth else { return filled }
      let tile = Tile(hashes: rows[level])
      filled.append(Placed(id: TileID(level: level, index: full[level]), tile: tile))
      rows[level].removeAll(keepingCapacity: true)
      full[level] += 1
      hash = tile.root
      level += 1
    }
  }

  /// The partial tiles of the right edge, from level 0 up.
  public var edge: [Placed] {
    rows.enumerated().filter { !$0.element.isEmpty }.map { level, hashes in
      Placed(
        id: TileID(level: level, index: full[level], width: hashes.count),
        tile: Tile(hashes: hashes))
    }
  }
}
