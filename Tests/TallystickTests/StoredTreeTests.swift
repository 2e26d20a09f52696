import Tallystick
import Testing
import TransparencyLog

/// Tiles as a store in memory fills them, and the roots read from them.
struct StoredTreeTests {
  static let size = 70_000
  static let leafHashes = (0..<size).map { Hash.leaf(of: Array("entry \($0)".utf8)) }
  static let tree = MemoryTree(leafHashes: leafHashes)

  /// The full tiles of all leaves, by level.
  static let tiles: [[Tile]] = {
    var stack = TileStack()
    var levels: [[Tile]] = [[], []]
    for filled in leafHashes.flatMap({ stack.append(leafHash: $0) }) {
      levels[filled.id.level].append(filled.tile)
    }
    return levels
  }()

  static let store = Result { try filled() }

  static func filled() throws -> MemoryStore {
    let store = MemoryStore(origin: "tree.test/r")
    var size = 0
    for count in [1, 255, 300, 9000, 10_000, 10_000, 10_000, 10_000, 10_000, 6236, 4208] {
      let entries = try (size..<size + count).map { try entry($0) }
      try store.append(entries, onto: size)
      size += count
    }
    return store
  }

  static func entry(_ index: Int) throws -> StoredEntry {
    let number = (0..<16).map { UInt8(truncatingIfNeeded: index >> (8 * min($0, 7))) }
    return StoredEntry(
      seq: index + 1, id: try #require(EventID(bytes: number)), label: nil,
      recorded: try #require(Instant(microseconds: Int64(index))), type: "tiny",
      bytes: Array("entry \(index)".utf8))
  }

  @Test func `a store in memory fills the same tiles`() throws {
    let store = try StoredTreeTests.store.get()
    #expect(try store.end().size == StoredTreeTests.size)
    for (level, tiles) in StoredTreeTests.tiles.enumerated() {
      let stored = tiles.enumerated().map { index, tile in
        StoredTile(level: level, index: index, root: tile.root, hashes: tile.hashes)
      }
      #expect(try tiles.indices.map { try store.tile(level: level, index: $0) } == stored)
      #expect(try store.tile(level: level, index: tiles.count) == nil)
      #expect(try store.tileRoots(level: level, 0..<tiles.count + 1) == tiles.map(\.root))
    }
    #expect(try store.tile(level: 2, index: 0) == nil)
  }

  /// Sizes around every place where a tile or a subtree begins.
  private static let sizes: [Int] = {
    let tiles = [1, 2, 3, 8, 255, 256, 257, 272, 273].map { $0 * 256 }
    let powers = (0...16).map { 1 << $0 }
    let around = (tiles + powers + [65_536 + 255, 70_000]).flatMap { [$0 - 1, $0, $0 + 1] }
    return Set(around).filter { 0...70_000 ~= $0 }.sorted()
  }()

  @Test(arguments: sizes)
  func `the root from tiles and the right edge is the root of the leaves`(size: Int) throws {
    let expected = MerkleTree.root(ofLeafHashes: StoredTreeTests.leafHashes.prefix(size))
    #expect(try StoredTreeTests.store.get().root(ofSize: size) == expected)
  }

  @Test(arguments: [1, 256, 257, 65_537, 70_000])
  func `proofs from tiles and the right edge hold`(size: Int) throws {
    let tree = try StoredTreeTests.store.get().tree(ofSize: size)
    let root = try MerkleTree.root(ofSize: size, from: StoredTreeTests.tree)
    for index in [0, size / 2, size - 1] {
      let leaf = StoredTreeTests.leafHashes[index]
      try InclusionProof.prove(index: index, size: size, from: tree)
        .check(leafHash: leaf, root: root)
      let old = try MerkleTree.root(ofSize: index, from: StoredTreeTests.tree)
      try ConsistencyProof.prove(oldSize: index, size: size, from: tree)
        .check(oldRoot: old, root: root)
    }
  }

  @Test func `a size beyond the record has no root`() throws {
    let store = MemoryStore(origin: "tree.test/r")
    try store.append([try StoredTreeTests.entry(0)], onto: 0)
    #expect(throws: StoreError.damaged(seq: 2, reason: "it is missing")) {
      try store.root(ofSize: 2)
    }
    #expect(throws: StoreError.damaged(seq: 1, reason: "a tile over it is missing")) {
      try store.root(ofSize: 512)
    }
  }
}
