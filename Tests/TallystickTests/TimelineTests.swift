import Testing

@testable import TallyReports
@testable import Tallystick

/// Handovers by when they happened, with a running total for each side (TheRules.md).
struct TimelineTests {
  private func lines(_ ledger: Ledger, asOf: String? = nil) throws -> [String] {
    TimelineReport(try ledger.view(asOf: asOf)).timeline.lines.map { line in
      func words(_ bounds: Bounds?) -> String { bounds?.description ?? "–" }
      return "\(line.handover.when?.text ?? "?") \(words(line.handover.sender?.bounds)) / "
        + "\(words(line.handover.receiver?.bounds)): \(words(line.sender)) / "
        + words(line.receiver)
    }
  }

  @Test func `handovers stand by their last day, and each side's numbers add up`() throws {
    let ledger = try Ledger(
      .announce("C", "ru", "2025-06-20", .there("7", "2025-06-12/2025-06-20")),
      .announce("B", "ua", "2025-06-14", .there("4", "2025-06-14")),
      .announce("A", "ru", "2025-06-11", .there("5", "2025-06-11")),
      .announce("D", "ru", "2025-06-21", .there("6+", "2025-06-21")),
      .announce("E", "ua", "2025-06-22", .there("withheld", "2025-06-22")))
    #expect(
      try lines(ledger) == [
        "2025-06-11 5 / –: 5 / –", "2025-06-14 – / 4: 5 / 4", "2025-06-21 6+ / –: 11+ / 4",
        "2025-06-22 – / –: 11+ / 4",
      ])
    #expect(try lines(ledger, asOf: "2025-06-13") == ["2025-06-11 5 / –: 5 / –"])
  }

  @Test func `rows add up apart, and a day unsaid stands last`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .there("5", "2025-06-11")),
      .announce("B", "ru", "2025-06-11", .back("2", "2025-06-11")),
      .announce("C", "ru", "2025-06-11", "handover of 1 prisoners of UA from RU to UA"),
      .announce("D", "ru", "2025-06-12", .back("3", "2025-06-12")))
    #expect(
      try lines(ledger) == [
        "2025-06-11 5 / –: 5 / –", "2025-06-11 – / 2: – / 2", "2025-06-12 – / 3: – / 5",
        "? 1 / –: 1 / –",
      ])
  }

  @Test(arguments: RandomRecords.range)
  func `the last running totals are the totals`(place: Int) throws {
    let view = View(
      folding: try RandomRecords.events(place),
      at: Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum))
    let timeline = Timeline(view.handovers)
    #expect(timeline.lines.count == view.handovers.all.count { $0.place == .counted })
    for line in view.totals.lines {
      let last = timeline.lines.last { $0.handover.row == line.row }
      #expect(last?.sender == (line.sender?.sum))
      #expect(last?.receiver == (line.receiver?.sum))
    }
  }

  @Test func `the shipped record adds up day by day to the golden table`() throws {
    let view = try Shipped.record().view(asOf: "2025-08-19", occurred: "2025-06-11..")
    let there = Timeline(view.handovers).lines.filter {
      $0.handover.row.description == "remains RU→UA of UA"
    }
    let found = there.map {
      "\($0.handover.when?.text ?? "") \($0.sender?.description ?? "–") "
        + "\($0.receiver?.description ?? "–")"
    }
    #expect(
      found == [
        "2025-06-11 1212 1212", "2025-06-13 2412 2412", "2025-06-14 3612 3612",
        "2025-06-15 4812 4812", "2025-06-16 6060 6057", "2025-07-17 7060 7057",
        "2025-08-19 8060 8057",
      ])
  }
}
