/// What becomes of a page, piece by piece, in document order.
protocol HTMLWriter {
  /// Takes the beginning of an element.
  mutating func open(_ name: String, _ attributes: [HTML.Attribute])
  /// Takes text; more of it may follow in the same place.
  mutating func text(_ text: String)
  /// Takes the end of an element.
  mutating func close(_ name: String)
}

extension HTML {
  /// Hands the page to a writer.
  ///
  /// What stands after a block is a line feed, after a cell a tab: text for every reader, so that
  /// words of two blocks do not run together.
  ///
  /// - Complexity: O(*n*) in the size of the page.
  func write<Writer: HTMLWriter>(to writer: inout Writer) {
    switch self {
    case .text(let text): if !text.isEmpty { writer.text(text) }
    case .several(let pieces): for piece in pieces { piece.write(to: &writer) }
    case .element(let name, let attributes, let content):
      writer.open(name, attributes)
      for piece in content { piece.write(to: &writer) }
      writer.close(name)
      if HTML.blocks.contains(name) { writer.text("\n") }
      if name == "td" || name == "th" { writer.text("\t") }
    }
  }

  /// The source of the page.
  var html: [UInt8] {
    var writer = MarkupWriter()
    write(to: &writer)
    return writer.bytes
  }

  /// What a browser gives for `textContent`: all text in the element, in order (DOM §4.4).
  var textContent: String {
    var writer = TextWriter()
    if case .element(_, _, let content) = self {
      for piece in content { piece.write(to: &writer) }
    } else {
      write(to: &writer)
    }
    return writer.written
  }

  /// The page's elements, attributes and places of text in one string that two different pages do
  /// not share, without what is in the element `drawn`; the page's script makes the same of the
  /// document.
  var outline: String {
    var writer = OutlineWriter()
    write(to: &writer)
    return writer.written
  }

  private static let blocks: Set = [
    "html", "head", "body", "header", "main", "section", "article", "nav", "div", "figure",
    "figcaption", "h1", "h2", "h3", "h4", "p", "blockquote", "ol", "ul", "li", "dl", "dt", "dd",
    "details", "summary", "table", "caption", "thead", "tbody", "tr", "svg", "title", "desc",
    "meta", "link", "style", "script",
  ]
}

/// Writes the source of a page.
private struct MarkupWriter: HTMLWriter {
  var bytes: [UInt8] = []
  private var isRaw = false

  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {
    bytes += "<\(name)".utf8
    for (name, value) in attributes {
      bytes += " \(name)=\"".utf8
      escape(value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    isRaw = name == "style" || name == "script"
  }

  mutating func text(_ text: String) {
    if isRaw { bytes += text.utf8 } else { escape(text) }
  }

  mutating func close(_ name: String) {
    isRaw = false
    if name != "meta", name != "link" { bytes += "</\(name)>".utf8 }
  }

  /// Writes text so that a browser reads exactly it.
  ///
  /// A CR, which would be read as LF, becomes a reference. NUL alone cannot be written in HTML: it
  /// is read as U+FFFD.
  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "\r"): bytes += "&#13;".utf8
      case 0: bytes += "&#0;".utf8
      default: bytes.append(byte)
      }
    }
  }
}

/// Writes the text of a page.
private struct TextWriter: HTMLWriter {
  var written = ""

  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {}
  mutating func text(_ text: String) { written += text }
  mutating func close(_ name: String) {}
}

/// Writes the outline of a page: lengths go before texts, in UTF-16 units as browsers count them.
private struct OutlineWriter: HTMLWriter {
  var written = ""
  private var pending = ""
  private var depthOfDrawn: Int?
  private var depth = 0

  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {
    flush()
    depth += 1
    guard depthOfDrawn == nil else { return }
    written += "<" + field(name)
    for (name, value) in attributes { written += "@" + field(name) + field(value) }
    if attributes.contains(where: { $0.name == "id" && $0.value == "drawn" }) {
      depthOfDrawn = depth
    }
  }

  mutating func text(_ text: String) {
    if depthOfDrawn == nil { pending += text }
  }

  mutating func close(_ name: String) {
    flush()
    if depth == depthOfDrawn { depthOfDrawn = nil }
    depth -= 1
    if depthOfDrawn == nil { written += ">" }
  }

  private mutating func flush() {
    if !pending.isEmpty { written += "t" + field(pending) }
    pending = ""
  }

  private func field(_ text: String) -> String { "\(text.utf16.count):\(text)" }
}
