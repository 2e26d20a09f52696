import Testing

@testable import TallyReports
@testable import Tallystick

/// That no number which somebody said, and which stands, is in no report: a law on random records.
struct NothingLostTests {
  @Test(arguments: ReportLawTests.places)
  func `every claim of a handover that stands is in a figure or beside the sums`(place: Int) throws
  {
    let view = View(
      folding: try ReportLawTests.events(place),
      at: Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum))
    let figures = [Figure.Source.totals, .handovers].flatMap { Figure.all($0, in: view) }
    let shown = Set(figures.flatMap(\.seqs) + view.handovers.zeros.map(\.seq))
    let claims = view.standing.liveClaims().filter { $0.placement.act == .handover }
    for claim in claims { #expect(shown.contains(claim.seq), "#\(claim.seq)") }
    #expect(!claims.isEmpty)
  }
}
