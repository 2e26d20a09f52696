import Foundation
import Glibc
import Testing

/// What is refused: every file in `BadInputs` is a table of commands with their exact messages.
struct BadInputTests {
  private static let names = [
    "json", "lines", "fields", "decisions", "commands", "records", "sealed", "signed", "sheets",
  ]

  private static func cases(_ name: String) throws -> [Transcript.Step] {
    let path = "\(Project.tests)/BadInputs/\(name).txt"
    return Transcript(try String(contentsOfFile: path, encoding: .utf8)).steps
  }

  @Test(arguments: names)
  func `a bad input gets its exact words, and nothing is appended`(name: String) throws {
    let record = try BadInputTests.record.get()
    var changed: [(step: Transcript.Step, actual: [String])] = []
    for step in try BadInputTests.cases(name) {
      try BadInputTests.use { folder in
        try folder.write(record, to: "record.tally")
        if let actual = try step.run(in: folder, of: "\(name).txt", onlyErrors: true) {
          changed.append((step, actual))
        }
        let after = try Data(contentsOf: URL(filePath: folder.work + "/record.tally"))
        #expect(after == record, "\(name).txt:\(step.line): \(step.command)")
      }
    }
    try Transcript.rewrite("\(Project.tests)/BadInputs/\(name).txt", changed)
  }

  @Test func `there are many bad inputs, and each is refused`() throws {
    let all = try BadInputTests.names.flatMap(BadInputTests.cases)
    #expect(all.count >= 150)
    for step in all {
      #expect(step.status != 0 && !step.why.isEmpty, "\(step.command)")
      #expect(step.expected.contains { $0.hasPrefix("Error: ") }, "\(step.command)")
    }
  }

  @Test(.waiting) func `a locked record is waited for, then left alone`() throws {
    let record = try BadInputTests.record.get()
    try BadInputTests.use { folder in
      try folder.write(record, to: "record.tally")
      let hold = "sqlite3 record.tally 'BEGIN EXCLUSIVE' '.shell touch held; sleep 60'"
      let holder = try Program(
        ["/bin/bash", "-c", hold], in: folder.work, environment: folder.environment)
      defer { holder.end() }
      while !FileManager.default.fileExists(atPath: folder.work + "/held") { usleep(1_000) }
      let ending = try folder.tally("append", "good.jsonl")
      #expect(ending.status == 1)
      #expect(
        ending.errors == """
          Error: The record is locked by another program, and nothing was added to it for 10 seconds.
          Hint: See which program holds it, or try again later.

          """)
    }
  }

  /// The last time of recording against the clock of the machine.
  @Test(arguments: [(-1, "which is before"), (401, "over 400 days later")])
  func `a clock far from the record's last time appends nothing`(days: Int, why: String) throws {
    try BadInputTests.use { folder in
      try folder.tally("init", "--origin", "example.org/clock")
      #expect(try folder.tally("append", "good.jsonl").status == 0)
      let wrong = try Shim(in: folder).movingClock(byDays: days)
      let another = Events.lines(1, by: "late")
      for flags in [[], ["--each"]] {
        let program = try folder.start(["append", "-"] + flags, input: another, with: wrong)
        let ending = try program.ending()
        let pattern = """
          Error: The record's last event was recorded at …Z, and the clock shows …Z, \(why).
          Hint: …. Set the clock right; or, if it is right, add --clock-is-right.
          """
        let lines = ending.errors.separateLines.dropLast()
        #expect(Transcript.matches(pattern.separateLines[...], lines), "\(ending.errors)")
        #expect(ending.status == 1)
      }
      let sure = try folder.tally("append", "-", "--clock-is-right", input: another, with: wrong)
      #expect(sure.status == 0)
      #expect(try folder.tally("export").lines.count == 2)
    }
  }

  /// A record of some events.
  private static let record = Result {
    try use { folder in
      try folder.tally("init", "--origin", "bad.test/r", "--test-clock", "2025-06-20T09:00:00Z")
      let ending = try folder.tally("append", "record.jsonl")
      try #require(ending.status == 0, "\(ending.errors)")
      return try Data(contentsOf: URL(filePath: folder.work + "/record.tally"))
    }
  }

  /// A folder with the files of this folder, and a command that takes away root's right to read and
  /// write everything.
  private static func use<Result>(_ body: (TemporaryFolder) throws -> Result) throws -> Result {
    try TemporaryFolder.use { folder in
      for name in ["record.jsonl", "good.jsonl", "several.jsonl", "sheet.map.json"] {
        let file = URL(filePath: "\(Project.tests)/BadInputs/\(name)")
        try folder.write(try Data(contentsOf: file), to: name)
      }
      defer { chmod(folder.work + "/folder", 0o700) }
      return try body(folder)
    }
  }
}
