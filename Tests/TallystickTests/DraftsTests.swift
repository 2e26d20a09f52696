import Testing
import TransparencyLog

@testable import Tallystick

/// A block of lines is taken as each of its lines by itself is.
struct DraftsTests {
  private static func lines(_ place: Int) throws -> [[UInt8]] {
    try RandomRecords.events(place).map { event in
      var json = event.content.json
      json["label"] = event.label.map(JSONValue.string)
      return CanonicalJSON.bytes(.object(json))
    }
  }

  @Test(arguments: RandomRecords.range)
  func `blocks of lines give the drafts that the lines give`(place: Int) throws {
    var random = SplitMix64(UInt64(place))
    let lines = try DraftsTests.lines(place)
    var (drafts, expected, block) = (Drafts(), [Draft](), [UInt8]())
    var number = 0
    for line in lines {
      if random.chance(10) {
        block += random.pick([" \t", "\r", ""], or: "").utf8 + [0x0A]
        number += 1
      }
      number += 1
      expected.append(try Draft(line: line, number: number))
      block += random.chance(20) ? [0x20] + line : line
      block += random.chance(20) ? [0x0D, 0x0A] : [0x0A]
      if random.chance(20) {
        drafts.append(lines: block)
        block = []
      }
    }
    drafts.append(lines: block.dropLast())
    #expect(Array(drafts) == expected)
    #expect(drafts.lineCount == number)
    #expect(drafts.problems.isEmpty)
    let plain = drafts.rows.count { if case .plain = $0 { true } else { false } }
    #expect(plain > lines.count / 3)
  }

  @Test func `what cannot be read is told with its line, and the mark of UTF-8 is left out`() throws
  {
    let line = try #require(try DraftsTests.lines(0).last)
    var drafts = Drafts()
    drafts.append(lines: [0xEF, 0xBB, 0xBF] + line + [0x0A, 0x0A] + Array("[]\n{\n".utf8) + line)
    #expect(Array(drafts) == [1, 5].compactMap { try? Draft(line: line, number: $0) })
    #expect(drafts.problems.map(\.line) == [3, 4])
    drafts.append(lines: Array("\nno\n".utf8))
    #expect(drafts.problems.map(\.line) == [3, 4, 7])
    drafts.append(lines: [0xEF, 0xBB, 0xBF] + line)
    #expect(drafts.problems.map(\.line) == [3, 4, 7, 8])
  }

  @Test func `ids that meet in one half are told apart`() {
    var ids = PendingIDs()
    let all = (0..<400).map { EventID(high: UInt64($0 / 20), low: UInt64($0 % 20)) }
    for id in all {
      #expect(ids.place(of: id) == nil)
      ids.append(id)
    }
    #expect(all.map { ids.place(of: $0) } == Array(all.indices))
    #expect(all.indices.map { ids[$0] } == all)
  }

  @Test(arguments: [0, 3, 255, 256, 700])
  func `new entries are handed over whole, a tile of them at a time`(count: Int) throws {
    let entries = try RandomRecords.events(0).map { StoredEntry($0) }
    let new = (0..<count).map { entries[$0 % entries.count] }
    var (found, leaves, sizes) = ([StoredEntry](), [Hash](), [Int]())
    NewEntries(new).forEachBatch { batch in
      found += batch.rows.indices.map { batch.entry($0) }
      leaves += batch.leafHashes
      sizes.append(batch.rows.count)
    }
    #expect(found == new)
    #expect(leaves == new.map { Hash.leaf(of: $0.bytes) })
    #expect(sizes.allSatisfy { (1...TileID.fullWidth).contains($0) })
  }
}
