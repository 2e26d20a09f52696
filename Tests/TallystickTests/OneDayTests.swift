import Testing

@testable import TallyReports
@testable import Tallystick

/// One day is one day however it is written, and dates of the same days that mean another thing are
/// not one; in every fold.
struct OneDayTests {
  private static let today = Day(year: 2026, month: 1, day: 1) ?? .maximum

  /// The totals of a record that is worked out part by part.
  private static func folded(_ ledger: Ledger, _ cut: Cut) throws -> JSONObject {
    let outcome = try Outcome.inParts(ledger.store, at: cut)
    return TotalsReport(outcome).json
  }

  private static func announced(_ form: String, on day: String = "2025-06-13") throws -> Ledger {
    try Ledger(
      .announce("A", "ru", "2025-06-20", .there("5", day)),
      .announce("B", "ua", "2025-06-20", .there("5", form)))
  }

  static let forms = [
    "2025-06-13", "2025-06-13?", "2025-06-13~", "2025-06-13T10:00:00Z", "2025-06-13T00:00:00",
    "2025-06-13T00:00:00+03:00", "2025-06-13T23:59:59-11", "2025-06-13/2025-06-13",
    "[2025-06-13]", "{2025-06-13}", "[2025-06-13..2025-06-13]",
  ]

  @Test(arguments: forms)
  func `a day in any form is one handover, in each fold and on each day`(form: String) throws {
    let ledger = try OneDayTests.announced(form)
    #expect(try ledger.view().sides() == "5 / 5")
    #expect(try ledger.view().handovers.brief == ["5 / 5 / –"])
    for day in ["2025-06-12", "2025-06-13", "2025-06-14"] {
      let view = try ledger.view(occurred: "\(day)..\(day)")
      #expect(view.sides() == (day == "2025-06-13" ? "5 / 5" : "no line"))
      let bound = try Day(parsing: day)
      let cut = Cut(occurredFrom: bound, occurredTo: bound, today: OneDayTests.today)
      #expect(try OneDayTests.folded(ledger, cut) == TotalsReport(view).json)
    }
    let whole = try OneDayTests.folded(ledger, Cut(today: OneDayTests.today))
    #expect(whole == TotalsReport(try ledger.view()).json)
  }

  static let others: [(String, String)] = [
    ("2024-21", "2024-23"), ("2024-21", "2024"), ("2025-06", "2025-06-01/2025-06-30"),
    ("{2025-06-01..2025-06-30}", "2025-06"), ("2025-06-13", "2025-06-14T01:20:00+03:00"),
  ]

  @Test(arguments: others)
  func `dates that mean another thing are two handovers, without a contradiction`(
    one: String, other: String
  ) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-20", .there("100", one)),
      .announce("B", "ua", "2025-06-20", .there("200", other)))
    let view = try ledger.view()
    #expect(view.handovers.brief.count == 2)
    #expect(ContradictionsReport(view).contradictions.isEmpty)
    let whole = try OneDayTests.folded(ledger, Cut(today: OneDayTests.today))
    #expect(whole == TotalsReport(view).json)
  }

  @Test func `two seasons of one year both count, and a month in one of them does not`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-20", .there("100", "2024-21")),
      .announce("B", "ru", "2025-06-20", .there("200", "2024-23")))
    #expect(try ledger.view().sides() == "300 / –")
    try ledger.add(.announce("C", "ru", "2025-06-20", .there("7", "2024-05")))
    #expect(try ledger.view().sides() == "7 / –")
  }

  @Test(arguments: [
    ("2025-06-14T01:20:00+03:00", "2025-06-14"), ("2025-06-13T23:30:00-05:00", "2025-06-13"),
    ("2025-06-13T23:30:00Z", "2025-06-13"), ("2025-06-14T00:00:00+14:00", "2025-06-14"),
  ])
  func `what is said is of the day that it writes, in each cut`(stated: String, day: String) throws
  {
    let ledger = try Ledger(.announce("A", "ru", stated, .there("5", day)))
    let own = try Day(parsing: day)
    for (asOf, sides) in [(own.previous, "no line"), (own, "5 / –"), (own.next, "5 / –")] {
      let view = try ledger.view(asOf: asOf.description)
      #expect(view.sides() == sides)
      let cut = Cut(asOf: asOf, today: OneDayTests.today)
      #expect(try OneDayTests.folded(ledger, cut) == TotalsReport(view).json)
    }
    #expect(try ledger.view().status()?.flags == [])
    let ahead = try Ledger(.announce("A", "ru", stated, .there("5", own.next.description)))
    #expect(try ahead.view().status()?.flags == [.implausible])
  }

  @Test func `of instants of different places the later moment corrects`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .correct("B", "ru", "2025-06-14T01:20:00+03:00", of: "A", "of 6"),
      .correct("C", "ru", "2025-06-13T23:00:00Z", of: "A", "of 7"))
    #expect(try ledger.view().sides() == "7 / –")
  }

  /// By the days of their places each of the three is before the next, round and round.
  @Test func `where what is later goes round in a circle nothing vanishes`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-12", .there("5")),
      .correct("B", "ru", "2025-06-14", of: "A", "of 6"),
      .correct("C", "ru", "2025-06-15T00:30:00+14:00", of: "A", "of 7"),
      .correct("D", "ru", "2025-06-13T23:00:00-12:00", of: "A", "of 8"))
    #expect(try ledger.view().sides() == "6..8 / –")
  }
}
