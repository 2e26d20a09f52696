import Testing

@testable import TallyReports
@testable import Tallystick

/// The article of June 13 as shipped, and the figures of its README.
struct ArticleTests {
  private static func drafts() throws -> [Draft] {
    try ProjectFile.text("events/istanbul-2025/article.jsonl").split(separator: "\n").enumerated()
      .map { try Draft(line: Array($0.element.utf8), number: $0.offset + 1) }
  }

  private func article() throws -> Ledger {
    let ledger = try Ledger(cast: [], now: "2026-11-23T12:00:00Z")
    try ledger.add(ArticleTests.drafts())
    return ledger
  }

  @Test func `as of June 13 the sides say what the README says`() throws {
    let ledger = try article()
    let view = try ledger.view(asOf: "2025-06-13")
    #expect(
      view.totals.lines.map(\.row.description)
        == ["remains RU→UA of UA", "remains UA→RU of RU", "remains UA→RU of UA"])

    let there = try #require(view.line())
    #expect(view.sides() == "1200 / 1200")
    #expect(there.confirmed == 1200)
    #expect(there.contested == Bounds(1200))
    #expect(there.netGap == 0)
    #expect(there.absoluteGap == 0)
    #expect(there.handovers == 1)
    #expect(there.bothSpoke == 1)
    #expect(there.excluded == [])
    #expect(there.statedTotals == [])
    #expect(try there.seqs == ledger.seqs("S01", "S11", "S26", "S27"))

    let back = try #require(view.line(.wayBack))
    #expect(back.sender == nil)
    #expect(back.receiver?.sum == Bounds(27))
    #expect(back.confirmed == nil)
    #expect(back.statedTotals.map(\.verdict) == [.off(by: 27)])
    #expect(try back.statedTotals.map(\.seq) == ledger.seqs("S02"))
    #expect(back.statedTotals.map(\.count.description) == ["0"])
    #expect(try back.seqs == ledger.seqs("S08", "S28"))

    let odd = try #require(view.line("remains UA→RU of UA"))
    #expect(odd.sender == nil)
    #expect(odd.receiver == nil)
    #expect(odd.contested == nil)
    #expect(odd.handovers == 0)
    #expect(odd.excluded.map(\.words) == ["#\(try ledger.seq("S07")) 1212 implausible"])
    #expect(view.totals.together.isEmpty)
  }

  @Test func `the 1,200 are confirmed in part, the 27 are announced`() throws {
    let view = try article().view(asOf: "2025-06-13")
    let lines = HandoversReport(view).lines
    #expect(lines.count == 2)
    #expect(lines[0].status.word == "partly_confirmed")
    #expect(
      lines[0].status.facets == [
        .count: .confirmedByReceiver, .direction: .confirmedByReceiver,
        .date: .confirmedByReceiver, .what: .announcedUnnamed, .whose: .announcedUnnamed,
      ])
    #expect(lines[1].status.word == "announced")
    #expect(lines.allSatisfy { $0.status.flags.isEmpty })
  }

  /// Rules 2 take no deal to be in question that only an outlet reads: what it writes of handovers is
  /// under it where the recorder says so.
  @Test func `RU owes 4,800 more and UA 5,973 more, where the recorder places the handovers`()
    throws
  {
    let ledger = try article()
    let view = try ledger.view(asOf: "2025-06-13")
    let untold = view.obligations.lines.filter { $0.obligation.what == ["remains"] }
    #expect(untold.map(\.obligation.debtor) == ["RU", "UA"])
    #expect(untold.map(\.state) == [.pending, .pending])
    #expect(untold.map(\.remaining.creditor) == [nil, nil])
    try ledger.add(
      .place("P1", "S01", "istanbul-2025-06-02", "2026-11-23"),
      .place("P2", "S08", "istanbul-2025-06-02", "2026-11-23"))
    let lines = try ledger.view(asOf: "2025-06-13").obligations.lines
    let remains = lines.filter { $0.obligation.what == ["remains"] }
    #expect(remains.map(\.remaining.creditor?.bounds) == [Bounds(4800), Bounds(5973)])
    #expect(remains.map(\.state) == [.inPerformance, .inPerformance])
    #expect(remains.map { $0.creditorSays?.assumed } == [0, 0])
    #expect(lines.allSatisfy { $0.readers == ["article-2025-06-13"] })
    let prisoners = lines.filter { $0.obligation.what == ["prisoners"] }
    #expect(prisoners.map(\.state) == [.indeterminate, .indeterminate])
    #expect(prisoners.map(\.remaining.creditor) == [nil, nil])
    #expect(lines.count == 4)
  }

  @Test(arguments: [("2025-06-13", false), (nil, true)] as [(String?, Bool)])
  func `one video, mentioned, without a locator, unverified`(asOf: String?, isAssessed: Bool) throws
  {
    let media = try article().view(asOf: asOf, today: "2026-11-23").media.lines
    #expect(media.map(\.medium) == ["video-june-2025"])
    #expect(media.map(\.rung) == ["mentioned"])
    #expect(media.map(\.isAssessed) == [isAssessed])
    #expect(media.map(\.locators) == [[]])
    #expect(media.map(\.isVerified) == [false])
  }

  @Test(arguments: ["2025-06-11", "2025-06-12"])
  func `before June 13 nothing has been said`(day: String) throws {
    let view = try article().view(asOf: day)
    #expect(view.totals.lines.isEmpty)
    #expect(view.obligations.lines.isEmpty)
    #expect(view.media.lines.isEmpty)
    #expect(view.cut.straddling == 0)
  }

  @Test func `appending it twice appends nothing`() throws {
    let ledger = try article()
    let before = try ledger.store.end()
    let outcomes = try ledger.add(ArticleTests.drafts())
    #expect(before.size == 45)
    #expect(outcomes.map(\.seq) == Array(1...45))
    #expect(outcomes.allSatisfy { !$0.isNew && $0.warnings.isEmpty })
    #expect(try ledger.store.end() == before)
  }

  @Test func `it is taken with a warning only where its words cannot be`() throws {
    let outcomes = try Ledger(cast: [], now: "2026-11-23T12:00:00Z").add(ArticleTests.drafts())
    #expect(
      outcomes.filter { !$0.warnings.isEmpty }.map { "\($0.label ?? "") \($0.warnings)" }
        == [
          "S07 [\"It has UA hand over its own: it is taken, flagged implausible, and kept out of the "
            + "sums.\"]"
        ])
  }

  @Test func `the state of a replay after every event is what the record held then`() throws {
    let ledger = try article()
    let events = try ledger.events()
    let cut = Cut(asOf: try Day(parsing: "2025-06-13"), today: try Day(parsing: "2026-11-23"))
    var replay = Replay(at: cut)
    var moving: [String] = []
    for event in events {
      if !replay.take(event).isEmpty { moving.append(event.label ?? "") }
      var folding = Folding()
      let size = try ledger.store.size(asRecorded: .seq(event.seq))
      try ledger.store.forEach(upTo: size) { try folding.take($0) }
      let view = View(folding.history, root: folding.root, at: cut)
      #expect(replay.totals().lines == view.totals.lines.map(\.withoutComparisons))
    }
    #expect(
      try replay.totals().lines
        == ledger.view(asOf: "2025-06-13").totals.lines.map(\.withoutComparisons))
    #expect(events.map(\.seq) == Array(1...45))
    #expect(
      moving == [
        "S01", "S02", "S07", "S08", "S11", "LNK-S26-S01-handover",
        "LNK-S27-S01-handover", "LNK-S28-S08-handover",
      ])
  }
}
