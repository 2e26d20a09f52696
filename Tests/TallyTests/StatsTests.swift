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

    struct LastCheckpoint: Decodable {
      let size: Int
      let coveredTo: String
      let ageSeconds: Int
      let cosignatures: Int
    }

    let lastCheckpoint: LastCheckpoint?
    let uncovered: Int
    let behind: Int
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
    let journalMode: String?
    let synchronous: String?
    let sqlite: String?
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
      #expect(stats.checkpoints == 1 && stats.covered == 300 && stats.uncovered == 0)
      #expect(stats.behind == 0 && stats.lastCheckpoint?.size == 300)
      let size = try folder.shell("stat -c %s record.tally").lines.first
      #expect(size == "\(stats.fileBytes)")
      // Nothing is changed, and nothing left behind.
      #expect(try folder.shell("sha256sum record.tally; ls -A").output == before)
      #expect(stats.root == (try folder.sign().checkpoint.root.base64))
      #expect(stats.foldEventsPerSecond > 0)
      let commit = try #require(stats.commitMicroseconds)
      #expect(0 < commit.median && commit.median <= commit.longest)
      #expect(stats.journalMode == "delete" && stats.synchronous == "extra")
      let version = try #require(stats.sqlite)
      #expect(try folder.shell("sqlite3 --version").output.hasPrefix(version + " "))
    }
  }

  @Test func `the last checkpoint, its age, and how far the record is behind are told`() throws {
    try TemporaryFolder.use(inMemory: true) { folder in
      try folder.makeRecord(2)
      #expect(try Self.stats(folder, "tally stats --format json").lastCheckpoint == nil)
      let made = try folder.shell(
        """
        tally checkpoint > /dev/null 2>&1; tally site public > /dev/null
        tally mirror public mirror > /dev/null; tally backup early.tally > /dev/null
        tally append - --test-clock 2025-07-01T00:01:00Z > /dev/null << 'END'
        {"type":"source","stated":"2025","body":{"source":"s","kind":"person","name":"S","reason":"r"}}
        END
        """)
      #expect(made.status == 0, "\(made.output)")
      let now = try Self.stats(folder, "tally stats --format json")
      #expect(now.uncovered == 1 && now.lastCheckpoint?.size == 2 && now.behind == 0)
      #expect(now.lastCheckpoint?.ageSeconds == 59)
      #expect(now.lastCheckpoint?.coveredTo == "2025-07-01T00:00:00.000001Z")
      #expect(now.lastCheckpoint?.cosignatures == 0)
      let mirror = try Self.stats(folder, "tally stats --format json --record mirror")
      #expect(mirror.events == 2 && mirror.journalMode == nil && mirror.commitMicroseconds == nil)
      let bytes = try folder.shell("cat $(find mirror -type f) | wc -c").lines.first
      #expect(bytes == "\(mirror.fileBytes)")
      #expect(try folder.tally("checkpoint").status == 0)
      #expect(try Self.stats(folder, "tally stats --record early.tally --format json").behind == 1)
      let text = try folder.tally("stats", "--record", "early.tally").output
      #expect(text.contains("\nbehind          1 event: a restored or an older copy\n"))
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
