import Tallystick
import Testing

/// Counts that a content line gives as text, read as the command line reads them.
struct TextCountTests {
  private static func draft(_ line: String) throws -> Draft { try Draft(line: Array(line.utf8)) }

  private static func announced(_ count: String) -> String {
    #"{"type":"announcement","stated":"2025-06-13","body":{"speaker":"ru","attribution":"named","#
      + #""claim":{"act":"handover","count":\#(count),"what":"remains"}}}"#
  }

  /// The body of the last event of a record to which some lines were appended.
  private static func last(_ lines: String...) throws -> JSONObject {
    let store = MemoryStore(origin: "count.test/record")
    let now = try Instant(parsing: "2026-01-01T00:00:00Z")
    let appender = Appender(to: store, recorder: "r", clock: { now })
    _ = try appender.append(lines.map(draft))
    let size = try store.end().size
    return try #require(try store.entries(size...size).first).event().content.body
  }

  @Test(arguments: [
    ("\"1,200\"", #"{"exact":1200}"#), ("\"1 200\"", #"{"exact":1200}"#),
    ("\"~600\"", #"{"about":600}"#), ("\"about 600\"", #"{"about":600}"#),
    ("\"57..79\"", #"{"min":57,"max":79}"#), ("\"57-79\"", #"{"min":57,"max":79}"#),
    ("\"at least 6000\"", #"{"min":6000}"#), ("\"withheld\"", #"{"withheld":true}"#),
  ])
  func `a text becomes the form that is stored, and the same event`(text: String, form: String)
    throws
  {
    let read = try TextCountTests.last(TextCountTests.announced(text))
    let given = try TextCountTests.last(TextCountTests.announced(form))
    #expect(read == given)
  }

  @Test func `so it is in a confirmation, an obligation and an amendment`() throws {
    let first = TextCountTests.announced("\"1,200\"").replacing(
      #""body""#, with: #""label":"a","body""#)
    let confirmed = try TextCountTests.last(
      first,
      #"{"type":"confirmation","stated":"2025-06-14","body":{"speaker":"ua","attribution":"named","#
        + #""of":"@a","facets":["count"],"count":"up to 1,200"}}"#)
    #expect(confirmed["count"] == ["max": 1200])
    let owed = try TextCountTests.last(
      #"{"type":"agreement","stated":"2025-06-02","body":{"speaker":"ru","attribution":"named","#
        + #""agreement":"d","names":["d"],"when":"2025-06-02","parties":["RU","UA"],"obligations":"#
        + #"[{"debtor":"RU","creditor":"UA","what":"remains","whose":"UA","count":"6 000"}]}}"#)
    #expect(owed["obligations"]?.array?.first?.object?["count"] == ["exact": 6000])
    let amended = try TextCountTests.last(
      first,
      #"{"type":"amendment","stated":"2025-06-15","body":{"of":"@a","reason":"a slip","#
        + #""set":{"claim":{"count":"about 1,200"}}}}"#)
    #expect(amended["set"]?.object?["claim"]?.object?["count"] == ["about": 1200])
  }

  @Test(arguments: ["many", "19 of 28", "1.2", "-5", "", "79..57"])
  func `a text that is no count is refused`(text: String) {
    let refusals = #expect(throws: Refusals.self) {
      try TextCountTests.last(TextCountTests.announced("\"\(text)\""))
    }
    #expect(refusals?.all.first?.description.contains("is no count") ?? false)
  }

  @Test func `a place of words that are no count stays text`() throws {
    let body = try TextCountTests.last(
      #"{"type":"announcement","stated":"2025-06-13","body":{"speaker":"ru","attribution":"named","#
        + #""quote":"about 600","claim":{"act":"statement","about":"1,200"}}}"#)
    #expect(body["quote"] == "about 600" && body["claim"]?.object?["about"] == "1,200")
  }
}
