import Foundation
import Testing

/// Where the program writes.
struct KeysUntouchedTests {
  @Test func `nothing is written but the record and the keys in the folder for settings`() throws {
    try TemporaryFolder.use { folder in
      let article = Project.root + "/events/istanbul-2025/article.jsonl"
      for line in [
        "tally init --origin keys.test/r --test-clock 2026-12-01T00:00:00Z",
        "tally append \(article)", "tally totals", "tally replay", "tally export",
        "tally source --source s --kind person --name S --reason r", "tally show '#1'",
      ] {
        let ending = try folder.shell(line)
        #expect(ending.status == 0, "\(ending.output)")
      }
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      let others = files.filter { !$0.hasPrefix("config/tally/keys/keys.test") }
      #expect(
        Set(others).subtracting(["config/tally", "config/tally/keys"])
          == ["config", "home", "work", "work/record.tally"])
    }
  }

  @Test(arguments: [("XDG_CONFIG_HOME", "config"), ("HOME", "home")])
  func `a folder for settings that cannot be written stops no report`(
    variable: String, name: String
  ) throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "keys.test/r", "--test-clock", "2026-12-01T00:00:00Z")
      let report = try folder.tally("totals", with: [variable: "/proc/nowhere"])
      #expect(report.status == 0)
      #expect(report.errors == "")
    }
  }
}
