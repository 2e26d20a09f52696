import Testing

@testable import Tallystick

/// The same content twice is one event, unless the first no longer holds (events/README.md).
struct RepeatTests {
  /// Words are said again; a judgement is to hold again, as nobody says it.
  private static func hint(
    _ how: String, by seq: Int, _ again: String = "was said again"
  ) -> String {
    "The same was appended before and \(how) by #\(seq) since. If it \(again), give stated as "
      + "an instant or \"repeat\":2 in the body."
  }

  private let first = Draft.announce("A", "ru", "2025-06-13", .there("1200"))

  @Test func `the second append answers with the first seq, and appends nothing`() throws {
    let ledger = try Ledger(first)
    let before = try ledger.store.end()
    let outcome = try #require(try ledger.add(first).first)
    #expect(try outcome.seq == ledger.seq("A"))
    #expect(!outcome.isNew)
    #expect(outcome.id == first.content.id)
    #expect(outcome.warnings == [])
    #expect(try ledger.store.end() == before)
  }

  @Test func `twice in one append is one event too`() throws {
    let ledger = try Ledger()
    let outcomes = try ledger.add(first, first)
    #expect(outcomes.map(\.isNew) == [true, false])
    #expect(outcomes[0].seq == outcomes[1].seq)
  }

  @Test func `after a retraction, a correction or a void the second is refused`() throws {
    for (draft, how) in [
      (Draft.retract("B", "ru", "2025-06-14", of: "A"), "retracted"),
      (.correct("B", "ru", "2025-06-14", of: "A", "of 5"), "corrected"),
      (.amend("B", of: "A", ["void": true]), "made void"),
    ] {
      let ledger = try Ledger(first, draft)
      #expect(try ledger.refusal(of: first) == RepeatTests.hint(how, by: ledger.seq("B")))
    }
  }

  @Test func `what was retracted and revived still holds`() throws {
    let ledger = try Ledger(
      first, .retract("B", "ru", "2025-06-14", of: "A"), .retract("C", "ru", "2025-06-15", of: "B"))
    #expect(try ledger.add(first).map(\.isNew) == [false])
    let other = try Ledger(
      first, .correct("B", "ru", "2025-06-14", of: "A", "of 5"),
      .amend(nil, of: "B", ["void": true]))
    #expect(try other.add(first).map(\.isNew) == [false])
  }

  @Test func `repeat 2 or an instant makes it another event`() throws {
    let ledger = try Ledger(first, .retract("B", "ru", "2025-06-14", of: "A"))
    let outcomes = try ledger.add(
      .announce("A2", "ru", "2025-06-13", .there("1200"), ["repeat": 2]),
      .announce("A3", "ru", "2025-06-13T12:00:00Z", .there("1200")))
    #expect(outcomes.map(\.isNew) == [true, true])
    #expect(try ledger.view().sides() == "1200 / –")
  }

  @Test func `a file with its own retraction inside may be appended again`() throws {
    let file = [
      first, Draft.retract("B", "ru", "2025-06-14", of: "A"),
      .correct("C", "ru", "2025-06-15", of: "A", "of 5"),
    ]
    let ledger = try Ledger()
    try ledger.add(file)
    let before = try ledger.store.end()
    #expect(try ledger.add(file).map(\.isNew) == [false, false, false])
    #expect(try ledger.store.end() == before)
  }

