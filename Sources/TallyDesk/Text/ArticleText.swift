internal import TransparencyLog

/// The lines of an article, as its file has them or as they stand on its page.
package struct ArticleText: Hashable, Sendable {
  /// The longest text that is read: half a million bytes, some eighty pages.
  package static let longest = 500_000

  /// The lines without their ends.
  package let lines: [String]

  /// Reads plain text, or a page of HTML where the bytes begin like one.
  ///
  /// - Throws: ``NotText`` where the bytes are no UTF-8, or hold a zero byte.
  /// - Complexity: O(*n*) in the number of bytes.
  package init(_ bytes: [UInt8]) throws(NotText) {
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw NotText()
    }
    let scalars = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
    let plain =
      HTMLText.isHTML(text) ? HTMLText.text(of: Array(scalars)) : String(scalars)
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    for scalar in plain.unicodeScalars {
      if scalar == "\n" || scalar == "\u{C}" {
        lines.append(String(line))
        line = String.UnicodeScalarView()
      } else if scalar != "\r" {
        line.append(scalar)
      }
    }
    if !line.isEmpty { lines.append(String(line)) }
    self.lines = lines
  }

  /// A file that is no text in UTF-8.
  package struct NotText: Error {}
}

extension ArticleText {
  /// Some words that stand together, and the line on which each begins.
  struct Paragraph {
    var scalars: [Unicode.Scalar] = []

    /// The place of the first scalar of each line, with the number of the line, from 1.
    var starts: [(place: Int, line: Int)] = []

    func line(at place: Int) -> Int { starts.last { $0.place <= place }?.line ?? 1 }
  }

  /// The paragraphs: lines are joined where one was broken to fit a width.
  ///
  /// A line goes on in the next where it is at least as long as a column is wide and does not end
  /// a sentence; headlines, which are short or followed by nothing, stand alone.
  var paragraphs: [Paragraph] {
    var paragraphs: [Paragraph] = []
    var current = Paragraph()
    for (place, text) in lines.enumerated() {
      let scalars = Array(text.unicodeScalars.drop { $0.properties.isWhitespace })
      if scalars.allSatisfy(\.properties.isWhitespace) {
        if !current.scalars.isEmpty { paragraphs.append(current) }
        current = Paragraph()
        continue
      }
      if let last = current.scalars.last, !ArticleText.goesOn(current, last, into: scalars) {
        paragraphs.append(current)
        current = Paragraph()
      }
      if !current.scalars.isEmpty { current.scalars.append(" ") }
      current.starts.append((current.scalars.count, place + 1))
      current.scalars += scalars
      while current.scalars.last?.properties.isWhitespace ?? false { current.scalars.removeLast() }
    }
    if !current.scalars.isEmpty { paragraphs.append(current) }
    return paragraphs
  }

  private static func goesOn(
    _ current: Paragraph, _ last: Unicode.Scalar, into next: [Unicode.Scalar]
  ) -> Bool {
    if next.first?.properties.isLowercase ?? false { return true }
    let length = current.scalars.count - (current.starts.last?.place ?? 0)
    let isWrapped = (50...120).contains(length)
    return isWrapped && !".!?…:;»”\"’".unicodeScalars.contains(last)
      && (next.count >= 50 || next.last.map { ".!?".unicodeScalars.contains($0) } ?? false)
      && current.starts.count > 0 && next.first?.properties.isUppercase != true
  }
}
