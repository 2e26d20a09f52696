/// A path below a log's prefix: `tile/LEVEL/INDEX` or `tile/entries/INDEX`, then `.p/WIDTH` for a
/// partial width (C2SP tlog-tiles).
struct TilePath {
  static let maxLevel = 63

  // A tree has at most 2^63−1 leaves, so 2^55 tiles.
  static let maxIndex = (1 << 55) - 1

  /// The level, or `nil` for entries.
  let level: Int?
  let index: Int
  let width: Int

  init(level: Int?, index: Int, width: Int) {
    self.level = level
    self.index = index
    self.width = width
  }

  /// Reads a path; it has one form only.
  init(parsing text: String) throws(FormatError) {
    var parts = Array(text.utf8).split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
    guard let root = parts.popFirst(), root.elementsEqual("tile".utf8) else {
      throw FormatError("a tile path starts with \"tile/\"", at: 0)
    }
    let level = try Self.level(parts.popFirst() ?? [])
    let (index, isPartial) = try Self.index(&parts)
    let width = isPartial ? try Self.width(parts.popFirst() ?? []) : TileID.fullWidth
    if let rest = parts.first {
      throw FormatError("a tile path ends with its index or its width", at: rest.startIndex)
    }
    self.init(level: level, index: index, width: width)
  }

  /// The path.
  var text: String {
    var groups: [String] = []
    var rest = index
    repeat {
      let group = String(rest % 1000)
      let digits = String(repeating: "0", count: 3 - group.count) + group
      groups.append(groups.isEmpty ? digits : "x" + digits)
      rest /= 1000
    } while rest > 0
    let place =
      "tile/\(level.map { String($0) } ?? "entries")/\(groups.reversed().joined(separator: "/"))"
    return width == TileID.fullWidth ? place : "\(place).p/\(width)"
  }

  private static func level(_ part: ArraySlice<UInt8>) throws(FormatError) -> Int? {
    if part.elementsEqual("entries".utf8) { return nil }
    guard let level = Decimal.parse(part), level <= maxLevel else {
      throw FormatError("a tile level is \"entries\" or 0 to 63", at: part.startIndex)
    }
    return level
  }

  /// Takes the groups of three digits, all but the last with an `x`, and says whether `.p` follows.
  private static func index(
    _ parts: inout ArraySlice<ArraySlice<UInt8>>
  ) throws(FormatError) -> (index: Int, isPartial: Bool) {
    var index = 0
    while let part = parts.popFirst() {
      let isLast = part.first != UInt8(ascii: "x")
      let digits = isLast ? part : part.dropFirst()
      let group = try group(digits.prefix(3), at: part.startIndex)
      guard index <= (maxIndex - group) / 1000 else {
        throw FormatError("a tile index is below 2^55", at: part.startIndex)
      }
      index = index * 1000 + group
      guard isLast || index > 0 else {
        throw FormatError("a tile index has no leading group of zeros", at: part.startIndex)
      }
      let suffix = digits.dropFirst(3)
      guard suffix.isEmpty || isLast && suffix.elementsEqual(".p".utf8) else {
        throw FormatError("a tile index is followed by nothing or \".p/\"", at: suffix.startIndex)
      }
      if isLast { return (index, !suffix.isEmpty) }
    }
    throw FormatError("a tile path has an index that ends with a group without \"x\"")
  }

  private static func group(
    _ digits: ArraySlice<UInt8>, at offset: Int
  ) throws(FormatError) -> Int {
    guard digits.count == 3, let group = Decimal.digits(digits) else {
      throw FormatError("a tile index comes in groups of three digits", at: offset)
    }
    return group
  }

  private static func width(_ part: ArraySlice<UInt8>) throws(FormatError) -> Int {
    guard let width = Decimal.parse(part), (1..<TileID.fullWidth).contains(width) else {
      throw FormatError("a partial tile has a width from 1 to 255", at: part.startIndex)
    }
    return width
  }
}
