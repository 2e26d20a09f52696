import Tallystick
import Testing

/// Which redaction erased a field, and which fields it erased.
struct RedactedFieldTests {
  private let digest = "b64uAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

  private func event(_ seq: Int, _ type: String, _ body: JSONObject) throws -> Event {
    let content = Content(type: type, stated: try Stated(parsing: "2025-06-13"), body: body)
    return Event(
      seq: seq, id: content.id, label: nil, recorded: try Instant(parsing: "2026-01-01T00:00:00Z"),
      recorder: "r", content: content)
  }

  private func redaction(_ seq: Int, of event: Event, reason: String) throws -> Event {
    try self.event(
      seq, "redaction",
      ["of": .string(event.id.description), "digest": .string(digest), "reason": .string(reason)])
  }

  @Test func `of two redactions of one field the first erased it`() throws {
    let sealed = try event(1, "announcement", ["speaker": "s", "_sd": [.string(digest)]])
    let fields = SealedFields(of: [
      sealed, try redaction(2, of: sealed, reason: "one"),
      try redaction(3, of: sealed, reason: "two"),
    ])
    #expect(fields.all.map(\.erasedBy) == [2])
  }

  @Test func `one field is spoken of as one`() throws {
    let sealed = try event(1, "announcement", ["speaker": "s", "_sd": [.string(digest)]])
    #expect(
      SealedFields(of: [sealed]).counts.words
        == "1 sealed field: 0 present, 1 withheld, 0 erased")
    #expect(SealedFields().counts.words == nil)
  }

  @Test func `a digest that was copied is erased in the event that is named, and in no other`()
    throws
  {
    let first = try event(1, "announcement", ["speaker": "s", "_sd": [.string(digest)]])
    let copy = try event(2, "announcement", ["speaker": "t", "_sd": [.string(digest)]])
    let other = SealedFields(of: [first, copy, try redaction(3, of: copy, reason: "one")])
    #expect(other.all.map(\.erasedBy) == [nil, 3])
    #expect(other.counts.words == "2 sealed fields: 0 present, 1 withheld, 1 erased")
  }
}
