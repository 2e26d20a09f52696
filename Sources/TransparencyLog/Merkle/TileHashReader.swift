/// A tree that is read from its tiles.
///
/// It believes what the tiles say: compare the root that it leads to with a trusted one.
public struct TileHashReader: HashReader {
  /// The number of leaves in the tree.
  public let size: Int

  private let tiles: ([TileID]) throws -> [Tile]

  /// Creates a tree of `size` leaves; `tiles` returns the tiles asked for, in their order.
  ///
  /// No tile is asked for twice in one question, and each with its width in a tree of that size.
  public init(size: Int, tiles: @escaping ([TileID]) throws -> [Tile]) {
    self.size = size
    self.tiles = tiles
  }

  /// Returns the hashes of the subtrees at `nodes`, in their order.
  ///
  /// - Throws: ``MerkleError/noSuchNode(_:)`` for a subtree that is not complete,
  ///   ``MerkleError/wrongCount(expected:actual:)`` for a wrong number of tiles or a tile of
  ///   another width; what `tiles` throws.
  /// - Complexity: O(*n*) tiles in the number of nodes, at most 127 hashes for each.
  public func hashes(at nodes: [TreeNode]) throws -> [Hash] {
    let places = try nodes.map(place)
    var order: [TileID: Int] = [:]
    var asked: [TileID] = []
    for place in places where order[place.tile] == nil {
      order[place.tile] = asked.count
      asked.append(place.tile)
    }
    let found = asked.isEmpty ? [] : try tiles(asked)
    try Self.compare(asked.count, found.count)
    for (id, tile) in zip(asked, found) { try Self.compare(id.width, tile.hashes.count) }
    return try zip(nodes, places).map { node, place in
      guard let tile = order[place.tile].map({ found[$0] }),
        let hash = tile.root(height: place.height, index: place.index)
      else { throw MerkleError.noSuchNode(node) }
      return hash
    }
  }

  /// Where the hash of a subtree is found.
  struct Place {
    /// The tile over whose hashes it stands.
    let tile: TileID
    /// How many levels above them.
    let height: Int
    /// The number of subtrees of that height to its left in the tile.
    let index: Int
  }

  /// One tile of the tree.
  ///
  /// - Throws: ``MerkleError/wrongCount(expected:actual:)`` when it is none, or one of another width;
  ///   what `tiles` throws.
  func tile(_ id: TileID) throws -> Tile {
    let found = try tiles([id])
    guard let tile = found.first, found.count == 1 else {
      throw MerkleError.wrongCount(expected: 1, actual: found.count)
    }
    try Self.compare(id.width, tile.hashes.count)
    return tile
  }

  /// Where the hash of a complete subtree is found.
  func place(of node: TreeNode) throws(MerkleError) -> Place {
    guard (0..<63).contains(node.level), 0 <= node.index, node.index < size >> node.level else {
      throw .noSuchNode(node)
    }
    let level = node.level / TileID.height
    let height = node.level % TileID.height
    let perTile = TileID.fullWidth >> height
    let index = node.index / perTile
    let width = TileID.width(level: level, index: index, size: size)
    return Place(
      tile: TileID(level: level, index: index, width: width),
      height: height, index: node.index % perTile)
  }

  private static func compare(_ expected: Int, _ actual: Int) throws(MerkleError) {
    guard expected == actual else { throw .wrongCount(expected: expected, actual: actual) }
  }
}
