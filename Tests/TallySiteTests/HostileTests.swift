import Foundation
import TallySite
import Tallystick
import Testing
import TransparencyLog

/// Text from strangers, in events and in paths.
struct HostileTests {
  static let texts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title><script>1</script>",
    "' onmouseover='alert(1)", "javascript:alert(1)", "\u{202E}0021", "a\u{200B}b", "&lt;b&gt;",
    "]]>", "<!--", "{{7*7}}", "${1}", "\\u003cscript\\u003e", "％3Cscript％3E", "\u{FEFF}x",
    "<svg/onload=alert(1)>", "<bdo dir=rtl>x</bdo>", "&#x3c;script&#x3e;", "<style>*{}</style>",
    "a\u{0301}\u{0301}\u{0301}", "\u{2028}line", "<math><mi//xlink:href=\"data:x,1\">",
    "<a href=\"//evil.test\">", "{0} {1}", "/../../etc/passwd",
  ]

  private static func lines(_ text: String) throws -> [String] {
    func json(_ text: String) throws -> String {
      String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }
    return [
      #"{"type":"source","stated":"2025-06-01","body":{"source":"s","kind":"institution","name":\#(try json(text)),"aliases":[\#(try json(text))],"side":"NORTH","reason":\#(try json(text))}}"#,
      #"{"type":"announcement","stated":"2025-06-13","label":"a","body":{"speaker":"s","attribution":"named","quote":\#(try json(text)),"capture":{"url":"https://example.org/"},"claim":{"act":"handover","what":"remains","from":"NORTH","to":"SOUTH","whose":"SOUTH","place":\#(try json(text)),"count":{"exact":12,"words":\#(try json(text))},"when":"2025-06-13","scope":"event"}}}"#,
    ]
  }

  @Test(arguments: texts)
  func `text from events becomes no part of a page`(text: String) throws {
    let sample = try Sample(try Self.lines(text))
    let record = try sample.record()
    let harmless = String(repeating: "x", count: text.utf8.count)
    let plain = try Sample(try Self.lines(harmless)).record()
    for path in Site(.en).paths(of: record, today: sample.today) {
      guard case .page = path else { continue }
      let page = try #require(try Site(.en).answer(path, of: record, today: sample.today)).text
      let other = try #require(try Site(.en).answer(path, of: plain, today: sample.today)).text
      #expect(Self.tags(page) == Self.tags(other), "\(path.text)")
      #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    }
  }

  /// The tags of a page without the values of what differs by record.
  private static func tags(_ html: String) -> [String] {
    html.split(separator: "<").map { part in
      String(part.prefix { $0 != ">" }.split(separator: " ").first ?? "")
    }
  }

  @Test(arguments: texts + ["%2e%2e/", "..\\", "at/<b>/", "event/<b>/", "\u{0}"])
  func `text from a path becomes no part of an answer`(text: String) throws {
    let answer = try Sample(Story.lines).answer(text)
    #expect(answer.status == 404)
    #expect(Self.tags(answer.text).filter { $0.hasPrefix("script") || $0.hasPrefix("img") }.isEmpty)
    #expect(answer.location == nil)
    for field in answer.fields {
      #expect(field.value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(field)")
    }
  }
}
