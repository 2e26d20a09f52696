import Testing

@testable import TallySite

/// What a site shows of numbers that are in no row of the totals.
struct BesideSumsTests {
  @Test(
    arguments: [
      #""from":"NORTH","to":"SOUTH","count":{"exact":5},"scope":"part""#,
      #""from":"NORTH","to":"SOUTH","count":{"exact":50},"scope":"both_ways""#,
      #""from":"NORTH","to":"SOUTH","count":{"exact":0}"#,
      #""count":{"exact":24}"#,
    ], ["", "totals/"])
  func `a number that is in no sum is named, and nobody reads that there is nothing`(
    claim: String, page: String
  ) throws {
    let line =
      #"{"type":"announcement","stated":"2025-06-13","label":"said","body":{"speaker":"ministry","#
      + #""attribution":"institution","claim":{"act":"handover","what":"prisoners",\#(claim),"#
      + #""when":"2025-06-13"}}}"#
    let sample = try Sample(Story.lines.prefix(2) + [line])
    let text = try sample.answer(page).text
    let section = text.split(separator: #"id="h-totals""#).last.map(String.init) ?? text
    let totals = section.split(separator: "</section>").first.map(String.init) ?? section
    #expect(totals.contains("Not in the sums"))
    #expect(totals.contains("event/3/"))
    #expect(!totals.contains("There is nothing here."))
  }
}
