/// The hashes that show that a tree extends an older one and changed none of its leaves
/// (RFC 9162 §2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
  /// The number of leaves in the older tree.
  public let oldSize: Int

  /// The number of leaves in the newer tree.
  public let size: Int

  /// The hashes in the order of RFC 6962 §2.1.2; none when the sizes are equal or the older is 0.
  public let hashes: [Hash]

  /// Creates a proof that is still to be checked.
  public init(oldSize: Int, size: Int, hashes: [Hash]) {
    self.oldSize = oldSize
    self.size = size
    self.hashes = hashes
  }

  /// Returns the proof that the first `size` leaves of a tree extend its first `oldSize`.
  ///
  /// - Throws: ``MerkleError/sizesOutOfOrder(old:new:)`` when the older tree is the larger; what
  ///   the reader throws.
  /// - Complexity: O(log *n*) hashes.
  public static func prove(
    oldSize: Int, size: Int, from reader: some HashReader
  ) throws -> ConsistencyProof {
    guard 0 <= oldSize, oldSize <= size else {
      throw MerkleError.sizesOutOfOrder(old: oldSize, new: size)
    }
    let hashes = try reader.roots(of: subtrees(oldSize: oldSize, size: size))
    return ConsistencyProof(oldSize: oldSize, size: size, hashes: hashes)
  }

  /// Checks that the tree with `root` extends the older one with `oldRoot`.
  ///
  /// Every tree extends the empty one, whose root is ``Hash/ofEmptyTree``.
  ///
  /// - Throws: ``MerkleError`` saying why it is not proven.
  /// - Complexity: O(log *n*) hashes.
  public func check(oldRoot: Hash, root: Hash) throws(MerkleError) {
    guard 0 <= oldSize, oldSize <= size else { throw .sizesOutOfOrder(old: oldSize, new: size) }
    guard oldSize > 0, oldSize < size else { return try checkTrivial(oldRoot: oldRoot, root: root) }
    let computed = try computedRoots(oldRoot: oldRoot)
    guard computed.old == oldRoot else {
      throw .wrongOldRoot(expected: oldRoot, computed: computed.old)
    }
    guard computed.new == root else {
      throw .wrongRoot(expected: root, computed: computed.new)
    }
  }

  private func checkTrivial(oldRoot: Hash, root: Hash) throws(MerkleError) {
    guard hashes.isEmpty else { throw .proofTooLong(hashes: hashes.count) }
    if oldSize == 0, oldRoot != .ofEmptyTree {
      throw .wrongOldRoot(expected: oldRoot, computed: .ofEmptyTree)
    }
    if oldSize == size, oldRoot != root { throw .wrongRoot(expected: root, computed: oldRoot) }
  }

  // The steps and the names are those of RFC 9162 §2.1.4.2.
  private func computedRoots(oldRoot: Hash) throws(MerkleError) -> (old: Hash, new: Hash) {
    guard let head = hashes.first else { throw .proofTooShort(hashes: 0) }
    let oldIsComplete = oldSize & (oldSize - 1) == 0
    let start = oldIsComplete ? oldRoot : head
    let shift = (~(oldSize - 1)).trailingZeroBitCount
    var fn = (oldSize - 1) >> shift
    var sn = (size - 1) >> shift
    var fr = start
    var sr = start
    for c in hashes.dropFirst(oldIsComplete ? 0 : 1) {
      guard sn > 0 else { throw .proofTooLong(hashes: hashes.count) }
      if fn & 1 == 1 || fn == sn {
        fr = .node(c, fr)
        sr = .node(c, sr)
        while fn & 1 == 0, fn != 0 {
          fn >>= 1
          sn >>= 1
        }
      } else {
        sr = .node(sr, c)
      }
      fn >>= 1
      sn >>= 1
    }
    guard sn == 0 else { throw .proofTooShort(hashes: hashes.count) }
    return (fr, sr)
  }

  /// Returns the subtrees whose roots are the proof (RFC 6962 §2.1.2).
  private static func subtrees(oldSize: Int, size: Int) -> [Range<Int>] {
    guard oldSize > 0 else { return [] }
    var subtrees: [Range<Int>] = []
    var start = 0
    var end = size
    while oldSize < end {
      let middle = start + MerkleTree.split(end - start)
      if oldSize <= middle {
        subtrees.append(middle..<end)
        end = middle
      } else {
        subtrees.append(start..<middle)
        start = middle
      }
    }
    // The older root itself is known to whoever checks; a part of it is not.
    if start > 0 { subtrees.append(start..<end) }
    return subtrees.reversed()
  }
}
