/// The roots of the complete subtrees that make up a growing tree: enough to add leaves to it.
///
/// It holds one hash for each 1 in the binary form of its size.
public struct CompactRange: Hashable, Sendable {
  /// The number of leaves.
  public private(set) var size: Int

  private var peaks: [Hash]

  /// Creates the tree without leaves.
  public init() {
    size = 0
    peaks = []
  }

  /// Adds a leaf on the right.
  ///
  /// - Complexity: O(1) hashes amortised, O(log *n*) at most.
  public mutating func append(leafHash: Hash) {
    append(subtreeRoot: leafHash, level: 0)
  }

  /// Adds 2^`level` leaves on the right, of which only the root is known.
  ///
  /// The size so far must be a multiple of 2^`level`, with `level` from 0 to 62.
  ///
  /// - Complexity: O(log *n*) hashes.
  public mutating func append(subtreeRoot: Hash, level: Int) {
    precondition((0..<63).contains(level), "a subtree has a level from 0 to 62")
    let leaves = 1 << level
    precondition(size.isMultiple(of: leaves), "a subtree starts at a multiple of its size")
    var root = subtreeRoot
    var carry = leaves
    while size & carry != 0 {
      root = .node(peaks.removeLast(), root)
      carry <<= 1
    }
    peaks.append(root)
    size += leaves
  }

  /// The root over all leaves.
  ///
  /// - Complexity: O(log *n*) hashes.
  public var root: Hash { MerkleTree.fold(peaks) }
}
