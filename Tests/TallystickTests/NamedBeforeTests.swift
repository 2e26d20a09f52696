import Testing

@testable import TallyReports
@testable import Tallystick

/// Registrations that an amendment recorded before them names, in a live reckoning.
struct NamedBeforeTests {
  /// The events of a record with its amendments first.
  private static func events() throws -> [Event] {
    let events = try Ledger(
      .source("north", ["kind": "institution", "name": "North", "side": "RU"], label: "S"),
      .line(
        "term", "T", "2025-06-01",
        ["kind": "side", "term": "RU", "name": "The north", "reason": "x"]),
      .announce("A", "north", "2025-06-11", .there("1200", "2025-06-11")),
      .amend("X", of: "S", ["set": ["name": "The office of the north"]]),
      .amend("Y", of: "T", ["set": ["name": "Northland"]])
    ).events()
    let isFirst: (Event) -> Bool = { $0.content.knownType == .amendment }
    return (events.filter(isFirst) + events.filter { !isFirst($0) }).enumerated().map {
      Event(
        seq: $0 + 1, id: $1.id, label: $1.label, recorded: $1.recorded, recorder: $1.recorder,
        content: $1.content)
    }
  }

  @Test func `who a source is, and what a term stands for, is known as in a view`() throws {
    let events = try NamedBeforeTests.events()
    let cut = Cut(today: .maximum)
    var reckoning = Reckoning(at: cut)
    for event in events {
      reckoning.take(event)
      reckoning.settle()
    }
    let view = View(folding: events, at: cut)
    #expect(reckoning.book.side(of: "north") == "RU")
    #expect(reckoning.book["north"]?.name == "The office of the north")
    #expect(view.standing.terms.name(ofSide: "RU") == "Northland")
    #expect(reckoning.terms == view.standing.terms)
    #expect(reckoning.totals().lines.map(\.json) == view.totals.lines.map(\.json))
    #expect(reckoning.totals().lines.first?.sender?.sum == Bounds(1200))
  }
}
