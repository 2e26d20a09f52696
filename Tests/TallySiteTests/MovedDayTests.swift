import TallySite
import Tallystick
import Testing
import TransparencyLog

/// Which pages of days an event may move.
struct MovedDayTests {
  private static func pages(_ record: SiteRecord, _ sample: Sample) throws -> [String: [UInt8]] {
    var pages: [String: [UInt8]] = [:]
    for path in Site(.en).paths(of: record, today: sample.today, mostDays: 4) where path.day != nil
    {
      pages[path.file] = try Site(.en).answer(path, of: record, today: sample.today)?.bytes
    }
    return pages
  }

  @Test func `pages of days before the first that moved stay as they are, to the byte`() throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let size = record.size
    for (day, line) in [
      ("2025-08-24", Self.announcement("2025-08-24")), ("2025-08-19", Self.assessment),
    ] {
      let before = try Self.pages(record, sample)
      let count = record.size
      try sample.add([line])
      try record.catchUp()
      let moved = try #require(record.firstMoved(since: count))
      #expect(try moved <= Day(parsing: day))
      let after = try Self.pages(record, sample)
      var changed = 0
      for (file, bytes) in before {
        guard let path = SitePath(file: file), let own = path.day else { continue }
        if own < moved { #expect(after[file] == bytes, "\(file) moved with \(line)") }
        if after[file] != bytes { changed += 1 }
      }
      #expect(changed > 0, "\(line)")
    }
    #expect(record.size == size + 2)
  }

  @Test func `what says how to read the record may move every day, and nothing new none`() throws {
    let sample = try Sample(Story.lines)
    let record = try sample.record()
    #expect(record.firstMoved(since: 5) == nil)
    try sample.add([
      #"{"type":"source","stated":"2026-01-01","body":{"source":"new","kind":"person","name":"N","reason":"r"}}"#
    ])
    try record.catchUp()
    #expect(record.firstMoved(since: 5) == .minimum)
    #expect(record.firstMoved(since: 6) == nil)
  }

  private static func announcement(_ day: String) -> String {
    #"{"type":"announcement","stated":"\#(day)","body":{"speaker":"medinsky","attribution":"named","quote":"Said on \#(day).","lang":"en","claim":{"act":"handover","what":"remains","from":"RU","to":"UA","whose":"UA","count":{"exact":77,"words":"77"},"when":"\#(day)","scope":"event"}}}"#
  }

  private static let assessment =
    #"{"type":"assessment","stated":"2025-08-19","body":{"source":"medinsky","scale":"reliability","value":"C","reason":"r"}}"#
}