  @Test func `said again after its retraction in one file is not swallowed`() throws {
    let ledger = try Ledger()
    #expect(throws: Refusals.self) {
      try ledger.add(first, .retract("B", "ru", "2025-06-14", of: "A"), first)
    }
  }

  @Test func `a judgement that another replaced since is refused`() throws {
    let verified = Draft.assess("X", "2025-06-20", "authenticity", "verified", ["medium": "film"])
    let ledger = try Ledger(
      verified, .assess("Y", "2025-06-21", "authenticity", "recycled", ["medium": "film"]))
    #expect(
      try ledger.refusal(of: verified)
        == RepeatTests.hint("replaced", by: ledger.seq("Y"), "is to hold again"))
    let source = Draft.source("voice", ["kind": "person", "name": "V", "side": "RU"])
    let other = try Ledger(source, .source("voice", ["side": "UA"], on: "2025-02-02"))
    #expect(try other.refusal(of: source).contains(" replaced by #\(Ledger.cast.count + 2) since"))
  }

  @Test func `an assessment of a label is known to be replaced`() throws {
    let high = Draft.assess("X", "2025-06-20", "credibility", "1", ["of": "@A"])
    let ledger = try Ledger(
      first, high, .assess("Y", "2025-06-21", "credibility", "4", ["of": "@A"]))
    #expect(
      try ledger.refusal(of: high)
        == RepeatTests.hint("replaced", by: ledger.seq("Y"), "is to hold again"))
  }

  @Test func `a link that was made void is to hold again, as nobody says it`() throws {
    let link = Draft.link("A", "same_handover", "B", label: "L")
    let ledger = try Ledger(
      first, .announce("B", "ua", "2025-06-14", .there("1190", "2025-06-14")), link,
      .amend("V", of: "L", ["void": true]))
    #expect(
      try ledger.refusal(of: link)
        == RepeatTests.hint("made void", by: ledger.seq("V"), "is to hold again"))
  }

  @Test func `a judgement replaces nothing that came after it`() throws {
    let low = Draft.assess("X", "2025-06-20", "authenticity", "located", ["medium": "film"])
    let high = Draft.assess("Y", "2025-06-21", "authenticity", "verified", ["medium": "film"])
    let ledger = try Ledger(first, low, high)
    #expect(try ledger.add(first, high).map(\.isNew) == [false, false])
  }

  @Test func `a judgement of an earlier day replaces nothing`() throws {
    let high = Draft.assess("Y", "2025-06-21", "authenticity", "verified", ["medium": "film"])
    let ledger = try Ledger(
      high, .assess("X", "2025-06-20", "authenticity", "located", ["medium": "film"]))
    #expect(
      try ledger.view().standing.judgements.held("film", on: "authenticity")?.value == "verified")
    #expect(try ledger.add(high).map(\.isNew) == [false])
  }

  @Test func `a judgement of a later day that came before replaces nothing`() throws {
    let later = Draft.assess("X", "2025-06-21", "authenticity", "verified", ["medium": "film"])
    let earlier = Draft.assess("Y", "2025-06-20", "authenticity", "located", ["medium": "film"])
    let ledger = try Ledger(first, later, earlier)
    #expect(try ledger.add(first, earlier).map(\.isNew) == [false, false])
  }

  @Test func `a judgement on another scale replaces nothing`() throws {
    let one = Draft.assess("X", "2025-06-20", "credibility", "1", ["of": "@A"])
    let ledger = try Ledger(
      first, one, .assess("Y", "2025-06-21", "explanation", "rounding", ["of": "@A"]))
    #expect(try ledger.add(one).map(\.isNew) == [false])
  }

  @Test func `the same content under the label of another event is refused`() throws {
    let ledger = try Ledger(first, .announce("B", "ru", "2025-06-13", .there("7")))
    #expect(
      try ledger.refusal(of: .announce("B", "ru", "2025-06-13", .there("1200")))
        == "The label B belongs to another event; choose another.")
  }

  @Test func `the same content under a second label is the same event`() throws {
    let ledger = try Ledger(first)
    let again = Draft.announce("A-again", "ru", "2025-06-13", .there("1200"))
    let outcomes = try ledger.add(again, .retract("B", "ru", "2025-06-14", of: "A-again"))
    #expect(outcomes[0].warnings == ["It keeps its first label; A-again is not stored."])
    #expect(try outcomes[0].seq == ledger.seq("A"))
    #expect(try ledger.view().sides() == "no line")
    #expect(try ledger.store.entry(label: "A-again") == nil)
    #expect(
      try ledger.refusal(of: .retract("C", "ru", "2025-06-15", of: "A-again"))
        == "@A-again names no event of the record and no earlier line; append that event first.")
  }
}
