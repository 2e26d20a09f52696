import Tallystick
import Testing

/// A registration that was changed meanwhile is not the same again (events/README.md).
struct ReplacedSourceTests {
  private static let first: JSONObject = [
    "kind": "person", "name": "Voice", "side": "RU", "member_of": "ru", "derived_from": "wire",
  ]

  @Test(arguments: [
    ("kind", "outlet"), ("name", "Another"), ("side", "UA"), ("member_of", "ua"),
    ("derived_from", "paper"),
  ])
  func `a registration is replaced by one that differs in a field`(field: String, value: String)
    throws
  {
    let draft = Draft.source("voice", Self.first)
    let ledger = try Ledger(draft)
    #expect(try ledger.add(draft).map(\.isNew) == [false])
    try ledger.add(.source("voice", [field: .string(value)], on: "2025-02-02"))
    #expect(try ledger.refusal(of: draft).contains(" replaced by #\(Ledger.cast.count + 2) since"))
  }

  @Test func `a later registration that says the same of a field replaces nothing`() throws {
    let draft = Draft.source("voice", Self.first)
    let ledger = try Ledger(draft, .source("voice", ["name": "Voice"], on: "2025-02-02"))
    #expect(try ledger.add(draft).map(\.isNew) == [false])
  }
}
