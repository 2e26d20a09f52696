internal import TransparencyLog

/// Some words in a row, as a lexicon writes them.
///
/// A word that ends in `*` stands for all that begin so, for languages whose words have many
/// endings; every other is compared whole. Case is not looked at.
struct Phrase: Hashable, Sendable {
  struct Piece: Hashable, Sendable {
    let text: String
    let isStem: Bool

    init(_ text: some StringProtocol) {
      isStem = text.hasSuffix("*")
      self.text = String(isStem ? Substring(text.dropLast()) : Substring(text)).lowercased()
    }

    func matches(_ token: Token) -> Bool {
      isStem ? token.lower.hasPrefix(text) : token.lower == text
    }
  }

  let pieces: [Piece]

  init(_ text: String) {
    pieces = text.split(separator: " ").map { Piece($0) }
  }

  /// Whether its words stand at a place; a sign between two of them, but for a hyphen, parts them.
  func matches(_ tokens: [Token], at place: Int) -> Bool {
    guard place + pieces.count <= tokens.count else { return false }
    for (offset, piece) in pieces.enumerated() where !piece.matches(tokens[place + offset]) {
      return false
    }
    return true
  }
}
