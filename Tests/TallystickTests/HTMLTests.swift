import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

/// What is written for a piece of a page, and what a browser reads of it.
struct HTMLTests {
  @Test(arguments: [
    ("</script><script>alert(1)</script>", "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("<!-- not a comment", "&lt;!-- not a comment"),
    ("&amp; is not &", "&amp;amp; is not &amp;"),
    ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
    ("a\rb\r\nc\n", "a&#13;b&#13;\nc\n"),
    ("\"' ", "&quot;' "),
    ("\u{202E}\u{85}\u{FEFF}é", "\u{202E}\u{85}\u{FEFF}é"),
  ])
  func `text is escaped, and its textContent is the text`(text: String, html: String) {
    let piece = HTML.tag("code") { HTML.text(text) }
    #expect(piece.html.elementsEqual("<code>\(html)</code>".utf8))
    #expect(piece.textContent.utf8.elementsEqual(text.utf8))
  }

  @Test(arguments: [
    ("\u{0}", #"\u{0}"#), ("\u{202E}gnp", #"\u{202e}gnp"#), ("a\u{200B}b", #"a\u{200b}b"#),
    ("\u{2066}", #"\u{2066}"#), ("\r\n", #"\u{d}\u{a}"#), ("\u{1B}[31m", #"\u{1b}[31m"#),
    ("<b>", "<b>"), ("שלום", "שלום"),
  ])
  func `text from data shows what is harmful, and stands apart`(text: String, shown: String) {
    let piece: HTML = "says \(data: text)."
    #expect(piece.textContent == "says \(shown).")
    let bytes = HTML.data(text).html
    #expect(bytes.starts(with: "<bdi>".utf8))
    #expect(!bytes.contains { $0 < 0x20 })
  }

  @Test func `an attribute cannot end early`() {
    let piece = HTML.tag("a", ["href": #"x" onclick="y<>&"#]) { "z" }
    let html = #"<a href="x&quot; onclick=&quot;y&lt;&gt;&amp;">z</a>"#
    #expect(piece.html.elementsEqual(html.utf8))
  }

  @Test func `blocks and cells are set apart in the text too`() {
    let piece = HTML.tag("table") {
      HTML.tag("tr") {
        HTML.tag("th") { "a" }
        HTML.tag("td") { "b" }
      }
      HTML.tag("tr") { HTML.tag("td") { "c" } }
    }
    #expect(piece.textContent == "a\tb\t\nc\t\n")
    #expect(
      piece.html.elementsEqual(
        "<table><tr><th>a</th>\t<td>b</td>\t</tr>\n<tr><td>c</td>\t</tr>\n</table>\n".utf8))
  }

  @Test(arguments: [
    ("https://example.org/a?b=c&d", true), ("http://example.org/", true),
    ("javascript:alert(1)", false), ("data:text/html,x", false), ("HTTPS://example.org", false),
    (" https://example.org", false), ("https://example.org/\u{202E}x", false), ("ftp://a", false),
  ])
  func `only an address of the web without harmful characters is a link`(
    address: String, isLink: Bool
  ) {
    let html = HTML.link(address).html
    #expect(html.starts(with: "<a href=".utf8) == isLink)
    #expect(HTML.link(address).textContent == escaped(address))
  }

  @Test(arguments: [
    (HTML.tag("p") { "ab" }, HTML.tag("p") { HTML.tag("b") { "ab" } }),
    (HTML.tag("p") { "ab" }, HTML.tag("p", ["class": "x"]) { "ab" }),
    (HTML.tag("p") { "a<b" }, HTML.tag("p") { HTML.several(["a", .tag("b")]) }),
    (HTML.tag("p", ["a": "b"]), HTML.tag("p", ["ab": ""])),
    (HTML.tag("p", ["d": "M0 1"]), HTML.tag("p", ["d": "M0 2"])),
    (
      HTML.several([.tag("i") { "a" }, .tag("i") { "b" }]),
      HTML.several([.tag("i") { HTML.several(["a", .tag("i") { "b" }]) }])
    ),
  ])
  func `two pages have two outlines`(one: HTML, other: HTML) {
    #expect(one.outline != other.outline)
  }

  @Test func `an outline is blind to how text is cut up, and to what is in the element drawn`() {
    let one = HTML.tag("p") { HTML.several(["a", "b"]) }
    let other = HTML.tag("p") { "ab" }
    #expect(one.outline == other.outline)
    let empty = HTML.tag("p", ["id": "drawn"]) { "" }
    let full = HTML.tag("p", ["id": "drawn"]) { HTML.tag("b") { "hash" } }
    #expect(empty.outline == full.outline)
    #expect(empty.outline == "<1:p@2:id5:drawn>")
  }
}
