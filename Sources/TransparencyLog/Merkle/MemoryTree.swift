/// A tree that keeps the hashes of all its complete subtrees in memory.
public struct MemoryTree: HashReader, Hashable, Sendable {
  private var levels: [[Hash]]

  /// Creates the tree over the leaves with `leafHashes`, in their order.
  ///
  /// - Complexity: O(*n*) hashes and memory.
  public init(leafHashes: some Sequence<Hash> = []) {
    levels = [[]]
    for hash in leafHashes { append(leafHash: hash) }
  }

  /// The number of leaves.
  public var size: Int { levels[0].count }

  /// Adds a leaf on the right.
  ///
  /// - Complexity: O(1) hashes amortised, O(log *n*) at most.
  public mutating func append(leafHash: Hash) {
    levels[0].append(leafHash)
    var level = 0
    while levels[level].count.isMultiple(of: 2) {
      let count = levels[level].count
      let parent = Hash.node(levels[level][count - 2], levels[level][count - 1])
      level += 1
      if level == levels.count { levels.append([]) }
      levels[level].append(parent)
    }
  }

  /// Returns the hashes of the subtrees at `nodes`, in their order.
  ///
  /// - Throws: ``MerkleError/noSuchNode(_:)`` for a subtree that is not complete.
  /// - Complexity: O(*n*) in the number of nodes.
  public func hashes(at nodes: [TreeNode]) throws(MerkleError) -> [Hash] {
    var hashes: [Hash] = []
    for node in nodes {
      guard levels.indices.contains(node.level), levels[node.level].indices.contains(node.index)
      else {
        throw .noSuchNode(node)
      }
      hashes.append(levels[node.level][node.index])
    }
    return hashes
  }
}
