import Foundation
import Testing

/// What becomes of a command whose answer cannot be printed.
struct AnswerTests {
  /// A record with a warning of `check`, a copy with a foreign table, and 50 lines to append.
  private static let record = Result {
    try KeptFolder { folder in
      try folder.makeRecord(3)
      _ = try folder.sign()
      let made = try folder.shell(
        "cp record.tally bad.tally; sqlite3 bad.tally 'CREATE TABLE t (x)'; mv ../config ../kept; "
          + "tally verify record.tally; [ $? = 3 ]; mv ../kept ../config")
      try #require(made.status == 0, "\(made.output)")
      try folder.write(Events.lines(50, by: "each"), to: "lines.jsonl")
    }
  }

  /// Runs a command whose reader is gone before the first byte is written; its exit status.
  private static func status(_ command: String, in folder: TemporaryFolder) throws -> Int? {
    let ending = try folder.shell("{ sleep 0.1; \(command) 2>errors; echo $? >&3; } 3>status | :")
    return try folder.shell("cat status").lines.first.flatMap(Int.init) ?? Int(ending.status)
  }

  @Test(arguments: [
    ("tally verify bad.tally", 2), ("tally verify bad.tally --format json", 2),
    ("tally verify", 0), ("XDG_CONFIG_HOME=$PWD tally verify", 3),
    ("tally check --strict", 2), ("tally check --strict --format csv", 2),
    ("tally append nothing.jsonl --dry-run", 1), ("echo '{}' | tally append - --dry-run", 1),
    ("tally totals", 0), ("tally export", 0),
  ])
  func `a reader that goes away leaves the verdict as it is`(command: String, status: Int) throws {
    try AnswerTests.record.get().use { folder in
      let found = try Self.status(command, in: folder)
      #expect(found == status)
    }
  }

  @Test func `an append line by line goes on to its end without its reader`() throws {
    try AnswerTests.record.get().use { folder in
      let ending = try folder.shell(
        "tally append lines.jsonl --each | head -n 1; echo ${PIPESTATUS[0]}")
      #expect(ending.lines.count == 2 && ending.lines.last == "0", "\(ending.output)")
      #expect(try folder.tally("export").lines.count == 53)
    }
  }

  /// What is changed before it is answered, and how the message says that it was done.
  private static let acts: [(command: String, words: String, events: Int)] = [
    ("tally append lines.jsonl", "Appended 50 events, #4 to #53.", 53),
    ("tally append lines.jsonl --format json", "Appended 50 events, #4 to #53.", 53),
    ("tally append lines.jsonl --each", "Line 1 is in the record, as #4, with those before it;", 4),
    (
      "tally source --source s --kind person --name S --reason r --stated 2025-06-13",
      "#4 source recorded (id ", 4
    ),
    (
      "tally source --source s --kind person --name S --reason r --stated 2025-06-13 --format json",
      "#4 source recorded (id ", 4
    ),
    ("tally checkpoint", "It is signed, and kept in the record", 3),
    ("tally snapshot new", "Wrote new: 3 events", 3),
    ("tally prove '#1' -o new.tlog-proof", "Wrote new.tlog-proof, with event #1", 3),
    ("tally init new.tally --origin new.test/r", "Made the record new.tally", 3),
  ]

  @Test(arguments: acts)
  func `an answer that a full disk does not take is told as an error, with what was done`(
    command: String, words: String, events: Int
  ) throws {
    try AnswerTests.record.get().use { folder in
      let ending = try folder.shell(
        "\(command) 2>&1 >/dev/full | grep -v '^Warning: '; exit ${PIPESTATUS[0]}")
      #expect(ending.status == 1)
      #expect(
        ending.output.contains("Error: Standard output cannot be written: No space left on device.")
      )
      #expect(ending.output.contains("Hint: \(words)"), "\(ending.output)")
      #expect(try folder.tally("export").lines.count == events)
    }
  }

  /// A program that is started without descriptors gets them for the files that it opens, unless it
  /// sees to it: then what it prints would go into a record.
  @Test func `closed standard descriptors take nothing from files`() throws {
    try AnswerTests.record.get().use { folder in
      let ending = try folder.shell(
        "tally append lines.jsonl <&- >&- 2>&-; echo $?; tally snapshot new >&- 2>&-; echo $?")
      #expect(ending.lines == ["1", "1"])
      #expect(try folder.tally("verify").status == 0)
      #expect(try folder.verified("new").whole)
      #expect(try folder.tally("export").lines.count == 53)
    }
  }
}
