import Testing

@testable import TallyReports
@testable import Tallystick

/// What is said and is in no number stays to be seen, in every report in which it would be missed.
struct BesideNumbersTests {
  private func obligation(_ ledger: Ledger, asOf: String? = nil) throws -> Obligations.Line {
    try #require(ledger.view(asOf: asOf).obligations.lines.first)
  }

  @Test func `a creditor of whom one number is kept out is not told as having given none`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "60", due: "2025-07-01")]),
      .announce("A", "ua", "2025-06-30", .there("60", "2025-06-05/2025-06-20")),
      .announce("B", "ru", "2025-07-02", .there("40", "2025-06-10")))
    let before = try obligation(ledger, asOf: "2025-07-01")
    #expect(before.creditorSays?.bounds == Bounds(60))
    #expect(before.notCounted == [])
    let after = try obligation(ledger)
    #expect(after.creditorSays == nil)
    #expect(after.notCounted.map(\.seq) == [try ledger.seq("A")])
    #expect(after.remainingWords.contains("no number of UA counts (#10 60, possible overlap)"))
    #expect(
      after.notes.contains(
        "RU→UA deal as ua reads it: said, and in no number: #10 UA 60, possible overlap."))
  }

  @Test(arguments: [
    ("handover of 5 remains of UA from RU to UA on 2025-06-13 in part", "5, in part"),
    ("handover of 0 remains of UA from RU to UA on 2025-06-13", "0, says UA"),
  ])
  func `a part, and a 0 of no handover, stand beside what is owed`(
    claim: String, words: String
  ) throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "60")]),
      .announce("A", "ua", "2025-06-14", claim))
    let line = try obligation(ledger)
    #expect(line.creditorSays == nil)
    #expect(line.remainingWords == "no number of UA counts (#10 \(words))")
    #expect(try obligation(ledger, asOf: "2025-06-13").remainingWords == "UA gave no number")
  }

  @Test func `a denial of what the record does not hold is told, unless it is withdrawn`() throws {
    let ledger = try Ledger(
      .deny("N", "ua", "2025-06-14", claim: .there("500")),
      .announce("A", "ru", "2025-06-15", .there("500")))
    let zeros = try ledger.view().handovers.zeros
    #expect(zeros.map(\.why) == ["500 on 2025-06-13 denied by UA"])
    let fields = TotalsReport(try ledger.view()).fields
    #expect(fields["zeros"] == nil)
    let told = fields["denied"]?.array?.first?.object
    #expect(told?["event"] == 9)
    #expect(told?["count"] == ["exact": 500])
    #expect(try ledger.entry("N").event().summary.hasPrefix("denies handover of 500 remains"))
    try ledger.add(.retract("R", "ua", "2025-06-16", of: "N"))
    #expect(try ledger.view().handovers.zeros == [])
    #expect(try ledger.view(asOf: "2025-06-15").handovers.zeros.count == 1)
  }

  @Test func `a denial of what was withdrawn is told beside what still stands`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("100")),
      .confirm("C", "ua", "2025-06-14", of: ["A"], ["count", "date"]),
      .retract("R", "ru", "2025-06-15", of: "A"),
      .deny("N", "ua", "2025-06-16", of: "A"))
    let status = try #require(try ledger.view().status())
    #expect(status.denials.map(\.seq) == [try ledger.seq("N")])
    #expect(status.flags.isSuperset(of: [.denied, .retracted]))
    #expect(try ledger.view(asOf: "2025-06-15").status()?.denials == [])
  }

  @Test func `who denies a confirmation is not told as denying what it confirms`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("40")),
      .confirm("C", "ua", "2025-06-14", of: ["A"], ["count", "date"], count: "38"),
      .deny("N", "ru", "2025-06-15", of: "C"))
    #expect(try ledger.view().status()?.denials.map(\.of) == [try ledger.seq("C")])
    let existence = try ledger.view().contradictions.filter { $0.kind == .existence }
    #expect(existence.map(\.these) == [[try ledger.seq("C")]])
  }

  @Test func `a 0 that is of no handover moves a figure of its own`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .announce("B", "ua", "2025-06-13", .there("5")),
      .correct("K", "ru", "2025-06-14", of: "A", "of 0"),
      .correct("L", "ua", "2025-06-15", of: "B", "of 0"))
    let report = DifferenceReport(
      from: try ledger.view(asOf: "2025-06-13"), to: try ledger.view(asOf: "2025-06-15"),
      events: try ledger.events())
    let zeros = report.changes.filter { $0.address.contains(":zero:") }
    #expect(
      zeros.map(\.address) == [
        "totals:remains:RU-UA:UA:zero:9", "totals:remains:RU-UA:UA:zero:10",
      ])
    #expect(zeros.map { $0.after ?? .null } == [["exact": 0], ["exact": 0]])
    #expect(zeros.allSatisfy { $0.before == nil })
  }

  @Test func `a row that goes is not told figure by figure where nothing stood`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .retract("R", "ru", "2025-06-14", of: "A"))
    let report = DifferenceReport(
      from: try ledger.view(asOf: "2025-06-13"), to: try ledger.view(asOf: "2025-06-14"),
      events: try ledger.events())
    #expect(!report.changes.isEmpty)
    for change in report.changes {
      #expect(change.before ?? .null != change.after ?? .null, "\(change.address)")
      #expect(change.steps.allSatisfy { $0.before ?? .null != $0.after ?? .null })
    }
  }

  @Test func `a total is no number beside its own earlier self`() throws {
    let ledger = try Ledger(
      .announce("S", "ru", "2025-06-13", .there("70")),
      .announce("A", "ua", "2025-06-13", .there("120")),
      .correct("K", "ua", "2025-06-15", of: "A", "on ../2025-06-13 in total"))
    let lines = try AssertionsReport(ledger.view()).assertions
    #expect(lines.map(\.then.verdict) == [.notComparable])
  }

  @Test func `bags are held against bags and bodies against bodies`() throws {
    func said(_ count: String, _ unit: String) -> String {
      "handover of \(count) remains of UA from RU to UA on 2025-06-13 counted in \(unit)"
    }
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", said("40", "bag")),
      .announce("B", "ua", "2025-06-14", said("38", "body")),
      .announce("C", "ua", "2025-06-15", said("45", "bag")))
    let found = try ledger.view().contradictions.filter { $0.kind == .number }
    #expect(found.map(\.these) == [[try ledger.seq("A")]])
    #expect(found.map(\.those) == [[try ledger.seq("C")]])
    #expect(found.map { $0.difference?.number } == [5])
  }

  @Test func `handovers that are not placed are told with all numbers given of them`() throws {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "100")]),
      .agree(
        "E", "ua", "2025-06-02", [.owed("RU", "UA", "50")], ["agreement": "other"]),
      .announce("A", "ru", "2025-06-13", .there("40")),
      .announce("B", "ua", "2025-06-13", .there("38")))
    #expect(try obligation(ledger).open?.bounds == Bounds(38).union(Bounds(40)))
  }

  @Test func `handovers that are assumed to be under a deal are counted once for all columns`()
    throws
  {
    let ledger = try Ledger(
      .agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "100")]),
      .announce("A", "ru", "2025-06-13", .there("40")),
      .announce("B", "ua", "2025-06-14", .there("38", "2025-06-14")),
      .announce("C", "ru", "2025-06-16", .there("2", "2025-06-16")),
      .announce("E", "ua", "2025-06-16", .there("2", "2025-06-16")))
    let line = try obligation(ledger)
    #expect(line.assumed == 3)
    #expect([line.debtorSays, line.creditorSays].map { $0?.assumed } == [2, 2])
  }

  @Test func `the timeline tells a side without a number from one that is silent`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("40")),
      .announce("B", "ru", "2025-06-14", "handover of remains of UA from RU to UA on 2025-06-14"),
      .announce("C", "paper", "2025-06-14", .there("7", "2025-06-14")))
    let rows = try #require(TimelineReport(try ledger.view()).fields["rows"]?.array)
      .compactMap(\.object)
    #expect(rows.map { $0["sender"] == .null } == [false, false])
    #expect(rows.last?["sender"] == [:])
    #expect(rows.map { $0["receiver"] } == [.null, .null])
    #expect(rows.last?["outlets"] == ["max": 7, "min": 7])
    let lines = TimelineReport(try ledger.view()).timeline.lines
    #expect(lines.map(\.handovers) == [1, 2])
    #expect(lines.map(\.numbered.sender) == [1, 1])
  }
}
