import Testing

@testable import TallyReports
@testable import Tallystick

/// Stated totals: beside the sums, each compared with its own side's handovers (TheRules.md).
struct StatedTotalTests {
  /// A record of RU as receiver: 27 on June 11, 51 on June 16.
  private func ledger(_ drafts: Draft...) throws -> Ledger {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-16", .back("27", "2025-06-11")),
      .announce("B", "ru", "2025-06-16", .back("51", "2025-06-16")))
    try ledger.add(drafts)
    return ledger
  }

  @Test(arguments: [
    ("78", "2025-06-11/2025-06-21", "agrees"), ("~80", "2025-06-11/2025-06-21", "agrees"),
    ("70+", "../2025-06-21", "agrees"), ("80", "2025-06-11/2025-06-21", "rounded"),
    ("100", "2025-06-11/2025-06-21", "rounded"), ("57", "../2025-06-21", "off by 21"),
    ("79", "2025-06-11/2025-06-21", "off by 1"), ("79", "../2025-06-21", "not comparable"),
    ("27", "2025-06-11/2025-06-21", "stale"), ("27", "../2025-06-21", "stale"),
    ("27", "../2025-06-15", "agrees"), ("0", "../2025-06-21", "off by 78"),
    ("0", "../2025-06-12", "off by 27"), ("90+", "2025-06-11/2025-06-21", "off by 12"),
    ("withheld", "2025-06-11/2025-06-21", "not comparable"),
    ("51", "2025-06-12/2025-06-21", "agrees"), ("52", "2025-06-16/2025-06-17", "off by 1"),
    ("27", "../2025-06-11", "agrees"), ("26", "../2025-06-11", "off by 1"),
    ("78", "../2025-06-16", "agrees"), ("5", "../2025-06-10", "not comparable"),
    ("5", "2025-06-12/2025-06-14", "off by 5"), ("5", "2025-06-01/2025-06-10", "not comparable"),
  ])
  func `a total is compared with the handovers inside its own days`(
    count: String, when: String, verdict: String
  ) throws {
    let view = try ledger(
      .announce("T", "ru", "2025-06-21", .back(count, when) + " in total")
    ).view()
    let line = try #require(view.line(.wayBack))
    let words = try #require(line.statedTotals.first?.words)
    #expect(words.hasSuffix(": \(verdict)"))
    #expect(view.sides(.wayBack) == "– / 78")
    #expect(line.handovers == 2)
  }

  @Test func `27 stands with not a single body beside it, off by 27`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .back("27", "../2025-06-11")),
      .announce(
        "B", "ru", "2025-06-13", .back("0", "../2025-06-13") + " in total",
        ["attribution": "unnamed"]))
    let line = try #require(try ledger.view().line(.wayBack))
    #expect(line.receiver?.sum == Bounds(27))
    #expect(line.sender == nil)
    #expect(line.statedTotals.map(\.verdict) == [.off(by: 27)])
    #expect(try line.statedTotals.map(\.seq) == ledger.seqs("B"))
  }

  @Test func `a handover without a number makes a total not comparable`() throws {
    let ledger = try ledger(
      .announce("C", "ru", "2025-06-21", .back("withheld", "2025-06-17")),
      .announce("T", "ru", "2025-06-21", .back("90", "2025-06-11/2025-06-21") + " in total"),
      .announce("U", "ru", "2025-06-21", .back("60", "2025-06-11/2025-06-21") + " in total"))
    let verdicts = try ledger.view().line(.wayBack)?.statedTotals.map(\.verdict)
    #expect(verdicts == [.notComparable, .off(by: 18)])
  }

  @Test func `a total is compared with its own side's numbers only`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("100")),
      .announce("B", "ua", "2025-06-13", .there("90")),
      .announce("T", "ua", "2025-06-14", .there("90", "2025-06-13/2025-06-14") + " in total"),
      .announce("U", "ru", "2025-06-14", .there("90", "2025-06-13/2025-06-14") + " in total"),
      .announce("V", "icrc", "2025-06-14", .there("90", "2025-06-13/2025-06-14") + " in total"))
    let verdicts = try ledger.view().line()?.statedTotals.map(\.verdict)
    #expect(verdicts == [.agrees, .off(by: 10), .notComparable])
  }

  @Test func `a side that spoke only in totals is shown with its latest best attributed one`()
    throws
  {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-20", .there("500", "../2025-06-20") + " in total"),
      .announce("B", "ru", "2025-06-18", .there("400", "../2025-06-18") + " in total"),
      .announce(
        "C", "ru", "2025-06-25", .there("900", "../2025-06-25") + " in total",
        ["attribution": "unnamed"]))
    let line = try #require(try ledger.view().line())
    #expect(line.sender?.sum == nil)
    let total = try #require(line.sender?.stated.first)
    #expect(total.bounds == Bounds(500) && total.isInAll)
    #expect(try total.seqs == ledger.seqs("A"))
    #expect(line.receiver == nil)
    #expect(line.handovers == 0)
    #expect(line.contested == nil)
    #expect(try ledger.view(asOf: "2025-06-19").sides() == "=400 / –")
  }

  @Test(arguments: [true, false])
  func `which of two totals of one day is shown does not depend on the order`(
    isFirst: Bool
  ) throws {
    let one = Draft.announce("A", "ru", "2025-06-20", .there("500", "../2025-06-20") + " in total")
    let two = Draft.announce("B", "ru", "2025-06-20", .there("400", "../2025-06-20") + " in total")
    let first = try Ledger(one, two).view().sides()
    #expect(try Ledger(isFirst ? two : one, isFirst ? one : two).view().sides() == first)
  }

  @Test func `a total is never added to an increment, and an increment not to a total`() throws {
    let ledger = try ledger(
      .announce("T", "ru", "2025-06-21", .back("500", "../2025-06-21") + " in total"))
    #expect(try ledger.view().sides(.wayBack) == "– / 78")
    #expect(try ledger.view().line(.wayBack)?.contested == Bounds(78))
  }

  /// A total that has no end ends on the day on which it is stated.
  @Test(arguments: [
    ("2025-06-13", "2025-06-13", true), ("2025-06", "2025-06-13", false),
    ("2025-06-13", "2025-06", true), ("2025-06-13", "../2025-06-13", true),
    ("2025-06-14", "../2025-06-13", false), ("2025-06-13", "2025-06-02/2025-06-16", true),
    ("2025-06-20", "2025-06-13/..", true), ("2025-06-21", "2025-06-13/..", false),
    ("2025-06-12", "2025-06-13/..", false), ("2025-06-20", nil, true), ("2025-06-21", nil, false),
    ("XXXX-06-13", nil, false), (nil, nil, false), (nil, "../2025-06-13", false),
  ])
  func `a handover is inside a total as its date lies within that, up to the day of the total`(
    when: String?, total: String?, isInside: Bool
  ) throws {
    let ledger = try Ledger(
      .announce(
        "A", "ru", "2025-06-20",
        "handover of 5 remains of UA from RU to UA" + (total.map { " on \($0)" } ?? "")
          + " in total"))
    let claim = try #require(try ledger.view().handovers.cumulative.first)
    let handover = Handover(
      Handover.Made(
        row: Row(what: nil, from: nil, to: nil, whose: nil),
        when: try when.map { try EDTFDate(parsing: $0) }, key: nil, sender: nil, receiver: nil,
        others: nil, outlets: nil, claims: [], seqs: []))
    #expect(handover.isInside(StatedTotal.Days(of: claim)) == isInside)
  }

  @Test func `a sum that lacks a number is not what a total agrees with`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .there("10", "2025-06-11")),
      .announce("B", "ru", "2025-06-12", .there("withheld", "2025-06-12")),
      .announce("T", "ru", "2025-06-20", .there("10", "../2025-06-20") + " in total"))
    #expect(try ledger.view().line()?.statedTotals.map(\.verdict) == [.notComparable])
  }
}
