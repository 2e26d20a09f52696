import Foundation
import Testing

/// `today` is the day where the recorder is, and is printed; cuts are made by whole days.
struct TodayTests {
  /// The day by date(1) in a zone.
  private static func day(_ zone: String, _ word: String, _ folder: TemporaryFolder) throws
    -> String
  {
    try folder.shell("TZ=\(zone) date -d '\(word)' +%F").lines.first ?? ""
  }

  /// The two zones are 26 hours apart, so that at no time they have the same day.
  @Test(arguments: ["X-14", "X+12", "UTC"])
  func `a day that is not typed is that of the recorder's zone`(zone: String) throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "today.test/r")
      for (number, flag) in ["", "--stated today", "--stated yesterday"].enumerated() {
        let word = flag.hasSuffix("yesterday") ? "yesterday" : "today"
        let before = try Self.day(zone, word, folder)
        let answer = try folder.shell(
          "TZ=\(zone) tally source --source s\(number) --kind person --name S --reason r \(flag)")
        let days = [before, try Self.day(zone, word, folder)]  // it may have struck twelve
        let printed = try #require(answer.output.firstMatch(of: /, stated (\S+)\)\.\n$/)?.1)
        #expect(days.contains(String(printed)), "\(answer.output)")
        let shown = try folder.tally("show", "#\(number + 1)")
        #expect(shown.output.contains("\nstated    \(printed)\n"), "\(shown.output)")
      }
      let before = try Self.day(zone, "yesterday", folder)
      let listed = try folder.shell("TZ=\(zone) tally totals --as-of yesterday")
      let days = [before, try Self.day(zone, "yesterday", folder)]
      #expect(days.contains { listed.output.contains("as said by the end of \($0)\n") })
    }
  }

  @Test func `a day that is typed is not printed again`() throws {
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "today.test/r", "--test-clock", "2025-06-20T00:00:00Z")
      let verb = "tally source --source s --kind person --name S --reason r --stated"
      for (number, typed) in ["2025-06-13", "2025-06-13T01:20:00+03:00"].enumerated() {
        let answer = try folder.shell("\(verb) \(typed)")
        #expect(answer.output.contains("#\(number + 1) source recorded (id "))
        #expect(!answer.output.contains("stated"))
      }
      // A record with a test clock is nowhere: its day is that of its clock in UTC.
      let today = try folder.shell("TZ=X-14 \(verb) today")
      #expect(today.output.contains(", stated 2025-06-20)"), "\(today.output)")
      let words = try folder.shell("\(verb) '14 June 2025'")
      #expect(words.output.contains(", stated 2025-06-14)"), "\(words.output)")
    }
  }

  @Test(arguments: [
    "totals --as-of 2025-06-13T12:00:00Z", "totals --as-of 2025-06-13T12:00:00",
    "totals --as-of 2025-06-14T01:20:00.5+03:00", "totals --occurred 2025-06-13T12:00:00Z..",
    "log --as-recorded 2025-06-13T12:00:00Z", "diff 2025-06-12 2025-06-13T20:00:00Z",
    "diff 2025-06-13T12:00:00Z 2025-06-14", "diff '2025-06-13T12:00:00Z#1' 2025-06-14",
  ])
  func `an hour in a cut is refused, and not dropped`(command: String) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let ending = try folder.shell("tally \(command)")
      #expect(ending.status == 64, "\(ending.output)")
      let day = command.contains("01:20") ? "2025-06-14" : "2025-06-13"
      #expect(ending.output.contains("gives an hour, and a cut is made by whole days: give \(day)"))
      #expect(ending.output.contains("--as-recorded '#SEQ'"))
    }
  }

  @Test(arguments: ["2025-06-13?", "2025-06-13~", "2025-06-13%"])
  func `a cut is no day that is not sure`(day: String) throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(1)
      let ending = try folder.tally("totals", "--as-of", day)
      #expect(ending.status == 64 && ending.errors.contains("is not sure; give one day"))
      #expect(try folder.tally("totals", "--as-of", "[2025-06-13]").status == 0)
    }
  }
}
