import Testing

@testable import TransparencyLog

struct TilesExportTests {
  /// The files of a log of as many entries.
  private static func files(_ size: Int) throws -> [String: [UInt8]] {
    var export = TilesExport()
    var files: [String: [UInt8]] = [:]
    for number in 0..<size {
      for file in try export.take(entry(number)) { files[file.path] = file.bytes }
    }
    for file in try export.finish() {
      #expect(files[file.path] == nil)
      files[file.path] = file.bytes
    }
    return files
  }

  private static func entry(_ number: Int) -> [UInt8] { Array("entry \(number)".utf8) }

  @Test(arguments: [1, 2, 255, 256, 257, 511, 512, 513, 65_536, 65_537])
  func `a log has exactly its tiles and bundles, and they lead to its root`(size: Int) throws {
    let files = try Self.files(size)
    let bundles = EntryBundleID.bundles(ofSize: size)
    #expect(
      Set(files.keys) == Set((TileID.tiles(ofSize: size).map(\.path) + bundles.map(\.path))))

    let tree = TileHashReader(size: size) { ids in
      try ids.map { try Tile(bytes: files[$0.path] ?? [], width: $0.width) }
    }
    let leaves = (0..<size).map { Hash.leaf(of: Self.entry($0)) }
    #expect(
      try MerkleTree.root(ofSize: size, from: tree) == MerkleTree.root(ofLeafHashes: leaves))
    var entries: [[UInt8]] = []
    for id in bundles {
      entries += try EntryBundle(bytes: files[id.path] ?? [], width: id.width).entries
    }
    #expect(entries == (0..<size).map(Self.entry))
  }

  @Test func `a log without entries has no files`() throws { #expect(try Self.files(0).isEmpty) }
}
