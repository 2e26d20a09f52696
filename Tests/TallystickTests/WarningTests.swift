import Testing

@testable import Tallystick

/// What is taken although it looks odd, with a warning (issue: warned of, never refused).
struct WarningTests {
  private func warnings(_ draft: Draft, in ledger: Ledger) throws -> [String] {
    let outcome = try #require(try ledger.add(draft).first)
    #expect(outcome.isNew)
    return outcome.warnings
  }

  @Test func `a speaker that is not registered is taken`() throws {
    let ledger = try Ledger()
    #expect(
      try warnings(.announce("A", "stranger", "2025-06-13", .there("1")), in: ledger)
        == ["The source stranger is not registered. It counts as neither side until it is."])
    #expect(
      try warnings(
        .announce("B", "stranger", "2025-06-13", .there("2"), ["side": "RU"]), in: ledger)
        == ["The source stranger is not registered."])
    #expect(try warnings(.announce("C", "ru", "2025-06-13", .there("1")), in: ledger) == [])
  }

  @Test(arguments: ["handover", "staging"])
  func `a thing told before it happened is taken`(act: String) throws {
    #expect(
      try warnings(
        .announce("A", "ru", "2025-06-12", "\(act) of 5 remains on 2025-06-13/2025-06-14"),
        in: Ledger())
        == [
          "It says on 2025-06-12 that something had happened on 2025-06-13/2025-06-14: it is taken, "
            + "and flagged implausible."
        ])
  }

  @Test(arguments: ["plan of 5 remains on 2025-07-13", "handover of 5 remains on 2025-06"])
  func `a plan, or what may have happened by then, is no such thing`(claim: String) throws {
    #expect(try warnings(.announce("A", "ru", "2025-06-12", claim), in: Ledger()) == [])
  }

  @Test func `a sender that hands over its own is taken`() throws {
    #expect(
      try warnings(
        .announce("A", "ru", "2025-06-13", "handover of 5 remains of UA from UA to RU"),
        in: Ledger())
        == [
          "It has UA hand over its own: it is taken, flagged implausible, and kept out of the sums."
        ])
  }

  @Test func `an agreement or a medium that nobody registered is named`() throws {
    let ledger = try Ledger()
    let claim = "handover of 5 remains on 2025-06-13 under deal"
    #expect(
      try warnings(.announce("A", "ru", "2025-06-13", claim), in: ledger)
        == ["No agreement deal is registered."])
    let draft = Draft.assess("X", "2025-06-13", "authenticity", "verified", ["medium": "film"])
    #expect(try warnings(draft, in: ledger) == ["No medium film is registered."])
    #expect(
      try warnings(
        .assess("Y", "2025-06-13", "reliability", "A", ["source": "nobody"]), in: ledger)
        == ["The source nobody is not registered."])
    try ledger.add(
      .agree("D", "ru", "2025-06-13", [.owed("RU", "UA", "1")]),
      .publish("M", "ru", "2025-06-13", "film"))
    #expect(try warnings(.announce("B", "ru", "2025-06-14", claim), in: ledger) == [])
    #expect(
      try warnings(
        .assess("Z", "2025-06-14", "authenticity", "located", ["medium": "film"]), in: ledger) == []
    )
  }

  @Test func `what an earlier line registers is known to the later ones`() throws {
    let outcomes = try Ledger().add(
      .source("voice", ["kind": "person", "name": "V"]),
      .agree("D", "voice", "2025-06-13", [.owed("RU", "UA", "1")]),
      .announce("A", "voice", "2025-06-13", "handover of 5 remains on 2025-06-13 under deal"))
    #expect(outcomes.map(\.warnings) == [[], [], []])
  }

  @Test func `a registration that is void registers nobody`() throws {
    let ledger = try Ledger(
      .source("voice", ["kind": "person", "name": "V", "member_of": "ru"], label: "S"),
      .amend(nil, of: "S", ["void": true]))
    #expect(
      try warnings(.announce("A", "voice", "2025-06-13", .there("1")), in: ledger)
        == ["The source voice is not registered. It counts as neither side until it is."])
  }

  /// A slip in a date that nobody would see: a retraction dated before what it takes back.
  @Test(arguments: ["2025-06-12", "2025-06-12?", "2025-06-01/2025-06-12", "2025-06-12T23:00:00Z"])
  func `an act dated before what it is about is taken`(stated: String) throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("5")))
    for (label, draft) in [
      ("C", Draft.confirm("C", "ua", stated, of: ["A"], ["count"])),
      ("D", Draft.deny("D", "ua", stated, of: "A")),
      ("R", Draft.retract("R", "ru", stated, of: "A")),
    ] {
      let found = try warnings(draft, in: ledger)
      #expect(
        found == [
          "It is stated on \(stated), before what it is about, which was said on 2025-06-13 (#\(try ledger.seqs("A")[0])): "
            + "look at both days."
        ], "\(label)")
    }
  }

  @Test(arguments: ["2025-06-13", "2025-06", "2025-06-13T00:00:00Z", "2025-06-14"])
  func `one that may have been said later is no such act`(stated: String) throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("5")))
    #expect(try warnings(.retract("R", "ru", stated, of: "A"), in: ledger) == [])
  }
}
