/// The place of an entry bundle in a log, and its width (C2SP tlog-tiles).
public struct EntryBundleID: Hashable, Sendable {
  /// The number of bundles to the left, from 0 to 2^55−1; the first entry is `index` · 256.
  public let index: Int

  /// The number of entries, from 1 to 256.
  public let width: Int

  /// Creates a place; the values must lie in their ranges.
  public init(index: Int, width: Int = TileID.fullWidth) {
    precondition((0...TilePath.maxIndex).contains(index), "a bundle has an index below 2^55")
    precondition((1...TileID.fullWidth).contains(width), "a bundle has a width from 1 to 256")
    self.index = index
    self.width = width
  }

  /// Creates the place that a path names, as ``path`` writes it.
  ///
  /// - Throws: When `path` is not exactly such a path.
  public init(path: String) throws(FormatError) {
    let parsed = try TilePath(parsing: path)
    guard parsed.level == nil else {
      throw FormatError("an entry bundle's path starts with \"tile/entries/\"", at: 5)
    }
    self.init(index: parsed.index, width: parsed.width)
  }

  /// The path, such as `tile/entries/x001/x234/067` or `tile/entries/000.p/17`.
  public var path: String { TilePath(level: nil, index: index, width: width).text }

  /// Returns the bundles of a log of `size` entries, from the left.
  ///
  /// - Complexity: O(*n*/256).
  public static func bundles(ofSize size: Int) -> [EntryBundleID] {
    TileID.widths(of: size).map { EntryBundleID(index: $0.index, width: $0.width) }
  }
}

/// Up to 256 entries of a log, each led by its length (C2SP tlog-tiles).
public struct EntryBundle: Hashable, Sendable {
  /// The most bytes an entry can have, as its length stands in two bytes.
  public static let maxEntryByteCount = 65_535

  /// The entries, from 1 to 256.
  public let entries: [[UInt8]]

  /// Creates a bundle.
  ///
  /// - Throws: When there is no entry, more than 256, or one of more than 65,535 bytes.
  public init(entries: [[UInt8]]) throws(FormatError) {
    guard (1...TileID.fullWidth).contains(entries.count) else {
      throw FormatError("an entry bundle has 1 to 256 entries, not \(entries.count)")
    }
    for (place, entry) in entries.enumerated() where entry.count > Self.maxEntryByteCount {
      throw FormatError(
        "entry \(place) of the bundle has \(entry.count) bytes, more than 65535")
    }
    self.entries = entries
  }

  /// Creates a bundle of its bytes.
  ///
  /// - Throws: When they are not exactly `width` entries.
  public init(bytes: [UInt8], width: Int) throws(FormatError) {
    var entries: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let offset = rest.startIndex
      let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= 2, rest.count - 2 >= length else {
        throw FormatError("entry \(entries.count) of the bundle is cut off", at: offset)
      }
      rest = rest.dropFirst(2)
      entries.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    guard entries.count == width else {
      throw FormatError("the entry bundle has \(entries.count) entries, not \(width)")
    }
    try self.init(entries: entries)
  }

  /// The entries one after another, each after its length in two bytes, the high one first.
  public var bytes: [UInt8] {
    entries.flatMap { entry in
      [UInt8(truncatingIfNeeded: entry.count >> 8), UInt8(truncatingIfNeeded: entry.count)] + entry
    }
  }

  /// The leaf hashes of the entries: the hashes of the tile on level 0 with the same index.
  public var leafHashes: [Hash] { entries.map(Hash.leaf(of:)) }
}
