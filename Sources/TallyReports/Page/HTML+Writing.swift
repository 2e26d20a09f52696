internal import Tallystick
internal import TransparencyLog

/// What becomes of a page, piece by piece, in document order.
protocol HTMLWriter {
  /// Takes what a page begins with.
  mutating func begin()
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
    case .doctype: writer.begin()
    case .text(let text): if !text.isEmpty { writer.text(text) }
    case .several(let pieces): for piece in pieces { piece.write(to: &writer) }
    case .later(let piece): piece().write(to: &writer)
    case .element(let name, let attributes, let content):
      writer.open(name, attributes)
      for piece in content { piece.write(to: &writer) }
      writer.close(name)
      if HTML.blocks.contains(name) { writer.text("\n") }
      if name == "td" || name == "th" { writer.text("\t") }
    }
  }

  /// The source of the page.
  package var html: [UInt8] {
    var bytes: [UInt8] = []
    var writer = MarkupWriter { bytes += $0 }
    write(to: &writer)
    writer.flush()
    return bytes
  }

  /// Hands the source of the page to `take`, piece by piece.
  ///
  /// - Throws: What `take` throws.
  func write(to take: ([UInt8]) throws -> Void) throws {
    try withoutActuallyEscaping(take) { take in
      var writer = MarkupWriter(take)
      write(to: &writer)
      writer.flush()
      if let failure = writer.failure { throw failure }
    }
  }

  /// What a browser gives for `textContent`: all text in the element, in order (DOM §4.4).
  var textContent: String { content(KeptText()).written }

  /// The SHA-256 of ``textContent``.
  var textDigest: Hash { content(DigestedText()).hash }

  private func content<Output: TextOutput>(_ output: Output) -> Output {
    var writer = TextWriter(output: output)
    if case .element(_, _, let content) = self {
      for piece in content { piece.write(to: &writer) }
    } else {
      write(to: &writer)
    }
    return writer.output
  }

  /// The page's elements, attributes and places of text in one string that two different pages do
  /// not share, without what is in the element `drawn`; the page's script makes the same of the
  /// document.
  var outline: String { drawing(KeptText()).written }

  /// The SHA-256 of ``outline``.
  var outlineDigest: Hash { drawing(DigestedText()).hash }

  private func drawing<Output: TextOutput>(_ output: Output) -> Output {
    var writer = OutlineWriter(output: output)
    write(to: &writer)
    return writer.output
  }

  /// Whether an element has neither content nor an end.
  fileprivate static func isVoid(_ name: String) -> Bool {
    name == "meta" || name == "link" || name == "input"
  }

  private static let blocks: Set = [
    "html", "head", "body", "header", "main", "section", "article", "nav", "div", "figure",
    "figcaption", "h1", "h2", "h3", "h4", "p", "blockquote", "ol", "ul", "li", "dl", "dt", "dd",
    "details", "summary", "table", "caption", "thead", "tbody", "tr", "svg", "title", "desc",
    "meta", "link", "style", "script", "footer", "form",
  ]
}

/// Writes the source of a page.
private struct MarkupWriter: HTMLWriter {
  /// Why it could not be handed on; nothing is after that.
  private(set) var failure: (any Error)?

  private let take: ([UInt8]) throws -> Void
  private var bytes: [UInt8] = []
  private var isRaw = false

  init(_ take: @escaping ([UInt8]) throws -> Void) { self.take = take }

  /// Hands on what was written.
  mutating func flush() {
    defer { bytes.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    do { try take(bytes) } catch { failure = error }
  }

  mutating func begin() { bytes += "<!DOCTYPE html>\n".utf8 }

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
    if !HTML.isVoid(name) { bytes += "</\(name)>".utf8 }
    if bytes.count >= 1 << 16 { flush() }
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

/// What takes a long text piece by piece.
protocol TextOutput {
  /// Takes the next piece.
  mutating func add(_ text: String)
}

/// Keeps a text.
private struct KeptText: TextOutput {
  var written = ""

  mutating func add(_ text: String) { written += text }
}

/// Keeps the digest of a text alone.
struct DigestedText: TextOutput {
  private var digest = SHA256()
  private var pending: [UInt8] = []

  /// The SHA-256 of the text.
  var hash: Hash {
    var whole = digest
    whole.update(pending)
    return whole.finalize()
  }

  mutating func add(_ text: String) {
    pending += text.utf8
    guard pending.count >= 1 << 14 else { return }
    digest.update(pending)
    pending.removeAll(keepingCapacity: true)
  }
}

/// Writes the text of a page.
struct TextWriter<Output: TextOutput>: HTMLWriter {
  var output: Output

  mutating func begin() {}
  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {}
  mutating func text(_ text: String) { output.add(text) }
  mutating func close(_ name: String) {}
}

/// Writes the outline of a page: lengths go before texts, in UTF-16 units as browsers count them.
struct OutlineWriter<Output: TextOutput>: HTMLWriter {
  private(set) var output: Output
  private var pending = ""
  private var depthOfDrawn: Int?
  private var depth = 0

  init(output: Output) { self.output = output }

  mutating func begin() {}

  mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {
    flush()
    depth += 1
    guard depthOfDrawn == nil else { return }
    output.add("<" + field(name))
    for (name, value) in attributes { output.add("@" + field(name) + field(value)) }
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
    if depthOfDrawn == nil { output.add(">") }
  }

  private mutating func flush() {
    if !pending.isEmpty { output.add("t" + field(pending)) }
    pending = ""
  }

  private func field(_ text: String) -> String { "\(text.utf16.count):\(text)" }
}
