/// The place of a tile in a tree, and its width (C2SP tlog-tiles).
///
/// Hash `i` of tile `index` on level `level` is the root over the 256^`level` leaves from leaf
/// (`index` · 256 + `i`) · 256^`level` on.
public struct TileID: Hashable, Sendable {
  /// The number of hashes in a full tile.
  public static let fullWidth = 256

  /// The number of tree levels that one tile spans.
  public static let height = 8

  /// The level, from 0 (leaf hashes) to 63.
  public let level: Int

  /// The number of tiles to the left on the same level, from 0 to 2^55−1.
  public let index: Int

  /// The number of hashes, from 1 to 256.
  public let width: Int

  /// Creates a place; the values must lie in their ranges.
  public init(level: Int, index: Int, width: Int = fullWidth) {
    precondition((0...TilePath.maxLevel).contains(level), "a tile has a level from 0 to 63")
    precondition((0...TilePath.maxIndex).contains(index), "a tile has an index below 2^55")
    precondition((1...Self.fullWidth).contains(width), "a tile has a width from 1 to 256")
    self.level = level
    self.index = index
    self.width = width
  }

  /// Creates the place that a path names, as ``path`` writes it.
  ///
  /// - Throws: When `path` is not exactly such a path.
  public init(path: String) throws(FormatError) {
    let parsed = try TilePath(parsing: path)
    guard let level = parsed.level else {
      throw FormatError("a tile path has a level, not \"entries\"", at: 5)
    }
    self.init(level: level, index: parsed.index, width: parsed.width)
  }

  /// The path, such as `tile/0/x001/x234/067` or, for a partial tile, `tile/1/000.p/17`.
  public var path: String { TilePath(level: level, index: index, width: width).text }

  /// Whether the tile has all its 256 hashes, so that it never changes again.
  public var isFull: Bool { width == Self.fullWidth }

  /// Returns the width of a tile in a tree of `size` leaves; 0 when the tree does not reach it.
  public static func width(level: Int, index: Int, size: Int) -> Int {
    let (start, overflow) = index.multipliedReportingOverflow(by: fullWidth)
    let hashes = size >> (height * level)
    guard index >= 0, !overflow, start < hashes else { return 0 }
    return min(fullWidth, hashes - start)
  }

  /// Returns the tiles of a tree of `size` leaves, from level 0 up, each level from the left.
  ///
  /// - Complexity: O(*n*/256).
  public static func tiles(ofSize size: Int) -> [TileID] {
    var tiles: [TileID] = []
    var hashes = size
    var level = 0
    while hashes > 0 {
      for (index, width) in widths(of: hashes) {
        tiles.append(TileID(level: level, index: index, width: width))
      }
      hashes >>= height
      level += 1
    }
    return tiles
  }

  /// Returns the indexes and widths of the tiles that hold `count` hashes or entries in a row.
  static func widths(of count: Int) -> [(index: Int, width: Int)] {
    let full = count / fullWidth
    let rest = count % fullWidth
    var widths = (0..<full).map { (index: $0, width: fullWidth) }
    if rest > 0 { widths.append((full, rest)) }
    return widths
  }
}
