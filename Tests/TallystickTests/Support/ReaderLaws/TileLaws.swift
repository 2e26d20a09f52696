import Tallystick
import TransparencyLog

/// Laws of tiles, entry bundles and their paths.
enum TileLaws {
  /// Takes the first byte as the width less 1 and the rest as tile or bundle; and all as a path.
  static func check(_ bytes: [UInt8]) throws {
    if let first = bytes.first {
      try checkContents(Array(bytes.dropFirst()), width: Int(first) + 1)
    }
    guard let path = String(validating: bytes, as: UTF8.self) else { return }
    let tile = try readingBack(path, as: "a tile's path", print: \.path) {
      try TileID(path: $0)
    }
    let bundle = try readingBack(path, as: "a bundle's path", print: \.path) {
      try EntryBundleID(path: $0)
    }
    try hold(tile == nil || bundle == nil, "a path names a tile or a bundle")
    if let tile { try checkPlace(tile) }
  }

  private static func checkPlace(_ tile: TileID) throws {
    let again = TileID(level: tile.level, index: tile.index, width: tile.width)
    try hold(again == tile, "a tile's place can be made of its parts")
    try hold(tile.isFull == (tile.width == TileID.fullWidth), "a full tile has 256 hashes")
    guard tile.level < 2, tile.index < 1 << 30 else { return }
    let leaves = (tile.index * TileID.fullWidth + tile.width) << (TileID.height * tile.level)
    let width = TileID.width(level: tile.level, index: tile.index, size: leaves)
    try hold(width == tile.width, "a tree that reaches a tile's end gives it its width")
    let before = TileID.width(level: tile.level, index: tile.index, size: leaves - 1)
    try hold(before == tile.width - 1, "a tree one leaf smaller does not fill it")
  }

  private static func checkContents(_ bytes: [UInt8], width: Int) throws {
    if let tile = try reading(bytes.count, { try Tile(bytes: bytes, width: width) }) {
      try hold(tile.bytes == bytes, "a tile prints back")
      try hold(tile.hashes.count == width, "a tile has as many hashes as its width")
      try checkRoot(tile)
    }
    if let bundle = try reading(bytes.count, { try EntryBundle(bytes: bytes, width: width) }) {
      try hold(bundle.bytes == bytes, "a bundle prints back")
      try hold(bundle.entries.count == width, "a bundle has as many entries as its width")
      try hold(try EntryBundle(entries: bundle.entries) == bundle, "a bundle is its entries")
      try checkRoot(Tile(hashes: bundle.leafHashes))
    }
  }

  private static func checkRoot(_ tile: Tile) throws {
    var range = CompactRange()
    for hash in tile.hashes { range.append(leafHash: hash) }
    try hold(range.root == tile.root, "a root grown leaf by leaf is the tile's")
    let tree = TileHashReader(size: tile.hashes.count) { ids in
      ids.map { $0.level == 0 ? tile : Tile(hashes: [tile.root]) }
    }
    let root = try MerkleTree.root(ofSize: tile.hashes.count, from: tree)
    try hold(root == tile.root, "a root read from the tile is the tile's")
  }
}
