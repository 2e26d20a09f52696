import Testing

@testable import TallyReports
@testable import Tallystick

/// From a figure of a report back to the events that make it.
struct ExplainTests {
  private static let record = Result { try Shipped.record().events() }

  private static func cut(_ asOf: String?) throws -> Cut {
    Cut(
      asOf: try asOf.map { try Day(parsing: $0) }, today: try Day(parsing: "2026-11-23"))
  }

  /// Explains each figure, and folds what is listed, alone.
  private static func explainAll(
    _ source: Figure.Source, _ events: [Event], at cut: Cut
  ) -> (count: Int, broken: [String]) {
    let view = View(folding: events, at: cut)
    let explainer = Explainer(view, events: events)
    var broken: [String] = []
    let figures = Figure.all(source, in: view)
    for figure in figures {
      let needed = explainer.events(of: figure)
      let listed = needed.acts + needed.judgements
      let alone = View(folding: events.filter { listed.contains($0.seq) }, at: cut)
      let again = Figure.all(source, in: alone).first { $0.address == figure.address }
      let isApart =
        needed.acts.allSatisfy { events[$0 - 1].content.knownType?.isAct == true }
        && needed.judgements.allSatisfy { events[$0 - 1].content.knownType?.isAct == false }
      if again?.value != figure.value || !isApart { broken.append(figure.address) }
    }
    return (figures.count, broken)
  }

  /// The sources whose figures are looked at as of a day too; the rest are many or slow.
  private static let asOfToo = Figure.Source.allCases.filter { ![.sources, .roots].contains($0) }

  @Test(
    arguments: Figure.Source.allCases.map { ($0, nil as String?) }
      + asOfToo.map { ($0, "2025-06-16") })
  func `the events that are listed for a figure of the shipped record give it alone`(
    source: Figure.Source, asOf: String?
  ) throws {
    let events = try ExplainTests.record.get()
    let found = ExplainTests.explainAll(source, events, at: try ExplainTests.cut(asOf))
    #expect(found.count > 4)
    #expect(found.broken == [])
  }

  @Test(arguments: RandomRecords.range)
  func `so do those of random records`(place: Int) throws {
    let events = try RandomRecords.events(place)
    var count = 0
    for source in [Figure.Source.totals, .obligations, .media, .claim] {
      let found = ExplainTests.explainAll(source, events, at: try ExplainTests.cut(nil))
      count += found.count
      #expect(found.broken == [])
    }
    #expect(count > 40)
  }

