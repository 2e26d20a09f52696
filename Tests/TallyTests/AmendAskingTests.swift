import Foundation
import Testing

/// At a terminal an amendment is shown and asked about.
struct AmendAskingTests {
  private static let record = Result {
    try KeptFolder { folder in
      try folder.tally("init", "--origin", "amend.test/r", "--test-clock", "2025-06-20T00:00:00Z")
      let ending = try folder.tally("append", "-", input: Events.lines(2, by: "anybody"))
      try #require(ending.status == 0, "\(ending.errors)")
    }
  }

  @Test(arguments: [("n", 2), ("", 2), ("y", 3)])
  func `it is recorded where the answer is yes`(answer: String, size: Int) throws {
    try AmendAskingTests.record.get().use { folder in
      let seen = try Terminal(
        "amend --of '#1' --set side=RU --reason why", in: folder, ["=\(answer)"])
      #expect(seen.shown.contains("  + side RU"), "\(seen.shown)")
      #expect(seen.account.status == (size == 3 ? 0 : 1) && seen.account.left == 0)
      #expect(try folder.tally("export").lines.count == size)
    }
  }

  @Test(arguments: ["--yes", "--draft", "--dry-run"])
  func `it is not asked about where that is said, or nothing is recorded`(flag: String) throws {
    try AmendAskingTests.record.get().use { folder in
      let seen = try Terminal(
        "amend --of '#1' --set side=RU --reason why \(flag)", in: folder, [])
      #expect(!seen.shown.contains("[y/n]") && seen.account.status == 0, "\(seen.shown)")
      #expect(try folder.tally("export").lines.count == (flag == "--yes" ? 3 : 2))
    }
  }
}
