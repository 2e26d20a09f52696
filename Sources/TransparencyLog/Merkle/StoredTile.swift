/// A full tile as a store keeps it: 256 hashes, and the root over them.
public struct StoredTile: Hashable, Sendable {
  /// The level, from 0 (leaf hashes).
  public let level: Int

  /// The number of tiles to the left on the same level.
  public let index: Int

  /// The root over the hashes.
  public let root: Hash

  /// The hashes.
  public let hashes: [Hash]

  /// Creates a tile.
  public init(level: Int, index: Int, root: Hash, hashes: [Hash]) {
    self.level = level
    self.index = index
    self.root = root
    self.hashes = hashes
  }
}
