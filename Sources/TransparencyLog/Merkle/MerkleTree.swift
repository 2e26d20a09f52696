/// The Merkle tree of RFC 6962 §2.1 (the same as in RFC 9162 §2.1), with SHA-256.
public enum MerkleTree {
  /// Returns the root over the leaves with `leafHashes`, in their order.
  ///
  /// - Complexity: O(*n*) hashes, O(log *n*) memory.
  @inlinable
  public static func root(ofLeafHashes leafHashes: some Sequence<Hash>) -> Hash {
    var range = CompactRange()
    for hash in leafHashes { range.append(leafHash: hash) }
    return range.root
  }

  /// Returns the root over the first `size` leaves of the tree that `reader` reads.
  ///
  /// - Throws: What the reader throws; ``MerkleError/wrongCount(expected:actual:)`` when it gives
  ///   another number of hashes than it was asked for.
  /// - Complexity: O(log *n*) hashes.
  public static func root(ofSize size: Int, from reader: some HashReader) throws -> Hash {
    precondition(size >= 0, "a tree has no fewer than 0 leaves")
    guard size > 0 else { return .ofEmptyTree }
    return try reader.roots(of: [0..<size])[0]
  }

  /// Returns the largest power of two below `count`, which is at least 2.
  ///
  /// It is where RFC 6962 §2.1 splits a list of `count` leaves.
  static func split(_ count: Int) -> Int {
    1 << (63 - (count - 1).leadingZeroBitCount)
  }

  /// Returns the root over complete subtrees of falling size.
  static func fold(_ hashes: some BidirectionalCollection<Hash>) -> Hash {
    guard var root = hashes.last else { return .ofEmptyTree }
    for hash in hashes.dropLast().reversed() { root = .node(hash, root) }
    return root
  }
}
