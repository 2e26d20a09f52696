import Testing

@testable import TallyReports
@testable import Tallystick

/// What of the record bears on an event.
struct BearingTests {
  @Test func `what names an event and is void is told as void`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .announce("B", "ua", "2025-06-14", .there("5", "2025-06-14")),
      .link("A", "same_handover", "B", label: "L"), .amend("V", of: "L", ["void": true]),
      .amend("M", of: "A", ["set": ["speaker": "ua"]]))
    let events = try ledger.events()
    let event = try #require(events.first { $0.label == "A" })
    let bearing = try Bearing(of: event, in: ledger.view(), all: events)
    let void = try ledger.seq("V")
    #expect(bearing.mentions.map(\.how) == ["a", "of"])
    #expect(bearing.mentions.map(\.voidBy) == [void, nil])
    #expect(bearing.table.rows.map(\.last) == [.number(void), .some(.none)])
    let rows = bearing.fields["mentioned_by"]?.array ?? []
    #expect(rows.map { $0.object?["void_by"] } == [.integer(Int64(void)), .null])
  }
}
