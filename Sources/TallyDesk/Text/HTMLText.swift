internal import TransparencyLog

/// The words of a page of HTML: tags taken out, blocks on lines of their own, scripts and styles
/// left out, the common entities read.
///
/// It reads what pages of newspapers are made of, and shows nothing: what it does not know it keeps
/// as it is written.
enum HTMLText {
  /// Whether a text begins like a page of HTML.
  static func isHTML(_ text: String) -> Bool {
    var head = String(text.unicodeScalars.prefix(2000)).lowercased()[...]
    while let first = head.unicodeScalars.first,
      first.properties.isWhitespace || first == "\u{FEFF}"
    {
      head = Substring(head.unicodeScalars.dropFirst())
    }
    if head.hasPrefix("<?xml") || head.hasPrefix("<!--") { return head.contains("<html") }
    return ["<!doctype html", "<html", "<head", "<body", "<article", "<p>"].contains {
      head.hasPrefix($0)
    }
  }

  /// The words of a page.
  ///
  /// - Complexity: O(*n*) in the number of scalars.
  static func text(of scalars: [Unicode.Scalar]) -> String {
    var result = String.UnicodeScalarView()
    var place = 0
    var hidden: String?
    while place < scalars.count {
      let scalar = scalars[place]
      if scalar == "<", let tag = tag(in: scalars, from: place) {
        place = tag.end
        if let name = hidden {
          if tag.name == "/" + name { hidden = nil }
        } else if silent.contains(tag.name) {
          hidden = tag.name
        } else if blocks.contains(tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name)
        {
          result.append("\n")
        }
      } else if hidden != nil {
        place += 1
      } else if scalar == "&", let (end, value) = entity(in: scalars, from: place) {
        result.append(value)
        place = end
      } else {
        result.append(scalar.properties.isWhitespace ? " " : scalar)
        place += 1
      }
    }
    return tidied(result)
  }

  private static let silent: Set = [
    "script", "style", "head", "noscript", "template", "svg", "nav",
  ]
  private static let blocks: Set = [
    "p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "td", "th",
    "table", "article", "section", "header", "footer", "main", "aside", "blockquote", "figure",
    "figcaption", "hr", "body", "html", "title", "pre", "dd", "dt",
  ]

  /// The tag or comment that begins at a place: its name in lower case, with a slash before that of
  /// an end, and where it ends.
  private static func tag(
    in scalars: [Unicode.Scalar], from start: Int
  ) -> (name: String, end: Int)? {
    guard start + 1 < scalars.count else { return nil }
    let next = scalars[start + 1]
    guard next.properties.isAlphabetic || next == "/" || next == "!" || next == "?" else {
      return nil
    }
    if start + 3 < scalars.count, scalars[start + 1] == "!", scalars[start + 2] == "-",
      scalars[start + 3] == "-"
    {
      var end = start + 4
      while end + 2 < scalars.count {
        if scalars[end] == "-", scalars[end + 1] == "-", scalars[end + 2] == ">" {
          return ("!", end + 3)
        }
        end += 1
      }
      return ("!", scalars.count)
    }
    var name = ""
    var end = start + 1
    while end < scalars.count, scalars[end] != ">" {
      if end - start <= 20, scalars[end].isASCII,
        scalars[end] == "/" && end == start + 1
          || scalars[end].properties.isAlphabetic || scalars[end].isDigit,
        name.unicodeScalars.count == end - start - 1
      {
        name.unicodeScalars.append(scalars[end])
      }
      end += 1
    }
    return (name.lowercased(), min(end + 1, scalars.count))
  }

  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "laquo": "«", "raquo": "»", "hellip": "…", "thinsp": "\u{2009}", "shy": "\u{AD}",
  ]

  private static func entity(
    in scalars: [Unicode.Scalar], from start: Int
  ) -> (end: Int, value: Unicode.Scalar)? {
    guard let semicolon = scalars[start...].prefix(12).firstIndex(of: ";") else { return nil }
    let name = String(String.UnicodeScalarView(scalars[(start + 1)..<semicolon]))
    if let value = entities[name] { return (semicolon + 1, value) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.hasPrefix("x") || digits.hasPrefix("X")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { (semicolon + 1, $0) }
  }

  /// Lines without spaces at their ends, each space once, and of empty lines one.
  private static func tidied(_ text: String.UnicodeScalarView) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split { $0 == " " || $0 == "\t" }.map { String($0) }
      let tidy = words.joined(separator: " ")
      if !tidy.isEmpty || !(lines.last?.isEmpty ?? true) { lines.append(tidy) }
    }
    return lines.joined(separator: "\n")
  }
}
