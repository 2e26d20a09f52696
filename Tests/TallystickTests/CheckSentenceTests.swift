import TallyReports
import Tallystick
import Testing

/// What each check says, word for word: one finding and several, and the days around its limit.
struct CheckSentenceTests {
  /// What a check finds: `LABELS: sentence`.
  static func found(
    _ check: Check, _ ledger: Ledger, asOf: String? = nil, occurred: String? = nil,
    today: String = "2026-01-01", now: String = "2026-01-02T00:00:00Z"
  ) throws -> [String] {
    let events = try ledger.events()
    let report = try CheckReport(
      ledger.view(asOf: asOf, occurred: occurred, today: today), events: events, checks: [check],
      days: 30, now: Instant(parsing: now))
    return report.found.map { one in
      let names = one.seqs.map { events[$0 - 1].label ?? "#\($0)" }.joined(separator: " ")
      return "\(names): \(one.sentence)"
    }
  }

  @Test func `who speaks and who carries words without being registered`() throws {
    let ledger = try Ledger(
      .announce("A", "stranger", "2025-06-13", .there("5"), ["via": ["wire", "nobody"]]))
    #expect(
      try Self.found(.undeclaredSources, ledger) == [
        "A: nobody carries words and is not registered: it counts as neither side.",
        "A: stranger speaks and is not registered: it counts as neither side.",
      ])
  }

  @Test func `what blocks, where it lies, and what would settle it`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1203")),
      .announce("B", "ua", "2025-06-13", .there("1200")))
    #expect(
      try Self.found(.blockingContradictions, ledger) == [
        "A B: number, 2025-06-13, remains RU→UA of UA: a correction by one side, or one count by "
          + "both would settle it."
      ])
  }

  @Test func `what rests, from the thirty-first day on`() throws {
    let ledger = try Ledger(
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "1000")]),
      .announce("A", "ua", "2025-06-11", .there("400", "2025-06-11")))
    #expect(try Self.found(.unperformedObligations, ledger, today: "2025-07-11") == [])
    #expect(
      try Self.found(.unperformedObligations, ledger, today: "2025-07-12") == [
        "D A: RU owes UA 1000 remains under deal as ru read it; 600 remain by UA; no handover "
          + "is recorded since 2025-06-11, 31 days ago."
      ])
    let untouched = try Ledger(
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "1000", ["remains", "prisoners"])]),
      .agree("E", "ua", "2025-06-03", [.owed("RU", "UA", "1000", ["remains", "prisoners"])]))
    #expect(try Self.found(.unperformedObligations, untouched, today: "2025-07-02") == [])
    let found = try Self.found(.unperformedObligations, untouched, today: "2025-07-03")
    #expect(
      found == [
        "D E: RU owes UA 1000 prisoners or remains under deal as ru and ua read it; UA gave no "
          + "number; no handover is recorded since the deal of 2025-06-02, 31 days ago."
      ])
  }

  @Test func `one is told as one`() throws {
    let ledger = try Ledger(
      .line(
        "term", nil, "2025-06-01",
        [
          "kind": "what", "term": "lorries", "of": "goods", "one": "lorry", "many": "lorries",
          "reason": "a test",
        ]),
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "1", "lorries")]),
      .agree("E", "ua", "2025-06-02", [.owed("RU", "UA", "2")]),
      .announce("A", "ua", "2025-06-11", .there("1", "2025-06-11")))
    let found = try Self.found(.unperformedObligations, ledger)
    #expect(found.contains { $0.contains("RU owes UA 1 lorry under deal") }, "\(found)")
    #expect(found.contains { $0.contains("RU owes UA 2 remains under deal") }, "\(found)")
    #expect(found.contains { $0.contains("; 1 remains by UA;") }, "\(found)")
    let digest = DigestReport(
      from: try ledger.view(asOf: "2025-05-01"), to: try ledger.view(),
      events: try ledger.events())
    #expect(digest.owed.contains { $0.what.hasPrefix("deal: RU owes UA 1 lorry") })
    #expect(digest.owed.contains { $0.what == "deal: RU owes UA 2 remains of UA" })
  }

  @Test func `what the debtor calls done and the creditor does not is owed too`() throws {
    let ledger = try Ledger(
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "1000")]),
      .announce("A", "ru", "2025-06-11", .there("1000", "2025-06-11")),
      .announce("B", "ua", "2025-06-11", .there("400", "2025-06-11")))
    #expect(
      try ledger.view(today: "2025-08-01").obligations.lines.map(\.state.rawValue) == ["disputed"])
    #expect(
      try Self.found(.unperformedObligations, ledger, today: "2025-08-01") == [
        "D A B: RU owes UA 1000 remains under deal as ru read it; 600 remain by UA, 0 by RU; "
          + "no handover is recorded since 2025-06-11, 51 days ago."
      ])
  }

  @Test func `a medium ages from its publication, whatever is said of it later`() throws {
    let ledger = try Ledger(
      .publish("M", "ru", "2025-06-02", "film"),
      .deny("X", "ua", "2025-07-01", of: "M", ["authenticity"]))
    #expect(try Self.found(.unverifiedMedia, ledger, today: "2025-07-02") == [])
    #expect(
      try Self.found(.unverifiedMedia, ledger, today: "2025-07-03")
        == ["M X: film is mentioned, 31 days after it was published."])
  }

  @Test func `both sides' numbers from one place, and why they are one`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-14", .there("1200")), .link("B", "derived_from", "A"))
    let found = try Self.found(.singleRootConfirmations, ledger)
    #expect(
      found == [
        "A B: Both sides' numbers of 2025-06-13, remains RU→UA of UA, begin in one place (one utterance by link)."
      ])
  }

  @Test func `what this program cannot read`() throws {
    var events = try Ledger().events()
    for seq in [events.count + 1, events.count + 2] {
      let content = Content(
        type: "ceasefire", version: 1, stated: try Stated(parsing: "2025-06-13"),
        body: ["n": .integer(Int64(seq))])
      events.append(
        Event(
          seq: seq, id: content.id, label: nil,
          recorded: try Instant(parsing: "2026-01-01T00:00:00Z"), recorder: "r", content: content))
    }
    let cut = Cut(today: try Day(parsing: "2026-01-02"))
    let found = CheckReport(
      View(folding: events, at: cut), events: events, checks: [.unknownTypes],
      now: try Instant(parsing: "2026-01-02T00:00:00Z")
    ).found
    #expect(found.map(\.seqs) == [[events.count - 1, events.count]])
    #expect(
      found.map(\.sentence) == [
        "ceasefire v1: this program cannot read it, and no report counts it."
      ])
  }

  @Test func `who says the same in several events, and what`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200"), ["quote": "one"]),
      .announce("B", "ru", "2025-06-13", .there("1200"), ["quote": "two"]))
    #expect(
      try Self.found(.nearDuplicates, ledger)
        == ["A B: ru says the same in these on 2025-06-13: \(String.there("1200"))."])
  }

  @Test func `where something looks like a name with a date of birth`() throws {
    let ledger = try Ledger(
      .announce(
        "A", "ru", "2025-06-13", .there("5"), ["quote": "Ivan Petrenko, born 12 March 1985"]))
    #expect(
      try Self.found(.birthDates, ledger) == [
        "A: quote looks like a name with a date of birth: nobody's dead or prisoners are to be "
          + "named here."
      ])
  }
}
