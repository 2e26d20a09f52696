public import TransparencyLog

/// A row of the table of tiles as it is, whatever it holds.
public struct AuditTile: Hashable, Sendable {
  /// Where a tile stands, as its row says.
  public struct Place: Hashable, Sendable {
    /// The level.
    public let level: Int
    /// The index on the level.
    public let index: Int

    /// Creates a place.
    public init(level: Int, index: Int) {
      self.level = level
      self.index = index
    }
  }

  /// The column `root`; nil where it is no blob.
  public let root: [UInt8]?

  /// The column `hashes`; nil where it is no blob.
  public let hashes: [UInt8]?

  /// Creates a row.
  public init(root: [UInt8]?, hashes: [UInt8]?) {
    self.root = root
    self.hashes = hashes
  }

  /// Creates the row of a tile that was read whole.
  public init(_ tile: StoredTile) {
    self.init(root: tile.root.bytes, hashes: tile.hashes.flatMap(\.bytes))
  }

  /// Whether the row is the tile of just these hashes, whose root this is.
  func holds(_ expected: [Hash?], under root: Hash) -> Bool {
    guard self.root == root.bytes, let hashes, hashes.count == expected.count * Hash.byteCount
    else { return false }
    return hashes.withUnsafeBytes { bytes in
      expected.indices.allSatisfy { place in
        let start = place * Hash.byteCount
        let hash = UnsafeRawBufferPointer(rebasing: bytes[start..<start + Hash.byteCount])
        return Hash(loading: hash) == expected[place]
      }
    }
  }

  /// The 256 hashes, where the row is a tile and its root is theirs.
  var wholeHashes: [Hash]? {
    guard let root, let bytes = hashes,
      let tile = try? Tile(bytes: bytes, width: TileID.fullWidth), tile.root.bytes == root
    else { return nil }
    return tile.hashes
  }
}

/// What the places of stored tiles tell of a record.
enum TilePlaces {
  /// The tiles too many for a record of `size` entries: where they follow on, its end is gone.
  static func findings(_ places: [AuditTile.Place], size: Int) -> [Finding] {
    let extra = places.filter { $0.index < 0 || $0.index >= count(on: $0.level, size: size) }
    guard !extra.isEmpty else { return [] }
    let first = count(on: 0, size: size)
    let followOn = extra.filter { $0.level == 0 }.map(\.index).sorted()
    if followOn.first == first, let last = followOn.last, last < Int.max / TileID.fullWidth - 1,
      last - first + 1 == followOn.count
    {
      let covered = (last + 1) * TileID.fullWidth
      return [
        Finding(
          .truncated, at: size + 1...covered,
          "the tiles cover \(covered) entries, and the record holds \(size)")
      ]
    }
    return extra.prefix(100).map {
      Finding(
        .tileAltered, "a record of \(size) entries has no full tile \($0.level)/\($0.index)")
    }
  }

  /// The number of full tiles on a level.
  private static func count(on level: Int, size: Int) -> Int {
    (0...7).contains(level) ? size >> (TileID.height * (level + 1)) : 0
  }
}
