import TallyReports
import Tallystick
import Testing

/// What exports leave out, and what dates of spreadsheets are none.
struct ExportEdgeTests {
  private func exported(_ ledger: Ledger, as form: ExportForm, occurred: String? = nil) throws
    -> String
  {
    let bytes = form.bytes(
      of: try ledger.events(), in: try ledger.view(occurred: occurred), origin: "ledger.test/record"
    )
    return String(decoding: try #require(bytes), as: UTF8.self)
  }

  @Test func `HXL holds what happened wholly inside the days asked for`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("11", "2025-06-13")),
      .announce("B", "ru", "2025-07-01", .there("22", "2025-06")),
      .announce("C", "ru", "2025-07-01", .there("33", "2025-06-15")),
      .announce("D", "ru", "2025-07-01", "handover of 44 remains of UA from RU to UA"))
    func ids(_ occurred: String?) throws -> [String] {
      let csv = try exported(ledger, as: .hxl, occurred: occurred)
      return try ["A", "B", "C", "D"].filter {
        csv.contains(try ledger.entry($0).event().id.description)
      }
    }
    #expect(try ids(nil) == ["A", "B", "C", "D"])
    #expect(try ids("2025-06-13..2025-06-14") == ["A"])
    #expect(try ids("2025-06-01..2025-06-30") == ["A", "B", "C"])
    #expect(try ids("..2025-06-29") == ["A", "C"])
  }

  @Test(arguments: [("1", "5"), ("5", "1"), ("6", nil)])
  func `a review rates from best to improbable, and not what cannot be judged`(
    credibility: String, rating: String?
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("11")),
      .assess("X", "2025-06-20", "credibility", credibility, ["of": "@A"]))
    let json = try exported(ledger, as: .claimreview).filter { !$0.isWhitespace }
    #expect(json.contains("\"alternateName\":\"\(credibility):"))
    #expect(json.contains("\"ratingValue\"") == (rating != nil))
    if let rating {
      #expect(json.contains("\"ratingValue\":\(rating)"))
      #expect(json.contains("\"bestRating\":5") && json.contains("\"worstRating\":1"))
    }
  }

  @Test(arguments: ["13 Fe 2025", "13 D 2025", "13 No. 2025"])
  func `two letters are no month, though one begins so`(text: String) throws {
    let pattern = try DatePattern(parsing: "D MMMM YYYY")
    #expect(pattern.edtf(of: text, months: DatePattern.english) == nil)
    #expect(pattern.edtf(of: "13 Feb 2025", months: DatePattern.english) == "2025-02-13")
  }
}
