import Testing
import TransparencyLog

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
    let error = FormatError("it is missing")
    #expect(throws: error) {
      try TileFilling.tiles(after: 255, adding: [.ofEmptyTree]) { _, _ in throw error }
    }
  }
}
