import Testing

@testable import TallyReports
@testable import Tallystick

/// What agreements make each party owe, and what was performed (TheRules.md).
struct ObligationTests {
  /// RU owes UA `owed` remains by June 20; what RU says it sent, and UA that it got.
  private func line(
    _ owed: String, sent: String? = nil, received: String? = nil, today: String = "2025-06-15"
  ) throws -> Obligations.Line {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", owed, due: "2025-06-20")]))
    if let sent { try ledger.add(.announce("A", "ru", "2025-06-13", .there(sent))) }
    if let received { try ledger.add(.announce("B", "ua", "2025-06-13", .there(received))) }
    return try #require(try ledger.view(today: today).obligations.lines.first)
  }

  @Test(
    arguments: [
      // Nothing remains by a side that gave no number: rules 1 had all of it remain.
      ("6000", nil, nil, "2025-06-20", "pending", nil),
      ("6000", nil, nil, "2025-06-21", "overdue", nil),
      ("6000", "1200", nil, "2025-06-20", "unconfirmed", nil),
      ("6000", "1200", "1200", "2025-06-20", "in_performance", "4800"),
      ("6000", "1200", "1200", "2025-06-21", "overdue", "4800"),
      ("6000", "6000", "6000", "2025-06-21", "performed", "0"),
      ("6000", "6060", "6057", "2025-06-21", "in_excess", "0"),
      ("6000", "6000", "5990", "2025-06-21", "disputed", "10"),
      ("6000", "6000", nil, "2025-06-20", "unconfirmed", nil),
      ("unspecified", "6000", "6000", "2025-06-20", "indeterminate", nil),
      ("6000", "6000", "5000+", "2025-06-20", "indeterminate", "0..1000"),
      ("6000+", "6000", "5000", "2025-06-20", "in_performance", "1000+"),
      ("~6000", "6000", "5000", "2025-06-20", "in_performance", "~1000"),
    ] as [(String, String?, String?, String, String, String?)])
  func `an obligation has a state and what remains`(
    owed: String, sent: String?, received: String?, today: String, state: String,
    remaining: String?
  ) throws {
    let line = try line(owed, sent: sent, received: received, today: today)
    #expect(line.state.rawValue == state)
    #expect(line.remaining.creditor?.bounds.description == remaining)
    #expect((line.debtorSays == nil) == (sent == nil))
    #expect((line.creditorSays == nil) == (received == nil))
  }

  @Test func `remaining is owed less each side's own number`() throws {
    let line = try line("6000", sent: "2000", received: "1200")
    #expect(line.remaining.creditor?.bounds == Bounds(4800))
    #expect(line.remaining.debtor?.bounds == Bounds(4000))
    #expect(line.remaining.others == nil)
  }

