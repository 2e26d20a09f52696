import Foundation
import Testing

/// `tools/import/public_record.py`, which makes events of the raw lines of the public record.
struct PublicRecordImportTests {
  private static let raw = "events/istanbul-2025/public-record.raw.jsonl"

  private static func run(
    in folder: TemporaryFolder, _ change: (String) -> String = { $0 }
  ) throws -> Ending {
    let text = try String(contentsOfFile: "\(Project.root)/\(raw)", encoding: .utf8)
    try folder.write(Data(change(text).utf8), to: "given/public-record.raw.jsonl")
    return try folder.shell(
      """
      cp '\(Project.root)'/events/istanbul-2025/public-record.jsonl given/
      cp '\(Project.root)'/events/istanbul-2025/public-record.md given/
      cp '\(Project.root)'/events/istanbul-2025/public-record.judgements.json given/
      python3 -B '\(Project.root)/tools/import/public_record.py' --check given
      """)
  }

  @Test func `the events that are shipped are what the raw lines and the judgements give`() throws {
    try TemporaryFolder.use { folder in
      _ = try folder.shell("mkdir given")
      let ending = try PublicRecordImportTests.run(in: folder)
      #expect(ending.status == 0, "\(ending.output)")
    }
  }

  /// PR-019 is a line of which the rules alone make an event; PR-047 was judged by hand.
  @Test(arguments: [
    (
      "PR-047", "\"whose\": \"UA (", "\"whose\": \"UA (31 of them ", "PR-047: 31 would be dropped"
    ),
    (
      "PR-019", "\"whose\": \"UA\"", "\"whose\": \"UA, as some say\"",
      "PR-019: whose is 'UA, as some say': that has to be judged by hand"
    ),
    (
      "PR-019", "\"precision\": \"exact\"", "\"precision\": \"range\"",
      "PR-019: a count that is range has to be judged by hand"
    ),
    (
      "PR-019", "\"kind\": \"receipt\"", "\"kind\": \"rumour\"",
      "PR-019: the kind 'rumour' has to be judged by hand"
    ),
  ])
  func `a line that cannot be taken whole is refused`(
    id: String, from: String, to: String, reason: String
  ) throws {
    try TemporaryFolder.use { folder in
      _ = try folder.shell("mkdir given")
      let ending = try PublicRecordImportTests.run(in: folder) { text in
        text.separateLines.map { line in
          line.hasPrefix("{\"id\": \"\(id)\"") ? line.replacing(from, with: to) : line
        }.joined(separator: "\n")
      }
      #expect(ending.status == 1, "\(ending.output)")
      #expect(ending.output.contains(reason), "\(ending.output)")
    }
  }
}
