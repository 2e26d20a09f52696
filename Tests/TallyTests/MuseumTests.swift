import Foundation
import Testing

/// What `tally verify --format json` prints.
struct Verified: Decodable {
  struct Found: Decodable, Hashable {
    let `class`: String
    let detail: String
    let first: Int?
    let last: Int?
  }

  let whole: Bool
  let findings: [Found]
  let size: Int?
  let covered: Int?
  let root: String?
  let key: String?
  let vouched: Bool

  init(_ ending: Ending) throws {
    self = try JSONDecoder().decode(Verified.self, from: Data(ending.output.utf8))
  }
}

/// Records damaged behind the guards by `Museum/make.sh`.
struct MuseumTests {
  /// A damaged record, and what it must be called.
  struct Exhibit: Sendable, CustomTestStringConvertible {
    let name: String
    let classes: Set<String>

    /// The first and last entry that the first finding is about.
    let place: ClosedRange<Int>?

    var testDescription: String { name }

    init(_ name: String, _ classes: Set<String>, _ place: ClosedRange<Int>? = nil) {
      self.name = name
      self.classes = classes
      self.place = place
    }

    static let all = [
      Exhibit("altered", ["altered"], 12...12),
      Exhibit("altered_right_edge", ["altered"], 101...280),
      Exhibit("altered_column", ["altered"], 12...12),
      Exhibit("altered_time", ["altered"], 300...300),
      Exhibit("altered_label", ["altered"], 12...12),
      Exhibit("added_before", ["altered"], -1 ... -1),
      Exhibit("added_beyond", ["altered"], Int.max...Int.max),
      Exhibit("missing", ["missing"], 12...12),
      Exhibit("reordered", ["reordered"], 12...12),
      Exhibit("truncated", ["truncated"], 271...280),
      Exhibit("swapped", ["swapped"], 12...12),
      Exhibit("forked", ["forked"], 1...280),
      Exhibit("rolled_back", ["rolled_back"], 101...280),
      Exhibit("foreign_key", ["foreign_key"]),
      Exhibit("bad_signature", ["bad_signature"]),
      Exhibit("bad_checkpoint", ["bad_checkpoint"]),
      Exhibit("disclosure_altered", ["bad_disclosure"]),
      Exhibit("disclosure_stray", ["bad_disclosure"]),
      Exhibit("disclosure_kept", ["bad_disclosure"], 301...301),
      Exhibit("foreign_schema", ["foreign_schema"]),
      Exhibit("trigger_dropped", ["trigger_dropped"]),
      Exhibit("trigger_changed", ["trigger_dropped"]),
      Exhibit("tile_missing", ["tile_missing"], 1...256),
      Exhibit("tile_altered", ["tile_altered"], 1...256),
      Exhibit("tile_shortened", ["tile_altered"], 1...256),
      Exhibit("tile_added", ["tile_altered"]),
      Exhibit("clock_back", ["clock_back"], 290...290),
      Exhibit("index_altered", ["index_altered"]),
      Exhibit("page_altered", ["file_damaged"]),
    ]
  }

  /// The whole record, from copies of which all exhibits are made.
  private static let whole = Result { try KeptFolder { folder in try make([], in: folder) } }

  private static func make(_ exhibits: [String], in folder: TemporaryFolder) throws {
    let script = "\(Project.tests)/Museum/make.sh"
    let made = try folder.shell("bash '\(script)' \(exhibits.joined(separator: " "))")
    try #require(made.status == 0, "\(made.output)")
  }

  /// Makes exhibits in a folder, and hands it to `body`.
  static func visit(_ exhibits: String..., body: (TemporaryFolder) throws -> Void) throws {
    try whole.get().use(inMemory: true) { folder in
      if !exhibits.isEmpty { try make(exhibits, in: folder) }
      try body(folder)
    }
  }

  @Test(arguments: Exhibit.all)
  func `each damaged record is named for what it is`(exhibit: Exhibit) throws {
    try MuseumTests.visit(exhibit.name) { folder in
      let file = "\(exhibit.name).tally"
      let json = try folder.tally("verify", file, "--format", "json")
      #expect(json.status == 2, "\(json.errors)")
      #expect(json.lines.count == 1 && json.errors == "")
      let report = try Verified(json)
      #expect(!report.whole && report.vouched)
      #expect(Set(report.findings.map(\.class)) == exhibit.classes)
      if let place = exhibit.place {
        #expect(report.findings.first?.first == place.lowerBound)
        #expect(report.findings.first?.last == place.upperBound)
      }

      let text = try folder.tally("verify", file)
      #expect(text.status == 2 && text.errors == "")
      #expect(text.lines[0] == "museum.test/record: NOT WHOLE")
      for (line, finding) in zip(text.lines.dropFirst(), report.findings) {
        #expect(line.hasPrefix(finding.class) && line.hasSuffix(": \(finding.detail)"))
      }
    }
  }

