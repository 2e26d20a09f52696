/// What a draft or an event says: as values, or as a line whose bytes are enough to decide on it.
enum Saying: Sendable {
  indirect case read(Content)
  case plain(PlainLine)

  /// The content; of a plain line it is made at every call.
  ///
  /// - Complexity: O(*n*) in the number of bytes of a plain line.
  var content: Content {
    switch self {
    case .read(let content): content
    case .plain(let line): line.content
    }
  }

  /// The type, where this program knows it and its version.
  var knownType: EventType? {
    switch self {
    case .read(let content): content.knownType
    case .plain(let line): line.type
    }
  }
}
