import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// Pages to which somebody added something beside what is signed, in a real browser: script, style
/// and policy are those of the release, and the page must not say that it is whole.
struct PageForgeriesTests {
  /// A change: what is put in the place of the first of some text.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let changes: [(text: String, other: String)]

    init(_ name: String, _ text: String, _ other: String, also: (String, String)? = nil) {
      testDescription = name
      changes = [(text, other)] + (also.map { [$0] } ?? [])
    }

    /// The page with the changes.
    func made(of page: String) throws -> [UInt8] {
      var page = page
      for (text, other) in changes {
        let range = try #require(page.range(of: text), "the page has no \(text)")
        page.replaceSubrange(range, with: other)
      }
      return Array(page.utf8)
    }
  }

  /// A style that shows another number.
  private static let style = "td::after { content: '9,212' }"

  private static let main = #"<main id="main">"#
  private static let card = #"<article class="card">"#
  private static let charset = #"<meta charset="utf-8">"#

  /// Trees that are shown in the place of what an element holds.
  private static let shadows = [
    Forgery(
      "open, in a card", card,
      card + #"<template shadowrootmode="open"><h3>9,212</h3></template>"#),
    Forgery(
      "closed, in a card", card,
      card + #"<template shadowrootmode="closed"><h3>9,212</h3></template>"#),
    Forgery(
      "closed, around the main part", main,
      main + #"<template shadowrootmode="closed"><h1>9,212</h1><slot></slot></template>"#),
    Forgery(
      "closed, of the body", "<body>",
      #"<body><template shadowrootmode="closed"><h1>9,212</h1><slot></slot></template>"#),
    Forgery(
      "open, in the verdict", #"<p id="verdict">"#,
      #"<p id="verdict"><template shadowrootmode="open">Whole, with 9,212</template>"#),
    Forgery(
      "of a number", #"<span class="n">"#,
      #"<span class="n"><template shadowrootmode="closed" shadowrootserializable>9,212</template>"#),
  ]

  /// Names of the properties that the script uses, or that its functions could be taken from.
  private static let clobbered = [
    "body", "documentElement", "currentScript", "getElementById", "querySelectorAll",
    "createElementNS", "createTextNode", "createDocumentFragment", "implementation", "doctype",
    "head", "readyState", "compatMode", "location", "crypto", "Node", "Element", "Document",
    "Reflect",
    "children", "firstChild", "addEventListener", "check", "verdict", "faults", "drawn",
  ].flatMap { name in
    [
      Forgery(
        "form and id \(name)", #"<section id="machine""#,
        #"<form name="\#(name)" id="\#(name)"></form><section id="machine""#),
      Forgery(
        "several elements \(name)", "<body>",
        #"<body><img name="\#(name)"><iframe name="\#(name)"></iframe><embed name="\#(name)">"#
          + #"<object id="\#(name)"></object>"#),
    ]
  }

  /// Elements that show something, in the part for people.
  private static let elements = [
    #"<object data="data:text/html,9,212"></object>"#, #"<embed src="data:text/html,9,212">"#,
    #"<iframe srcdoc="9,212"></iframe>"#, #"<iframe src="data:text/html,9,212"></iframe>"#,
    ##"<svg><text id="x" y="9">9,212</text><use href="#x"></use></svg>"##,
    "<svg><foreignObject>9,212</foreignObject></svg>", "<slot>9,212</slot>",
    "<dialog open>9,212</dialog>", "<div popover>9,212</div>", "<x-number>9,212</x-number>",
    #"<p is="x-number">9,212</p>"#, "<template>9,212</template>", "<!--9,212-->", "<?x 9,212?>",
    #"<input value="9,212">"#, "<progress>9,212</progress>", "<math><mn>9,212</mn></math>",
    "<ruby>1,212<rt>9,212</rt></ruby>", "<select><option>9,212</select>",
    "<noscript>9,212</noscript>",
    "<canvas>9,212</canvas>", "<textarea>9,212</textarea>", "<marquee>9,212</marquee>",
    #"<video poster="data:,">9,212</video>"#, #"<img src="data:," alt="9,212">"#,
    "<style>td::after { content: '9,212' }</style>", "<del>1,212</del>9,212",
  ].map { Forgery($0, main, main + $0) }

  /// What stands in another place, or in another way.
  private static let others = [
    Forgery(
      "a form around all, with inputs for properties", main,
      #"<form><input name="firstChild"><input name="attributes"><input name="nodeType">"# + main),
    Forgery("a base", "<head>", #"<head><base href="https://forged.test/">"#),
    Forgery(
      "a refresh", "</head>",
      #"<meta http-equiv="refresh" content="3600;url=https://forged.test/"></head>"#),
    Forgery("an inert part", main, #"<main id="main" inert>"#),
    Forgery("a hidden part", main, #"<main id="main" hidden>"#),
    Forgery("a hidden verdict", #"<header id="check""#, #"<header hidden id="check""#),
    Forgery(
      "one more header", #"<header id="check""#,
      #"<header id="check" class="whole"><p id="verdict">Whole: 9,212</p></header>"#
        + #"<header id="check""#),
    Forgery(
      "generated content before the policy", charset,
      "<style>td.number::after { content: '9,212' }</style>" + charset),
    Forgery(
      "a font and an animation before the policy", charset,
      "<style>@font-face { font-family: system-ui; src: local(x) } "
        + "@keyframes a { to { opacity: 0 } } td { animation: a 1s }</style>" + charset),
    Forgery(
      "a linked style before the policy", charset,
      #"<link rel="stylesheet" href="data:text/css,td::after{content:%229,212%22}">"# + charset),
    Forgery("a style of the root", #"<html lang="en">"#, #"<html lang="en" style="opacity: .5">"#),
    Forgery("words after the script", "</script>\n</body>", "</script><h1>9,212</h1>\n</body>"),
    Forgery("words after the end", "</html>\n", "</html>\n9,212"),
    Forgery("a comment after the end", "</html>\n", "</html>\n<!--9,212-->"),
    Forgery("a comment before all", "<!DOCTYPE html>\n", "<!DOCTYPE html>\n<!--9,212-->"),
    Forgery("3,000 parts around it", main, String(repeating: "<div>", count: 3000) + main),
    Forgery(
      "3,000 parts after it", "</script>\n</body>",
      "</script>" + String(repeating: "<b>", count: 3000) + "9,212\n</body>"),
    Forgery("no doctype", "<!DOCTYPE html>\n", ""),
    Forgery("another title", "<title>", "<title>9,212 "),
    Forgery("a script of another kind", "<script>", #"<script type="module">"#),
    Forgery("the script, and once more", "<body>", "<body><script>\(PageScript.text)</script>"),
    Forgery(
      "the script in a drawing", "<body>", "<body><svg><script>\(PageScript.text)</script></svg>"),
    Forgery("colours of the body", "<body>", #"<body bgcolor="red" text="red">"#),
    Forgery("a second body", "</script>\n</body>", #"</script><body class="x"></body>"#),
    Forgery("two main parts", "<body>", #"<body><div id="main">9,212</div>"#),
    Forgery("two outlines", main, main + #"<span id="drawn"></span>"#),
    Forgery(
      "digits from right to left", #"<td class="number">"#, #"<td class="number" dir="rtl">"#),
    Forgery("a wide cell", #"<td class="number">"#, #"<td class="number" colspan="3">"#),
    Forgery("a number", #"<td class="number">"#, #"<td class="number">9,212 "#),
    Forgery("a digit of another script", "1,212", "1,21\u{0662}"),
    Forgery("a space that does not break", "1,212", "1,212\u{A0}"),
    Forgery("a link that runs", ##"<a href="#record""##, #"<a href="javascript:alert(1)""#),
    Forgery("another picture let in", "img-src data:;", "img-src *;"),
    Forgery(
      "one more style, let in by its digest", "; img-src data:;",
      " 'sha256-\(Hash.of(Array(style.utf8)).base64)'; img-src data:;",
      also: ("</head>", "<style>\(style)</style></head>")),
    Forgery(
      "one more policy", charset,
      charset + #"<meta http-equiv="Content-Security-Policy" content="style-src 'none'">"#),
  ]

  static let all = shadows + clobbered + elements + others

  /// All of them in one browser, each with whether the number is shown anywhere.
  private static let sights = Result {
    let sample = try PageSample(of: PageSample.shippedLines(of: ["article"]))
    let page = String(decoding: sample.html, as: UTF8.self)
    let shown =
      "JSON.stringify([document.documentElement.innerText.includes('9,212'), "
      + "document.querySelectorAll('header, main, section, script, form, dialog, iframe').length, "
      + "[...document.querySelectorAll('*')].filter((one) => one.shadowRoot).length, "
      + "[...document.querySelectorAll('*')].filter((one) => "
      + "getComputedStyle(one, '::after').content.includes('9')).length, "
      + "getComputedStyle(document.documentElement).opacity])"
    return try Browser.open(
      all.map { Browser.Wish(try $0.made(of: page), evaluate: shown) })
  }

  @Test(arguments: all.indices)
  func `nothing that stood around what was checked is shown, and the page is not whole`(
    place: Int
  ) throws {
    let sight = try Self.sights.get()[place]
    let name = Self.all[place].testDescription
    #expect(sight.state == "broken", "\(name): \(sight.verdict ?? "")")
    #expect(sight.verdict == "Not whole: do not rely on this page.", "\(name)")
    #expect(!sight.faults.isEmpty, "\(name)")
    // One header is left, and neither the number nor anything that could show it.
    #expect(sight.value == #"[false,1,0,0,"1"]"#, "\(name): \(sight.value ?? "")")
  }

  @Test func `a browser that reads the page otherwise, or runs no script of it, says nothing`()
    throws
  {
    let sample = try PageSample(of: PageSample.shippedLines(of: ["article"]))
    let page = String(decoding: sample.html, as: UTF8.self)
    let changes = [
      (Self.charset, #"<meta charset="windows-1251">"#), ("<script>", "<template><script>"),
      ("<body>", #"<frameset><frame src="data:text/html,9,212"></frameset><body>"#),
      ("<script>", "<textarea><script>"),
    ]
    let sights = try Browser.open(
      changes.map { text, other in
        let range = try #require(page.range(of: text))
        return Browser.Wish(Array(page.replacingCharacters(in: range, with: other).utf8))
      })
    #expect(sights.allSatisfy { $0.state == nil || $0.state == "nothing" })
  }

  /// A line of a key that nobody knows is no forgery; what it says was not checked, and is not shown.
  @Test func `a line of another key leaves a page whole, and is not shown`() throws {
    let sample = try PageSample(of: PageSample.shippedLines(of: ["article"]))
    let page = String(decoding: sample.html, as: UTF8.self)
    let end = try #require(page.range(of: "\n</p>\n<p id=\"reports\""))
    let line = "\n— forged.test/9,212 \(Data(repeating: 5, count: 68).base64EncodedString())"
    let forged = page.replacingCharacters(in: end.lowerBound..<end.lowerBound, with: line)
    let sight = try #require(
      try Browser.open(
        Browser.Wish(
          Array(forged.utf8), evaluate: "String(document.body.textContent.includes('9,212'))")
      ).first)
    #expect(sight.state == "whole", "\(sight.faults)")
    #expect(sight.value == "false")
  }

  @Test func `a page that is checked may be opened at a place, with parts of it unfolded`() throws {
    let sample = try PageSample(of: PageSample.shippedLines(of: ["article"]))
    let page = String(decoding: sample.html, as: UTF8.self)
    let opened = page.replacingOccurrences(of: "<details>", with: "<details open>")
    #expect(opened != page)
    let sight = try #require(
      try Browser.open(Browser.Wish(Array(opened.utf8), evaluate: "document.doctype.name")).first)
    #expect(sight.state == "whole", "\(sight.faults)")
    #expect(sight.value == "html")
    #expect(sight.errors.isEmpty)
  }
}
