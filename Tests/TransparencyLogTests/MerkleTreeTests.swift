import Testing
import TransparencyLog

struct MerkleTreeTests {
  @Test(arguments: [
    (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
  ])
  func `the roots of the Certificate Transparency example tree are known`(size: Int, root: String) {
    let entries: [[UInt8]] = [
      [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], Array(0x40...0x43), Array(0x50...0x57),
      Array(0x60...0x6f),
    ]
    let leafHashes = entries.prefix(size).map(Hash.leaf(of:))
    #expect(MerkleTree.root(ofLeafHashes: leafHashes).description == root)
  }

  @Test(arguments: [
    (0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    (1, "dziFphNIniTOLPdhmdakI/BC5LvxLX7s7pEu8nbGVwE="),
    (7, "mMl/C6MXXNCLAx3QhLncTmSbZNGijm6mlGRlAxc6tYc="),
    (300, "yjk9Apa+xeC43KuYO9H7fRRh9RLnJny4ljGtJv1m2Eg="),
  ])
  func `the roots of the example log are known`(size: Int, root: String) {
    #expect(MerkleTree.root(ofLeafHashes: LogExample.leafHashes(size)).base64 == root)
  }

  @Test func `all roots to 130 leaves hash to the known sum, by leaves and by subtrees`() throws {
    let tree = MemoryTree(leafHashes: LogExample.leafHashes(130))
    var range = CompactRange()
    var added: [UInt8] = []
    var read: [UInt8] = []
    for (size, leafHash) in LogExample.leafHashes(131).enumerated() {
      added += range.root.bytes
      read += try MerkleTree.root(ofSize: size, from: tree).bytes
      range.append(leafHash: leafHash)
    }
    let sum = "196670de0bd29a0054f9ad3589c01512a8b2fd81861ea7f690369d31546fbcf2"
    #expect(Hash.of(added).description == sum)
    #expect(Hash.of(read).description == sum)
  }

  @Test(arguments: 0..<50)
  func `whole subtrees may stand for their leaves`(seed: UInt64) {
    var random = LogExample.Random(state: seed)
    let leafHashes = LogExample.leafHashes(Int.random(in: 1...300, using: &random))
    var range = CompactRange()
    var start = 0
    while start < leafHashes.count {
      let fitting = (0...8).filter {
        start.isMultiple(of: 1 << $0) && start + 1 << $0 <= leafHashes.count
      }
      let level = fitting.randomElement(using: &random) ?? 0
      let leaves = leafHashes[start..<start + 1 << level]
      range.append(subtreeRoot: MerkleTree.root(ofLeafHashes: leaves), level: level)
      start += 1 << level
    }
    #expect(range.size == leafHashes.count)
    #expect(range.root == MerkleTree.root(ofLeafHashes: leafHashes))
  }

  @Test func `a subtree at the wrong place stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var range = CompactRange()
      range.append(leafHash: .ofEmptyTree)
      range.append(subtreeRoot: .ofEmptyTree, level: 1)
    }
  }

  @Test func `a tree refuses to read subtrees that it does not hold`() {
    let tree = MemoryTree(leafHashes: LogExample.leafHashes(3))
    #expect(tree.size == 3)
    for node in [
      TreeNode(level: 0, index: 3), TreeNode(level: 1, index: 1), TreeNode(level: 2, index: 0),
      TreeNode(level: -1, index: 0), TreeNode(level: 64, index: 0),
      TreeNode(level: 0, index: .max), TreeNode(level: 0, index: -1),
    ] {
      #expect(throws: MerkleError.noSuchNode(node)) { try tree.hashes(at: [node]) }
    }
    #expect(throws: MerkleError.noSuchNode(TreeNode(level: 2, index: 0))) {
      try MerkleTree.root(ofSize: 4, from: tree)
    }
  }

  @Test func `a reader that gives too few hashes is refused`() {
    struct Silent: HashReader {
      func hashes(at nodes: [TreeNode]) -> [Hash] { [] }
    }
    #expect(throws: MerkleError.wrongCount(expected: 2, actual: 0)) {
      try MerkleTree.root(ofSize: 3, from: Silent())
    }
  }

  @Test func `leaves and nodes hash apart`() {
    let pair = LogExample.leafHashes(2)
    #expect(Hash.leaf(of: pair[0].bytes + pair[1].bytes) != Hash.node(pair[0], pair[1]))
    #expect(Hash.node(pair[0], pair[1]) != Hash.node(pair[1], pair[0]))
    #expect(Hash.leaf(of: []) != .ofEmptyTree)
  }

  @Test func `a hash keeps its bytes in every form`() throws {
    let bytes = (0..<32).map { UInt8($0 * 7) }
    let hash = try Hash(bytes: bytes)
    #expect(hash.bytes == bytes)
    #expect(try Hash(base64: hash.base64) == hash)
    #expect(
      hash.description == "00070e151c232a31383f464d545b626970777e858c939aa1a8afb6bdc4cbd2d9")
    #expect(throws: FormatError("a hash has 32 bytes, not 31")) {
      try Hash(bytes: bytes.dropLast())
    }
    #expect(throws: FormatError("a hash has 32 bytes, not 33")) { try Hash(bytes: bytes + [0]) }
  }
}
