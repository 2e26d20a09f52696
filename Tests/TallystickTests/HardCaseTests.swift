import Testing

@testable import TallyReports
@testable import Tallystick

/// The five hard cases of the article, and others that a careless count gets wrong.
struct HardCaseTests {
  private static let day = "2025-06-13"

  @Test func `not a single body and 27: two claims, both kept, explained by scope later`() throws {
    let article = try Shipped.article()
    let then = try article.view(asOf: HardCaseTests.day)
    let back = try #require(then.line(.wayBack))
    #expect(back.receiver?.sum == Bounds(27))
    #expect(try back.statedTotals.map(\.seq) == article.seqs("S02"))
    #expect(back.statedTotals.map(\.verdict) == [.off(by: 27)])
    let (zero, some) = try (article.seq("S02"), article.seq("S08"))
    func declared(_ view: View) -> Contradiction? {
      ContradictionsReport(view).contradictions.first {
        $0.kind == .declared && $0.these == [zero] && $0.those == [some]
      }
    }
    #expect(declared(then)?.isOpen == true)
    // With a nearer source, and with hindsight, the pair is explained, and both stay.
    let ledger = try Shipped.record()
    let now = try ledger.view(
      asOf: HardCaseTests.day, occurred: "2025-06-11..", hindsight: true)
    #expect(now.line(.wayBack)?.receiver?.sum == Bounds(27))
    let all = try ledger.view(asOf: HardCaseTests.day, hindsight: true)
    #expect(all.excluded(.wayBack).contains("#\(zero) 0 explained: scope"))
    #expect(declared(all)?.explanation?.value == "scope")
    // The zero of June 13 is of that day, and wipes out nothing of June 11.
    let figure = try #require(Figure.at("claim:\(ledger.seq("PR-049"))", in: now))
    #expect(
      figure.value.object?["claims"]?.array?.first
        == "handover of 0 remains of RU from UA to RU on 2025-06-13")
  }

  @Test func `the direction of the 1,212 stays as worded, in no sum, the outlet's error`() throws {
    let ledger = try Shipped.record()
    let seq = try ledger.seq("S07")
    let then = try ledger.view(asOf: HardCaseTests.day)
    // A nearer rendering gives the direction; that the two differ is a contradiction.
    #expect(then.line("remains UA→RU of UA") == nil)
    let before = try Shipped.article().view(asOf: HardCaseTests.day)
    #expect(before.excluded("remains UA→RU of UA") == ["#\(seq) 1212 implausible"])
    let now = try ledger.view(asOf: HardCaseTests.day, hindsight: true)
    #expect(now.excluded("remains UA→RU of UA") == ["#\(seq) 1212 explained: transmission"])
    let nearer = try ledger.seq("PR-046")
    let found = ContradictionsReport(now).contradictions.filter {
      $0.kind == .transmission && $0.these + $0.those == [nearer, seq]
    }
    #expect(found.map { $0.explanation?.value } == ["transmission"])
    // The speaker's own words, nearer to him, give the number its direction.
    let since = try ledger.view(asOf: HardCaseTests.day, occurred: "2025-06-11..")
    #expect(since.sides() == "2412 / 2412")
  }

  @Test func `whose dead they are is the sender's label, and not confirmed`() throws {
    let ledger = try Shipped.article()
    let view = try ledger.view(asOf: HardCaseTests.day)
    let status = try #require(view.status(on: ledger.seq("S11")))
    #expect(status.facets[.whose] == .announcedUnnamed)
    #expect(status.facets[.count] == .confirmedByReceiver)
    for act in view.standing.acts {
      #expect(view.standing.claims(of: act).allSatisfy { $0.claim.identifiedAs == nil })
    }
  }

  @Test func `confirmed is said facet by facet, never in one word`() throws {
    let view = try Shipped.article().view(asOf: HardCaseTests.day)
    let report = HandoversReport(view)
    let line = try #require(report.lines.first { $0.handover.row == view.line()?.row })
    #expect(line.status.word == "partly_confirmed")
    #expect(Set(line.status.facets.values).count > 1)
    #expect(view.line()?.confirmed == 1200)
  }

  @Test func `neither side has fully honoured: the verdict, and beside it what the figures give`()
    throws
  {
    let ledger = try Shipped.record()
    let view = try ledger.view(asOf: HardCaseTests.day)
    let verdict = try #require(
      ContradictionsReport(view).contradictions.first { $0.kind == .compliance })
    #expect(try verdict.these == ledger.seqs("S19"))
    let remains = view.obligations.lines.filter {
      $0.agreement == "istanbul-2025-06-02" && $0.obligation.what == ["remains"]
    }
    let mutual = remains.filter { $0.readers.contains("umerov") }
    #expect(
      mutual.map { "\($0.obligation.debtor) \($0.remaining.creditor?.words ?? "?")" }
        == ["RU 3,588", "UA 5,973"])
    // The one-way reading stands beside it, and nothing is due from the other side in it.
    let oneWay = remains.filter { $0.readers == ["medinsky"] }
    #expect(oneWay.map(\.obligation.debtor) == ["RU"])
  }

  @Test func `a cumulative 78 printed as one day's number is not added`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-11", .back("27", "2025-06-11")),
      .announce("B", "ru", "2025-06-16", .back("51", "2025-06-16")),
      .announce("C", "paper", "2025-06-16", .back("78", "2025-06-16"), ["attribution": "outlet"]))
    #expect(try ledger.view().sides(.wayBack) == "– / 78")
    // Said by the side itself it is a range, until a judgement says what it is.
    try ledger.add(.announce("D", "medinsky", "2025-06-16", .back("78", "2025-06-16")))
    #expect(try ledger.view().sides(.wayBack) == "– / 78..105")
    try ledger.add(
      .assess(
        "X", "2025-06-20", "explanation", "cumulative_as_increment",
        ["of": "@D", "against": ["@B"]]))
    #expect(try ledger.view().sides(.wayBack) == "– / 78")
    #expect(
      try ledger.view().excluded(.wayBack)
        == ["#\(ledger.seq("D")) 78 explained: cumulative_as_increment"])
    #expect(try ledger.view(asOf: "2025-06-19").sides(.wayBack) == "– / 78..105")
  }

  @Test func `the ambiguous 314 is counted when a judgement says how, and not before`() throws {
    let claim = "handover of 314 prisoners on 2025-08-24 both ways"
    let ledger = try Ledger(.announce("A", "icrc", "2025-08-24", claim))
    let before = try ledger.view()
    #expect(before.totals.lines.isEmpty)
    #expect(before.totals.together.map(\.count?.description) == ["314"])
    // It turns out to be 157 each way: the recorder resolves its own reading, with a reason.
    try ledger.add(
      .amend(
        "M", of: "A",
        [
          "set": [
            "claim": [
              "scope": "each_way", "count": ["exact": 157], "from": "RU", "to": "UA", "whose": "UA",
            ]
          ]
        ]))
    let after = try ledger.view()
    #expect(after.totals.together.isEmpty)
    #expect(
      after.handovers.all.map { "\($0.row) \($0.others?.bounds?.description ?? "?")" } == [
        "prisoners RU→UA of UA 157", "prisoners UA→RU of RU 157",
      ])
  }

  @Test func `a retraction by the speaker changes the present and not the past`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ru", "2025-06-13", .there("5", "2025-06-12")),
      .retract("R", "ru", "2025-06-20", of: "A"))
    #expect(try ledger.view().sides() == "5 / –")
    #expect(try ledger.view(asOf: "2025-06-20").sides() == "5 / –")
    #expect(try ledger.view(asOf: "2025-06-19").sides() == "1205 / –")
  }

  @Test(arguments: RandomRecords.range)
  func `no judgement changes what any speaker said`(place: Int) throws {
    let events = try RandomRecords.events(place)
    let cut = Cut(today: Day(year: 2025, month: 6, day: 9) ?? .maximum)
    let all = View(folding: events, at: cut)
    for event in events where event.content.knownType?.isAct ?? false {
      // The words stay as they were recorded, under any judgement, amendments too.
      let log = LogReport(events, of: all).events.first { $0.id == event.id }
      #expect(log?.bytes == event.bytes)
      #expect(all.history.item(event.id)?.body == event.content.body)
    }
  }
}