  @Test func `an exhibit for each class of damage that a record can have`() {
    let classes = Exhibit.all.reduce(into: Set<String>()) { $0.formUnion($1.classes) }
    #expect(
      classes == [
        "altered", "missing", "reordered", "swapped", "truncated", "forked", "rolled_back",
        "tile_altered", "tile_missing", "bad_checkpoint", "bad_signature", "foreign_key",
        "foreign_schema", "trigger_dropped", "clock_back", "index_altered", "bad_disclosure",
        "file_damaged",
      ])
  }

  /// Reports of a record of which an event, a tile or a page was changed that the last checkpoint
  /// covers: none prints a figure.
  @Test(arguments: ["altered", "swapped", "tile_missing", "missing"])
  func `a report of a record that is not whole says so, and prints nothing`(name: String) throws {
    try MuseumTests.visit(name) { folder in
      for report in [
        ["totals"], ["handovers"], ["log"], ["export"], ["export", "--as", "csv"], ["timeline"],
        ["check"], ["replay"], ["show", "#20"], ["diff", "#10", "#20"], ["stats"],
      ] {
        let ending = try folder.start(report, with: ["TALLY_RECORD": "\(name).tally"]).ending()
        #expect(ending.status == 2, "\(report)")
        #expect(ending.output == "" && ending.errors.hasPrefix("Error: "), "\(report)")
      }
    }
  }

  @Test func `a whole record passes, and its key must be vouched for`() throws {
    try MuseumTests.visit { folder in
      let own = try folder.tally("verify", "whole.tally", "--format", "json")
      let report = try Verified(own)
      #expect(own.status == 0 && report.whole && report.vouched && report.findings.isEmpty)
      #expect(report.size == 300 && report.covered == 280)
      let key = try #require(report.key)
      #expect(try folder.tally("key", "show", "--record", "whole.tally").lines == [key])

      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      let open = try folder.tally("verify", "whole.tally", with: elsewhere)
      #expect(open.status == 3)
      #expect(open.output.contains("NOBODY VOUCHED FOR IT"))
      #expect(open.output.hasPrefix("museum.test/record: whole\n"))
      let given = try folder.tally("verify", "whole.tally", "--vkey", key, with: elsewhere)
      #expect(given.status == 0)
      #expect(given.output.contains("vouched for"))

      let foreign = "museum.test/record+6e5f2c4b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
      #expect(try folder.tally("verify", "whole.tally", "--vkey", foreign).status == 64)
    }
  }

  @Test func `under the key of another the record does not pass`() throws {
    try MuseumTests.visit("foreign_key") { folder in
      let foreign = try folder.tally(
        "key", "show", "--record", "whole.tally",
        with: ["XDG_CONFIG_HOME": folder.work + "/config-other"])
      let key = try #require(foreign.lines.first)
      let ending = try folder.tally("verify", "whole.tally", "--vkey", key, "--format", "json")
      let report = try Verified(ending)
      #expect(ending.status == 2)
      #expect(Set(report.findings.map(\.class)) == ["foreign_key"])
      #expect(report.covered == 0 && report.key == key)
    }
  }

  @Test func `checkpoints kept elsewhere are compared`() throws {
    try MuseumTests.visit("forked") { folder in
      let good = try folder.tally("verify", "whole.tally", "--against", "at-100.txt")
      #expect(good.status == 0)
      let both = try folder.tally(
        "verify", "whole.tally", "--against", "at-100.txt", "--against", "forked.txt", "--format",
        "json")
      #expect(both.status == 2)
      let found = try Verified(both).findings
      #expect(found.map(\.class) == ["forked"])
      #expect(found.first?.detail.hasPrefix("forked.txt ") == true)

      let elsewhere = ["XDG_CONFIG_HOME": folder.path + "/elsewhere"]
      let older = try folder.tally(
        "verify", "at-100.tally", "--against", "at-280.txt", "--format", "json", with: elsewhere)
      #expect(older.status == 2)
      #expect(try Verified(older).findings.map(\.class) == ["rolled_back"])

      try folder.write(Data("no checkpoint\n".utf8), to: "junk.txt")
      let junk = try folder.tally("verify", "whole.tally", "--against", "junk.txt")
      #expect(junk.status == 1 && junk.errors.contains("junk.txt says nothing about this record: "))
      let gone = try folder.tally("verify", "whole.tally", "--against", "gone.txt")
      #expect(gone.status == 1 && gone.errors.contains("gone.txt"))
    }
  }
}
