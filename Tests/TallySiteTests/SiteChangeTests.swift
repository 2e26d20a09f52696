import Foundation
import TallySite
import Tallystick
import Testing
import TransparencyLog

/// What of a site is made again after new events: what is not must be as it would be made.
struct SiteChangeTests {
  private static func pages(_ record: SiteRecord, _ sample: Sample) throws -> [SitePath: [UInt8]] {
    var pages: [SitePath: [UInt8]] = [:]
    for path in Site(.en).paths(of: record, today: sample.today, mostDays: 3) {
      pages[path] = try Site(.en).answer(path, of: record, today: sample.today)?.bytes
    }
    return pages
  }

  /// Appends the last `new` of some lines to a site of those before, each signed, and compares what is said
  /// to stay; how many pages of now did; nil where the lines are none by themselves.
  private static func kept(_ lines: [String], new: Int, _ name: String) throws -> Int? {
    guard let sample = try? Sample(lines.dropLast(new)) else { return nil }
    let record = try sample.record()
    let before = try pages(record, sample)
    guard (try? sample.add(lines.suffix(new))) != nil else { return nil }
    try sample.sign()
    let end = try sample.store.end().size
    let change = try #require(try record.advance(to: end, today: sample.today))
    let staying = try pages(record, sample).filter { path, _ in
      change.keeps(path) && (before[path] != nil || path.day == nil)
    }
    let moved = staying.filter { before[$0.key] != $0.value }.map(\.key.file).sorted()
    #expect(moved == [], "\(name), the last \(new)")
    return staying.keys.count { $0.day == nil }
  }

  /// The records of the rules' cases, as lines.
  private static let cases = Result { () throws -> [(name: String, lines: [String])] in
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "events/cases")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".json") }.map { name in
        let text = String(
          decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        let begin = lines.firstIndex(of: #""record":["#) ?? lines.endIndex
        let record = lines[begin...].dropFirst().prefix { $0 != "]," && $0 != "]" }
        return (name, record.map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 })
      }
  }

  @Test(arguments: 0..<8)
  func `what is said to stay stays, to the byte, with the last events of every case`(
    part: Int
  ) throws {
    let cases = try Self.cases.get()
    #expect(cases.count > 400)
    var (tried, kept) = (0, 0)
    for (place, one) in cases.enumerated() where place % 8 == part {
      for new in 1...2 where one.lines.count > new {
        guard let count = try Self.kept(one.lines, new: new, one.name) else { continue }
        kept += count
        tried += 1
      }
    }
    #expect(tried > 40 && kept > tried, "\(tried) tried, \(kept) kept")
  }

  @Test func `of the shipped record most pages stay with one event more, and all with none`() throws
  {
    let lines = try Sample.shippedLines()
    let said = lines.indices.filter { lines[$0].contains(#""type":"announcement""#) }
    for last in said.suffix(3) {
      let kept = try #require(try Self.kept(Array(lines[...last]), new: 1, "shipped"))
      #expect(kept > 50, "\(kept)")
    }
    let sample = try Sample(lines)
    let record = try sample.record()
    let none = try #require(try record.advance(to: record.size, today: sample.today))
    let events = Site(.en).paths(of: record, today: sample.today, mostDays: 3).filter { path in
      if case .page(.event, _) = path { true } else { false }
    }
    #expect(events.count == record.size && events.allSatisfy(none.keeps))
  }

  @Test func `where an event says how to read the record nothing is said to stay`() throws {
    let sample = try Sample(Story.lines)
    let record = try sample.record()
    try sample.add([
      #"{"type":"source","stated":"2026-01-01","body":{"source":"new","kind":"person","name":"N","reason":"r"}}"#
    ])
    let change = try #require(try record.advance(to: 6, today: sample.today))
    #expect(!Site(.en).paths(of: record, today: sample.today).contains(where: change.keeps))
  }
}
