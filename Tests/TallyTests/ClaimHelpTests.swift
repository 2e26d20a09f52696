import Foundation
import Tallystick
import Testing

/// `tally help claims`.
struct ClaimHelpTests {
  private static func page() throws -> Ending {
    try TemporaryFolder.use { folder in try folder.tally("help", "claims") }
  }

  @Test func `the grammar is on one screen`() throws {
    let ending = try ClaimHelpTests.page()
    #expect(ending.status == 0 && ending.errors.isEmpty)
    #expect((24...40).contains(ending.lines.count))
    #expect(ending.lines.allSatisfy { $0.unicodeScalars.count <= 80 })
  }

  @Test func `it names every act, unit and keyword, and its example is read`() throws {
    let page = try ClaimHelpTests.page().output
    for word in ClaimAct.allCases.map(\.rawValue)
      + ["body", "set_of_remains", "bag", "person", "list_entry"]
      + ["of ", "from ", "to ", "on ", "under ", "at '", "about '", "key "]
      + [
        "each way", "both ways", "in total", "in part", "counted in", "received as",
        "identified as",
      ]
    {
      #expect(page.contains(word), "\(word)")
    }
    let example = try #require(page.firstMatch(of: /--claim '([^']+)'/)?.1)
    #expect(try Claim(notation: String(example)).notation == example)
    for count in ["1,212", "1 212", "about 600", "at least 6000", "up to 600", "57-79"] {
      #expect(page.contains(count))
      #expect(throws: Never.self) { try Count(parsing: count) }
    }
  }

  @Test func `the help of the program and of --claim lead to it`() throws {
    try TemporaryFolder.use { folder in
      #expect(try folder.tally("--help").output.contains("`tally help claims`"))
      #expect(try folder.tally("help", "announce").output.contains("tally help claims"))
    }
  }
}
