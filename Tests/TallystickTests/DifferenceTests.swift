import Testing

@testable import TallyReports
@testable import Tallystick

/// What differs between two cuts, and which events made the difference (TheRules.md).
struct DifferenceTests {
  /// The changes in short: `ADDRESS BEFORE>AFTER by A B`, with labels for events.
  private func found(
    _ ledger: Ledger, from first: View, to second: View, _ prefix: String = "totals"
  ) throws -> [String] {
    let events = try ledger.events()
    let report = DifferenceReport(from: first, to: second, events: events)
    return report.changes.filter { $0.address.hasPrefix(prefix) }.map { change in
      let steps = change.steps.map { step in
        step.event.map { (step.comesIn ? "" : "-") + (events[$0 - 1].label ?? "#\($0)") } ?? "day"
      }
      return "\(change.address.dropFirst(prefix.count + 1)) "
        + "\(short(change.before))>\(short(change.after)) by \(steps.joined(separator: " "))"
    }
  }

  private func short(_ value: JSONValue?) -> String {
    if let sum = value?.object?["sum"] { return short(sum) }
    if let object = value?.object, let min = object["min"]?.integer {
      return object["max"]?.integer == min ? "\(min)" : "\(min)+"
    }
    return value.map { String(decoding: CanonicalJSON.bytes($0), as: UTF8.self) } ?? "nothing"
  }

  private func ledger() throws -> Ledger {
    try Ledger(
      .announce("A", "ru", "2025-06-11", .there("1200", "2025-06-11")),
      .announce("B", "ua", "2025-06-12", .there("1190", "2025-06-11")),
      .announce("C", "ru", "2025-06-14", .there("1000", "2025-06-14")),
      .correct("K", "ua", "2025-06-15", of: "B", "of 1199"),
      .retract("R", "ru", "2025-06-16", of: "C"))
  }

  @Test func `each figure that differs names the events that moved it`() throws {
    let ledger = try ledger()
    let changes = try found(
      ledger, from: ledger.view(asOf: "2025-06-11"), to: ledger.view(asOf: "2025-06-15"),
      "totals:remains:RU-UA:UA")
    #expect(changes.contains("sender 1200>2200 by C"))
    #expect(changes.contains("receiver nothing>1199 by B K"))
    #expect(changes.contains("net_gap nothing>1 by B K"))
    #expect(changes.contains("handovers 1>2 by C"))
    #expect(changes.contains("both_spoke 0>1 by B"))
  }

  @Test func `what came and went between two cuts makes no difference`() throws {
    let ledger = try ledger()
    let changes = try found(
      ledger, from: ledger.view(asOf: "2025-06-11"), to: ledger.view(asOf: "2025-06-16"),
      "totals:remains:RU-UA:UA")
    #expect(!changes.contains { $0.hasPrefix("sender ") })
    #expect(changes.contains { $0.hasPrefix("receiver nothing>1199") })
  }

  @Test func `backwards, what comes in goes out`() throws {
    let ledger = try ledger()
    let changes = try found(
      ledger, from: ledger.view(asOf: "2025-06-15"), to: ledger.view(asOf: "2025-06-12"),
      "totals:remains:RU-UA:UA")
    #expect(changes.contains("sender 2200>1200 by -C"))
    #expect(changes.contains("receiver 1199>1190 by -K"))
  }

  @Test func `two cuts by what the record held are told apart by recording`() throws {
    let ledger = try ledger()
    let (b, k) = try (ledger.seq("B"), ledger.seq("K"))
    let changes = try found(
      ledger, from: ledger.view(upTo: b), to: ledger.view(upTo: k), "totals:remains:RU-UA:UA")
    #expect(changes.contains("sender 1200>2200 by C"))
    #expect(changes.contains("receiver 1190>1199 by K"))
    let both = try found(
      ledger, from: ledger.view(asOf: "2025-06-12", upTo: b),
      to: ledger.view(asOf: "2025-06-14", upTo: k), "totals:remains:RU-UA:UA")
    #expect(both.contains("sender 1200>2200 by C"))
    #expect(!both.contains { $0.hasPrefix("receiver ") })
  }

