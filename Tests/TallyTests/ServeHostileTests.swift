import Foundation
import Testing

/// Text from strangers, in events, paths, queries and headers, on a site that is served.
@Suite(.enabled(if: Chromium.isThere, "Chromium is not installed"))
struct ServeHostileTests {
  /// What makes a mark, `window.ran`, where any of it is taken for more than text.
  static let texts = [
    "<script>window.ran=1</script>", "\"><script>window.ran=1</script>",
    "'><img src=x onerror=window.ran=1>", "<svg onload=window.ran=1>", "<svg/onload=window.ran=1//",
    "</title><script>window.ran=1</script>", "</style><script>window.ran=1</script>",
    "</bdi></a><iframe srcdoc='<script>parent.ran=1</script>'>", "<base href=//evil.test/>",
    "<meta http-equiv=refresh content='0;url=//evil.test'>", "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1", "data:text/html,<script>window.ran=1</script>",
    "<a href=\"javascript:window.ran=1\">x</a>", "<object data=javascript:window.ran=1>",
    "<embed src=//evil.test/x>", "<math><mi//xlink:href=\"data:x,<script>window.ran=1</script>\">",
    "<body onload=window.ran=1>", "<input autofocus onfocus=window.ran=1>",
    "<details open ontoggle=window.ran=1>", "<marquee onstart=window.ran=1>",
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.test/x.css>",
    "<bdo dir=rtl>0021</bdo>", "\u{202E}0021 ylno", "\u{2066}0021\u{2069}", "a\u{200B}b\u{FEFF}c",
    "&lt;script&gt;window.ran=1&lt;/script&gt;", "&#60;script&#62;window.ran=1",
    "\\u003cscript\\u003e",
    "％3Cscript％3Ewindow.ran=1", "%3Cscript%3Ewindow.ran=1%3C/script%3E", "<!--", "-->", "]]>",
    "<![CDATA[x]]>", "{{constructor.constructor('window.ran=1')()}}", "${window.ran=1}",
    "{0} {1} {2}",
    "' OR 1=1; DROP TABLE event; --", "\r\nSet-Cookie: ran=1", "\u{2028}window.ran=1",
    "a\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}\u{0301}", "مرحبا <b>1200</b>",
  ]

  private static func json(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  /// A source and what it says, with a text in every field that holds text.
  private static func lines(_ place: Int, _ raw: String) throws -> String {
    let text = try json(raw.filter { !$0.isNewline } + " \(place)")
    return
      #"{"type":"source","stated":"2025-06-01","body":{"source":"s-\#(place)","kind":"institution","name":\#(text),"aliases":[\#(text)],"side":"NORTH","reason":\#(text)}}"#
      + "\n"
      + #"{"type":"announcement","stated":"2025-06-13","body":{"speaker":"s-\#(place)","attribution":"named","quote":\#(text),"claim":{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","place":\#(text),"count":{"exact":\#(place + 1),"words":\#(text)},"when":"2025-06-13","scope":"event"}}}"#
      + "\n"
  }

  private struct Looked: Decodable {
    let path: String
    let ran: Bool
    let elements: [String]
    let told: [String]
  }

  @Test(.waiting)
  func `forty hostile texts in names, quotes, words and paths are text on every page`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      let lines = try Self.texts.enumerated().map { try Self.lines($0, $1) }.joined()
      try folder.write(Array(lines.utf8), to: "lines.jsonl")
      let made = try folder.shell(
        "tally init --origin demo.test/r --test-clock 2026-11-23T12:00:00Z && "
          + "tally append lines.jsonl && tally checkpoint > /dev/null")
      try #require(made.status == 0, "\(made.output)\(made.errors)")
      var allowed = CharacterSet.alphanumerics
      allowed.insert(charactersIn: "-._~")
      let ascii = allowed.intersection(CharacterSet(charactersIn: "\u{21}"..."\u{7E}"))
      let odd = Self.texts.map { text in
        text.addingPercentEncoding(withAllowedCharacters: ascii) ?? "x"
      }
      let paths =
        [
          "/", "/totals/", "/handovers/", "/timeline/", "/sources/", "/contradictions/", "/events/",
          "/events/100/", "/at/2025-06-13/", "/event/2/", "/source/s-0/", "/source/s-12/",
          "/record/",
        ] + odd.map { "/\($0)" } + odd.prefix(8).map { "/at/?day=\($0)" }
        + odd.prefix(8).map { "/event/\($0)/" }
      try folder.write(Array(paths.joined(separator: "\n").utf8), to: "paths")
      let ending = try folder.served(
        "xargs python3 '\(Project.tests)/Browser/site.py' hostile $url < paths")
      try #require(ending.status == 0, "\(ending.output)")
      let pages = try ending.lines.dropLast().map {
        try JSONDecoder().decode(Looked.self, from: Data($0.utf8))
      }
      #expect(pages.count == paths.count && Self.texts.count >= 40)
      for page in pages {
        #expect(!page.ran && page.elements.isEmpty && page.told.isEmpty, "\(page)")
      }
    }
  }

  @Test(
    .waiting,
    arguments: [
      "Host: evil.test", "X-Forwarded-Host: evil.test", "X-Forwarded-Proto: evil",
      "Forwarded: host=evil.test", "Referer: http://evil.test/<script>", "Origin: http://evil.test",
      "If-None-Match: \"<script>evil\"", "If-Modified-Since: evil", "Range: bytes=0-0",
      "Accept-Language: evil", "Cookie: tally=evil", "Authorization: Bearer evil",
      "X-Original-URL: /evil", "X-Rewrite-URL: /evil", "Transfer-Encoding: evil",
      "Content-Length: -1", "Connection: evil", "Expect: evil", "Upgrade: evil",
      "User-Agent: <script>evil</script>", "X-HTTP-Method-Override: DELETE evil",
    ])
  func `a header changes no page, and comes back in none`(header: String) throws {
    try Self.small.get().use(inMemory: true) { folder in
      try folder.write(Array(header.utf8), to: "header")
      let ending = try folder.served(
        """
        curl -sS --max-time 20 -o plain $url/totals/
        curl -sS --max-time 20 -i -H "$(cat header)" $url/totals/ > answer || true
        head -c 12 answer; echo; grep -ci 'evil' answer; grep -c 'it handed over' answer
        curl -sS --max-time 20 -H "$(cat header)" -o odd $url/totals/; cmp plain odd > /dev/null && echo same
        curl -sS --max-time 20 -o after $url/totals/ && cmp plain after && echo well
        """)
      let lines = ending.lines
      #expect(lines.count >= 3 && lines[1] == "0" && lines.last == "well", "\(ending.output)")
      if lines[0].hasPrefix("HTTP/1.1 200") {
        #expect(lines.contains("same"), "\(ending.output)")
      } else {
        #expect(lines[0].hasPrefix("HTTP/1.1 4"), "\(ending.output)")
      }
    }
  }

  /// A record of one handover.
  private static let small = Result {
    try KeptFolder { folder in
      try folder.write(Array(try lines(1, "Ministry").utf8), to: "lines.jsonl")
      let made = try folder.shell(
        "tally init --origin demo.test/r --test-clock 2026-11-23T12:00:00Z && "
          + "tally append lines.jsonl && tally checkpoint > /dev/null")
      try #require(made.status == 0, "\(made.output)")
    }
  }
}
