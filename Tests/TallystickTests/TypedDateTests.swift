import Tallystick
import Testing
import TransparencyLog

/// Dates as people type them: one reader for flags, sentences, changes and answers.
struct TypedDateTests {
  private static let today = Day(year: 2025, month: 6, day: 21) ?? .minimum

  static let forms = [
    ("today", "2025-06-21"), ("Yesterday", "2025-06-20"), ("13 June 2025", "2025-06-13"),
    ("June 13, 2025", "2025-06-13"), ("13 jun 2025", "2025-06-13"), ("13.06.2025", "2025-06-13"),
    ("1.6.2025", "2025-06-01"),
  ]

  @Test(arguments: forms + [("2025-06-13?", "2025-06-13?"), ("until it ends", "until it ends")])
  func `what people type is read as EDTF, and all else stays`(text: String, edtf: String) throws {
    #expect(try TypedDate.edtf(text, today: TypedDateTests.today) == edtf)
  }

  @Test(arguments: forms)
  func `sentences read them too, and say what is recorded`(text: String, edtf: String) throws {
    for word in [text, "'\(text)'"] {
      let claim = try Claim(
        notation: "handover of 5 remains on \(word) from RU", today: TypedDateTests.today)
      #expect(claim.notation == "handover of 5 remains from RU on \(edtf)")
      let owed = try ObligationNotation.fields(
        "RU owes UA 5 remains of UA by \(word)", today: TypedDateTests.today)
      #expect(owed["due"]?.string == edtf)
    }
  }

  @Test(arguments: [
    ("31 June 2025", "the days of 2025-06 are 1 to 30"),
    ("June 31, 2025", "the days of 2025-06 are 1 to 30"),
    ("31.04.2025", "the days of 2025-04 are 1 to 30"), ("13.13.2025", "month 13 is not 1 to 12"),
    ("29 February 2025", "the days of 2025-02 are 1 to 28"),
    ("13 июня 2025", "write its month in English"),
    ("11/06/2025", "does not say which number is the month"),
    ("11.6.25", "does not give its year in four digits"),
    ("2025.06.11", "does not begin with its day"),
  ])
  func `what is no date is refused with the reason`(text: String, reason: String) throws {
    let error = try #require(throws: FormatError.self) {
      try TypedDate.edtf(text, today: TypedDateTests.today)
    }
    #expect(error.reason.hasPrefix(quoted(text)) && error.reason.contains(reason))
    let inSentence = try #require(throws: FormatError.self) {
      try Claim(notation: "handover of 5 remains on \(text)", today: TypedDateTests.today)
    }
    #expect(inSentence.reason == error.reason)
  }
}
