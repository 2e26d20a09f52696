import Testing

@testable import Tallystick

/// What one event more costs, counted in what is judged anew, not in time.
struct WorkTests {
  @Test func `one event touches as much in a record of 4,000 as in one of 1,000`() throws {
    let few = try WorkSample.work(1_000, .common)
    #expect(try WorkSample.work(4_000, .common) == few)
    #expect(few > 300)
  }

  @Test(arguments: WorkSample.Shape.allCases)
  func `an event on one row, of one deal or beside many totals costs at most twice a common one`(
    shape: WorkSample.Shape
  ) throws {
    let common = try WorkSample.work(4_000, .common)
    #expect(try WorkSample.work(4_000, shape) <= 2 * common)
  }

  @Test func `a retraction of a retraction stands by the last of the chain, however long that is`()
    throws
  {
    for length in [1, 2, 7, 3_000, 3_001] {
      let now = Instant(day: try Day(parsing: "2027-01-01"))
      var contents = [Draft.announce("A", "ru", "2025-06-03", .there("27")).content]
      for _ in 0..<length {
        let of = contents.last?.id.description ?? ""
        contents.append(
          try Content(
            type: "retraction", version: 1, stated: Stated(parsing: "2025-06-04"),
            body: ["speaker": "ru", "attribution": "named", "of": .string(of)]))
      }
      let events = contents.enumerated().map { place, content in
        Event(
          seq: place + 1, id: content.id, label: nil, recorded: now, recorder: "r",
          content: content)
      }
      let standing = Standing(History(folding: events), at: Cut(today: .maximum))
      #expect(standing.isLive(contents[0].id) == length.isMultiple(of: 2))
      #expect(standing.liveClaims().count == (length.isMultiple(of: 2) ? 1 : 0))
      let day = try Day(parsing: "2025-06-03")
      #expect(standing.isLive(contents[0].id, by: day))
    }
  }
}
