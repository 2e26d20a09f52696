import Testing

@testable import Tallystick

struct EventIDTests {
  private static let text = "0123456789abcdeffedcba9876543210"

  @Test func `an id is 32 lower-case digits, and prints back`() throws {
    let id = try #require(EventID(EventIDTests.text))
    #expect(id.description == EventIDTests.text)
    #expect(id.short == "01234567")
    #expect(id.high == 0x0123_4567_89AB_CDEF)
    #expect(id.low == 0xFEDC_BA98_7654_3210)
    #expect(EventID(bytes: id.bytes) == id)
    #expect(EventID(bytes: id.bytes + [1, 2, 3]) == id)
    #expect(EventID(bytes: id.bytes.dropLast()) == nil)
  }

  @Test(arguments: [
    "", "0123", EventIDTests.text + "0", EventIDTests.text.uppercased(),
    "g" + EventIDTests.text.dropFirst(),
    " " + EventIDTests.text.dropFirst(),
  ])
  func `any other text is none`(text: String) {
    #expect(EventID(text) == nil)
  }

  @Test func `random ids print back and stand in the order of their digits`() throws {
    var random = SplitMix64(1)
    let ids = (0..<200).map { _ in EventID(high: random.next() >> 60, low: random.next()) }
    for id in ids { #expect(EventID(id.description) == id) }
    #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
  }

  @Test func `the id is that of the canonical content, without label, seq and recorder`() throws {
    let draft = Draft.announce("A", "ru", "2025-06-13", .there("1"))
    let content = draft.content
    #expect(EventID(hashing: content.bytes) == content.id)
    #expect(Draft.announce("B", "ru", "2025-06-13", .there("1")).content.id == content.id)
    #expect(Draft.announce("A", "ru", "2025-06-13", .there("2")).content.id != content.id)
    #expect(Draft.announce("A", "ru", "2025-06-14", .there("1")).content.id != content.id)
    // SHA-256 of the bytes, by another tool.
    let empty = Content(
      type: "link", stated: try Stated(parsing: "2025-06-13"), body: JSONObject())
    #expect(
      String(decoding: empty.bytes, as: UTF8.self)
        == #"{"body":{},"stated":"2025-06-13","type":"link","v":1}"#)
    #expect(empty.id.description == "6481dc70d6509f49eddfcf1beebe7d1e")
  }
}
