/// A refusal to make or to accept a proof or a root.
public enum MerkleError: Error, Hashable, Sendable {
  /// The tree has no such leaf.
  case indexOutOfRange(index: Int, size: Int)

  /// The older tree would be the larger one.
  case sizesOutOfOrder(old: Int, new: Int)

  /// The proof has hashes left over, or hashes where none belong.
  case proofTooLong(hashes: Int)

  /// The proof ends before it reaches the root.
  case proofTooShort(hashes: Int)

  /// The proof leads to another root than the tree has.
  case wrongRoot(expected: Hash, computed: Hash)

  /// The proof leads to another root than the older tree had.
  case wrongOldRoot(expected: Hash, computed: Hash)

  /// A reader was asked for a subtree that its tree does not hold.
  case noSuchNode(TreeNode)

  /// A reader gave more or fewer hashes or tiles than it was asked for.
  case wrongCount(expected: Int, actual: Int)
}

extension MerkleError: CustomStringConvertible {
  /// The message shown to the user.
  public var description: String {
    switch self {
    case .indexOutOfRange(let index, let size):
      "A tree of \(size) leaves has no leaf with index \(index)."
    case .sizesOutOfOrder(let old, let new):
      "A tree of \(new) leaves cannot extend one of \(old)."
    case .proofTooLong(let hashes):
      "The proof of \(hashes) hashes is too long for the tree that it names."
    case .proofTooShort(let hashes):
      "The proof of \(hashes) hashes is too short for the tree that it names."
    case .wrongRoot(let expected, let computed):
      "The root of the tree is \(expected), but the proof leads to \(computed)."
    case .wrongOldRoot(let expected, let computed):
      "The root of the older tree is \(expected), but the proof leads to \(computed)."
    case .noSuchNode(let node):
      "The tree holds no subtree \(node.index) of level \(node.level)."
    case .wrongCount(let expected, let actual):
      "A reader gave \(actual) hashes where \(expected) were asked for."
    }
  }
}
