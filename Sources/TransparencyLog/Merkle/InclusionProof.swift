/// The hashes that lead from one leaf to the root of a tree (RFC 9162 §2.1.3).
///
/// The size is part of the question, not of the answer: it must come from a signed checkpoint.
public struct InclusionProof: Hashable, Sendable {
  /// The index of the leaf, from 0.
  public let index: Int

  /// The number of leaves in the tree.
  public let size: Int

  /// The siblings on the way up, the leaf's own sibling first, a child of the root last.
  public let hashes: [Hash]

  /// Creates a proof that is still to be checked.
  public init(index: Int, size: Int, hashes: [Hash]) {
    self.index = index
    self.size = size
    self.hashes = hashes
  }

  /// Returns the proof that leaf `index` is in the first `size` leaves of a tree.
  ///
  /// - Throws: ``MerkleError/indexOutOfRange(index:size:)`` when the tree has no such leaf; what
  ///   the reader throws.
  /// - Complexity: O(log *n*) hashes.
  public static func prove(
    index: Int, size: Int, from reader: some HashReader
  ) throws -> InclusionProof {
    guard 0 <= index, index < size else {
      throw MerkleError.indexOutOfRange(index: index, size: size)
    }
    let hashes = try reader.roots(of: siblings(of: index, size: size))
    return InclusionProof(index: index, size: size, hashes: hashes)
  }

  /// Checks that `leafHash` is the leaf at ``index`` of the tree of ``size`` leaves with `root`.
  ///
  /// - Throws: ``MerkleError`` saying why it is not proven.
  /// - Complexity: O(log *n*) hashes.
  public func check(leafHash: Hash, root: Hash) throws(MerkleError) {
    let computed = try computedRoot(leafHash: leafHash)
    guard computed == root else { throw .wrongRoot(expected: root, computed: computed) }
  }

  // The steps and the names are those of RFC 9162 §2.1.3.2.
  private func computedRoot(leafHash: Hash) throws(MerkleError) -> Hash {
    guard 0 <= index, index < size else { throw .indexOutOfRange(index: index, size: size) }
    var fn = index
    var sn = size - 1
    var r = leafHash
    for p in hashes {
      guard sn > 0 else { throw .proofTooLong(hashes: hashes.count) }
      if fn & 1 == 1 || fn == sn {
        r = .node(p, r)
        while fn & 1 == 0, fn != 0 {
          fn >>= 1
          sn >>= 1
        }
      } else {
        r = .node(r, p)
      }
      fn >>= 1
      sn >>= 1
    }
    guard sn == 0 else { throw .proofTooShort(hashes: hashes.count) }
    return r
  }

  /// Returns the subtrees whose roots are the proof (RFC 6962 §2.1.1).
  private static func siblings(of index: Int, size: Int) -> [Range<Int>] {
    var siblings: [Range<Int>] = []
    var start = 0
    var end = size
    while end - start > 1 {
      let middle = start + MerkleTree.split(end - start)
      if index < middle {
        siblings.append(middle..<end)
        end = middle
      } else {
        siblings.append(start..<middle)
        start = middle
      }
    }
    return siblings.reversed()
  }
}
