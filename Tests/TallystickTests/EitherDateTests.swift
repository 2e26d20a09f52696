import Testing

@testable import Tallystick

@Suite struct EitherDateTests {
  @Test(arguments: [
    (["2025-10-13", "2025-10-11"], "[2025-10-11,2025-10-13]"),
    (["2025-10-13?", "2025-10-11", "2025-10-13?"], "[2025-10-11,2025-10-13?]"),
    (["2025-10-11", "2025-10-11"], "2025-10-11"),
    (["2025-10", "2025-10"], "2025-10"),
    (["2025-10-13", "2025-09"], "[2025-09-01..2025-10-13]"),
    (["2025-10-11/2025-10-12", "[2025-10-15,2025-10-20]"], "[2025-10-11..2025-10-20]"),
    (["2025-10-11T08:00:00Z", "2025-10-11"], "2025-10-11"),
    (["../2025-10-11", "2025-10-13"], "[..2025-10-13]"),
    (["2025-10-11/..", "2025-10-13"], "[2025-10-11..]"),
  ])
  func `of several dates it is one`(of texts: [String], is expected: String) throws {
    let date = try EDTFDate(oneOf: texts.map { try EDTFDate(parsing: $0) })
    #expect(date?.text == expected)
  }

  @Test func `of dates that are open at both ends, and of none, there is none`() throws {
    let open = try EDTFDate(oneOf: ["../2025-10-11", "2025-10-13/.."].map(EDTFDate.init(parsing:)))
    #expect(open == nil)
    #expect(EDTFDate(oneOf: []) == nil)
  }
}
