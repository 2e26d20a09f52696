import TallyReports
import Tallystick
import Testing

/// The checks on the three times, on the days around their limits.
struct CheckDayTests {
  private func found(
    _ check: Check, _ ledger: Ledger, asOf: String? = nil, occurred: String? = nil
  ) throws -> [String] {
    try CheckSentenceTests.found(check, ledger, asOf: asOf, occurred: occurred)
  }

  @Test func `recorded more than thirty days after it was said, one and several`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-12-02", .there("1")))
    #expect(try found(.backDated, ledger) == [])
    try ledger.add(.announce("B", "ru", "2025-12-01", .there("2")))
    #expect(
      try found(.backDated, ledger) == [
        "B: 1 act was recorded more than 30 days after it was said, at most 31 days."
      ])
    try ledger.add(.announce("C", "ru", "2025-11-01", .there("3")))
    #expect(
      try found(.backDated, ledger) == [
        "B C: 2 acts were recorded more than 30 days after they were said, at most 61 days."
      ])
  }

  @Test(arguments: [
    ("2025-06", true), ("2025-06-13", false), ("2025-06-12?", false), ("2025-06-13?", true),
    ("2025-06-14?", true), ("2025-06-15?", false), ("2025-06-14~", true), ("2025-06-14", false),
    ("2025-06-13/2025-06-14", true), ("2025-06-01/2025-06-13", false), ("2025-05~", false),
    ("2025-06-14/2025-06-20", false),
  ])
  func `a day of saying that may lie on either side of the cut`(stated: String, isOne: Bool) throws
  {
    let ledger = try Ledger(.announce("A", "ru", stated, .there("5", "2025-05")))
    let sentence = "A: stated \(stated): it is not sure that this was said by 2025-06-13."
    #expect(try found(.impreciseDates, ledger, asOf: "2025-06-13") == (isOne ? [sentence] : []))
  }

  @Test func `a day of happening that may lie on either side of those asked for`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("5", "2025-06")),
      .announce("B", "ru", "2025-07-01", .there("6", "2025-06-13")),
      .announce("C", "ru", "2025-07-01", "handover of 7 remains of UA from RU to UA"))
    #expect(
      try found(.impreciseDates, ledger, occurred: "2025-06-13..2025-06-14") == [
        "A: when 2025-06: it is not sure that this happened in 2025-06-13..2025-06-14.",
        "C: when unsaid: it is not sure that this happened in 2025-06-13..2025-06-14.",
      ])
  }

  /// What the clock check finds, for two announcements that are recorded at other times.
  private func clock(
    _ times: (String, String), stated: (String, String) = ("2025-06-13", "2025-06-14"),
    now: String = "2026-01-02T00:00:00Z"
  ) throws -> [String] {
    let all = try Ledger(
      .announce("A", "ru", stated.0, .there("5")),
      .announce("B", "ru", stated.1, .there("6", "2025-06-14")), cast: []
    ).events()
    let events = try zip(all, [times.0, times.1]).map { event, time in
      Event(
        seq: event.seq, id: event.id, label: event.label, recorded: try Instant(parsing: time),
        recorder: event.recorder, content: event.content)
    }
    let cut = Cut(today: try Day(parsing: "2026-01-02"))
    return CheckReport(
      View(folding: events, at: cut), events: events, checks: [.clock],
      now: try Instant(parsing: now)
    ).found.map { "\($0.seqs): \($0.sentence)" }
  }

  @Test func `a clock that was ahead of now`() throws {
    let now = "2025-12-01T12:00:00Z"
    #expect(try clock(("2025-12-01T11:59:59Z", now), now: now) == [])
    #expect(
      try clock((now, "2025-12-01T12:00:01Z"), now: now) == [
        "[2]: #2 to #2 were recorded by a clock that was ahead, up to 2025-12-01T12:00:01.000000Z: a "
          + "cut by the day of recording leaves them out; use --as-recorded '#SEQ'."
      ])
    #expect(
      try clock(("2025-12-02T00:00:00Z", "2025-12-03T00:00:00Z"), now: now) == [
        "[1, 2]: #1 to #2 were recorded by a clock that was ahead, up to 2025-12-03T00:00:00.000000Z"
          + ": a cut by the day of recording leaves them out; use --as-recorded '#SEQ'."
      ])
  }

  @Test func `a rest of more than four hundred days between two events`() throws {
    #expect(
      try clock(("2025-06-14T23:00:00Z", "2026-07-19T01:00:00Z"), now: "2027-01-01T00:00:00Z") == []
    )
    #expect(
      try clock(("2025-06-14T23:00:00Z", "2026-07-20T01:00:00Z"), now: "2027-01-01T00:00:00Z") == [
        "[1, 2]: #2 was recorded 401 days after #1: one of the two clocks may have been wrong, and "
          + "all that follow are stamped after it."
      ])
  }

  @Test func `recorded before the day of being said, one and several`() throws {
    // A day ahead is the day of people who live east of Greenwich.
    #expect(try clock(("2025-06-12T00:00:00Z", "2025-06-13T00:00:00Z")) == [])
    #expect(
      try clock(("2025-06-12T00:00:00Z", "2025-06-12T00:00:01Z")) == [
        "[2]: 1 act was recorded before the day of being said: the clock was behind, or the day is "
          + "wrong."
      ])
    #expect(
      try clock(("2025-06-11T00:00:00Z", "2025-06-12T00:00:01Z")) == [
        "[1, 2]: 2 acts were recorded before the day of being said: the clock was behind, or the "
          + "day is wrong."
      ])
  }
}
