/// The bytes in a column that is indexed: those of an id in two words, without an array.
enum ColumnBytes: Sendable {
  /// 16 bytes.
  case id(EventID)

  /// Any other number of bytes.
  case other([UInt8])

  init(_ bytes: [UInt8]) {
    if bytes.count == 16, let id = EventID(bytes: bytes) {
      self = .id(id)
    } else {
      self = .other(bytes)
    }
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  var bytes: [UInt8] {
    switch self {
    case .id(let id): id.bytes
    case .other(let bytes): bytes
    }
  }

  /// Whether these stand before others, byte for byte.
  func precedes(_ other: ColumnBytes) -> Bool {
    if case .id(let mine) = self, case .id(let theirs) = other { return mine < theirs }
    return bytes.lexicographicallyPrecedes(other.bytes)
  }
}

extension ColumnBytes: Hashable {
  /// Feeds every byte into `hasher`, which an id by itself does not: these may be anybody's.
  func hash(into hasher: inout Hasher) {
    switch self {
    case .id(let id):
      hasher.combine(id.high)
      hasher.combine(id.low)
    case .other(let bytes): hasher.combine(bytes)
    }
  }
}