  @Test func `no two figures have one address, and each is found by it`() throws {
    let events = try ExplainTests.record.get()
    let view = View(folding: events, at: try ExplainTests.cut(nil))
    let figures = Figure.Source.allCases.flatMap { Figure.all($0, in: view) }
    #expect(Set(figures.map(\.address)).count == figures.count)
    for figure in Figure.all(.obligations, in: view) {
      #expect(Figure.at(figure.address, in: view) == figure)
    }
    #expect(Figure.at("totals:RU-UA:UA:receiver", in: view) != nil)
    #expect(
      Figure.at("totals:RU-UA:UA:receiver", in: view)
        == Figure.at("totals:remains:RU-UA:UA:receiver", in: view))
    #expect(Figure.at("totals:RU-UA:UA:received", in: view) == nil)
    #expect(Figure.at("nothing:RU", in: view) == nil)
    #expect(Figure.beginning(with: "totals:RU-UA:", in: view).count > 8)
    #expect(Figure.beginning(with: "media", in: view) == Figure.all(.media, in: view))
  }

  @Test(arguments: RandomRecords.range)
  func `no two figures of a random record have one address`(place: Int) throws {
    let view = View(
      folding: try RandomRecords.events(place), at: try ExplainTests.cut("2025-06-09"))
    let addresses = Figure.Source.allCases.flatMap { Figure.all($0, in: view) }.map(\.address)
    #expect(Dictionary(grouping: addresses) { $0 }.filter { $0.value.count > 1 } == [:])
    #expect(addresses.count > 40)
  }

  @Test func `two totals that one act states have addresses of their own`() throws {
    let (view, _) = try Case("in-all.two-of-one-act.json").view()
    let figures = Figure.beginning(with: "totals:NORTH-SOUTH:SOUTH:stated:6", in: view)
    #expect(
      figures.map(\.address) == [
        "totals:remains:NORTH-SOUTH:SOUTH:stated:6", "totals:remains:NORTH-SOUTH:SOUTH:stated:6=2",
      ])
    #expect(Set(figures.map(\.value)).count == 2)
  }

  @Test func `a number is explained by the acts of its side and by who they are`() throws {
    let events = try ExplainTests.record.get()
    let cut = Cut(
      asOf: try Day(parsing: "2025-06-16"), occurredFrom: try Day(parsing: "2025-06-16"),
      today: try Day(parsing: "2026-11-23"))
    let view = View(folding: events, at: cut)
    let figure = try #require(Figure.at("totals:RU-UA:UA:receiver", in: view))
    let report = ExplanationReport(figure, in: view, events: events)
    #expect(report.isWhole)
    #expect(report.acts.compactMap(\.label) == ["PR-062"])
    #expect(report.judgements.compactMap(\.label) == ["SRC-kshpw"])
    #expect(report.roots.count == 1)
    #expect(report.acts.first?.page?.hasPrefix("https://www.pravda.com.ua/") == true)
    #expect(report.rules.contains { $0.name == "sums" })
    // Nobody retracted or corrected anything of it, so that those rules do not bear on it.
    #expect(!report.rules.contains { $0.name == "live" || $0.name == "corrected" })
    let alone = Explainer(view, events: events)
    #expect(!alone.gives(figure, report.acts.map(\.seq)))
    #expect(!alone.gives(figure, report.judgements.map(\.seq)))
  }

  @Test func `what was corrected, withdrawn and amended is listed where it is needed`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .correct("C", "ru", "2025-06-14", of: "A", "of 1199"),
      .announce("B", "ua", "2025-06-13", .there("1100")),
      .retract("R", "ua", "2025-06-14", of: "B"),
      .amend("M", of: "A", ["set": ["claim": ["count": ["exact": 1201]]]]),
      .confirm("K", "ua", "2025-06-15", of: ["A"], ["count", "direction"]))
    let (view, events) = (try ledger.view(), try ledger.events())
    func explain(_ address: String) throws -> (acts: [String], judged: [String]) {
      let figure = try #require(Figure.at(address, in: view), "\(address)")
      let report = ExplanationReport(figure, in: view, events: events)
      #expect(report.isWhole)
      return (report.acts.compactMap(\.label), report.judgements.compactMap(\.label))
    }
    let sender = try explain("totals:RU-UA:UA:sender")
    #expect(sender.acts == ["A", "C"])
    #expect(sender.judged == [])
    let claim = try explain("claim:\(ledger.seq("B"))")
    #expect(claim.acts == ["B", "R"])
    // Before the correction the amended number stood.
    let early = try ledger.view(asOf: "2025-06-13")
    let figure = try #require(Figure.at("totals:RU-UA:UA:sender", in: early))
    let report = ExplanationReport(figure, in: early, events: events)
    #expect(report.acts.compactMap(\.label) == ["A"])
    #expect(report.judgements.compactMap(\.label) == ["M"])
  }

  @Test func `an act is told as the recorder amended it, and signed as it was recorded`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-02", .there("10", "2025-06-01"), ["quote": "ten"]),
      .amend(
        "M", of: "A",
        ["set": ["claim": ["count": ["exact": 12]], "stated": "2025-06-03"], "drop": ["quote"]]))
    let view = try ledger.view()
    let figure = try #require(Figure.at("totals:RU-UA:UA:sender", in: view))
    let report = ExplanationReport(figure, in: view, events: try ledger.events())
    let act = try #require(report.acts.first)
    #expect(act.content.stated.text == "2025-06-03")
    #expect(act.summary == .there("12", "2025-06-01"))
  }

  @Test func `a hyphen in a party and what is unsaid leave an address readable`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", "handover of 5 remains from A-B to C on 2025-06-13"),
      .announce("B", "ru", "2025-06-13", "handover of 5 remains from A to B-C on 2025-06-13"),
      .announce("C", "ru", "2025-06-13", "handover of 5 remains on 2025-06-14"))
    let rows = Set(
      Figure.all(.totals, in: try ledger.view()).map {
        $0.address.split(separator: ":").prefix(4).joined(separator: ":")
      })
    #expect(rows == ["totals:remains:A_B-C:.", "totals:remains:A-B_C:.", "totals:not_placed:11"])
  }

  @Test func `two handovers of one row and day have addresses of their own`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .announce("B", "ru", "2025-06-13", .there("7")), .link("A", "distinct_handover", "B"))
    let view = try ledger.view()
    let numbers = ["", "=2"].map {
      Figure.at("handovers:RU-UA:UA:2025-06-13\($0):sender", in: view)?.seqs
    }
    #expect(try Set(numbers) == [ledger.seqs("A"), ledger.seqs("B")])
  }
}
