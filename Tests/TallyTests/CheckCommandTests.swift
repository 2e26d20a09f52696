import Foundation
import Testing

/// `tally check`: silent when well, and its exit status.
struct CheckCommandTests {
  @Test func `a record in order prints nothing, and is well under --strict`() throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "check.test/r", "--test-clock", "2025-06-13T00:00:00Z")
      try folder.tally(
        "source", "--source", "s", "--kind", "person", "--name", "S", "--reason", "a test")
      try folder.tally("append", "-", input: Events.lines(2, by: "anybody"))
      let ending = try folder.tally("check", "--strict")
      #expect(ending.status == 0 && ending.output == "" && ending.errors == "")
      let json = try folder.tally("check", "--format", "json")
      #expect(json.output.contains(#""rows":[]"#))
    }
  }

  @Test func `what is found is told, and only --strict makes it a failure`() throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "check.test/r", "--test-clock", "2025-06-13T00:00:00Z")
      try folder.tally("append", "-", input: Events.lines(2, by: "anybody"))
      #expect(try folder.tally("check").status == 0)
      let strict = try folder.tally("check", "--strict")
      #expect(strict.status == 2)
      #expect(strict.output.contains("undeclared-sources: "))
      #expect(strict.output.contains("  #1 #2  s speaks and is not registered"))
      for flags in [["--without", "undeclared-sources"], ["--only", "clock,birth-dates"]] {
        #expect(try folder.start(["check", "--strict"] + flags).ending().status == 0)
      }
      #expect(try folder.tally("check", "--only", "clock", "--without", "clock").status == 64)
      #expect(try folder.tally("check", "--only", "nothing").status == 64)
      #expect(try folder.tally("check", "--days", "-1").status == 64)
    }
  }

  @Test func `a record poisoned by a clock that was ahead names the events`() throws {
    try TemporaryFolder.use { folder in
      let shim = try Shim(in: folder)
      try folder.tally("init", "--origin", "check.example/r")
      try folder.tally(
        "source", "--source", "s", "--kind", "person", "--name", "S", "--reason", "a test")
      let ahead = try folder.tally(
        "append", "-", "--clock-is-right", input: Events.lines(2, by: "anybody"),
        with: shim.movingClock(byDays: 20_000))
      try #require(ahead.status == 0, "\(ahead.errors)")
      let found = try folder.tally("check", "--only", "clock", "--strict")
      #expect(found.status == 2)
      #expect(found.output.contains("  #2 #3  #2 to #3 were recorded by a clock that was ahead"))
      #expect(found.output.contains("--as-recorded '#SEQ'"))
      // A cut by the day of recording says what it misses; one by place, and every other, does not.
      let cut = try folder.tally("log", "--as-recorded", "today")
      #expect(cut.errors.hasPrefix("Warning: #2 to #3 were recorded by a clock that was ahead."))
      #expect(!cut.output.contains("#2"))
      let place = try folder.tally("log", "--as-recorded", "#3")
      #expect(place.errors == "" && place.output.contains("#3"))
      #expect(try folder.tally("log").errors == "")
    }
  }
}