  @Test func `an obligation falls due by the day alone`() throws {
    let ledger = try Ledger(
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "1000", due: "2025-06-12")]),
      .announce("A", "ua", "2025-06-11", .there("400", "2025-06-11")))
    let changes = try found(
      ledger, from: ledger.view(asOf: "2025-06-10"), to: ledger.view(asOf: "2025-06-13"),
      "obligations:deal:ru:RU-UA:remains:UA")
    #expect(changes.contains { $0.hasPrefix("remaining ") && $0.hasSuffix(" by A") })
    #expect(changes.contains(#"state "pending">"overdue" by day"#))
  }

  @Test func `a judgement that came to be known is named`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10")),
      .announce("B", "ru", "2025-06-13", .there("20")),
      .assess("X", "2025-06-20", "explanation", "stale", ["of": "@B"]))
    let changes = try found(
      ledger, from: ledger.view(asOf: "2025-06-19"), to: ledger.view(asOf: "2025-06-21"),
      "totals:remains:RU-UA:UA")
    #expect(changes.contains("sender 10+>10 by X"))
    let hindsight = try found(
      ledger, from: ledger.view(asOf: "2025-06-19", hindsight: true),
      to: ledger.view(asOf: "2025-06-21"))
    #expect(hindsight == [])
  }

  @Test func `equal cuts differ in nothing`() throws {
    let ledger = try ledger()
    let view = try ledger.view(asOf: "2025-06-15")
    #expect(try found(ledger, from: view, to: view) == [])
  }

  @Test func `events are told and ordered as the recorder amended them`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-02", .there("10", "2025-06-01")),
      .announce("B", "ru", "2025-06-02", .there("5", "2025-05-01")),
      .amend(
        nil, of: "A", ["set": ["claim": ["count": ["exact": 12]], "stated": "2025-06-04"]]),
      .amend(nil, of: "B", ["set": ["stated": "2025-06-03"]]))
    let (a, b) = try (ledger.seq("A"), ledger.seq("B"))
    let report = DifferenceReport(
      from: try ledger.view(asOf: "2025-06-01"), to: try ledger.view(asOf: "2025-06-04"),
      events: try ledger.events())
    #expect(report.events[a]?.summary == .there("12", "2025-06-01"))
    #expect(report.events[a]?.content.stated.text == "2025-06-04")
    let sum = try #require(report.changes.first { $0.address == "totals:remains:RU-UA:UA:sender" })
    #expect(sum.steps.compactMap(\.event) == [b, a])
  }

  @Test(arguments: RandomRecords.range)
  func `the steps of a figure lead from the one cut to the other`(place: Int) throws {
    let events = try RandomRecords.events(place)
    func view(_ number: Int) throws -> View {
      let day = try #require(Day(year: 2025, month: 6, day: number))
      return View(folding: events, at: Cut(asOf: day, today: .maximum))
    }
    for (from, to) in [(2, 5), (5, 9), (8, 3)] {
      let difference = try Difference(from: view(from), to: view(to), events: events)
      for change in difference.changes {
        #expect(change.steps.first?.before == change.before)
        #expect(change.steps.last?.after == change.after)
        for (one, next) in zip(change.steps, change.steps.dropFirst()) {
          #expect(one.after == next.before)
        }
      }
    }
  }

  @Test func `from June 15 to 16 the shipped record tells who made the gap of three`() throws {
    let ledger = try Shipped.record()
    let changes = try found(
      ledger, from: ledger.view(asOf: "2025-06-15", occurred: "2025-06-11.."),
      to: ledger.view(asOf: "2025-06-16", occurred: "2025-06-11.."), "totals:remains")
    #expect(changes.contains("RU-UA:UA:sender 4812>6060 by PR-064 PR-065"))
    // Ukraine's 1,245 leaves whose they are unsaid: it belongs to the only row that there is.
    #expect(changes.contains("RU-UA:UA:receiver 4812>6057 by PR-062 PR-063"))
    #expect(changes.contains("RU-UA:UA:net_gap 0>3 by PR-064"))
    let difference = try Difference(
      from: ledger.view(asOf: "2025-06-15", occurred: "2025-06-11.."),
      to: ledger.view(asOf: "2025-06-16", occurred: "2025-06-11.."), events: ledger.events())
    let receiver = try #require(
      difference.changes.first { $0.address == "totals:remains:RU-UA:UA:receiver" })
    #expect(try receiver.steps.map(\.gained) == [ledger.seqs("PR-062"), ledger.seqs("PR-063")])
  }
}
