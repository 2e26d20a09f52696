import Foundation
import Testing

/// What is printed where, and in which form.
struct OutputTests {
  private static let reports = [
    "totals", "handovers", "obligations", "media", "log", "replay", "show S01", "sources",
    "sources --of S01", "sources --speaker medinsky", "sources --silences", "explain S11",
    "explain totals:", "explain totals:RU-UA:UA:receiver",
    "assertions", "check", "contradictions", "diff '#30' '#45'",
  ]

  @Test(arguments: reports + ["export"])
  func `a closed pipe is success`(report: String) throws {
    try OutputTests.use { folder in
      // The reader is gone before the first byte is written.
      let ending = try folder.shell("tally \(report) | true; echo ${PIPESTATUS[0]}")
      #expect(ending.lines == ["0"])
    }
  }

  @Test(arguments: reports) func `a full disk is a failure`(report: String) throws {
    try OutputTests.use { folder in
      let ending = try folder.shell("tally \(report) > /dev/full")
      #expect(ending.status == 1)
      #expect(
        ending.output == "Error: Standard output cannot be written: No space left on device.\n")
    }
  }

  @Test(arguments: reports) func `a report as JSON is one object on one line`(report: String) throws
  {
    try OutputTests.use { folder in
      let ending = try folder.shell("tally \(report) --format json")
      #expect(ending.status == 0)
      let line = try #require(ending.lines.first)
      #expect(ending.lines.count == 1)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let cut = try #require(object?["cut"] as? [String: Any])
      #expect(
        Set(cut.keys).isSuperset(of: [
          "as_of", "as_recorded", "day", "occurred", "seq", "size", "root", "straddling", "rules",
        ]))
      #expect(cut["size"] as? Int == 45)
    }
  }

  @Test(arguments: reports) func `a report as CSV has rows of one length`(report: String) throws {
    try OutputTests.use { folder in
      let ending = try folder.shell("tally \(report) --format csv")
      #expect(ending.status == 0)
      let rows = try #require(CSV.rows(ending.output))
      let header = try #require(rows.first)
      #expect(Set(header).count == header.count)
      #expect(rows.count > 1)
      #expect(rows.allSatisfy { $0.count == header.count })
    }
  }

  @Test(arguments: reports)
  func `every report prints its rules when it is asked to`(report: String) throws {
    try OutputTests.use { folder in
      let text = try folder.shell("tally \(report) --rules").output
      #expect(text.contains("\nRules 2\n  ") && text.contains(" · rules 2\n"))
      let json = try folder.shell("tally \(report) --rules --format json").output
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      let rules = try #require(object?["rules"] as? [String: Any])
      let names = try #require(rules["rules"] as? [[String: String]]).compactMap { $0["name"] }
      #expect(rules["version"] as? Int == 2 && !names.isEmpty)
      for name in names { #expect(text.contains("\n  \(name): ")) }
      #expect(try folder.shell("tally \(report) --rules --format csv").status == 64)
    }
  }

  @Test func `the JSON of totals has the keys that are documented`() throws {
    struct Bounds: Decodable { let min: Int }
    struct Total: Decodable {
      let event: Int
      let when: String?
      let inAll: Bool
    }
    struct Column: Decodable {
      let sum: Bounds?
      let handovers: Int
      let withoutNumber: Int
      let stated: Total?
    }
    struct Excluded: Decodable, Equatable {
      let event: Int
      let why: String
    }
    struct StatedTotal: Decodable, Equatable {
      let event: Int
      let side: String
      let count: [String: Int]
      let verdict: String
      let by: Int
    }
    struct Row: Decodable {
      let what: String
      let from: String
      let to: String
      let whose: String
      let sender: Column?
      let receiver: Column?
      let handovers: Int
      let bothSpoke: Int
      let confirmed: Int?
      let contested: Bounds?
      let netGap: Int?
      let absoluteGap: Int?
      let events: [Int]
      let excluded: [Excluded]
      let statedTotals: [StatedTotal]
    }
    struct Totals: Decodable { let rows: [Row] }

    try OutputTests.use { folder in
      let text = try folder.tally("totals", "--format", "json", "--as-of", "2025-06-13").output
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let rows = try decoder.decode(Totals.self, from: Data(text.utf8)).rows
      let back = try #require(rows.first { $0.whose == "RU" })
      #expect(back.sender == nil && back.receiver?.sum?.min == 27)
      #expect(back.confirmed == nil && back.netGap == nil && back.absoluteGap == nil)
      #expect(
        back.statedTotals == [
          StatedTotal(event: 11, side: "RU", count: ["exact": 0], verdict: "off", by: 27)
        ])
      #expect(rows.flatMap(\.excluded) == [Excluded(event: 14, why: "implausible")])
      // What is unsaid is null, and not left out.
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      let all = try #require(object?["rows"] as? [[String: Any]])
      let keys = [
        "what", "from", "to", "whose", "sender", "receiver", "handovers", "both_spoke",
        "confirmed", "contested", "net_gap", "absolute_gap", "events", "excluded",
        "stated_totals",
      ]
      for row in all { #expect(Set(keys).isSubset(of: row.keys)) }
    }
  }

  /// A pipe to which nobody writes keeps whoever opens it waiting for ever.
  @Test(arguments: [
    "verify --against pipe", "checkpoint --against pipe", "append --csv s.csv --map pipe",
    "append --csv pipe --map pipe", "verify pipe.tlog-proof", "verify --allowed-signers pipe .",
    "prove --consistency pipe", "totals --as-recorded pipe",
    "publish --medium m --kind photo --speaker s --stated 2025-06-13 --file pipe",
  ])
  func `a pipe in the place of a file is refused at once`(command: String) throws {
    try OutputTests.use { folder in
      let ending = try folder.shell(
        "mkfifo pipe pipe.tlog-proof pipe.json; echo a > s.csv; timeout 120 tally \(command)")
      #expect(ending.status == 1, "\(ending.output)")
      #expect(ending.output.contains("is no regular file"), "\(ending.output)")
    }
  }

  @Test func `a pipe that somebody writes is no file either`() throws {
    try OutputTests.use { folder in
      let ending = try folder.shell("yes | timeout 120 tally verify --against /dev/stdin")
      #expect(ending.status == 1 && ending.output.contains("larger than"), "\(ending.output)")
    }
  }

  @Test func `text is coloured on a terminal only, and not under NO_COLOR`() throws {
    try OutputTests.use { folder in
      func isColoured(_ line: String) throws -> Bool {
        let ending = try folder.shell(line)
        #expect(ending.status == 0 && ending.output.contains("video-june-2025"))
        return ending.output.utf8.contains(0x1B)
      }
      // The program `script` runs another on a terminal.
      let terminal = "script -qec 'tally media' /dev/null"
      let coloured = try ["", "NO_COLOR= ", "NO_COLOR=1 "].map { try isColoured($0 + terminal) }
      #expect(coloured == [true, true, false])
      let piped = try isColoured("tally media")
      #expect(!piped)
    }
  }

  @Test(arguments: [[], ["--each"]])
  func `warnings go to standard error with file and line`(flags: [String]) throws {
    try OutputTests.use { folder in
      let input = Events.lines(1, by: "stranger")
      let ending = try folder.start(["append", "-"] + flags, input: input).ending()
      #expect(ending.status == 0)
      #expect(ending.lines.count == 1)
      #expect(
        ending.errors == "Warning: standard input:1: The source s is not registered. It counts as "
          + "neither side until it is.\n")
    }
  }

  /// A record of the article.
  private static let article = Result {
    try KeptFolder { folder in
      try folder.tally("init", "--origin", "out.test/r", "--test-clock", "2026-12-01T00:00:00Z")
      let article = Project.root + "/events/istanbul-2025/article.jsonl"
      try #require(try folder.tally("append", article).status == 0)
    }
  }

  /// A folder with a record of the article.
  private static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    try article.get().use(body)
  }
}
