import Tallystick
import Testing

@testable import TallySite

/// Days of a record in any order, each reached from the nearest that is kept.
struct ReckoningsTests {
  private static let pages: [SitePage] = [
    .overview, .report(.totals), .report(.obligations), .report(.contradictions), .report(.media),
  ]

  private static func bytes(_ record: SiteRecord, _ day: Day?, _ today: Day) throws -> [[UInt8]?] {
    try pages.map { try Site(.en).answer(.page($0, at: day), of: record, today: today)?.bytes }
  }

  @Test(arguments: 1...4) func `a day is the same from whichever other days it is reached`(
    start: Int
  ) throws {
    let sample = try Sample.shipped()
    let near = try SiteRecord(sample.store, limit: nil, apart: 3)
    let days = near.days.map(Optional.some) + [nil]
    func walk() throws {
      for step in 1...12 {
        let day = days[(37 * step + 11 * start) % days.count]
        let fresh = try SiteRecord(sample.store)
        #expect(
          try Self.bytes(near, day, sample.today) == Self.bytes(fresh, day, sample.today),
          "\(day?.description ?? "now")")
      }
    }
    try walk()
    #expect((4...16).contains(near.reckonings.count))
    try sample.add([
      #"{"type":"announcement","stated":"2025-06-14","body":{"speaker":"medinsky","attribution":"named","quote":"Once more.","lang":"en","claim":{"act":"handover","what":"remains","from":"RU","to":"UA","whose":"UA","count":{"exact":77},"when":"2025-06-14"}}}"#
    ])
    try near.catchUp()
    #expect(near.reckonings.count == 1)
    try walk()
  }

  @Test func `a record of few events keeps one, wherever its reader goes`() throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    for day in record.days { _ = try Self.bytes(record, day, sample.today) }
    #expect(record.reckonings.count == 1)
  }
}
