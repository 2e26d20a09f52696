internal import TransparencyLog

/// A sentence of an article, with the place where it stands.
struct Sentence: Sendable {
  /// The exact words.
  let text: String

  let scalars: [Unicode.Scalar]
  let tokens: [Token]

  /// The line on which it begins, from 1.
  let line: Int

  /// The number of the paragraph, from 0.
  let paragraph: Int

  init(_ scalars: [Unicode.Scalar], line: Int, paragraph: Int) {
    self.scalars = scalars
    text = String(String.UnicodeScalarView(scalars))
    tokens = Token.tokens(of: scalars)
    self.line = line
    self.paragraph = paragraph
  }

  /// The words from one token to another, as written.
  func words(_ range: Range<Int>) -> String {
    guard let first = range.first, let last = range.last, tokens.indices.contains(last) else {
      return ""
    }
    let place = tokens[first].range.lowerBound..<tokens[last].range.upperBound
    return String(String.UnicodeScalarView(scalars[place]))
  }
}

extension Sentence {
  /// Whether it holds letters of a script that no lexicon is in, or more than a name and no letter
  /// of this one.
  func isUnread(in script: Script) -> Bool {
    if scalars.contains(where: { $0.script == .other }) { return true }
    return !scalars.contains { $0.script == script } && tokens.count { $0.kind == .word } > 3
  }
}

extension ArticleText {
  /// The sentences, in their order.
  ///
  /// A sentence ends at a full stop, an exclamation or question mark or an ellipsis before a space
  /// and a capital, a digit or an opening mark, but not after one of `abbreviations`, an initial or
  /// the number of a day; and with its paragraph.
  ///
  /// - Complexity: O(*n*) in the number of scalars.
  func sentences(abbreviations: Set<String>) -> [Sentence] {
    var sentences: [Sentence] = []
    for (number, paragraph) in paragraphs.enumerated() {
      let scalars = paragraph.scalars
      var start = 0
      func take(_ end: Int) {
        // What goes on without an end is read in parts, so that no part takes long.
        while end - start > ArticleText.longestSentence {
          let limit = start + ArticleText.longestSentence
          let space = scalars[start..<limit].lastIndex(where: \.properties.isWhitespace) ?? limit
          let part = max(space, start + 1)
          sentences.append(
            Sentence(
              Array(scalars[start..<part]), line: paragraph.line(at: start), paragraph: number))
          start = part
        }
        while start < end, scalars[start].properties.isWhitespace { start += 1 }
        if start < end {
          sentences.append(
            Sentence(
              Array(scalars[start..<end]), line: paragraph.line(at: start), paragraph: number))
        }
        start = end
      }
      for place in scalars.indices where ".!?…".unicodeScalars.contains(scalars[place]) {
        guard let end = ArticleText.end(after: place, in: scalars),
          scalars[place] != "." || !endsAbbreviation(scalars, start, place, abbreviations)
        else { continue }
        take(end)
      }
      take(scalars.count)
    }
    return sentences
  }

  /// The longest sentence that is read whole, in characters.
  private static let longestSentence = 1500

  /// Where a sentence ends whose last mark stands at a place; nil where it goes on.
  private static func end(after place: Int, in scalars: [Unicode.Scalar]) -> Int? {
    var end = place + 1
    while end < scalars.count, ".!?…\"'”’»)]".unicodeScalars.contains(scalars[end]) { end += 1 }
    guard end < scalars.count else { return end }
    guard scalars[end].properties.isWhitespace else { return nil }
    var next = end
    while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
    guard next < scalars.count else { return end }
    let scalar = scalars[next]
    let begins =
      scalar.properties.isUppercase || scalar.isDigit
      || "\"'“‘«([—–".unicodeScalars.contains(scalar)
    return begins ? end : nil
  }

  private func endsAbbreviation(
    _ scalars: [Unicode.Scalar], _ start: Int, _ place: Int, _ abbreviations: Set<String>
  ) -> Bool {
    var first = place
    while first > start, scalars[first - 1].properties.isAlphabetic || scalars[first - 1] == "." {
      first -= 1
    }
    let word = String(String.UnicodeScalarView(scalars[first..<place]))
    if word.unicodeScalars.count == 1, word.unicodeScalars.first?.properties.isUppercase ?? false {
      return true
    }
    return abbreviations.contains(word.lowercased())
  }
}
