import Tallystick
import Testing
import TransparencyLog

struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
    ("2025-06-13", 20_252), ("0000-01-01", -719_528), ("0000-03-01", -719_468),
    ("9999-12-31", 2_932_896), ("1900-02-28", -25_509), ("1900-03-01", -25_508),
  ])
  func `a known day has its number and prints back`(text: String, number: Int) throws {
    let day = try Day(parsing: text)
    #expect(day.number == number)
    #expect(day.description == text)
    #expect(Day(number: number) == day)
  }

  @Test(arguments: [-10_000, -400, -4, 0, 1900, 1999, 2000, 2024, 2025, 10_000, 999_999])
  func `the days of a year follow one another`(year: Int) throws {
    var day = try #require(Day(year: year, month: 1, day: 1)).previous
    #expect(day.year == year - 1)
    var count = 0
    for month in 1...12 {
      for number in 1...31 {
        guard let made = Day(year: year, month: month, day: number) else { continue }
        #expect(made == day.next)
        #expect(made.previous == day)
        #expect(day < made)
        #expect((made.year, made.month, made.day) == (year, month, number))
        day = made
        count += 1
      }
    }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    #expect(count == (isLeap ? 366 : 365))
  }

  @Test(arguments: [
    (2025, 2, 29), (1900, 2, 29), (2025, 4, 31), (2025, 0, 1), (2025, 13, 1), (2025, 1, 0),
    (2025, 1, 32), (1_000_000_000, 1, 1), (-1_000_000_000, 1, 1), (Int.max, 1, 1), (0, Int.min, 1),
  ])
  func `the calendar has no such day`(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    (-44, "-0044-03-15"), (0, "0000-03-15"), (9999, "9999-03-15"), (12_025, "Y12025-03-15"),
    (-12_025, "Y-12025-03-15"),
  ])
  func `a far year prints as EDTF writes it`(year: Int, text: String) throws {
    #expect(try #require(Day(year: year, month: 3, day: 15)).description == text)
  }

  @Test func `the first and the last day have no neighbour beyond`() {
    #expect(Day.minimum == Day(year: -999_999_999, month: 1, day: 1))
    #expect(Day.maximum == Day(year: 999_999_999, month: 12, day: 31))
    #expect(Day.minimum.previous == .minimum)
    #expect(Day.maximum.next == .maximum)
    #expect(Day.minimum.next > .minimum)
    #expect(Day(number: Day.maximum.number + 1) == nil)
    #expect(Day(number: Day.minimum.number - 1) == nil)
    #expect(Day(number: Int.max) == nil)
  }

  @Test(arguments: [
    "", "2025", "2025-06", "2025-6-13", "2025-06-13 ", " 2025-06-13", "2025-06-1", "2025-06-013",
    "20250613",
    "2025/06/13", "02025-06-13", "-2025-06-13", "2025-02-29", "2025-06-31", "2025-06-+3",
    "2025-06-1३", "２025-06-13", "2025-06-13\0", "2025--6-13", "202-506-13",
  ])
  func `anything but YYYY-MM-DD is refused`(text: String) {
    #expect(throws: FormatError.self) { try Day(parsing: text) }
  }

  @Test func `a refusal quotes the text cut short and escaped`() {
    let text = "\u{1B}[31m\"\u{202E}" + String(repeating: "a", count: 1_000)
    let shown = "\\u{1b}[31m\"\\u{202e}" + String(repeating: "a", count: 53)
    let reason = "\"\(shown)…\" is no day of the calendar (write it like 2025-06-13)"
    #expect(throws: FormatError(reason)) { try Day(parsing: text) }
  }
}
