import Testing

@testable import Tallystick

/// An append of many lines decides as many appends of one line do.
struct BulkAppendTests {
  private static func drafts(_ place: Int) throws -> [Draft] {
    try RandomRecords.events(place).map { Draft($0.content, label: $0.label) }
  }

  @Test(arguments: RandomRecords.range)
  func `all at once gives the entries that one by one gives`(place: Int) throws {
    let drafts = try BulkAppendTests.drafts(place)
    let alone = try Ledger(cast: [])
    for draft in drafts { try alone.add(draft) }
    let together = try Ledger(cast: [])
    try together.add(drafts)
    #expect(try together.events() == alone.events())
    #expect(try together.events().count == drafts.count)
  }

  @Test func `an amendment of a source counts for the lines after it`() throws {
    let retraction = Draft.retract("R", "ru", "2025-06-14", of: "A")
    let drafts = [
      Draft.source("staff", ["kind": "institution", "name": "Staff", "side": "RU"], label: "S"),
      .announce("A", "staff", "2025-06-13", .there("1200")),
    ]
    let joined = Draft.amend("M", of: "S", ["set": ["member_of": "ru"]])
    #expect(try Ledger().refusal(of: drafts[0], drafts[1], retraction).contains("cannot retract"))
    #expect(try Ledger().refusal(of: drafts[0], drafts[1], joined, retraction) == "")
    let outlet = Draft.source("ru", ["member_of": "staff"])
    #expect(try Ledger().refusal(of: drafts[0], drafts[1], outlet, retraction) == "")
  }
}
