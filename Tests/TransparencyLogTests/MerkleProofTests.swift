import Testing
import TransparencyLog

struct MerkleProofTests {
  static let leafHashes = LogExample.leafHashes(100)
  static let tree = MemoryTree(leafHashes: leafHashes)
  static let roots = (0...100).map { MerkleTree.root(ofLeafHashes: leafHashes.prefix($0)) }

  static func inclusion(_ index: Int, _ size: Int) throws -> InclusionProof {
    try .prove(index: index, size: size, from: tree)
  }

  static func consistency(_ oldSize: Int, _ size: Int) throws -> ConsistencyProof {
    try .prove(oldSize: oldSize, size: size, from: tree)
  }

  @Test func `all inclusion proofs to 100 leaves verify and hash to the known sum`() throws {
    var bytes: [UInt8] = []
    for size in 0...100 {
      for index in 0..<size {
        let proof = try Self.inclusion(index, size)
        try proof.check(leafHash: Self.leafHashes[index], root: Self.roots[size])
        bytes += proof.hashes.flatMap(\.bytes)
      }
    }
    let sum = "d4d5af89afb6b6fcbf51234fa9638a4abd3147f5661dd3d3a9f636c9c30b406a"
    #expect(Hash.of(bytes).description == sum)
  }

  @Test func `all consistency proofs to 100 leaves verify and hash to the known sum`() throws {
    var bytes: [UInt8] = []
    for size in 0...100 {
      for oldSize in 0...size {
        let proof = try Self.consistency(oldSize, size)
        try proof.check(oldRoot: Self.roots[oldSize], root: Self.roots[size])
        bytes += proof.hashes.flatMap(\.bytes)
      }
    }
    let sum = "2cdc178162ead85404edb53ed4870588919500821471a69ef225c4bf2b0a0506"
    #expect(Hash.of(bytes).description == sum)
  }

  @Test(
    arguments: [(0, 0), (1, 1), (5, 5), (.max, 5), (.max, .max), (-1, 5), (-1, -1)] as [(Int, Int)])
  func `an index outside the tree is refused`(index: Int, size: Int) {
    let error = MerkleError.indexOutOfRange(index: index, size: size)
    #expect(throws: error) { try InclusionProof.prove(index: index, size: size, from: Self.tree) }
    #expect(throws: error) {
      try InclusionProof(index: index, size: size, hashes: [])
        .check(leafHash: .ofEmptyTree, root: .ofEmptyTree)
    }
  }

  @Test(arguments: [(1, 0), (6, 5), (.max, 5), (-1, 5), (-1, -1)] as [(Int, Int)])
  func `a tree cannot extend a larger one`(oldSize: Int, size: Int) {
    let error = MerkleError.sizesOutOfOrder(old: oldSize, new: size)
    #expect(throws: error) {
      try ConsistencyProof.prove(oldSize: oldSize, size: size, from: Self.tree)
    }
    #expect(throws: error) {
      try ConsistencyProof(oldSize: oldSize, size: size, hashes: [])
        .check(oldRoot: .ofEmptyTree, root: .ofEmptyTree)
    }
  }

  @Test func `every tree extends the empty one, which has one root`() throws {
    let root = Self.roots[5]
    let proof = ConsistencyProof(oldSize: 0, size: 5, hashes: [])
    try proof.check(oldRoot: .ofEmptyTree, root: root)
    #expect(throws: MerkleError.wrongOldRoot(expected: root, computed: .ofEmptyTree)) {
      try proof.check(oldRoot: root, root: root)
    }
    #expect(throws: MerkleError.proofTooLong(hashes: 1)) {
      try ConsistencyProof(oldSize: 0, size: 5, hashes: [root])
        .check(oldRoot: .ofEmptyTree, root: root)
    }
    #expect(throws: MerkleError.wrongRoot(expected: root, computed: .ofEmptyTree)) {
      try ConsistencyProof(oldSize: 0, size: 0, hashes: []).check(oldRoot: .ofEmptyTree, root: root)
    }
  }

  @Test func `trees of one size with other roots are a fork`() throws {
    let proof = ConsistencyProof(oldSize: 5, size: 5, hashes: [])
    try proof.check(oldRoot: Self.roots[5], root: Self.roots[5])
    #expect(throws: MerkleError.wrongRoot(expected: Self.roots[6], computed: Self.roots[5])) {
      try proof.check(oldRoot: Self.roots[5], root: Self.roots[6])
    }
  }

  @Test func `proofs in the largest trees have as many hashes as they need`() throws {
    struct Uniform: HashReader {
      func hashes(at nodes: [TreeNode]) -> [Hash] { nodes.map { _ in .ofEmptyTree } }
    }
    let size = Int.max
    #expect(try InclusionProof.prove(index: 0, size: size, from: Uniform()).hashes.count == 63)
    #expect(
      try InclusionProof.prove(index: size - 1, size: size, from: Uniform()).hashes.count == 62)
    let proof = try ConsistencyProof.prove(oldSize: size - 1, size: size, from: Uniform())
    #expect(throws: MerkleError.self) {
      try proof.check(oldRoot: .ofEmptyTree, root: .ofEmptyTree)
    }
  }

  @Test func `errors are sentences`() {
    let errors: [MerkleError] = [
      .indexOutOfRange(index: 1, size: 1), .sizesOutOfOrder(old: 2, new: 1),
      .proofTooLong(hashes: 1), .proofTooShort(hashes: 0),
      .wrongRoot(expected: .ofEmptyTree, computed: Hash.of([0])),
      .wrongOldRoot(expected: .ofEmptyTree, computed: Hash.of([0])),
      .noSuchNode(TreeNode(level: 1, index: 2)), .wrongCount(expected: 1, actual: 2),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
    #expect(errors[0].description == "A tree of 1 leaves has no leaf with index 1.")
  }
}
