import TallyReports
import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

struct ArticleTextTests {
  private static func sentences(_ text: String) throws -> [String] {
    try ArticleText(Array(text.utf8)).sentences(abbreviations: ["mr", "u.s", "тис"])
      .map { "\($0.line) \($0.text)" }
  }

  @Test(arguments: [
    ("One. Two.", ["1 One.", "1 Two."]),
    ("Mr. Tarn spoke. He left!", ["1 Mr. Tarn spoke.", "1 He left!"]),
    ("V. Tarn of the U.S. Army spoke.", ["1 V. Tarn of the U.S. Army spoke."]),
    ("About 3.5 per cent. 6 тис. Тіл.", ["1 About 3.5 per cent.", "1 6 тис. Тіл."]),
    ("He said ‘yes.’ These went.", ["1 He said ‘yes.’", "1 These went."]),
    ("A headline\n\nText one.\nText two.", ["1 A headline", "3 Text one.", "4 Text two."]),
    (
      "The remains of some soldiers were handed over on the bridge\nin the morning. It rained.",
      [
        "1 The remains of some soldiers were handed over on the bridge in the morning.",
        "2 It rained.",
      ]
    ),
    ("", []),
  ])
  func `sentences stand on the lines on which they begin`(text: String, sentences: [String]) throws
  {
    #expect(try ArticleTextTests.sentences(text) == sentences)
  }

  @Test func `a page of HTML gives its words, without scripts, and its entities`() throws {
    let page = """
      <!DOCTYPE html><html><head><title>No</title><style>p { }</style></head><body>
      <script>var a = "<p>1,000 bodies were handed over.</p>";</script>
      <p>Some <b>1,200&nbsp;bodies</b> &amp; more were handed over.</p><!-- <p>40</p> --><p>Two&#33;</p>
      """
    let text = try ArticleText(Array(page.utf8))
    #expect(
      text.lines.filter { !$0.isEmpty }
        == ["Some 1,200\u{A0}bodies & more were handed over.", "Two!"])
  }

  @Test(arguments: [
    ("<p hidden>5 bodies.</p><p>7 bodies.</p>", ["7 bodies."]),
    ("<p>Some <del>5</del> <s>6</s> 7 bodies.</p>", ["Some 7 bodies."]),
    (
      "<div style=\"color:red; display: none\"><div>5</div> 6</div><p hidden='hidden'>7<p>8</p>",
      ["8"]
    ),
    ("<input hidden><img src='a' hidden/><p title=\"hidden\" data-hidden>5</p>", ["5"]),
    ("<p>12<sup>3</sup> bodies, 13<sup><a href='#n'>4</a></sup>.</p>", ["12 bodies, 13."]),
    ("<p>the 30<sup>th</sup> of May</p>", ["the 30th of May"]),
    ("<script>document.write('<script>1</scr' + 'ipt>')</script><p>5</p>", ["5"]),
  ])
  func `what a page hides or has struck out is no part of its words`(html: String, lines: [String])
    throws
  {
    let text = try ArticleText(Array("<html><body>\(html)</body></html>".utf8))
    #expect(text.lines.filter { !$0.isEmpty } == lines)
  }

  @Test(arguments: [[0xFF, 0xFE], [0x41, 0x00], [0xC3]] as [[UInt8]])
  func `bytes that are no text are refused`(bytes: [UInt8]) {
    #expect(throws: ArticleText.NotText.self) { try ArticleText(bytes) }
  }

  @Test(arguments: ["<", "<p", "<!--", "&#x110000;", "&#99999999999;", "<html><p>&", "<script>"])
  func `a page that breaks off is read to its end`(text: String) throws {
    _ = try ArticleText(Array(("<html>" + text).utf8))
    _ = try Articles.drafts("<html>" + text)
  }
}
