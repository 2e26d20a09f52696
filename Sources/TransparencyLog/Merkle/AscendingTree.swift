/// A tree that is asked for the proofs of many leaves, from the left on.
///
/// It reads each of its tiles once, and keeps two of every level with the hashes inside them: the
/// last one and the one at the right edge. So a proof costs as many look-ups as it has hashes, and
/// those of the right edge.
package final class AscendingTree: HashReader {
  private let tree: TileHashReader
  private var kept: [[Grown]] = []

  /// Creates a tree over one that is read from its tiles.
  package init(_ tree: TileHashReader) { self.tree = tree }

  /// The hashes of the subtrees at `nodes`, in their order.
  ///
  /// - Throws: As ``TileHashReader/hashes(at:)`` does.
  /// - Complexity: O(*n*) in the number of nodes, but for tiles that were not asked for before.
  package func hashes(at nodes: [TreeNode]) throws -> [Hash] {
    try nodes.map { node in
      let place = try tree.place(of: node)
      guard let hash = try grown(place.tile).hash(height: place.height, index: place.index) else {
        throw MerkleError.noSuchNode(node)
      }
      return hash
    }
  }

  private func grown(_ id: TileID) throws -> Grown {
    while kept.count <= id.level { kept.append([]) }
    if let found = kept[id.level].last(where: { $0.id == id }) { return found }
    let grown = Grown(id, try tree.tile(id))
    if kept[id.level].count == 2 {
      let isOlder = kept[id.level][0].id.index < kept[id.level][1].id.index
      kept[id.level].remove(at: isOlder ? 0 : 1)
    }
    kept[id.level].append(grown)
    return grown
  }

  /// A tile with the roots of the subtrees in it, by height.
  private struct Grown {
    let id: TileID
    private var rows: [[Hash]]

    init(_ id: TileID, _ tile: Tile) {
      self.id = id
      rows = [tile.hashes]
      while let row = rows.last, row.count > 1 {
        rows.append(
          stride(from: 0, to: row.count - 1, by: 2).map { Hash.node(row[$0], row[$0 + 1]) })
      }
    }

    func hash(height: Int, index: Int) -> Hash? {
      guard height < rows.count, index < rows[height].count else { return nil }
      return rows[height][index]
    }
  }
}
