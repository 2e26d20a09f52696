import Foundation
import Tallystick
import Testing
import TransparencyLog

@testable import TallyNodes

/// A record that is read from the files of its log.
struct TilesRecordTests {
  @Test(arguments: [3, 256, 560])
  func `it answers as the record does of which it is the log`(count: Int) throws {
    let store = try SampleRecord.make(count)
    let scratch = try Scratch()
    try scratch.mirror(try SampleRecord.log(of: store))
    let record = try TilesRecord(scratch.mirror)
    let end = try store.end()
    #expect(try record.end() == end && record.origin == store.origin)
    for range in [1...end.size, 2...3, 255...258, end.size...end.size + 9, 700...Int.max] {
      #expect(try record.entries(range) == store.entries(range), "\(range)")
      #expect(try record.bytes(range) == store.bytes(range), "\(range)")
    }
    let entry = try #require(try store.entries(3...3).first)
    #expect(try record.entry(id: entry.id) == entry)
    #expect(try record.entry(label: "L-7") == store.entry(label: "L-7"))
    #expect(try record.entry(label: "none") == nil)
    let digits = String(entry.id.description.prefix(6))
    #expect(
      try record.entries(idPrefix: digits, limit: 3) == store.entries(idPrefix: digits, limit: 3))
    #expect(
      try record.entries(idPrefix: "0", limit: 5) == store.entries(idPrefix: "0", limit: 5))
    #expect(
      try record.entries(labelPrefix: "L-1", limit: 9)
        == store.entries(labelPrefix: "L-1", limit: 9))
    for type in EventType.allCases {
      #expect(try record.entries(ofType: type) == store.entries(ofType: type), "\(type)")
    }
    #expect(try record.verifierKey() == store.verifierKey())
    #expect(try record.checkpoints() == store.checkpoints().suffix(1))
    for (level, index) in [(0, 0), (0, 1), (0, 2), (1, 0), (-1, 0), (0, -1), (9, 9)] {
      #expect(
        try record.tile(level: level, index: index)
          == (level < 0 ? nil : store.tile(level: level, index: index)))
    }
    #expect(try record.tileRoots(level: 0, 0..<9) == store.tileRoots(level: 0, 0..<9))
    for size in [1, count / 2, end.size] {
      #expect(try record.root(ofSize: size) == store.root(ofSize: size))
    }
    #expect(try record.forEachLeaf(upTo: end.size) { _, _ in } == store.root(ofSize: end.size))
  }

  @Test func `it sees the mirror grow`() throws {
    let store = try SampleRecord.make(600)
    let all = try store.bytes(1...601).map(\.bytes)
    let scratch = try Scratch()
    try scratch.mirror(try ShownLog(all.prefix(300)))
    let record = try TilesRecord(scratch.mirror)
    #expect(try record.end().size == 300 && record.entries(299...400).count == 2)
    try scratch.mirror(try ShownLog(all))
    #expect(try record.entries(257...300).count == 44)  // as far as it knew then
    #expect(try record.end().size == 601)
    #expect(try record.bytes(257...601).map(\.bytes) == Array(all[256...]))
  }

  @Test func `an audit of a whole mirror finds nothing`() throws {
    let store = try SampleRecord.make(560)
    let scratch = try Scratch()
    let all = try store.bytes(1...561).map(\.bytes)
    try scratch.mirror(try ShownLog(all.prefix(530)))
    try scratch.mirror(try ShownLog(all))
    let report = try RecordAudit(
      of: try TilesRecord(scratch.mirror), vouched: try ShownLog.key.verifier
    ).run()
    #expect(report.findings == [] && report.size == 561 && report.covered == 561)
    #expect(try report.root == store.root(ofSize: 561))
  }

  @Test func `an audit finds a flipped byte in every file of a mirror`() throws {
    let store = try SampleRecord.make(560)
    let all = try store.bytes(1...561).map(\.bytes)
    let scratch = try Scratch()
    // With partial files of the checkpoint before.
    try scratch.mirror(try ShownLog(all.prefix(530)))
    try scratch.mirror(try ShownLog(all))
    let key = try ShownLog.key.verifier
    let files = try scratch.files()
    #expect(files.count == 11)
    for (path, bytes) in files {
      for place in [0, bytes.count / 3, bytes.count - (path == "checkpoint" ? 3 : 2)] {
        var changed = bytes
        changed[place] ^= 4
        try scratch.write(changed, to: path)
        let found: Bool
        do {
          let report = try RecordAudit(of: try TilesRecord(scratch.mirror), vouched: key).run()
          found = !report.isWhole
        } catch let error as StoreError {
          found = path == "checkpoint" || path == "log.vkey"
          #expect(found, "\(path): \(error)")
        }
        #expect(found, "\(path) at \(place)")
      }
      try FileManager.default.removeItem(atPath: "\(scratch.mirror)/\(path)")
      let report = try? RecordAudit(of: try TilesRecord(scratch.mirror), vouched: key).run()
      #expect(report?.isWhole != true || path.hasSuffix(".p/18"), "\(path) is gone")
      try scratch.write(bytes, to: path)
    }
    try scratch.write([1], to: "tile/entries/more")
    let report = try RecordAudit(of: try TilesRecord(scratch.mirror), vouched: key).run()
    #expect(report.findings.map(\.damage) == [.fileUnexpected])
  }

  @Test func `what is no log of a record is no record`() throws {
    let scratch = try Scratch()
    #expect(throws: StoreError.self) { try TilesRecord(scratch.mirror) }
    #expect(!TilesRecord.isLog(scratch.path))
    try scratch.mirror(try ShownLog(3))
    #expect(TilesRecord.isLog(scratch.mirror))
    // Its entries are no events.
    #expect(throws: StoreError.self) { try TilesRecord(scratch.mirror).end() }
  }
}
