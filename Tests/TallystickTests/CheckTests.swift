import Testing

@testable import TallyReports
@testable import Tallystick

/// What a person should look at.
struct CheckTests {
  /// What a check finds, in short: `LABELS: sentence`.
  private func found(
    _ check: Check, _ ledger: Ledger, asOf: String? = nil, occurred: String? = nil,
    today: String = "2026-01-01", days: Int = 30, now: String = "2026-01-02T00:00:00Z"
  ) throws -> [String] {
    let events = try ledger.events()
    let report = try CheckReport(
      ledger.view(asOf: asOf, occurred: occurred, today: today), events: events, checks: [check],
      days: days, now: Instant(parsing: now))
    #expect(report.found.allSatisfy { $0.check == check && $0.sentence.hasSuffix(".") })
    return report.found.map { one in
      let names = one.seqs.map { events[$0 - 1].label ?? "#\($0)" }.joined(separator: " ")
      return "\(names): \(one.sentence)"
    }
  }

  @Test func `a record in order is silent`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-12-31", .there("1200", "2025-12-31")),
      .announce("B", "ua", "2025-12-31", .there("1200", "2025-12-31")))
    let report = try CheckReport(
      ledger.view(), events: ledger.events(), now: Instant(parsing: "2026-01-02T00:00:00Z"))
    #expect(report.found == [])
    #expect(report.checks == Check.allCases)
  }

  @Test func `acts dated before what they are about`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .confirm("C", "ua", "2025-06-12", of: ["A"], ["count"]),
      .retract("R", "ru", "2025-06-14", of: "A"), .retract("Q", "ua", "2025-06", of: "C"))
    let (act, about) = (try ledger.seqs("C")[0], try ledger.seqs("A")[0])
    let sentence =
      "#\(act) is stated on 2025-06-12, before #\(about), which it is about: one of the two days is "
      + "wrong."
    #expect(try found(.datedBefore, ledger) == ["A C: \(sentence)"])
    // The day of what it is about may be the wrong one.
    try ledger.add(.amend(nil, of: "A", ["set": ["stated": "2025-06-11"]]))
    #expect(try found(.datedBefore, ledger) == [])
  }

  @Test func `sources that nobody registered`() throws {
    let ledger = try Ledger(
      .announce("A", "stranger", "2025-06-13", .there("5"), ["via": ["wire", "nobody"]]))
    let found = try found(.undeclaredSources, ledger)
    #expect(
      found.map { $0.prefix(25) }
        == ["A: nobody carries words an", "A: stranger speaks and is "]
        .map { $0.prefix(25) })
    try ledger.add(
      .source("stranger", ["kind": "person", "name": "S"]),
      .source("nobody", ["kind": "outlet", "name": "N"]))
    #expect(try self.found(.undeclaredSources, ledger) == [])
  }

  @Test func `contradictions that block, until they are explained`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1203")),
      .announce("B", "ua", "2025-06-13", .there("1200")),
      .announce("T", "ru", "2025-06-14", .there("5", "2025-06-13/2025-06-14") + " in total"))
    #expect(try found(.blockingContradictions, ledger).map { $0.prefix(12) } == ["A B: number,"])
    try ledger.add(.assess("X", "2025-06-20", "explanation", "rounding", ["of": "@B"]))
    #expect(try found(.blockingContradictions, ledger) == [])
  }

  @Test func `what is owed and rests`() throws {
    let ledger = try Ledger(
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "1000")]),
      .announce("A", "ua", "2025-06-11", .there("400", "2025-06-11")))
    let found = try found(.unperformedObligations, ledger, today: "2025-07-15")
    #expect(found.count == 1)
    #expect(
      found.first?.contains("600 remain by UA; no handover is recorded since 2025-06-11, 34 days")
        == true)
    #expect(try self.found(.unperformedObligations, ledger, today: "2025-07-11") == [])
    #expect(try self.found(.unperformedObligations, ledger, today: "2025-07-15", days: 60) == [])
    let before = try self.found(.unperformedObligations, ledger, asOf: "2025-06-10", days: 7)
    #expect(before.first?.contains("since the deal of 2025-06-02, 8 days ago") == true)
    try ledger.add(.announce("B", "ua", "2025-06-12", .there("600", "2025-06-12")))
    #expect(try self.found(.unperformedObligations, ledger, today: "2025-12-15") == [])
  }

  @Test func `media that nobody verified`() throws {
    let ledger = try Ledger(.publish("M", "ru", "2025-06-02", "film"))
    #expect(
      try found(.unverifiedMedia, ledger, today: "2025-07-15")
        == ["M: film is mentioned, 43 days after it was published."])
    #expect(try found(.unverifiedMedia, ledger, today: "2025-07-01") == [])
    try ledger.add(
      .assess("V", "2025-06-20", "authenticity", "verified", ["medium": "film"]))
    #expect(try found(.unverifiedMedia, ledger, today: "2025-07-15") == [])
  }

  @Test func `a confirmation from the root of what it confirms`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-14", .there("1200")))
    #expect(try found(.singleRootConfirmations, ledger) == [])
    try ledger.add(.link("B", "derived_from", "A", label: "L"))
    #expect(try found(.singleRootConfirmations, ledger).map { $0.prefix(4) } == ["A B:"])
  }

  @Test func `what was recorded long after it was said is one finding`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-12-20", .there("1200")),
      .announce("C", "ua", "2025-06-14", .there("1200")))
    #expect(
      try found(.backDated, ledger) == [
        "A C: 2 acts were recorded more than 30 days after they were said, at most 202 days."
      ])
    #expect(try found(.backDated, ledger, days: 300) == [])
  }

  @Test func `dates that may lie on either side of the cut`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06", .there("5", "2025-06")),
      .announce("B", "ru", "2025-06-13?", .there("6", "2025-06-13")),
      .announce("C", "ru", "2025-06-13", .there("7", "2025-06-12")))
    func labels(_ found: [String]) -> [Substring] { found.map { $0.prefix(1) } }
    #expect(try labels(found(.impreciseDates, ledger, asOf: "2025-06-13")) == ["A", "B"])
    #expect(try labels(found(.impreciseDates, ledger, asOf: "2025-06-20")) == ["A"])
    #expect(try labels(found(.impreciseDates, ledger, asOf: "2025-07-20")) == [])
    #expect(try labels(found(.impreciseDates, ledger, occurred: "2025-06-13..")) == ["A"])
    #expect(try found(.impreciseDates, ledger) == [])
  }

  @Test func `events of one speaker that say the same`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200"), ["quote": "one"]),
      .announce("B", "ru", "2025-06-13", .there("1200"), ["quote": "two"]),
      .announce("C", "ua", "2025-06-13", .there("1200")),
      .announce("D", "ru", "2025-06-14", .there("1200")))
    #expect(try found(.nearDuplicates, ledger).map { $0.prefix(4) } == ["A B:"])
    try ledger.add(.link("A", "same_utterance", "B"))
    #expect(try found(.nearDuplicates, ledger) == [])
  }

  @Test func `two links of the same events that say otherwise, while both hold`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-14", .there("1200", "2025-06-14")),
      .link("A", "distinct_handover", "B", label: "L"))
    #expect(try found(.opposedLinks, ledger) == [])
    try ledger.add(.link("B", "same_handover", "A", label: "M"))
    let (a, b) = (try ledger.seq("A"), try ledger.seq("B"))
    let (apart, joined) = (try ledger.seq("L"), try ledger.seq("M"))
    #expect(
      try found(.opposedLinks, ledger) == [
        "A B L M: #\(b) and #\(a) are of one handover by #\(joined), and of two by #\(apart), which holds: "
          + "make void which of the two links is wrong."
      ])
    try ledger.add(.amend(nil, of: "L", ["void": true]))
    #expect(try found(.opposedLinks, ledger) == [])
  }

  @Test(arguments: [
    ("the body of Ivan Petrenko, born 12 March 1985", true),
    ("Ivan Petrenko (1985–2024) was among them", true), ("Ivan Petrenko, 12.03.1985", true),
    ("Іван Петренко, 1985-03-12, с. Гора", true), ("Петренко Іван, 1985 р.н.", true),
    ("Vladimir Medinsky said on 11.06.2025 that 1,212 were handed over", false),
    ("The Coordination Headquarters confirmed it in 2025", false),
    ("the talks of 1991 in Minsk", false), ("Since 1985 the Red Cross has asked", false),
    ("born in 1985", false), ("Boris Johnson wrote", false), ("", false),
  ])
  func `text that looks like a name with a date of birth`(text: String, isOne: Bool) throws {
    let ledger = try Ledger(
      .announce(
        "A", "ru", "2025-06-13", .there("5"), text.isEmpty ? [:] : ["quote": .string(text)]))
    #expect(
      try found(.birthDates, ledger).map { $0.prefix(7) }
        == (isOne ? ["A: quote"] : []).map { $0.prefix(7) })
  }

  @Test func `events that this program cannot read`() throws {
    var events = try Ledger().events()
    for (type, version) in [("ceasefire", 1), ("announcement", 9), ("ceasefire", 1)] {
      let seq = events.count + 1
      let content = Content(
        type: type, version: version, stated: try Stated(parsing: "2025-06-13"),
        body: ["n": .integer(Int64(seq))])
      events.append(
        Event(
          seq: seq, id: content.id, label: nil,
          recorded: try Instant(parsing: "2026-01-01T00:00:00Z"),
          recorder: "r", content: content))
    }
    let cut = Cut(today: try Day(parsing: "2026-01-02"))
    let found = CheckReport(
      View(folding: events, at: cut), events: events, checks: [.unknownTypes],
      now: try Instant(parsing: "2026-01-02T00:00:00Z")
    ).found
    let first = events.count - 2
    #expect(found.map(\.seqs) == [[first + 1], [first, first + 2]])
    #expect(found.map { $0.sentence.prefix(13) } == ["announcement ", "ceasefire v1:"])
  }

  @Test func `a clock that was ahead, that jumped, or that was behind`() throws {
    let events = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .announce("B", "ru", "2025-06-14", .there("6", "2025-06-14"))
    ).events()
    func at(_ time: String, _ event: Event) throws -> Event {
      Event(
        seq: event.seq, id: event.id, label: event.label, recorded: try Instant(parsing: time),
        recorder: event.recorder, content: event.content)
    }
    func found(_ events: [Event], now: String = "2026-01-02T00:00:00Z") throws -> [Found] {
      let cut = Cut(today: try Day(parsing: "2026-01-02"))
      return CheckReport(
        View(folding: events, at: cut), events: events, checks: [.clock],
        now: try Instant(parsing: now)
      ).found
    }
    #expect(try found(events) == [])
    let last = try #require(events.last)
    let ahead = try events.dropLast() + [at("2099-01-01T00:00:00Z", last)]
    #expect(try found(Array(ahead)).map(\.seqs) == [[last.seq], [last.seq - 1, last.seq]])
    #expect(try found(Array(ahead)).first?.sentence.contains("--as-recorded '#SEQ'") == true)
    // When that year has come the clock is no longer ahead; the jump stays to be seen.
    #expect(
      try found(Array(ahead), now: "2100-01-01T00:00:00Z").map(\.seqs)
        == [[last.seq - 1, last.seq]])
    let behind = try events.map { try at("2020-01-01T00:00:00Z", $0) }
    #expect(try found(behind).map(\.seqs) == [[last.seq - 1, last.seq]])
  }

  @Test func `the shipped record, recorded a year later, is looked at`() throws {
    let ledger = try Shipped.record()
    let report = try CheckReport(
      ledger.view(today: "2026-11-23"), events: ledger.events(),
      now: Instant(parsing: "2026-11-24T00:00:00Z"))
    let checks = Set(report.found.map(\.check))
    #expect(
      checks == [
        .blockingContradictions, .unperformedObligations, .unverifiedMedia, .backDated,
        .missingHandovers, .openPlacements,
      ])
    let open = report.found.filter { $0.check == .openPlacements }
    #expect(
      open.map(\.sentence) == [
        "1,000 or more in all, prisoners RU→UA of UA, may be of istanbul-2025-05-16 or of another deal: "
          + "tally assess --of '#244' --scale placement --value istanbul-2025-05-16 --reason …, or "
          + "another of them, or none."
      ])
  }
}
