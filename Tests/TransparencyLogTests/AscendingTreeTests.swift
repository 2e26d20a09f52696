import Testing

@testable import TransparencyLog

/// The tree of which many proofs are made, one after another.
struct AscendingTreeTests {
  /// Which tiles were asked for.
  private final class Asked {
    var ids: [TileID] = []
  }

  @Test(arguments: [1, 2, 255, 256, 257, 1_000, 65_535, 65_536, 65_537, 70_000])
  func `its proofs are those of the tree, and each tile is read once`(size: Int) throws {
    let plain = TileTests.reader(size)
    let asked = Asked()
    let tree = AscendingTree(
      TileHashReader(size: size) { ids in
        asked.ids += ids
        return try ids.map { try plain.tile($0) }
      })
    let root = try MerkleTree.root(ofSize: size, from: plain)
    let step = max(1, size / 50)
    for index in stride(from: 0, to: size, by: step) {
      let proof = try InclusionProof.prove(index: index, size: size, from: tree)
      #expect(try proof == InclusionProof.prove(index: index, size: size, from: plain))
      try proof.check(leafHash: TileTests.leafHashes[index], root: root)
    }
    #expect(Set(asked.ids).count == asked.ids.count)
    #expect(size < 2 || !asked.ids.isEmpty)
  }

  @Test func `what its tiles do not hold is refused`() throws {
    let short = AscendingTree(
      TileHashReader(size: 300) { $0.map { _ in Tile(hashes: [.ofEmptyTree]) } })
    #expect(throws: MerkleError.wrongCount(expected: 256, actual: 1)) {
      try InclusionProof.prove(index: 0, size: 300, from: short)
    }
    let none = AscendingTree(TileHashReader(size: 300) { _ in [] })
    #expect(throws: MerkleError.wrongCount(expected: 1, actual: 0)) {
      try InclusionProof.prove(index: 0, size: 300, from: none)
    }
    let whole = AscendingTree(TileTests.reader(300))
    let beyond = TreeNode(level: 0, index: 300)
    #expect(throws: MerkleError.noSuchNode(beyond)) { try whole.hashes(at: [beyond]) }
  }
}
