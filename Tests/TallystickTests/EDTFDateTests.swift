import Tallystick
import Testing
import TransparencyLog

struct EDTFDateTests {
  static let readings: [(String, String?, String?)] = [
    // Level 0.
    ("2025-06-13", "2025-06-13", "2025-06-13"), ("2025-06", "2025-06-01", "2025-06-30"),
    ("2025", "2025-01-01", "2025-12-31"), ("0000", "0000-01-01", "0000-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"), ("1900-02", "1900-02-01", "1900-02-28"),
    ("2025-06-13T09:15:00", "2025-06-13", "2025-06-13"),
    ("2025-06-13T09:15:00Z", "2025-06-13", "2025-06-13"),
    ("2025-06-13T00:15:00+03:00", "2025-06-13", "2025-06-13"),
    ("2025-06-13T00:00:00+14", "2025-06-13", "2025-06-13"),
    ("2025-12-31T20:00:00-04", "2025-12-31", "2025-12-31"),
    ("2025-12-31T23:59:59-12:00", "2025-12-31", "2025-12-31"),
    ("2025-06-02/2025-06-16", "2025-06-02", "2025-06-16"),
    ("2025-01-01/2025", "2025-01-01", "2025-12-31"), ("2024/2024", "2024-01-01", "2024-12-31"),
    ("2025-06/2025-07-04", "2025-06-01", "2025-07-04"),
    // Level 1.
    ("Y17025", "Y17025-01-01", "Y17025-12-31"), ("Y-17025", "Y-17025-01-01", "Y-17025-12-31"),
    ("Y999999999", "Y999999999-01-01", "Y999999999-12-31"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15"), ("-0001", "-0001-01-01", "-0001-12-31"),
    ("-0004-02", "-0004-02-01", "-0004-02-29"), ("-0045/-0044-03", "-0045-01-01", "-0044-03-31"),
    ("-0044-03-15T23:30:00-01:00", "-0044-03-15", "-0044-03-15"),
    ("2025-21", "2025-01-01", "2025-12-31"), ("2025-22", "2025-01-01", "2025-12-31"),
    ("2025-23?", "2025-01-01", "2025-12-31"), ("2023-24", "2023-01-01", "2024-02-29"),
    ("2025-21/2025-23", "2025-01-01", "2025-12-31"),
    ("2025-23/2025-05", "2025-01-01", "2025-05-31"),
    ("2025-06-11?", "2025-06-11", "2025-06-11"), ("2025-06~", "2025-06-01", "2025-06-30"),
    ("2025%", "2025-01-01", "2025-12-31"), ("2025-06~/2025-06-16?", "2025-06-01", "2025-06-16"),
    ("201X", "2010-01-01", "2019-12-31"), ("20XX", "2000-01-01", "2099-12-31"),
    ("XXXX", "0000-01-01", "9999-12-31"), ("2025-XX", "2025-01-01", "2025-12-31"),
    ("2025-06-XX", "2025-06-01", "2025-06-30"), ("2025-XX-XX", "2025-01-01", "2025-12-31"),
    ("-201X", "-2019-01-01", "-2010-12-31"), ("-000X", "-0009-01-01", "-0001-12-31"),
    ("../2025-06-11", nil, "2025-06-11"), ("2025-06/..", "2025-06-01", nil),
    ("/2025", nil, "2025-12-31"), ("2025-06-02/", "2025-06-02", nil), ("../..", nil, nil),
    ("/..", nil, nil), ("../", nil, nil), ("../2025?", nil, "2025-12-31"),
    // Level 2: digits unspecified in any place.
    ("XXXX-06-13", "0000-06-13", "9999-06-13"), ("XXXX-02-29", "0000-02-29", "9996-02-29"),
    ("20XX-06-13", "2000-06-13", "2099-06-13"), ("2XX5", "2005-01-01", "2995-12-31"),
    ("156X-12-25", "1560-12-25", "1569-12-25"), ("15XX-12-XX", "1500-12-01", "1599-12-31"),
    ("2025-1X", "2025-10-01", "2025-12-31"), ("2025-X1", "2025-01-01", "2025-11-30"),
    ("2025-0X-3X", "2025-01-30", "2025-09-30"), ("2025-XX-31", "2025-01-31", "2025-12-31"),
    ("2025-02-X9", "2025-02-09", "2025-02-19"), ("2025-06-1X?", "2025-06-10", "2025-06-19"),
    ("190X-02-29", "1904-02-29", "1908-02-29"), ("-XXX5-02", "-9995-02-01", "-0005-02-28"),
    ("2025-06-13/2025-06-XX", "2025-06-13", "2025-06-30"),
    // Level 2: sets.
    ("[2025-06-11,2025-06-13]", "2025-06-11", "2025-06-13"),
    ("{2025-06-13,2025-06-11}", "2025-06-11", "2025-06-13"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"), ("[..1760-12-03]", nil, "1760-12-03"),
    ("[1760-12..]", "1760-12-01", nil), ("[..1667,1670,1672..]", nil, nil),
    ("{..1984}", nil, "1984-12-31"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
    ("[2025-06-11?,2025-06]", "2025-06-01", "2025-06-30"),
    ("{20XX-06-13}", "2000-06-13", "2099-06-13"), ("[-0044..-0043]", "-0044-01-01", "-0043-12-31"),
    ("[1667,1760-12..]", "1667-01-01", nil),
  ]

  @Test(arguments: EDTFDateTests.readings)
  func `a date spans its days and prints back`(
    text: String, earliest: String?, latest: String?
  ) throws {
    let date = try EDTFDate(parsing: text)
    #expect(date.text == text)
    #expect("\(date)" == text)
    #expect(date.earliest?.description == earliest)
    #expect(date.latest?.description == latest)
    #expect(date.isOpen == (earliest == nil || latest == nil))
    #expect(date.isSingleDay == (earliest != nil && earliest == latest))
    #expect(try EDTFDate(parsing: date.text) == date)
  }

  static let refusals: [(String, String)] = [
    ("", "empty"), (" 2025", "space"), ("2025-06-13 ", "space"), ("[2025, 2026]", "space"),
    ("2025-13", "month 13"), ("2025-00", "month 00"), ("2025-13-01", "month 13"),
    ("2025-21-01", "month 21"), ("2025-06-00", "day 00"), ("2025-06-32", "day 32"),
    ("2025-02-29", "no year 2025 has a day 02-29"), ("2025-06-31", "06-31"),
    ("XXXX-02-30", "no year XXXX has a day 02-30"), ("2025-02-3X", "02-3X"),
    ("XXX1-02-29", "no year XXX1"), ("2025-2X", "month 2X"), ("2025-06-4X", "day 4X"),
    ("2025-25", "season 25"), ("2025-41", "season 41"), ("2025-42", "month 42"),
    ("201X-21", "year of a season"), ("2025-21^south", "level 2"),
    ("-0000", "no year -0000"), ("-0000-01-01", "no year -0000"), ("25", "four digits"),
    ("20250613", "four digits"),
    ("12025", "four digits"), ("+2025", "character"), ("2025-6-13", "two digits"),
    ("2025-06-13-01", "two digits"), ("2025-", "two digits"), ("June 2025", "space"),
    ("yesterday", "character"), ("2025-06-1３", "character"), ("2025‑06", "character"),
    ("201x", "upper-case X"), ("201u", "upper-case X"), ("2025-uu", "upper-case X"),
    ("unknown/2025", "no longer unknown"), ("2025/open", "no longer open"),
    ("y17000", "upper-case"), ("2025-06-13t09:15:00Z", "upper-case"),
    ("2025?-06", "end of a date"), ("2025-~06", "end of a date"), ("2025??", "end of a date"),
    ("?2025", "end of a date"), ("1950S2", "level 2"), ("Y17E7", "level 2"),
    ("Y2025", "five to nine"), ("Y02025", "five to nine"), ("Y17000-06", "five to nine"),
    ("Y1234567890", "9 digits"), ("Y1701X", "five to nine"), ("Y", "five to nine"),
    ("Y17000/Y17001", "year with Y"), ("[Y17000]", "year with Y"), ("Y--17000", "five to nine"),
    ("2025/2024", "start lies after"),
    ("2025-06-13/2025-06", "lies after 2025-06-01, where its end begins"),
    ("2025-23/2025-22", "start lies after its end"), ("0000/-0001", "start lies after"),
    ("2025-06/2024-XX", "start lies after"), ("[2025..2024]", "start lies after"),
    ("2025/2026/2027", "one slash"), ("/", "both ends"), ("?/2025", "missing"),
    ("...2025", "whole end"), ("..", "whole end"), ("2025..2026", "whole end"),
    ("31.04.2025", "no dots"), ("2025/...", "whole end"), ("[..]", "no date"), ("[]", "missing"),
    ("{2025,}", "missing"),
    ("[2025", "no ]"), ("{2025]", "no }"), ("[", "no ]"), ("[2025]?", "no ]"),
    ("[2025,..2026]", "open only"), ("[2025..,2026]", "open only"), ("[2025/2026]", "character"),
    ("[[2025]]", "character"), ("2025]", "character"),
    ("2025-06-13T09:15:00Z/2025-06-14T09:15:00Z", "date-time"),
    ("2025-06-13/2025-06-14T09:15:00Z", "date-time"), ("[2025-06-13T09:15:00Z]", "date-time"),
    ("2025-06-13T09:15:00Z?", "stands alone"), ("2025-06T09:15:00Z", "before T"),
    ("2025-06-1XT09:15:00Z", "before T"), ("2025-X3-13T09:15:00Z", "before T"),
    ("2025-06-13?T09:15:00Z", "before T"),
    ("2025-06-13T24:00:00", "hour 24"), ("2025-06-13T09:15", "with the seconds"),
    ("2025-06-13T09:15:60Z", "leap second"), ("2025-06-13T09:15:00.5Z", "whole seconds"),
    ("2025-06-13T9:15:00", "with the seconds"), ("2025-02-29T09:15:00Z", "02-29"),
  ]

  @Test(arguments: EDTFDateTests.refusals)
  func `anything else is refused with a reason`(text: String, part: String) throws {
    let error = try #require(throws: FormatError.self) { try EDTFDate(parsing: text) }
    #expect(error.reason.hasPrefix("\"\(text)\" is no EDTF date: "))
    #expect(error.reason.contains(part), "\(error.reason)")
    #expect(error.reason.hasSuffix("../2025-06-11 or 2025-06-11?)"))
  }

  @Test func `a text of over 200 bytes is refused`() throws {
    let full = "[" + String(repeating: "2025-06-13,", count: 17) + "2025-06-13?]"
    #expect(full.utf8.count == 200)
    #expect(try EDTFDate(parsing: full).spans.count == 18)
    let error = try #require(throws: FormatError.self) {
      try EDTFDate(parsing: String(repeating: "2", count: 201))
    }
    #expect(error.reason.contains("longer than 200 bytes"))
    #expect(error.reason.utf8.count < 250)
  }

  @Test(arguments: [
    ("2025-06-11", false, false, false), ("2025-06-11?", true, false, false),
    ("2025-06~", false, true, false), ("2025%", true, true, false),
    ("2025?/2026", true, false, false), ("2025/2026~", false, true, false),
    ("[2025,2026%]", true, true, false), ("../2025?", true, false, false),
    ("Y17000~", false, true, false), ("2025-24?", true, false, false),
    ("XXXX-06-13", false, false, true), ("20XX-06-13?", true, false, true),
    ("2XX5", false, false, true), ("201X", false, false, false), ("XXXX-XX", false, false, false),
    ("2025-X1", false, false, false), ("2025-XX-13", false, false, false),
    ("[2025,XXXX-06]", false, false, true), ("../XXXX-06", false, false, true),
  ])
  func `marks and missing years are seen`(
    text: String, isUncertain: Bool, isApproximate: Bool, isUnresolved: Bool
  ) throws {
    let date = try EDTFDate(parsing: text)
    #expect(date.isUncertain == isUncertain)
    #expect(date.isApproximate == isApproximate)
    #expect(date.isUnresolved == isUnresolved)
  }

  static let sizes: [(String, Int?, SpanChoice?)] = [
    ("2025-06-11", 1, nil), ("2025", 365, nil), ("2025/..", nil, nil), ("[2025-06]", 30, nil),
    ("[2025-06-11,2025-06-13]", 3, .oneOf), ("{2025-06-11,2025-06-13}", 3, .allOf),
    ("[2025-06-11..2025-06-13]", 3, .oneOf), ("{..2025}", nil, .allOf),
  ]

  @Test(arguments: EDTFDateTests.sizes)
  func `days are counted and a set says how it is meant`(
    text: String, days: Int?, choice: SpanChoice?
  ) throws {
    let date = try EDTFDate(parsing: text)
    #expect(date.daySpan == days)
    #expect(date.choice == choice)
  }

  @Test func `the spans of a set stand as written`() throws {
    let date = try EDTFDate(parsing: "[2025-07,2025-06-11..2025-06-13,2026..]")
    let spans = [
      DaySpan(from: try Day(parsing: "2025-07-01"), to: try Day(parsing: "2025-07-31")),
      DaySpan(from: try Day(parsing: "2025-06-11"), to: try Day(parsing: "2025-06-13")),
      DaySpan(from: try Day(parsing: "2026-01-01"), to: nil),
    ]
    #expect(date.spans == spans)
    #expect(spans.map(\.dayCount) == [31, 3, nil])
  }
}
