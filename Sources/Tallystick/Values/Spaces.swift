extension Unicode.Scalar {
  /// Whether it is a space of any kind, a tabulator or a line break.
  package var isSpace: Bool { properties.isWhitespace }
}

extension String {
  /// The text without spaces of any kind at its ends.
  package var trimmed: String {
    let scalars = unicodeScalars.drop(while: \.isSpace)
    guard let end = scalars.lastIndex(where: { !$0.isSpace }) else { return "" }
    return String(scalars[...end])
  }
}
