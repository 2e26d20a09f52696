/// The hashes of a tile (C2SP tlog-tiles), from 1 to 256.
public struct Tile: Hashable, Sendable {
  /// The hashes, from the left.
  public let hashes: [Hash]

  /// Creates a tile of 1 to 256 hashes.
  public init(hashes: [Hash]) {
    precondition((1...TileID.fullWidth).contains(hashes.count), "a tile has 1 to 256 hashes")
    self.hashes = hashes
  }

  /// Creates a tile of its bytes: `width` hashes one after another.
  ///
  /// - Throws: When `width` is not 1 to 256, or there are not 32 · `width` bytes.
  public init(bytes: [UInt8], width: Int) throws(FormatError) {
    guard (1...TileID.fullWidth).contains(width) else {
      throw FormatError("a tile has a width from 1 to 256, not \(width)")
    }
    guard bytes.count == width * Hash.byteCount else {
      throw FormatError(
        "a tile of width \(width) has \(width * Hash.byteCount) bytes, not \(bytes.count)")
    }
    var hashes: [Hash] = []
    for start in stride(from: 0, to: bytes.count, by: Hash.byteCount) {
      hashes.append(try Hash(bytes: bytes[start..<start + Hash.byteCount]))
    }
    self.init(hashes: hashes)
  }

  /// The hashes one after another, 32 bytes each.
  public var bytes: [UInt8] { Hash.bytes(of: hashes) }

  /// The root over the hashes of the tile.
  ///
  /// For a full tile it is one hash of a tile on the level above. For a partial one it is the
  /// root of no complete subtree, and belongs in no tile.
  ///
  /// - Complexity: O(*n*) hashes.
  public var root: Hash { MerkleTree.root(ofLeafHashes: hashes) }

  /// Returns the root over the 2^`height` hashes from hash `index` · 2^`height` on.
  func root(height: Int, index: Int) -> Hash? {
    let range = index << height..<(index + 1) << height
    guard range.upperBound <= hashes.count else { return nil }
    return MerkleTree.root(ofLeafHashes: hashes[range])
  }
}
