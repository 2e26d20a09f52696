/// The tiles and entry bundles of a log whose entries come one after another (C2SP tlog-tiles).
public struct TilesExport {
  /// A file below the log's prefix.
  public struct File: Hashable, Sendable {
    /// The path.
    public let path: String

    /// The bytes.
    public let bytes: [UInt8]
  }

  private var tiles = TileStack()
  private var bundle: [[UInt8]] = []
  private var size = 0

  /// Creates the export of a log without entries.
  public init() {}

  /// Takes the next entry, and returns the files that it fills.
  ///
  /// - Throws: ``FormatError`` when it has more than 65,535 bytes.
  public mutating func take(_ entry: [UInt8]) throws(FormatError) -> [File] {
    size += 1
    bundle.append(entry)
    let filled = tiles.append(leafHash: Hash.leaf(of: entry))
    let whole = bundle.count == TileID.fullWidth ? try takeBundle() : []
    return whole + filled.map { File(path: $0.id.path, bytes: $0.tile.bytes) }
  }

  /// The partial files of the right edge, after the last entry.
  public mutating func finish() throws(FormatError) -> [File] {
    let rest = bundle.isEmpty ? [] : try takeBundle()
    return rest + tiles.edge.map { File(path: $0.id.path, bytes: $0.tile.bytes) }
  }

  private mutating func takeBundle() throws(FormatError) -> [File] {
    let id = EntryBundleID(index: (size - 1) / TileID.fullWidth, width: bundle.count)
    defer { bundle = [] }
    return [File(path: id.path, bytes: try EntryBundle(entries: bundle).bytes)]
  }
}
