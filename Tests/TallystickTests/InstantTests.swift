import Tallystick
import Testing
import TransparencyLog

struct InstantTests {
  static let readings: [(String, Int64, String)] = [
    ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000000Z"),
    ("1970-01-01T00:00:00.000001Z", 1, "1970-01-01T00:00:00.000001Z"),
    ("1969-12-31T23:59:59.999999Z", -1, "1969-12-31T23:59:59.999999Z"),
    ("2025-06-13T09:15:00Z", 1_749_806_100_000_000, "2025-06-13T09:15:00.000000Z"),
    ("2025-06-13T09:15:00.5Z", 1_749_806_100_500_000, "2025-06-13T09:15:00.500000Z"),
    ("2025-06-13T12:15:00+03:00", 1_749_806_100_000_000, "2025-06-13T09:15:00.000000Z"),
    ("2025-06-13T00:30:00+03:30", 1_749_762_000_000_000, "2025-06-12T21:00:00.000000Z"),
    ("2025-12-31T20:00:00-05:00", 1_767_229_200_000_000, "2026-01-01T01:00:00.000000Z"),
    ("2025-06-13T09:15:00-00:00", 1_749_806_100_000_000, "2025-06-13T09:15:00.000000Z"),
    ("1985-04-12T23:20:50.52Z", 482_196_050_520_000, "1985-04-12T23:20:50.520000Z"),
    ("0000-01-01T00:00:00Z", -62_167_219_200_000_000, "0000-01-01T00:00:00.000000Z"),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
  ]

  @Test(arguments: InstantTests.readings)
  func `an RFC 3339 date-time is read in UTC`(text: String, number: Int64, printed: String) throws {
    let instant = try Instant(parsing: text)
    #expect(instant.microseconds == number)
    #expect(instant.description == printed)
    #expect(try Instant(parsing: printed) == instant)
    #expect(Instant(microseconds: number) == instant)
    #expect(instant.day.description == String(printed.prefix(10)))
  }

  @Test(arguments: [
    ("2025-06-13T09:15:60Z", "leap second"), ("2025-06-13t09:15:00Z", "upper-case T"),
    ("2025-06-13T09:15:00z", "Z or an offset"), ("2025-06-13 09:15:00Z", "upper-case T"),
    ("2025-06-13T09:15:00", "zone is missing"), ("2025-06-13T09:15Z", "with the seconds"),
    ("2025-06-13T09:15:00+03", "has its minutes"), ("2025-06-13T09:15:00.1234567Z", "6 decimals"),
    ("2025-06-13T09:15:00.Z", "no decimals"), ("2025-06-13T24:00:00Z", "hour 24"),
    ("2025-06-13T23:60:00Z", "minute 60"), ("2025-06-13T23:00:61Z", "second 61"),
    ("2025-06-13T09:15:00+24:00", "at most 23"), ("2025-06-13T09:15:00+03:60", "at most 23"),
    ("2025-06-13T09:15:00+0300", "Z or an offset"), ("2025-06-13T09:15:00Z ", "Z or an offset"),
    ("2025-02-29T09:15:00Z", "day of the calendar"), ("2025-06-13", "upper-case T"),
    ("", "day of the calendar"), ("2025-06-13T9:15:00Z", "with the seconds"),
    ("0000-01-01T00:00:00+00:01", "outside the years"),
    ("9999-12-31T23:59:59-00:01", "outside the years"),
    ("2025-06-13T09:15:00,5Z", "Z or an offset"),
    ("2025-06-13T09:15:-1Z", "with the seconds"),
  ])
  func `anything else is refused with a reason`(text: String, part: String) throws {
    let error = try #require(throws: FormatError.self) { try Instant(parsing: text) }
    #expect(error.reason.hasPrefix("\"\(text)\" is no instant: "))
    #expect(error.reason.contains(part))
  }

  @Test func `every number within the years prints and reads back`() throws {
    var random = SplitMix(state: 20_250_613)
    let range = Instant.minimum.microseconds...Instant.maximum.microseconds
    for _ in 0..<2_000 {
      let number = Int64.random(in: range, using: &random)
      let instant = try #require(Instant(microseconds: number))
      #expect(try Instant(parsing: instant.description) == instant)
    }
    #expect(Instant(microseconds: range.lowerBound - 1) == nil)
    #expect(Instant(microseconds: range.upperBound + 1) == nil)
  }

  @Test func `a day starts at midnight UTC and the next instant follows`() throws {
    let day = try Day(parsing: "2025-06-13")
    #expect(Instant(day: day).description == "2025-06-13T00:00:00.000000Z")
    #expect(Instant(day: day).next.description == "2025-06-13T00:00:00.000001Z")
    #expect(Instant(day: day) < Instant(day: day).next)
    #expect(Instant(day: .minimum) == .minimum)
    #expect(Instant(day: .maximum) == .maximum)
    #expect(Instant.maximum.next == .maximum)
  }
}

// SplitMix64 by Sebastiano Vigna, so that every run tries the same numbers.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
