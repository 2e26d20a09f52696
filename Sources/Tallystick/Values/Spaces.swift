internal import TransparencyLog

extension Unicode.Scalar {
  /// Whether it is a space of any kind, a tabulator or a line break.
  package var isSpace: Bool { properties.isWhitespace }
}

extension String {
  /// Whether nothing can be seen of it: spaces of any kind, control and invisible characters alone.
  package var isBlank: Bool { unicodeScalars.allSatisfy { $0.isSpace || isHarmful($0) } }

  /// The text without spaces of any kind at its ends.
  package var trimmed: String {
    let scalars = unicodeScalars.drop(while: \.isSpace)
    guard let end = scalars.lastIndex(where: { !$0.isSpace }) else { return "" }
    return String(scalars[...end])
  }
}
