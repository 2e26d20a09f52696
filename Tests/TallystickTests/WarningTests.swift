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

  /// A party typed as a source, and a source typed as a party, differ in case alone.
  @Test func `a name that differs from a side or a source only in case is named`() throws {
    let ledger = try Ledger(.source("voice", ["kind": "person", "name": "V", "side": "RR"]))
    func silence(_ silent: String) -> Draft {
      .line(
        "silence", nil, "2025-06-13",
        [
          "speaker": "paper", "attribution": "outlet", "silent": .string(silent),
          "about_words": "the number",
        ])
    }
    #expect(
      try warnings(silence("rr"), in: ledger)
        == ["The source rr is not registered, and RR is a side: look which is silent."])
    #expect(
      try warnings(silence("VOICE"), in: ledger)
        == ["No side VOICE is known, and voice is a source: look which is silent."])
    for silent in ["RR", "voice", "UA", "ua", "stranger", "STRANGER"] {
      #expect(try warnings(silence(silent), in: ledger) == [], "\(silent)")
    }
    #expect(
      try warnings(.announce("A", "rr", "2025-06-13", .there("1")), in: ledger)
        == [
          "The source rr is not registered. It counts as neither side until it is. RR is a side."
        ])
  }

  @Test(arguments: ["2025-06-12", "2025-06-12T10:00:00Z"])
  func `a rendering from the day before is taken`(published: String) throws {
    let draft = Draft.announce(
      "A", "ru", "2025-06-13", .there("5"), ["published": .string(published)])
    #expect(
      try warnings(draft, in: Ledger())
        == [
          "It appeared on \(published), before it was said, on 2025-06-13: look at both days."
        ])
  }

  @Test(arguments: ["2025-06-13", "2025-06", "2025-06-14T00:00:00Z"])
  func `one from then or later is no such rendering`(published: String) throws {
    let draft = Draft.announce(
      "A", "ru", "2025-06-13", .there("5"), ["published": .string(published)])
    #expect(try warnings(draft, in: Ledger()) == [])
  }

  @Test func `one who owes or is owed and is no party of the deal is named`() throws {
    let ledger = try Ledger()
    let words = "XX is no party of this deal, which is between RU, UA: look at both."
    #expect(
      try warnings(.agree("D", "ru", "2025-06-13", [.owed("XX", "UA", "5")]), in: ledger) == [words]
    )
    let correction = Draft.line(
      "correction", nil, "2025-06-14",
      [
        "speaker": "ru", "attribution": "institution", "of": "@D",
        "terms": ["obligations": [.owed("RU", "XX", "5")]],
      ])
    #expect(try warnings(correction, in: ledger) == [words])
  }

  @Test func `what is retracted already is taken back or corrected again`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")), .retract("R", "ru", "2025-06-15", of: "A"))
    let (said, back) = (try ledger.seq("A"), try ledger.seq("R"))
    #expect(
      try warnings(.retract("S", "medinsky", "2025-06-15", of: "A"), in: ledger)
        == [
          "#\(said) is retracted already, by #\(back): for it to stand again both would have to be taken "
            + "back."
        ])
    #expect(
      try warnings(.correct("C", "ru", "2025-06-16", of: "A", "of 6"), in: ledger)
        == [
          "#\(said) is retracted, by #\(back): the correction has no effect until that is taken back."
        ])
    // It was corrected before, and is entered later.
    #expect(try warnings(.correct("E", "ru", "2025-06-14", of: "A", "of 7"), in: ledger) == [])
    try ledger.add(
      .retract("T", "ru", "2025-06-17", of: "R"), .amend(nil, of: "S", ["void": true]))
    #expect(try warnings(.correct("F", "ru", "2025-06-18", of: "A", "of 8"), in: ledger) == [])
  }

  @Test func `of two links of the same events the other one is named`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .announce("B", "ua", "2025-06-14", .there("6", "2025-06-14")),
      .link("A", "distinct_handover", "B", label: "L"))
    let first = try ledger.seq("L")
    #expect(
      try warnings(.link("B", "same_handover", "A", label: "M"), in: ledger)
        == [
          "Link #\(first) says that they are of two handovers, which holds: this moves nothing. Make "
            + "#\(first) void if it was wrong."
        ])
    #expect(try warnings(.link("A", "contradicts", "B"), in: ledger) == [])
    try ledger.add(.amend(nil, of: "L", ["void": true]))
    #expect(
      try warnings(.link("B", "distinct_handover", "A"), in: ledger)
        == [
          "Link #\(try ledger.seq("M")) says that they are of one handover: from now on they are of two. "
            + "Make #\(try ledger.seq("M")) void if it was wrong."
        ])
  }

  /// What `announce` refuses or warns of is not brought in by an amendment instead.
  @Test func `an amendment is warned of as what it makes would be`() throws {
    let ledger = try Ledger(.announce("A", "ru", "2025-06-13", .there("5")))
    let slip = Draft.amend(
      nil, of: "A",
      [
        "set": [
          "speaker": "lubinetz", "claim": ["what": "remnains", "whose": "RU", "under": "nodeal"],
        ]
      ])
    #expect(
      try warnings(slip, in: ledger) == [
        "The source lubinetz is not registered. It counts as neither side until it is.",
        "The word remnains is used for the first time, and looks like remains: amend it if that was "
          + "meant; or give it a term.",
        "No agreement nodeal is registered.",
      ])
    let own = Draft.amend(nil, "2025-12-02", of: "A", ["set": ["claim": ["what": "remains"]]])
    #expect(
      try warnings(own, in: ledger) == [
        "It has RU hand over its own: it is taken, flagged implausible, and kept out of the sums."
      ])
    // What was told of the event is not told again.
    #expect(
      try warnings(.amend(nil, "2025-12-03", of: "A", ["set": ["lang": "uk"]]), in: ledger) == [])
  }

  @Test func `an amendment of an amendment is warned of by what it makes of the event`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("5")),
      .amend("M", of: "A", ["set": ["speaker": "ua"]]))
    #expect(
      try warnings(.amend(nil, of: "M", ["set": ["set": ["speaker": "stranger"]]]), in: ledger)
        == ["The source stranger is not registered. It counts as neither side until it is."])
    #expect(
      try ledger.refusal(of: .amend(nil, of: "M", ["set": ["set": ["stated": "2035-01-01"]]]))
        .hasPrefix("stated: 2035-01-01 lies in the future"))
  }
}
