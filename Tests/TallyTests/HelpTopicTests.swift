import Foundation
import Tallystick
import Testing

/// `tally help dates`, `tally help files` and `tally --version --verbose`.
struct HelpTopicTests {
  @Test(arguments: ["dates", "files"])
  func `a topic is on one screen`(topic: String) throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.tally("help", topic)
      #expect(ending.status == 0 && ending.errors == "")
      #expect(ending.lines.count <= 50)
      #expect(ending.lines.allSatisfy { $0.unicodeScalars.count <= 82 }, "\(ending.output)")
      #expect(try folder.tally("--help").output.contains("`tally help \(topic)`"))
    }
  }

  @Test func `every date of the topic is a date, and means what stands beside it`() throws {
    let text = try TemporaryFolder.use { try $0.tally("help", "dates").output }
    let dates = text.matches(of: /[\[{]?-?[0-9X]{4}[-0-9X]*[0-9X.,\/\-~?%]*[\]}]?(T[0-9:Z+]+)?/)
      .map { String($0.output.0) }
      .map {
        $0.hasSuffix(",") || $0.hasSuffix(".") && !$0.hasSuffix("..") ? $0.dropLast() : $0[...]
      }
    #expect(dates.count > 20)
    for date in dates {
      #expect(throws: Never.self, "\(date)") { try Stated(parsing: String(date)) }
    }
    func same(_ one: String, _ other: String) throws -> Bool {
      try EDTFDate(parsing: one).meansTheSame(as: EDTFDate(parsing: other))
    }
    #expect(text.contains("2025-06-13/2025-06-13 or [2025-06-13]"))
    #expect(try same("2025-06-13", "2025-06-13/2025-06-13") && same("2025-06-13", "[2025-06-13]"))
    #expect(try EDTFDate(parsing: "2025-06-1X").latest == Day(parsing: "2025-06-19"))
    #expect(try EDTFDate(parsing: "2024-21").daySpan == 366)
  }

  @Test func `the files and variables of the topic are those of the program`() throws {
    try TemporaryFolder.use { folder in
      let text = try folder.tally("help", "files").output
      try folder.makeRecord(1)
      _ = try folder.sign()
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.keys) {
        #expect(text.contains("\n  \(name) "), "\(name)")
      }
      let known = try folder.shell(
        "grep -rhoE 'Environment\\[\"[A-Z_]+\"\\]' '\(Project.root)/Sources/tally'")
      let names = Set(known.output.matches(of: /"([A-Z_]+)"/).map { String($0.1) })
      #expect(names.count >= 4)
      for name in names where name.hasPrefix("TALLY") || name.hasPrefix("XDG") {
        #expect(text.contains(name), "\(name)")
      }
    }
  }

  @Test(arguments: ["--version --verbose", "--verbose --version"])
  func `a report of a fault can say what the program is made of`(flags: String) throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.shell("tally \(flags)")
      #expect(ending.status == 0)
      let version = try #require(try folder.tally("--version").lines.first)
      let names = ending.lines.map { $0.split(separator: " ").first.map(String.init) ?? "" }
      #expect(names == ["tally", "rules", "record", "commit", "SQLite", "libcrypto"])
      #expect(ending.lines.first?.hasSuffix("  \(version)") == true)
      #expect(ending.lines[1].hasSuffix("  \(Rules.version)"))
      #expect(
        ending.output.contains(/\nrecord format +\d+\ncommit +([0-9a-f]{40}(\+changed)?|unknown)\n/)
      )
      #expect(ending.output.contains(/\nSQLite +3\.\d+\.\d+\nlibcrypto +OpenSSL \d/))
    }
  }
}
