internal import TransparencyLog

/// The words of a page of HTML: tags taken out, blocks on lines of their own, the common entities
/// read; left out are scripts and styles, what is hidden, and what was struck out.
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
    return [
      "<!doctype html", "<html", "<head", "<body", "<article", "<main", "<section", "<div", "<p>",
      "<p ",
    ].contains {
      head.hasPrefix($0)
    }
  }

  /// The words of a page.
  ///
  /// - Complexity: O(*n*) in the number of scalars.
  static func text(of scalars: [Unicode.Scalar]) -> String {
    var result = String.UnicodeScalarView()
    var place = 0
    var hidden: Hidden?
    while place < scalars.count {
      let scalar = scalars[place]
      if scalar == "<", let tag = tag(in: scalars, from: place) {
        let isHidden = !tag.name.hasPrefix("/") && isHidden(scalars[place..<tag.end])
        place = tag.end
        if let ended = hidden?.name, hidden?.isOver(at: tag.name) ?? false {
          // A paragraph without an end is ended by the next, which may be hidden itself.
          hidden = isHidden ? Hidden(name: tag.name) : nil
          if !raised.contains(ended) { result.append(blocks.contains(ended) ? "\n" : " ") }
        } else if hidden != nil {
          continue
        } else if silent.contains(tag.name) || isHidden && !empty.contains(tag.name)
          || raised.contains(tag.name) && isNote(scalars, from: place)
        {
          hidden = Hidden(name: tag.name)
        } else {
          let name = tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name
          if blocks.contains(name) { result.append("\n") }
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
    "script", "style", "head", "noscript", "template", "svg", "nav", "del", "s", "strike",
  ]

  /// Elements without words, which have no end.
  private static let empty: Set = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  /// What stands above or below the line: "12³" is no 123.
  private static let raised: Set = ["sup", "sub"]

  /// Whether the number of a note stands at a place, and not the end of a word, as in "30th".
  private static func isNote(_ scalars: [Unicode.Scalar], from place: Int) -> Bool {
    let words = scalars[place...].prefix(200)
    let first = words.drop { $0.properties.isWhitespace || $0 == "[" || $0 == "(" }.first
    return first.map { $0.isDigit || $0 == "<" || $0 == "*" } ?? false
  }

  private static let blocks: Set = [
    "p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "td", "th",
    "table", "article", "section", "header", "footer", "main", "aside", "blockquote", "figure",
    "figcaption", "hr", "body", "html", "title", "pre", "dd", "dt",
  ]

  /// An element whose words are left out.
  private struct Hidden {
    let name: String
    var depth = 1

    /// Elements that end where the next of their kind begins.
    private static let open: Set = ["p", "li", "td", "th", "tr", "dd", "dt"]

    /// Elements whose words are no tags.
    private static let raw: Set = ["script", "style"]

    /// Whether it ends with this tag.
    mutating func isOver(at tag: String) -> Bool {
      if tag == name {
        if Hidden.open.contains(name) { return true }
        if !Hidden.raw.contains(name) { depth += 1 }
      } else if tag == "/" + name {
        depth -= 1
      }
      return depth == 0
    }
  }

  /// Whether a tag hides its element: by `hidden`, or by its own style.
  private static func isHidden(_ tag: ArraySlice<Unicode.Scalar>) -> Bool {
    attributes(of: tag).contains { name, value in
      let style = value.lowercased().split(whereSeparator: \.isWhitespace).joined()
      return name == "hidden"
        || name == "style"
          && (style.contains("display:none") || style.contains("visibility:hidden"))
    }
  }

  /// The attributes of a tag, in its order.
  private static func attributes(
    of tag: ArraySlice<Unicode.Scalar>
  ) -> [(name: String, value: String)] {
    var attributes: [(name: String, value: String)] = []
    var rest = tag.drop { !$0.properties.isWhitespace }
    func take(until isEnd: (Unicode.Scalar) -> Bool) -> String {
      let end = rest.firstIndex(where: isEnd) ?? rest.endIndex
      defer { rest = rest[end...] }
      return String(String.UnicodeScalarView(rest[..<end]))
    }
    while true {
      rest = rest.drop { $0.properties.isWhitespace || "/>=\"'".unicodeScalars.contains($0) }
      guard !rest.isEmpty else { return attributes }
      let name = take { $0.properties.isWhitespace || "/>=".unicodeScalars.contains($0) }
      var value = ""
      let equals = rest.drop { $0.properties.isWhitespace }
      if equals.first == "=" {
        rest = equals.dropFirst().drop { $0.properties.isWhitespace }
        if let quote = rest.first, quote == "\"" || quote == "'" {
          rest = rest.dropFirst()
          value = take { $0 == quote }
          rest = rest.dropFirst()
        } else {
          value = take { $0.properties.isWhitespace || $0 == ">" }
        }
      }
      attributes.append((name.lowercased(), value))
    }
  }

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
