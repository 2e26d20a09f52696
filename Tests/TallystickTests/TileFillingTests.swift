import Tallystick
import Testing

struct TileFillingTests {
  static let size = 70_000
  static let leafHashes = TileTests.leafHashes

  /// The full tiles of all leaves, made level by level.
  static let tiles: [[StoredTile]] = {
    var levels: [[StoredTile]] = []
    var hashes = leafHashes
    while hashes.count >= 256 {
      let tiles = (0..<hashes.count / 256).map { index in
        let part = Array(hashes[index * 256..<(index + 1) * 256])
        let root = MerkleTree.root(ofLeafHashes: part)
        return StoredTile(level: levels.count, index: index, root: root, hashes: part)
      }
      levels.append(tiles)
      hashes = tiles.map(\.root)
    }
    return levels
  }()

  /// The tiles that `count` leaves fill after the first `size`; what is asked for is checked.
  static func fill(_ size: Int, _ count: Int) throws -> [StoredTile] {
    try TileFilling.tiles(after: size, adding: Array(leafHashes[size..<size + count])) {
      level, indexes in
      #expect(indexes.count < 256 && indexes.lowerBound % 256 == 0)
      #expect(indexes.upperBound == size >> (8 * level))
      return level == 0 ? Array(leafHashes[indexes]) : tiles[level - 1][indexes].map(\.root)
    }
  }

  /// The tiles whose last leaf is among `count` leaves after the first `size`.
  static func expected(_ size: Int, _ count: Int) -> [StoredTile] {
    tiles.enumerated().flatMap { level, row in
      let leaves = 256 << (8 * level)
      return row[size / leaves..<(size + count) / leaves]
    }
  }

  @Test func `70000 leaves fill 273 tiles and one above them`() {
    #expect(TileFillingTests.tiles.map(\.count) == [273, 1])
  }

  @Test(arguments: [1, 100, 255, 256, 257, 4096, 65_535, 65_536, 70_000])
  func `batches of one size fill the tiles of all leaves`(batch: Int) throws {
    var filled: [[StoredTile]] = [[], []]
    for size in stride(from: 0, to: TileFillingTests.size, by: batch) {
      let count = min(batch, TileFillingTests.size - size)
      for tile in try TileFillingTests.fill(size, count) { filled[tile.level].append(tile) }
    }
    #expect(filled == TileFillingTests.tiles)
  }

  @Test(arguments: 1...3)
  func `batches of any size fill the tiles of all leaves`(seed: UInt64) throws {
    var random = LogExample.Random(state: seed)
    var size = 0
    while size < TileFillingTests.size {
      let count = Int.random(in: 0...min(2000, TileFillingTests.size - size), using: &random)
      #expect(try TileFillingTests.fill(size, count) == TileFillingTests.expected(size, count))
      size += count
    }
  }

  @Test(arguments: [
    0, 1, 254, 255, 256, 257, 511, 512, 513, 65_279, 65_280, 65_535, 65_536, 65_537,
  ])
  func `a batch fills what ends in it`(size: Int) throws {
    for count in [0, 1, 2, 254, 255, 256, 257, 258, 511, 512, 513] {
      let filled = try TileFillingTests.fill(size, count)
      #expect(filled == TileFillingTests.expected(size, count), "\(count)")
    }
  }

  @Test func `what reading earlier hashes throws is thrown`() {
    let error = StoreError.damaged(seq: 3, reason: "it is missing")
    #expect(throws: error) {
      try TileFilling.tiles(after: 255, adding: [.ofEmptyTree]) { _, _ in throw error }
    }
  }
}

/// Tiles as a store in memory fills them, and the roots read from them.
struct StoredTreeTests {
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
    #expect(try store.end().size == TileFillingTests.size)
    for (level, tiles) in TileFillingTests.tiles.enumerated() {
      #expect(try tiles.indices.map { try store.tile(level: level, index: $0) } == tiles)
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
    let expected = MerkleTree.root(ofLeafHashes: TileFillingTests.leafHashes.prefix(size))
    #expect(try StoredTreeTests.store.get().root(ofSize: size) == expected)
  }

  @Test(arguments: [1, 256, 257, 65_537, 70_000])
  func `proofs from tiles and the right edge hold`(size: Int) throws {
    let tree = try StoredTreeTests.store.get().tree(ofSize: size)
    let root = try MerkleTree.root(ofSize: size, from: TileTests.tree)
    for index in [0, size / 2, size - 1] {
      let leaf = TileFillingTests.leafHashes[index]
      try InclusionProof.prove(index: index, size: size, from: tree)
        .check(leafHash: leaf, root: root)
      let old = try MerkleTree.root(ofSize: index, from: TileTests.tree)
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
