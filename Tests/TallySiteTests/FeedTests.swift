import TallySite
import Tallystick
import Testing
import TransparencyLog

struct FeedTests {
  private static func entries(_ text: String) -> [String: String] {
    Dictionary(
      text.split(separator: "<entry>").dropFirst().map { part in
        let id = part.split(separator: "<id>").last?.split(separator: "</id>").first ?? ""
        return (String(id), String(part.split(separator: "</entry>")[0]))
      }, uniquingKeysWith: { _, second in second })
  }

  @Test(arguments: ["feed/events.atom", "feed/contradictions.atom", "source/staff/events.atom"])
  func `an entry of a feed never changes`(path: String) throws {
    var seen: [String: String] = [:]
    let sample = try Sample(Array(Story.lines.prefix(2)))
    for line in Story.lines.dropFirst(2) {
      try sample.add([line])
      let answer = try sample.answer(path)
      #expect(answer.status == 200)
      for (id, entry) in Self.entries(answer.text) {
        #expect(seen[id] == nil || seen[id] == entry, "\(id)")
        seen[id] = entry
      }
    }
    #expect(!seen.isEmpty)
  }

  @Test func `a contradiction opens with the event that made it one`() throws {
    let sample = try Sample(Array(Story.lines.prefix(4)))
    let feed = try sample.answer("feed/contradictions.atom").text
    #expect(feed.contains(/contradiction\/[0-9a-f]+-number\/opened@4<\/id>/))
    #expect(feed.contains("Two numbers: opened by #4"))
    #expect(
      feed.contains("Handover: 1,195 remains, labelled SOUTH’s, from NORTH to SOUTH, June 13, 2025")
    )
    #expect(try !sample.answer("feed/contradictions.atom").text.contains("explained"))
  }

  @Test func `links of a feed are absolute where the site's place is known`() throws {
    let sample = try Sample(Story.lines)
    let site = Site(.en, base: "https://example.org/r")
    let text = try site.answer("feed/events.atom", of: sample.record(), today: sample.today).text
    #expect(text.contains(#"<link href="https://example.org/r/event/5/"/>"#))
    #expect(text.contains(#"<link rel="self" href="https://example.org/r/feed/events.atom"/>"#))
  }
}
