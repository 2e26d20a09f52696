import Testing
import TransparencyLog

struct TileTests {
  static let leafHashes = LogExample.leafHashes(70_000)
  static let tree = MemoryTree(leafHashes: leafHashes)

  /// The tiles of the first `size` leaves, each made of its hashes as the format defines them.
  static func reader(_ size: Int) -> TileHashReader {
    TileHashReader(size: size) { ids in
      #expect(Set(ids).count == ids.count)
      return try ids.map { id in
        let nodes = (0..<id.width).map {
          TreeNode(level: 8 * id.level, index: id.index * 256 + $0)
        }
        return Tile(hashes: try tree.hashes(at: nodes))
      }
    }
  }

  @Test(arguments: [
    (0, 0, 256, "tile/0/000"),
    (0, 0, 255, "tile/0/000.p/255"),
    (1, 999, 1, "tile/1/999.p/1"),
    (2, 1000, 256, "tile/2/x001/000"),
    (0, 1_234_067, 256, "tile/0/x001/x234/067"),
    (63, 123_456_789, 41, "tile/63/x123/x456/789.p/41"),
    (0, 1 << 55 - 1, 256, "tile/0/x036/x028/x797/x018/x963/967"),
  ])
  func `a tile has one path, read and written`(
    level: Int, index: Int, width: Int, path: String
  ) throws {
    let id = TileID(level: level, index: index, width: width)
    #expect(id.path == path)
    #expect(try TileID(path: path) == id)
    #expect(id.isFull == (width == 256))
  }

  @Test(arguments: [
    "", "tile", "tile/", "tile/0", "tile/0/", "tile//000", "/tile/0/000", "tiles/0/000",
    "tile/64/000", "tile/00/000", "tile/+1/000", "tile/-1/000", "tile/a/000", "tile/8/0/000",
    "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/00a", "tile/0/x000", "tile/0/x000/001",
    "tile/0/x001", "tile/0/x001/", "tile/0/001/002", "tile/0/x01/002", "tile/0/x0001/002",
    "tile/0/x001/x002", "tile/0/x001.p/1", "tile/0/x001.p/001", "tile/0/X001/002", "tile/0/000/",
    "tile/0/000 ",
    "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/000.p/256",
    "tile/0/000.p/1/", "tile/0/000.p/1/2", "tile/0/000.q/1", "tile/0/000.pp/1", "tile/0/000p/1",
    "tile/0/000.p/99999999999999999999", "tile/0/x036/x028/x797/x018/x963/968",
    "tile/0/x036/x028/x797/x018/x963/x967/000",
    "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999", "tile/entries/000", "tile/0/٠٠٠",
  ])
  func `no other path is read as a tile's`(path: String) {
    #expect(throws: FormatError.self) { try TileID(path: path) }
  }

  @Test(arguments: [
    (0, 0, 0, 0), (0, 0, 1, 1), (0, 0, 256, 256), (0, 1, 256, 0), (1, 0, 255, 0), (1, 0, 256, 1),
    (0, 273, 70_000, 112), (1, 0, 70_000, 256), (1, 1, 70_000, 17), (2, 0, 70_000, 1),
    (3, 0, 70_000, 0), (7, 0, .max, 127), (8, 0, .max, 0), (63, 0, .max, 0),
    (0, .max, .max, 0), (0, -1, 300, 0), (0, 0, -1, 0), (0, -1, -1, 0),
  ])
  func `a tile is as wide as the tree reaches`(
    level: Int, index: Int, size: Int, width: Int
  ) {
    #expect(TileID.width(level: level, index: index, size: size) == width)
  }

  @Test func `a tree of 70000 leaves has the tiles of the specification`() {
    let tiles = TileID.tiles(ofSize: 70_000)
    let full = (0..<273).map { TileID(level: 0, index: $0) }
    let rest = [
      TileID(level: 0, index: 273, width: 112), TileID(level: 1, index: 0),
      TileID(level: 1, index: 1, width: 17), TileID(level: 2, index: 0, width: 1),
    ]
    #expect(tiles == full + rest)
    #expect(TileID.tiles(ofSize: 0) == [])
    #expect(TileID.tiles(ofSize: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
  }

  @Test(arguments: [1, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, 70_000] as [Int])
  func `roots and proofs read from tiles are those of the tree`(size: Int) throws {
    let reader = Self.reader(size)
    #expect(
      try MerkleTree.root(ofSize: size, from: reader)
        == MerkleTree.root(ofSize: size, from: Self.tree))
    var random = LogExample.Random(state: UInt64(size))
    for _ in 0..<20 {
      let index = Int.random(in: 0..<size, using: &random)
      #expect(
        try InclusionProof.prove(index: index, size: size, from: reader)
          == .prove(index: index, size: size, from: Self.tree))
      #expect(
        try ConsistencyProof.prove(oldSize: index, size: size, from: reader)
          == .prove(oldSize: index, size: size, from: Self.tree))
    }
  }

  @Test func `the root of the example log of 70000 entries is known`() throws {
    let root = try MerkleTree.root(ofSize: 70_000, from: Self.reader(70_000))
    #expect(root.base64 == "o5IPun8jmgcam9EHIfE0Gt3vuu3ttBx+JEN6nRa98Ao=")
  }

  @Test func `the root of a full tile is a hash of the tile above`() throws {
    let tile = Tile(hashes: Array(Self.leafHashes[256..<512]))
    #expect(try [tile.root] == Self.tree.hashes(at: [TreeNode(level: 8, index: 1)]))
  }

  @Test(arguments: [1, 2, 255, 256])
  func `a tile is its hashes one after another`(width: Int) throws {
    let tile = Tile(hashes: Array(Self.leafHashes.prefix(width)))
    #expect(tile.bytes == Self.leafHashes.prefix(width).flatMap(\.bytes))
    #expect(try Tile(bytes: tile.bytes, width: width) == tile)
    for bad in [Array(tile.bytes.dropLast()), tile.bytes + [0], []] {
      #expect(
        throws: FormatError(
          "a tile of width \(width) has \(32 * width) bytes, not \(bad.count)")
      ) { try Tile(bytes: bad, width: width) }
    }
  }

  @Test(arguments: [-1, 0, 257, .max])
  func `a tile has no other width than 1 to 256`(width: Int) {
    #expect(throws: FormatError.self) { try Tile(bytes: [], width: width) }
  }

  @Test func `a reader of tiles refuses what the tree does not hold`() throws {
    let reader = Self.reader(300)
    for node in [
      TreeNode(level: 0, index: 300), TreeNode(level: 8, index: 1), TreeNode(level: 9, index: 0),
      TreeNode(level: -1, index: 0), TreeNode(level: 63, index: 0), TreeNode(level: 0, index: -1),
    ] {
      #expect(throws: MerkleError.noSuchNode(node)) { try reader.hashes(at: [node]) }
    }
    #expect(try reader.hashes(at: []) == [])
  }

  @Test func `a reader of tiles refuses tiles of the wrong number or width`() {
    let tile = Tile(hashes: [.ofEmptyTree])
    #expect(throws: MerkleError.wrongCount(expected: 1, actual: 2)) {
      try TileHashReader(size: 1) { _ in [tile, tile] }.hashes(at: [TreeNode(level: 0, index: 0)])
    }
    #expect(throws: MerkleError.wrongCount(expected: 2, actual: 1)) {
      try TileHashReader(size: 2) { _ in [tile] }.hashes(at: [TreeNode(level: 0, index: 0)])
    }
  }
}
