import Testing

@testable import Tallystick

/// Vaguer numbers stay out of the sums while they may be a handover that is in (TheRules.md).
struct OverlapTests {
  @Test func `a vaguer number stays out while a handover within its bounds could be it`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-14", .back("27", "../2025-06-11")))
    #expect(try ledger.view().sides(.wayBack) == "– / 27")
    try ledger.add(.announce("B", "ru", "2025-06-14", .back("27", "2025-06-10")))
    let view = try ledger.view()
    #expect(view.sides(.wayBack) == "– / 27")
    #expect(view.line(.wayBack)?.handovers == 1)
    #expect(try view.line(.wayBack)?.seqs == ledger.seqs("B"))
    #expect(try view.excluded(.wayBack) == ["#\(ledger.seq("A")) 27 possible overlap"])
    #expect(
      try view.handovers.all.first { $0.place != .counted }?.place
        == .possibleOverlap(with: ledger.seqs("B")))
  }

  @Test func `a handover outside its bounds is no overlap`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-14", .back("27", "../2025-06-11")),
      .announce("B", "ru", "2025-06-14", .back("51", "2025-06-12")))
    #expect(try ledger.view().sides(.wayBack) == "– / 78")
  }

  @Test func `a handover on another row is no overlap`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-14", .back("27", "2025-06")),
      .announce("B", "ru", "2025-06-14", .there("51", "2025-06-12")))
    #expect(try ledger.view().sides(.wayBack) == "– / 27")
    #expect(try ledger.view().sides() == "51 / –")
  }

  @Test func `of vague ones that overlap one another the narrowest counts`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-01", .there("30", "2025-06")),
      .announce("B", "ru", "2025-07-02", .there("10", "2025-06-02/2025-06-10")),
      .announce("C", "ru", "2025-07-02", .there("20", "2025-06-05/..")))
    #expect(try ledger.view().sides() == "10 / –")
    #expect(try ledger.view().excluded().count == 2)
  }

  @Test(arguments: [true, false])
  func `of equally narrow ones the earliest stated counts`(isFirst: Bool) throws {
    let early = Draft.announce("A", "ru", "2025-07-01", .there("1", "2025-06-01/2025-06-05"))
    let late = Draft.announce("B", "ru", "2025-07-02", .there("2", "2025-06-03/2025-06-07"))
    let ledger = try isFirst ? Ledger(early, late) : Ledger(late, early)
    #expect(try ledger.view().sides() == "1 / –")
  }

  @Test(arguments: [true, false])
  func `of those stated on one day the lowest id counts`(isFirst: Bool) throws {
    let one = Draft.announce("A", "ru", "2025-07-01", .there("1", "2025-06-01/2025-06-05"))
    let two = Draft.announce("B", "ru", "2025-07-01", .there("2", "2025-06-03/2025-06-07"))
    let ledger = try isFirst ? Ledger(one, two) : Ledger(two, one)
    let lowest = one.content.id < two.content.id ? "1 / –" : "2 / –"
    #expect(try ledger.view().sides() == lowest)
  }

  @Test func `a link or a key tells a vaguer one apart`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("30", "2025-06")),
      .announce("B", "ru", "2025-07-01", .there("20", "2025-06-05")),
      .link("A", "distinct_handover", "B"))
    #expect(try ledger.view().sides() == "50 / –")
  }

  @Test func `what overlaps only one that does not count counts itself`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("1", "2025-06-01/2025-06-03")),
      .announce("B", "ru", "2025-07-01", .there("2", "2025-06-03/2025-06-08")),
      .announce("C", "ru", "2025-07-01", .there("4", "2025-06-07/2025-06-20")))
    #expect(try ledger.view().sides() == "5 / –")
  }
}
