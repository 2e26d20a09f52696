import Tallystick
import Testing
import TransparencyLog

struct StatedTests {
  static let readings: [(String, String?, String?, Bool)] = [
    (
      "2025-06-13", "2025-06-13T00:00:00.000000Z", "2025-06-13T23:59:59.999999Z", false
    ),
    ("2025-06?", "2025-06-01T00:00:00.000000Z", "2025-06-30T23:59:59.999999Z", false),
    (
      "2025-06-13T09:15:00Z", "2025-06-13T09:15:00.000000Z", "2025-06-13T09:15:00.000000Z", true
    ),
    (
      "2025-06-13T00:15:00.25+03:00", "2025-06-12T21:15:00.250000Z", "2025-06-12T21:15:00.250000Z",
      true
    ),
    (
      "2025-06-13T00:15:00+03", "2025-06-13T00:00:00.000000Z", "2025-06-13T23:59:59.999999Z", false
    ),
    (
      "2025-06-13T09:15:00", "2025-06-13T00:00:00.000000Z", "2025-06-13T23:59:59.999999Z", false
    ),
    (
      "-0044-03-15T12:00:00Z", "0000-01-01T00:00:00.000000Z", "0000-01-01T00:00:00.000000Z", false
    ),
    ("Y170000002", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z", false),
    ("9999-12-31", "9999-12-31T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z", false),
    ("../2025-06-11", nil, "2025-06-11T23:59:59.999999Z", false),
    ("2025-06-11/", "2025-06-11T00:00:00.000000Z", nil, false),
  ]

  @Test(arguments: StatedTests.readings)
  func `a date or an instant prints back and spans its time`(
    text: String, earliest: String?, latest: String?, isInstant: Bool
  ) throws {
    let stated = try Stated(parsing: text)
    #expect(stated.text == text)
    #expect("\(stated)" == text)
    #expect(stated.earliest?.description == earliest)
    #expect(stated.latest?.description == latest)
    #expect((stated.instant != nil) == isInstant)
    #expect((stated.date == nil) == isInstant)
  }

  @Test(arguments: [
    ("2025-06-12", "2025-06-13", true), ("2025-06-13", "2025-06-13", false),
    ("2025-06-12", "2025-06-13T00:00:00Z", true), ("2025-06-13", "2025-06-13T23:59:59Z", false),
    ("2025-06-13T00:00:00Z", "2025-06-13", false), ("2025-06-12T23:59:59Z", "2025-06-13", true),
    ("2025-06-13T00:00:00+01:00", "2025-06-13", false),
    ("2025-06-12T23:00:00-05:00", "2025-06-13", true),
    ("2025-06-12", "2025-06-13T00:00:00+14:00", true),
    ("2025-06-14T01:20:00+03:00", "2025-06-13T23:00:00Z", true),
    ("2025-06-13T09:15:00Z", "2025-06-13T09:15:00.000001Z", true),
    ("2025-06-13T09:15:00Z", "2025-06-13T12:15:00+03:00", false),
    ("2025-06", "2025-06-30", false), ("2025-06", "2025-07", true),
    ("../2025-06-11", "2025-06-12", true), ("2025-06-11/..", "2026", false),
    ("2025-06-10", "2025-06-11/..", true), ("-0044", "-0043", true),
    ("Y170000002", "Y170000003", true),
  ])
  func `one is certainly before the other`(left: String, right: String, isBefore: Bool) throws {
    let (left, right) = (try Stated(parsing: left), try Stated(parsing: right))
    #expect(left.isCertainlyBefore(right) == isBefore)
    #expect(right.isCertainlyAfter(left) == isBefore)
    #expect(!right.isCertainlyBefore(left))
    #expect(!left.isCertainlyAfter(right))
  }

  @Test(arguments: [
    "2025-06-13T00:15:00+03:00", "2025-06-13T23:45:00-03:00", "2025-06-13T00:00:00Z",
    "2025-06-13T23:59:59.999999+14:00", "2025-06-13T00:00:00-12:00",
  ])
  func `an instant lies on the day that it writes, and is that day`(text: String) throws {
    let stated = try Stated(parsing: text)
    let day = try Day(parsing: "2025-06-13")
    #expect(stated.earliestDay == day)
    #expect(stated.latestDay == day)
    #expect(stated.lies(within: nil, to: day) == .inside)
    #expect(stated.lies(within: day, to: day) == .inside)
    #expect(stated.lies(within: day.next, to: nil) == .outside)
    #expect(stated.lies(within: nil, to: day.previous) == .outside)
    #expect(stated.meaning == (try EDTFDate(parsing: "2025-06-13?")).meaning)
    let month = try Stated(parsing: "2025-06")
    #expect(month.lies(within: day, to: nil) == .straddling)
  }

  @Test(arguments: [
    ("2025-06-14T01:20:00+03:00", "2025-06-14", false),
    ("2025-06-13T23:59:59+03:00", "2025-06-14", true), ("2025-06-13", "2025-06-14", true),
    ("2025-06-13", "2025-06", false), ("2025-06", "2025-06-30", false),
    ("2025-06-13", "2025-06-13T23:00:00Z", false), ("2025-06-13", "2025-06-14T00:00:00Z", true),
    // Of two times the moments count, where the days of their places would say otherwise.
    ("2025-06-13T23:30:00Z", "2025-06-14T02:00:00+03:00", false),
    ("2025-06-13T22:30:00Z", "2025-06-14T02:00:00+03", true),
    ("2025-06-13T22:30:00Z", "2025-06-14T02:00:00", true), ("../2025-06-13", "2025-06-14", true),
    ("2025-06-13", "../2025-06-20", false), ("2025-06-13/..", "2025-06-20", false),
  ])
  func `what is said before it happens is seen`(said: String, when: String, isBefore: Bool) throws {
    #expect(try Stated(parsing: said).isBefore(EDTFDate(parsing: when)) == isBefore)
  }

  @Test func `texts make statements equal, not times`() throws {
    let zulu = try Stated(parsing: "2025-06-13T09:15:00Z")
    #expect(try zulu == Stated(parsing: "2025-06-13T09:15:00Z"))
    #expect(try zulu != Stated(parsing: "2025-06-13T09:15:00+00:00"))
    let instant = try #require(zulu.instant)
    #expect(Stated(instant).text == "2025-06-13T09:15:00.000000Z")
    #expect(try Stated(instant) == Stated(parsing: "2025-06-13T09:15:00.000000Z"))
    let date = try EDTFDate(parsing: "2025-06")
    #expect(try Stated(date) == Stated(parsing: "2025-06"))
  }

  @Test(arguments: [
    ("2025-06-13T09:15Z", "is no instant"), ("2025-06-13T09:15:60Z", "is no instant"),
    ("2025-06-13t09:15:00z", "is no instant"), ("2025-06-13T09:15+03:00", "is no instant"),
    ("2025-13", "is no EDTF date"), ("", "is no EDTF date"), ("yesterday", "is no EDTF date"),
    ("2025-06-13T09:15:00.5", "is no EDTF date"),
    ("2025-06-13T09:15:00Z/2025-06-14T09:15:00Z", "is no EDTF date"),
  ])
  func `a text that is neither is refused`(text: String, part: String) throws {
    let error = try #require(throws: FormatError.self) { try Stated(parsing: text) }
    #expect(error.reason.contains(part))
  }
}
