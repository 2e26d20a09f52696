import Testing
import TransparencyLog

@testable import TallyReports
@testable import Tallystick

struct DatePatternTests {
  @Test(arguments: [
    ("D.M.YYYY", "13.6.2025", "2025-06-13"), ("D.M.YYYY", "03.06.2025", "2025-06-03"),
    ("DD.MM.YYYY", "03.06.2025", "2025-06-03"), ("M/D/YYYY", "6/13/2025", "2025-06-13"),
    ("D MMMM YYYY", "13 June 2025", "2025-06-13"), ("D MMMM YYYY", "13  jun. 2025", "2025-06-13"),
    ("MMMM D, YYYY", "Sept 3, 2025", "2025-09-03"), ("MMMM YYYY", "June 2025", "2025-06"),
    ("YYYY", "2025", "2025"), ("M.YYYY", "6.2025", "2025-06"),
    ("D.M.YYYY", "13.6.2025?", "2025-06-13?"),
    ("MMMM YYYY", "June 2025~", "2025-06~"), ("YYYYMMDD", "20250613", "2025-06-13"),
    ("D.M.YYYY г.", "13.6.2025\u{A0}г.", "2025-06-13"), ("D.M.YYYY", "29.2.2024", "2024-02-29"),
  ])
  func `a date of the pattern is read as EDTF`(pattern: String, text: String, edtf: String) throws {
    #expect(try DatePattern(parsing: pattern).edtf(of: text, months: DatePattern.english) == edtf)
  }

  @Test(arguments: [
    ("D.M.YYYY", "31.6.2025"), ("D.M.YYYY", "29.2.2025"), ("D.M.YYYY", "0.6.2025"),
    ("D.M.YYYY", "6.13.2025"),
    ("D.M.YYYY", "13.6.25"), ("DD.MM.YYYY", "3.6.2025"), ("D.M.YYYY", "13.6.2025 "),
    ("D.M.YYYY", "13-6-2025"),
    ("D MMMM YYYY", "13 Ju 2025"), ("D MMMM YYYY", "13 J 2025"), ("D MMMM YYYY", "13 Juno 2025"),
    ("D MMMM YYYY", "13June2025"), ("YYYY", "20255"), ("D.M.YYYY", "١٣.6.2025"), ("D.M.YYYY", ""),
    ("D.M.YYYY", "?"), ("YYYY", "2025??"),
  ])
  func `a text of another form, and a day that is none, is not read`(pattern: String, text: String)
    throws
  {
    #expect(try DatePattern(parsing: pattern).edtf(of: text, months: DatePattern.english) == nil)
  }

  @Test func `months have the names that a map gives`() throws {
    let months = [
      "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
      "жовтня", "листопада", "грудня",
    ]
    let pattern = try DatePattern(parsing: "D MMMM YYYY")
    #expect(pattern.edtf(of: "13 Червня 2025", months: months) == "2025-06-13")
    #expect(pattern.edtf(of: "13 чер 2025", months: months) == "2025-06-13")
    #expect(pattern.edtf(of: "13 June 2025", months: months) == nil)
  }

  @Test(arguments: [
    "", "D.M", "D.M.YY", "YYY", "YYYY YYYY", "D YYYY", "MMM YYYY", "M MMMM YYYY", "DDD.M.YYYY",
  ])
  func `a pattern that gives no date is refused`(pattern: String) {
    #expect(throws: FormatError.self) { try DatePattern(parsing: pattern) }
  }
}
