import Foundation
import Testing

/// A program that appends is killed at any moment.
struct KillTests {
  private static let kills = 25

  /// Eight records, each of which goes through 25 kills.
  @Test(.waiting, arguments: 1...8)
  func `a kill loses no acknowledged event and leaves a whole record`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    try TemporaryFolder.use { folder in
      try folder.tally("init", "--origin", "kill.test/r", "--test-clock", "2025-07-01T00:00:00Z")
      let shim = try Shim(in: folder)
      let slow = shim.slowingCommits(by: 10)
      var acknowledged: Set<Acknowledged> = []
      var journals = 0
      let journal = folder.work + "/record.tally-journal"
      for kill in 1...KillTests.kills {
        let program = try folder.start(
          ["append", "-", "--each"], input: Events.lines(200, by: "kill-\(kill)"),
          with: kill % 4 == 0
            ? shim.stoppingCommits(after: kill / 4) : kill % 2 == 0 ? slow : [:])
        switch kill % 4 {
        case 0:  // within a commit
          #expect(program.hasStopped())
        case 1:  // perhaps before the first event
          usleep(.random(in: 0...100_000, using: &random))
        default:
          while program.written == 0, program.isRunning { usleep(200) }
          usleep(.random(in: 0...15_000, using: &random))
        }
        program.kill()
        acknowledged.formUnion(Acknowledged.all(in: try program.ending().output))
        if KillTests.isHot(journal) { journals += 1 }

        let report = try folder.tally(kill % 5 == 0 ? "replay" : "totals")
        #expect(report.status == 0, "\(report.errors)")
        #expect(!KillTests.isHot(journal))
      }
      let stored = try Events.stored(in: folder)
      #expect(stored.map(\.seq) == Array(1..<stored.count + 1))
      let held = Set(stored.map { Acknowledged(seq: $0.seq, id: String($0.id.prefix(8))) })
      #expect(acknowledged.isSubset(of: held))
      #expect(acknowledged.count >= KillTests.kills / 2)
      #expect(journals >= KillTests.kills / 4)
    }
  }

  /// Whether a journal must be rolled back; one that is still empty need not.
  private static func isHot(_ journal: String) -> Bool {
    let bytes = FileManager.default.contents(atPath: journal) ?? Data()
    return bytes.first.map { $0 != 0 } ?? false
  }
}