  @Test func `a claim before the deal does not count, one that begins on its day does`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", "6000")]),
      .announce("A", "ua", "2025-07-01", .there("1", "2025-06-01")),
      .announce("B", "ua", "2025-07-01", .there("10", "2025-05-01/2025-06-02")),
      .announce("C", "ua", "2025-07-01", .there("100", "2025-06-03")))
    #expect(
      try ledger.view().obligations.lines.map { $0.creditorSays?.bounds?.description } == ["100"])
    // One that may have begun before is open; by rules 1 it counted, as it ended on the day.
    try ledger.add(.link("A", "distinct_handover", "B"))
    let line = try #require(try ledger.view().obligations.lines.first)
    #expect(line.creditorSays?.bounds == Bounds(100))
    #expect(line.open?.bounds == Bounds(10))
    #expect(line.remaining.creditor?.bounds == Bounds(min: 5890, max: 5900))
  }

  @Test func `a claim under another agreement does not count, one with none is assumed`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", "6000")]),
      .announce("A", "ua", "2025-06-20", .there("1", "2025-06-11") + " under deal"),
      .announce("B", "ua", "2025-06-20", .there("10", "2025-06-12") + " under pact"),
      .announce("C", "ua", "2025-06-20", .there("100", "2025-06-13")))
    let column = try #require(try ledger.view().obligations.lines.first?.creditorSays)
    #expect(column.bounds == Bounds(101))
    #expect(column.handovers == 2)
    #expect(column.assumed == 1)
    #expect(try column.seqs == ledger.seqs("A", "C"))
  }

  /// By rules 1 only the event that gives the number told: words under an agreement hold in their
  /// column, whoever of the side says them.
  @Test func `whether a handover is assumed follows from any words of the side`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", "6000")]),
      .announce("A", "ua", "2025-06-20", .there("10", "2025-06-11")))
    #expect(try ledger.view().obligations.lines.first?.creditorSays?.assumed == 1)
    try ledger.add(
      .announce(
        "B", "ua", "2025-06-20", .there("11", "2025-06-11") + " under deal",
        ["attribution": "unattributed"]))
    let column = try #require(try ledger.view().obligations.lines.first?.creditorSays)
    #expect(column.bounds == Bounds(10))
    #expect(try column.seqs == ledger.seqs("A", "B"))
    #expect(column.assumed == 0)
  }

  @Test func `other rows perform nothing`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", "6000")]),
      .announce("A", "ua", "2025-06-20", .back("1", "2025-06-11")),
      .announce(
        "B", "ua", "2025-06-20", "handover of 1 prisoners of UA from RU to UA on 2025-06-12"),
      .announce("C", "ua", "2025-06-20", "handover of 1 remains of XX from RU to UA on 2025-06-12"))
    #expect(try ledger.view().obligations.lines.map(\.state) == [.pending])
  }

  @Test func `what is owed may be several words`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", "100", ["wounded", "prisoners"])]),
      .announce(
        "A", "ua", "2025-06-20", "handover of 7 prisoners of UA from RU to UA on 2025-06-12"))
    #expect(try ledger.view().obligations.lines.map(\.remaining.creditor?.bounds) == [Bounds(93)])
  }

  @Test func `a denial of the facet agreement takes out its speaker's column only`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", "6000")]),
      .announce("A", "ru", "2025-06-13", .there("1200") + " under deal"),
      .confirm("B", "ua", "2025-06-13", of: ["A"], ["count", "date"]),
      .deny("C", "kshpw", "2025-06-14", of: "A", ["agreement"]))
    let line = try #require(try ledger.view().obligations.lines.first)
    #expect(line.creditorSays == nil)
    #expect(line.debtorSays?.bounds == Bounds(1200))
    #expect(line.remaining.creditor == nil)
    #expect(line.remaining.debtor?.bounds == Bounds(4800))
    #expect(line.state == .disputed)
    let before = try ledger.view(asOf: "2025-06-13").obligations.lines.first
    #expect(before?.remaining.creditor?.bounds == Bounds(4800))
  }

  @Test func `equal readings are shown once, with all their speakers`() throws {
    let ledger = try Ledger(
      .agree("D", "paper", "2025-06-03", [.owed("RU", "UA", "6000"), .owed("UA", "RU", "6000")]),
      .agree("E", "ua", "2025-06-04", [.owed("RU", "UA", "6000")]),
      .agree("F", "ru", "2025-06-04", [.owed("RU", "UA", "1000")]))
    let lines = try ledger.view().obligations.lines
    #expect(lines.map(\.readers) == [["paper", "ua"], ["paper"], ["ru"]])
    #expect(lines.map(\.obligation.debtor) == ["RU", "UA", "RU"])
    #expect(try lines.first?.seqs == ledger.seqs("D", "E"))
  }

  @Test func `readings whose dates differ only by a question mark are equal`() throws {
    let ledger = try Ledger(
      .agree("D", "paper", "2025-06-03", [.owed("RU", "UA", "6000", due: "2025-07-01")]),
      .agree(
        "E", "ua", "2025-06-04", [.owed("RU", "UA", "6000", due: "2025-07-01?")],
        ["when": "2025-06-02?"]))
    #expect(try ledger.view().obligations.lines.map(\.readers) == [["paper", "ua"]])
  }

  @Test func `several events of one speaker add up, and a change is a correction`() throws {
    let ledger = try Ledger(
      .agree("D", "paper", "2025-06-03", [.owed("RU", "UA", "6000")]),
      .agree("E", "paper", "2025-06-04", [.owed("UA", "RU", "5000")]))
    #expect(try ledger.view().obligations.lines.count == 2)
    try ledger.add(
      .line(
        "correction", "F", "2025-06-05",
        [
          "speaker": "paper", "attribution": "outlet", "of": "@E",
          "terms": ["obligations": [.owed("UA", "RU", "5500")]],
        ]))
    let lines = try ledger.view().obligations.lines
    #expect(lines.map(\.obligation.count.description) == ["6000", "5500"])
    #expect(try lines.last?.seqs == ledger.seqs("E", "F"))
    try ledger.add(.retract("G", "paper", "2025-06-06", of: "D"))
    #expect(try ledger.view().obligations.lines.count == 1)
    #expect(try ledger.view(asOf: "2025-06-05").obligations.lines.count == 2)
  }

  @Test func `who denies a deal or a part of it is told beside what is owed by it`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-03", [.owed("RU", "UA", "6000")]),
      .line(
        "denial", "N", "2025-06-04", ["speaker": "ru", "attribution": "institution", "of": "@D"]),
      .line(
        "denial", "P", "2025-06-05",
        ["speaker": "icrc", "attribution": "institution", "of": "@D", "facets": ["count"]]))
    let line = try #require(try ledger.view().obligations.lines.first)
    let (deal, whole, part) = (try ledger.seq("D"), try ledger.seq("N"), try ledger.seq("P"))
    #expect(line.seqs == [deal, whole, part])
    #expect(
      line.notes == [
        "RU→UA deal as ua reads it: RU denies #\(deal), see #\(whole).",
        "RU→UA deal as ua reads it: icrc denies #\(deal) in part, see #\(part).",
      ])
    #expect(line.json["denials"]?.array?.count == 2)
    try ledger.add(.retract("R", "ru", "2025-06-06", of: "N"))
    #expect(try ledger.view().obligations.lines.first?.readingDenials.map(\.seq) == [part])
    #expect(try ledger.view(asOf: "2025-06-03").obligations.lines.first?.readingDenials == [])
  }

  @Test func `the day of the report is that of the cut`() throws {
    let ledger = try Ledger(
      .agree("D", "paper", "2025-06-03", [.owed("RU", "UA", "6000", due: "2025-06-20")]))
    #expect(try ledger.view(asOf: "2025-06-20").obligations.lines.map(\.state) == [.pending])
    #expect(try ledger.view(asOf: "2025-06-21").obligations.lines.map(\.state) == [.overdue])
    #expect(
      try ObligationsReport(ledger.view(asOf: "2025-06-21"), onlyPending: true).obligations.count
        == 1)
  }
}
