import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// Markup is read in the one way in which pages are written, and in no other.
struct HTMLReaderTests {
  /// Writes what it is told, to compare.
  private struct Told: HTMLWriter {
    var lines: [String] = []

    mutating func begin() { lines.append("begin") }
    mutating func text(_ text: String) { lines.append("text \(text)") }
    mutating func close(_ name: String) { lines.append("close \(name)") }
    mutating func open(_ name: String, _ attributes: [HTML.Attribute]) {
      lines.append("open \(name)" + attributes.map { " \($0.name)=\($0.value)" }.joined())
    }
  }

  private static func read(_ text: String) throws -> [String] {
    var told = Told()
    try HTMLReader.read(Array(text.utf8)[...], into: &told)
    return told.lines
  }

  @Test func `what was written is read`() throws {
    #expect(
      try Self.read("<p id=\"a\" class=\"&quot;&lt;&amp;\">x &gt; y&#13;<b>1</b></p>\n") == [
        "open p id=a class=\"<&", "text x > y\r", "open b", "text 1", "close b", "close p",
        "text \n",
      ])
    #expect(try Self.read("") == [])
  }

  @Test(arguments: [
    "<", "<p", "<p>", "</p>", "<p></b>", "<p><b></p></b>", "<p id>x</p>", "<p id=a>x</p>",
    "<p id='a'>x</p>", "<p  id=\"a\">x</p>", "<p id=\"a>x</p>", "<!--x-->", "<?x?>", "<br/>",
    "<p >x</p>", "a > b", "a \" b", "a & b", "&#39;", "&eacute;", "&lt", "a\rb", "a\0b", "< p>",
    "<p id=\"a\"b=\"c\">x</p>", "<p a:b=\"c\">x</p>", "<p\n>x</p>",
  ])
  func `what no page has is refused`(text: String) {
    #expect(throws: FormatError.self, "\(text)") { try Self.read(text) }
  }

  @Test func `text that is no UTF-8 is refused`() {
    var told = Told()
    #expect(throws: FormatError.self) { try HTMLReader.read([0x61, 0xFF], into: &told) }
  }
}
