/// The place of a complete subtree: 2^`level` leaves, the first of them leaf `index` · 2^`level`.
public struct TreeNode: Hashable, Sendable {
  /// The height of the subtree, from 0 (a leaf) to 62.
  public let level: Int

  /// The number of complete subtrees of this height to the left of this one.
  public let index: Int

  /// Creates a place.
  public init(level: Int, index: Int) {
    self.level = level
    self.index = index
  }
}

/// A tree that can be asked for the hashes of its complete subtrees.
public protocol HashReader {
  /// Returns the hashes of the subtrees at `nodes`, in their order.
  ///
  /// - Throws: When a hash cannot be had.
  func hashes(at nodes: [TreeNode]) throws -> [Hash]
}

extension HashReader {
  /// Returns the roots of `subtrees`, with one question to the reader.
  ///
  /// Each subtree is one of RFC 6962 §2.1: it starts at a multiple of a power of two that is not
  /// smaller than its size, so it is a row of complete subtrees of falling size.
  func roots(of subtrees: [Range<Int>]) throws -> [Hash] {
    let parts = subtrees.map(TreeNode.parts)
    let nodes = parts.flatMap(\.self)
    let hashes = try hashes(at: nodes)
    guard hashes.count == nodes.count else {
      throw MerkleError.wrongCount(expected: nodes.count, actual: hashes.count)
    }
    var start = 0
    return parts.map { part in
      defer { start += part.count }
      return MerkleTree.fold(hashes[start..<start + part.count])
    }
  }
}

extension TreeNode {
  /// Returns the complete subtrees that make up `leaves`, largest first.
  static func parts(of leaves: Range<Int>) -> [TreeNode] {
    var parts: [TreeNode] = []
    var start = leaves.lowerBound
    while start < leaves.upperBound {
      let level = 63 - (leaves.upperBound - start).leadingZeroBitCount
      parts.append(TreeNode(level: level, index: start >> level))
      start += 1 << level
    }
    return parts
  }
}
