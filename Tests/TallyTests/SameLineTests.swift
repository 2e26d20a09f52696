import Foundation
import Testing

/// Two lines of one file that say the same.
struct SameLineTests {
  private static let map = """
    {"map":1,"events":[{"type":"announcement","label":{"column":"No","prefix":"N-"},
      "stated":{"column":"Said"},"body":{"speaker":{"column":"Who"},"attribution":"institution",
      "claim":{"act":"handover","what":"prisoners","whose":"SOUTH","from":"NORTH","to":"SOUTH",
      "count":{"column":"Count"},"when":{"column":"On"}}}}]}
    """

  private static let sheet = """
    No,Said,Who,Count,On,Notes
    1,2025-06-13,ministry,25,2025-06-13,morning
    2,2025-06-13,ministry,26,2025-06-13,noon
    3,2025-06-13,ministry,25,2025-06-13,evening
    4,2025-06-13,ministry,26,2025-06-13,night
    5,2025-06-13,ministry,27,2025-06-13,night
    6,2025-06-13,ministry,26,2025-06-13,night

    """

  private static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "same.test/r", "--test-clock", "2025-06-21T09:00:00Z")
      try folder.tally(
        "source", "--source", "ministry", "--kind", "institution", "--name", "M", "--reason", "r")
      try folder.write(Data(map.utf8), to: "m.json")
      try folder.write(Data(sheet.utf8), to: "t.csv")
      try body(folder)
    }
  }

  private static func same(_ line: Int, as other: Int) -> String {
    "Warning: t.csv:\(line): It says the same as line \(other), and is the same event: nothing is "
      + "appended for it."
  }

  @Test func `each is named with its twin, and the record is not said to have held it`() throws {
    try SameLineTests.use { folder in
      let ending = try folder.tally("append", "--csv", "t.csv", "--map", "m.json")
      #expect(ending.status == 0)
      #expect(
        ending.output == "Appended 3 events, #2 to #4. 3 lines say the same as earlier ones.\n")
      let lines = ending.errors.separateLines
      for (line, twin) in [(4, 2), (5, 3), (7, 3)] {
        #expect(lines.contains { $0.hasPrefix(Self.same(line, as: twin)) }, "\(ending.errors)")
      }
      #expect(
        ending.errors.contains(#"give "repeat":2"#) && ending.errors.contains("claim.handover"))
      let again = try folder.tally("append", "--csv", "t.csv", "--map", "m.json")
      #expect(again.output == "Nothing was appended: the record holds all 6 events already.\n")
      #expect(!again.errors.contains("says the same as line"), "\(again.errors)")
    }
  }

  @Test func `some held and some doubled are told apart`() throws {
    try SameLineTests.use { folder in
      _ = try folder.shell("head -n 2 t.csv > first.csv")
      #expect(try folder.tally("append", "--csv", "first.csv", "--map", "m.json").status == 0)
      let ending = try folder.tally("append", "--csv", "t.csv", "--map", "m.json")
      #expect(
        ending.output
          == "Appended 2 events, #3 to #4. The record held 2 others already. 2 lines say "
          + "the same as earlier ones.\n")
    }
  }

  @Test func `a dry run names both lines`() throws {
    try SameLineTests.use { folder in
      let ending = try folder.tally("append", "--csv", "t.csv", "--map", "m.json", "--dry-run")
      #expect(ending.status == 0)
      #expect(
        ending.output.contains("t.csv:4: the same as line 2: announcement N-3"), "\(ending.output)")
      #expect(ending.output.contains("3 would be appended, 3 the same as earlier lines.\n"))
      let json = try folder.tally(
        "append", "--csv", "t.csv", "--map", "m.json", "--dry-run", "--format", "json")
      #expect(json.lines[2].contains(#""same_as_line":2"#), "\(json.output)")
    }
  }
}
