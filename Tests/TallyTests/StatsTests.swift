import Foundation
import Tallystick
import Testing
import TransparencyLog

struct StatsTests {
  private struct Stats: Decodable {
    struct Commit: Decodable {
      let median: Int
      let longest: Int
    }

    let events: Int
    let root: String
    let bytes: Int
    let bytesPerEvent: Int
    let largest: Int
    let fileBytes: Int
    let checkpoints: Int
    let covered: Int
    let foldEventsPerSecond: Int
    let commitMicroseconds: Commit?
    let journalMode: String
    let synchronous: String
    let sqlite: String
  }

  private static func stats(_ folder: TemporaryFolder, _ command: String) throws -> Stats {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Stats.self, from: Data(folder.shell(command).output.utf8))
  }

  @Test func `the figures are those of the record and of SQLite`() throws {
    try ShippedSnapshot.whole.use { folder in
      let before = try folder.shell("sha256sum record.tally; ls -A").output
      let stats = try Self.stats(folder, "tally stats --format json")
      let lines = try folder.tally("export").lines.map(\.utf8.count)
      #expect(stats.events == 300 && stats.bytes == lines.reduce(0, +))
      #expect(stats.bytesPerEvent == Int((Double(stats.bytes) / 300).rounded()))
      #expect(stats.largest == lines.max())
      #expect(stats.checkpoints == 1 && stats.covered == 300)
      let size = try folder.shell("stat -c %s record.tally").lines.first
      #expect(size == "\(stats.fileBytes)")
      // Nothing is changed, and nothing left behind.
      #expect(try folder.shell("sha256sum record.tally; ls -A").output == before)
      #expect(stats.root == (try folder.sign().checkpoint.root.base64))
      #expect(stats.foldEventsPerSecond > 0)
      let commit = try #require(stats.commitMicroseconds)
      #expect(0 < commit.median && commit.median <= commit.longest)
      #expect(stats.journalMode == "delete" && stats.synchronous == "extra")
      #expect(try folder.shell("sqlite3 --version").output.hasPrefix(stats.sqlite + " "))
    }
  }

  @Test func `an empty record and a folder that cannot be written have figures too`() throws {
    try TemporaryFolder.use { folder in
      try folder.makeRecord(0)
      let text = try folder.tally("stats").output
      #expect(text.contains("events          0\n") && text.contains("µs in the middle"))
      let shut = try folder.shell(
        "chmod -R a+rX ..; chmod 444 record.tally; chmod 555 .; unprivileged tally stats; chmod 755 ."
      )
      #expect(shut.output.contains("not measured: the folder"), "\(shut.output)")
      #expect(try folder.tally("stats", "--format", "csv").status == 64)
    }
  }
}
