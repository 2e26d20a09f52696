import Testing
import TransparencyLog

@testable import Tallystick

struct CountTests {
  @Test(
    arguments: [
      ("1212", .exact(1212)), ("0", .exact(0)), ("~7000", .about(7000)), ("6000+", .atLeast(6000)),
      ("≤6000", .atMost(6000)), ("57..79", .between(57, 79)), ("withheld", .withheld),
      ("unspecified", .unspecified), ("9007199254740991", .exact(Count.largest)),
    ] as [(String, Count.Kind)])
  func `a count is read and prints back`(text: String, kind: Count.Kind) throws {
    let count = try Count(parsing: text)
    #expect(count.kind == kind)
    #expect(count.description == text)
    #expect(try Count(json: count.json) == count)
    let worded = Count(kind, words: "as written")
    #expect(try Count(json: worded.json) == worded)
    #expect(worded.json["words"] == "as written")
  }

  @Test(arguments: [
    ("1,212", "1212"), ("~7,000", "~7000"), ("<=6000", "≤6000"), ("1,000,000+", "1000000+"),
    ("007", "7"), ("1 200", "1200"), ("about 600", "~600"), ("57-79", "57..79"),
    ("at least 6000", "6000+"), ("Withheld", "withheld"), ("\"1212\"", "1212"),
    ("'about 600'", "~600"), ("600 / day", "600/day"), ("600 per day", "600/day"),
    ("about 7 000 a Week", "~7000/week"),
  ])
  func `other ways to write it are read too`(text: String, plain: String) throws {
    #expect(try Count(parsing: text).description == plain)
    // A sentence reads them alike.
    #expect(try Claim(notation: "handover of \(text) lorries").count?.description == plain)
    let owed = try ObligationNotation.fields("RU owes UA \(text) lorries")
    #expect(try Count(json: try #require(owed["count"]?.object)).description == plain)
  }

  private static let forms =
    "write 1,212, about 7000, at least 6000, up to 6000, 57..79, withheld or unspecified"

  @Test(arguments: [
    ("", forms), ("many", forms), ("12.5", forms), ("1 21", forms), ("12,12", forms),
    ("1212,", forms), ("~", forms), ("+", forms), ("57..", forms), ("57...79", forms),
    ("١٢", forms),
    ("79..57", "the first number is not smaller than the second"),
    ("57..57", "the first number is not smaller than the second"),
    ("-1", "a count is not negative"),
    ("~-1", "a count is not negative"), ("9007199254740992", "it is larger than 9007199254740991"),
    ("99999999999999999999", "it is larger than 9007199254740991"),
  ])
  func `what is no count is refused`(text: String, reason: String) throws {
    let error = try #require(throws: FormatError.self) { try Count(parsing: text) }
    #expect(error.description == "\(quoted(text)) is no count: \(reason)")
  }

  @Test(
    arguments: [
      (["exact": -1], "a count is not negative"),
      (["min": 5, "max": 5], "a count's min is smaller than its max; write one number as exact"),
      ([:], nil), (["exact": "5"], nil), (["exact": 5, "about": 5], nil),
      (["withheld": false], nil),
      (["unspecified": 1], nil), (["number": 5], nil),
    ] as [(JSONObject, String?)])
  func `an object that is no count is refused`(object: JSONObject, reason: String?) throws {
    let error = try #require(throws: FormatError.self) { try Count(json: object) }
    #expect(
      error.reason == reason
        ?? "a count has exact, about, min, max, min and max, withheld (true) or unspecified (true)")
  }

  @Test(arguments: [
    ("5", "5"), ("~7000", "~7000"), ("~1200", "~1200"), ("~57", "~57"), ("~0", "~0"),
    ("~10", "~10"), ("6000+", "6000+"), ("≤50", "0..50"), ("57..79", "57..79"),
  ])
  func `a count admits the numbers that it may mean`(text: String, bounds: String) throws {
    #expect(try Count(parsing: text).bounds?.description == bounds)
  }

  @Test(arguments: [("~7000", 6500, 7499), ("~1200", 1150, 1249), ("~57", 57, 57), ("~10", 5, 14)])
  func `about a number admits those that round to it`(text: String, min: Int64, max: Int64) throws {
    let bounds = try #require(try Count(parsing: text).bounds)
    #expect(bounds.min == min && bounds.max == max)
  }

  @Test func `what was withheld or left unsaid is not zero`() {
    #expect(Count(.withheld).bounds == nil)
    #expect(Count(.unspecified).bounds == nil)
    #expect(!Count(.withheld).isZero)
    #expect(Count(.exact(0)).isZero)
    #expect(!Count(.atMost(5)).isZero)
  }
}
