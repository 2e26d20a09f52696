import Testing

@testable import Tallystick

/// What the rules on deals come to on the public record as shipped.
struct PublicDealTests {
  private static func lines(asOf day: String? = nil) throws -> [Obligations.Line] {
    try Shipped.record().view(asOf: day).obligations.lines
  }

  @Test
  func `by the end of May the deal of 16 May is performed by the word of the creditor that spoke`()
    throws
  {
    let may = try PublicDealTests.lines(asOf: "2025-05-31").filter {
      $0.agreement == "istanbul-2025-05-16"
    }
    let byCreditor = Dictionary(grouping: may, by: \.obligation.creditor).mapValues { $0[0] }
    let told = try #require(byCreditor["RU"])
    #expect(told.state == .performed)
    #expect(
      told.creditorSays?.bounds == Bounds(1000) && told.remaining.creditor?.bounds == Bounds(0))
    // Of the other half nobody had spoken by then: nothing is late, and nothing remains by its word.
    let silent = try #require(byCreditor["UA"])
    #expect(silent.state == .pending && silent.remaining.creditor == nil)
  }

  @Test(arguments: [nil, "2025-05-31", "2025-06-16", "2025-07-18", "2025-08-24"])
  func `no handover counts under two deals`(day: String?) throws {
    let lines = try PublicDealTests.lines(asOf: day)
    var pairs = 0
    for one in lines {
      for other in lines where other.agreement != one.agreement {
        pairs += 1
        for (mine, theirs) in [
          (one.creditorSays, other.creditorSays), (one.debtorSays, other.debtorSays),
          (one.othersSay, other.othersSay), (one.outletsSay, other.outletsSay),
        ] {
          let (here, there) = (Set(mine?.seqs ?? []), Set(theirs?.seqs ?? []))
          #expect(here.isDisjoint(with: there), "\(one.agreement) and \(other.agreement)")
        }
      }
    }
    #expect(day == "2025-05-31" || pairs > 0)
  }

  @Test func `no obligation is overdue of which the creditor is silent and somebody is not`() throws
  {
    var silent = 0
    for day in [nil, "2025-06-16", "2025-06-30", "2025-07-18", "2025-08-24"] {
      for line in try PublicDealTests.lines(asOf: day) where line.creditorSays?.bounds == nil {
        let anybody = [line.debtorSays, line.othersSay, line.outletsSay, line.creditorSays]
        guard anybody.contains(where: { $0 != nil }) else { continue }
        silent += 1
        #expect(line.state != .overdue, "\(line.agreement)")
      }
    }
    #expect(silent > 0)
  }

  @Test func `what is owed of 2 June is told by each side's own number`() throws {
    let line = try #require(
      try PublicDealTests.lines().first {
        $0.readers == ["medinsky"] && $0.agreement == "istanbul-2025-06-02"
      })
    // The total of June 16, placed under the deal; 20 of them were identified as another's.
    #expect(line.creditorSays?.bounds == Bounds(6037) && line.creditorSays?.sum == Bounds(6057))
    #expect(line.debtorSays?.bounds == Bounds(7060))
    #expect(line.state == .inExcess)
  }
}
