import Testing

@testable import TallyReports
@testable import Tallystick

/// What cannot all be right: every kind, open and explained (TheRules.md).
struct ContradictionTests {
  /// The contradictions in short: `number A | B by 3, blocking`, with labels for events.
  private func found(
    _ ledger: Ledger, asOf: String? = nil, hindsight: Bool = false
  ) throws -> [String] {
    let events = try ledger.events()
    let view = try ledger.view(asOf: asOf, hindsight: hindsight)
    func names(_ seqs: [Int]) -> String {
      seqs.map { events[$0 - 1].label ?? "#\($0)" }.joined(separator: " ")
    }
    return ContradictionsReport(view).contradictions.map { one in
      let by = one.difference.map { " by \($0)" } ?? ""
      let state =
        one.explanation.map { ", explained \($0.value) \(names([$0.seq]))" }
        ?? (one.isBlocking ? ", blocking" : ", open")
      return "\(one.kind.rawValue) \(names(one.these)) | \(names(one.those))\(by)\(state)"
    }
  }

  private func said(_ label: String, _ speaker: String, _ claim: String, day: String = "2025-06-13")
    -> Draft
  { .announce(label, speaker, day, claim) }

  @Test func `the sides' numbers of one handover`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("1203")), said("B", "ua", .there("1200")),
      said("C", "icrc", .there("1")))
    // Who saw it says another number than each of the two.
    let seen = ["number A | C by 1202, blocking", "number B | C by 1199, blocking"]
    #expect(try Set(found(ledger)) == Set(["number A | B by 3, blocking"] + seen))
    try ledger.add(.retract("R", "icrc", "2025-06-13", of: "C"))
    #expect(try found(ledger) == ["number A | B by 3, blocking"])
    try ledger.add(
      .assess("X", "2025-06-20", "explanation", "rounding", ["of": "@B", "against": ["@A"]]))
    #expect(try found(ledger) == ["number A | B by 3, explained rounding X"])
    #expect(try found(ledger, asOf: "2025-06-19") == ["number A | B by 3, blocking"])
    #expect(
      try found(ledger, asOf: "2025-06-19", hindsight: true)
        == ["number A | B by 3, explained rounding X"])
    // The number itself is not touched by that.
    #expect(try ledger.view().sides() == "1203 / 1200")
  }

  @Test func `numbers that may be one do not contradict`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("~1200")), said("B", "ua", .there("1203")),
      said("C", "ru", .there("1000+")))
    #expect(try found(ledger) == [])
  }

  @Test func `one side against itself`() throws {
    let ledger = try Ledger(said("A", "ru", .there("1200")), said("B", "medinsky", .there("1212")))
    #expect(try found(ledger) == ["number A | B by 12, blocking"])
    // Words of lesser weight do not contradict a named speaker of the same side.
    let lesser = try Ledger(
      said("A", "ru", .there("1200")),
      .announce("B", "ru", "2025-06-13", .there("1212"), ["attribution": "unnamed"]))
    #expect(try found(lesser) == [])
  }

  @Test func `a number that is out of the sums blocks none`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("27", "../2025-06-13")),
      said("B", "ua", .there("30", "../2025-06-13")),
      said("C", "ru", .there("27", "2025-06-11")))
    #expect(try found(ledger) == ["number A | B by 3, open"])
  }

  @Test(arguments: [
    ("handover of 27 remains of RU from UA to RU on 2025-06-13", "direction", ", blocking"),
    ("handover of 27 remains of RU from RU to UA on 2025-06-13", "whose", ", blocking"),
    ("handover of 27 remains of UA from RU to UA on 2025-06-14", "date", ", open"),
    ("handover of 27 remains of UA from RU to UA on 2025-06-13 in total", "scope", ", blocking"),
  ])
  func `renderings of one utterance that differ in more than words`(
    other: String, kind: String, state: String
  ) throws {
    let ledger = try Ledger(
      said("A", "medinsky", .there("27")), .announce("B", "medinsky", "2025-06-13", other))
    #expect(try !found(ledger).contains { $0.hasPrefix("transmission ") })
    try ledger.add(.link("A", "same_utterance", "B", label: "L"))
    #expect(
      try found(ledger).contains {
        ["A | B", "B | A"].map { "transmission \($0)\(state)" }.contains($0)
      })
    let place = try ContradictionsReport(ledger.view()).contradictions.map(\.place)
    #expect(place.contains("\(kind), in renderings of one utterance of medinsky"))
    let before = try #require(
      ContradictionsReport(ledger.view()).contradictions.first { $0.kind == .transmission })
    try ledger.add(
      .assess("X", "2025-06-20", "explanation", "transmission", ["of": "@B", "against": ["@A"]]))
    let after = try #require(
      ContradictionsReport(ledger.view()).contradictions.first { $0.kind == .transmission })
    #expect(after.explanation?.value == "transmission")
    #expect(after.key == before.key && after.these == before.these && after.those == before.those)
  }

  @Test func `renderings that differ in two things contradict twice, each under its own key`()
    throws
  {
    let ledger = try Ledger(
      said("A", "medinsky", .there("27")),
      said("B", "medinsky", "handover of 27 remains of RU from RU to UA on 2025-06-12"),
      .link("A", "same_utterance", "B"))
    let keys = try ContradictionsReport(ledger.view()).contradictions
      .filter { $0.kind == .transmission }.map(\.key)
    #expect(
      Set(keys.map { $0.split(separator: ":").dropFirst().joined(separator: ":") })
        == ["transmission:whose", "transmission:date"])
  }

  @Test(arguments: [("deal", "deal", false), ("deal", "other", true)])
  func `under which agreement each side puts it`(mine: String, theirs: String, differ: Bool) throws
  {
    let ledger = try Ledger(
      said("A", "ru", .there("5") + " under \(mine)"),
      said("B", "ua", .there("5") + " under \(theirs)"))
    #expect(try found(ledger) == (differ ? ["agreement A | B, open"] : []))
  }

  @Test func `renderings with different numbers are of two propositions`() throws {
    let ledger = try Ledger(
      said("A", "medinsky", .there("1212")), said("B", "medinsky", .back("27")),
      .link("A", "same_utterance", "B"))
    #expect(try found(ledger) == [])
  }

  @Test func `a denial of words that move no figure blocks nothing`() throws {
    let ledger = try Ledger(
      .announce("T", "ru", "2025-06-13", "statement", ["quote": "as was said"]),
      .deny("D", "ua", "2025-06-14", of: "T"))
    #expect(try found(ledger) == ["existence T | D, open"])
  }

  @Test func `a standing denial, of the whole or of a part`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("1200")), .deny("D", "ua", "2025-06-14", of: "A"),
      .deny("E", "ua", "2025-06-14", of: "A", ["date"]))
    #expect(try found(ledger) == ["existence A | D, blocking", "existence A | E, open"])
    try ledger.add(.retract("R", "ua", "2025-06-15", of: "D"))
    #expect(try found(ledger) == ["existence A | E, open"])
    #expect(try found(ledger, asOf: "2025-06-14").count == 2)
  }

  @Test func `a denial of a correction denies what that changed, as long as it stands`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("10")), said("B", "ua", .there("10")),
      .correct("K", "ru", "2025-06-14", of: "A", "of 12"), .deny("D", "ua", "2025-06-15", of: "K"))
    let both = ["number A K | B by 2, blocking", "existence K | D, open"]
    #expect(try found(ledger) == both)
    let place = try ContradictionsReport(ledger.view()).contradictions.last?.place
    #expect(place == "ua denies count")
    #expect(try ledger.view().status()?.flags == [.corrected, .disputed])
    try ledger.add(.retract("R", "ru", "2025-06-16", of: "K"))
    #expect(try found(ledger) == [])
    #expect(try ledger.view().status()?.flags == [])
  }

  @Test(arguments: [
    "handover of 30 remains of UA from RU to UA in total",
    "handover of 20 prisoners from RU to UA both ways on 2025-06-13", "handover of 8 prisoners",
    "handover of 5 remains of UA from RU to UA on 2025-06-13 in part", .there("0"),
    .there("9", "../2025-06-13"),
  ])
  func `a denial of what makes no handover that counts blocks nothing`(claim: String) throws {
    let ledger = try Ledger(
      said("A", "ru", claim), said("B", "icrc", .there("9", "2025-06-12")),
      .deny("D", "ua", "2025-06-14", of: "A"))
    #expect(try found(ledger) == ["existence A | D, open"])
  }

  @Test func `who denies what it was and says what instead contradicts in what, without a number`()
    throws
  {
    let ledger = try Ledger(
      said("A", "ru", .there("10")),
      .deny("D", "ua", "2025-06-14", of: "A", ["what"], instead: "of 10 prisoners"))
    #expect(try found(ledger) == ["what A | A D, blocking", "existence A | D, open"])
    let view = try ledger.view()
    #expect(view.totals.lines.count == 1 && view.sides() == "10 / –")
    #expect(view.line()?.excluded.map(\.why) == ["said of prisoners RU→UA of UA"])
  }

  @Test func `a stated total that is not its own side's sum`() throws {
    let ledger = try Ledger(
      said("A", "ru", .back("27", "2025-06-11"), day: "2025-06-11"),
      said("B", "ru", .back("51", "2025-06-12"), day: "2025-06-12"),
      said("T", "ru", .back("57", "2025-06-11/2025-06-13") + " in total"),
      said("U", "ru", .back("78", "2025-06-11/2025-06-13") + " in total"))
    #expect(try found(ledger) == ["total_mismatch T | A B by 21, open"])
  }

  @Test func `what cannot be by itself`() throws {
    let ledger = try Ledger(
      said("A", "ru", "handover of 5 remains of UA from UA to RU on 2025-06-13"),
      said("B", "ru", .there("7", "2025-06-20")))
    #expect(try found(ledger) == ["implausible A | , blocking", "implausible B | , open"])
  }

  @Test func `a verdict on an agreement, and the figures`() throws {
    let ledger = try Ledger(
      .agree("D", "ru", "2025-06-02", [.owed("RU", "UA", "6000")]),
      said("A", "ru", .there("1200")),
      .announce(
        "V", "paper", "2025-06-14", "statement", ["attribution": "outlet", "quote": "not honoured"])
    )
    #expect(try found(ledger) == [])
    let verdict = Draft.line(
      "announcement", "W", "2025-06-14",
      [
        "speaker": "paper", "attribution": "outlet", "quote": "not honoured",
        "claim": ["act": "statement", "about": "@D"],
      ])
    try ledger.add(verdict)
    #expect(try found(ledger) == ["compliance W | D A, open"])
    let one = try ContradictionsReport(ledger.view()).contradictions.first
    #expect(one?.place == "deal: RU→UA unconfirmed as read by ru")
  }

  @Test func `a verdict on an agreement is put beside at most twenty events, and their number`()
    throws
  {
    let ledger = try Ledger(.agree("D", "ua", "2025-06-02", [.owed("RU", "UA", "6000")]))
    for day in 10...28 {
      try ledger.add(
        said("A\(day)", "ru", .there("1", "2025-06-\(day)"), day: "2025-06-30"),
        said("B\(day)", "ua", .there("1", "2025-06-\(day)"), day: "2025-06-30"))
    }
    try ledger.add(
      .line(
        "announcement", "W", "2025-07-01",
        [
          "speaker": "icrc", "attribution": "named", "quote": "All of it was done",
          "claim": ["act": "statement", "about": "@D"],
        ]))
    let found = try ContradictionsReport(ledger.view()).contradictions
    let one = try #require(found.first { $0.kind == .compliance })
    #expect(one.those.count == 20)
    #expect(one.place == "deal: RU→UA in_performance as read by ua, and 19 events more")
  }

  @Test
  func `a total of one side that is surely smaller than an earlier one which its period holds`()
    throws
  {
    func total(_ count: String, _ more: String = "") -> String {
      "handover of \(count) remains of UA from RU to UA\(more) in total"
    }
    func falls(_ later: String, _ speaker: String = "ua") throws -> [String] {
      let ledger = try Ledger(
        said("A", "ua", total("100"), day: "2025-06-10"),
        said("B", speaker, later, day: "2025-06-20"))
      return try found(ledger).filter { $0.hasPrefix("total_falls") }
    }
    #expect(try falls(total("90")) == ["total_falls A | B by 10, open"])
    #expect(try falls(total("~100")) == [])
    #expect(try falls(total("110")) == [])
    #expect(try falls(total("90"), "ru") == [])
    #expect(try falls(total("90", " under deal")) == [])
    #expect(try falls(total("90", " on 2025-06-15/2025-06-20")) == [])
  }

  /// What a speaker says that one of those of `A` turned out to be.
  private static func identified(_ label: String, _ speaker: String, _ whose: String) -> Draft {
    .line(
      "announcement", label, "2025-06-15",
      [
        "speaker": .string(speaker), "attribution": "named",
        "claim": [
          "act": "identification", "what": "remains", "identified_as": .string(whose),
          "count": ["exact": 1], "about": "@A",
        ],
      ])
  }

  @Test func `who says whose they turned out to be, beside who labelled them otherwise`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("4")), said("B", "ua", .there("4")), Self.identified("I", "ua", "RU"))
    #expect(try found(ledger) == ["identity A | I, open"])
    let place = try ContradictionsReport(ledger.view()).contradictions.first?.place
    #expect(place == "UA or RU, remains RU→UA of UA")
    try ledger.add(.deny("N", "ru", "2025-06-16", of: "I"))
    #expect(try Set(found(ledger)) == ["identity A | I, open", "identity I | N, open"])
    // By the label that they had, or by who labelled them, nothing is said otherwise.
    let agreed = try Ledger(
      said("A", "ru", .there("4")), Self.identified("I", "ua", "UA"),
      Self.identified("J", "ru", "RU"))
    #expect(try !found(agreed).contains { $0.hasPrefix("identity A |") })
  }

  @Test func `whose those of a row turned out to be is held to that row alone`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("4")), said("C", "ru", .back("9", "2025-06-12")),
      said("D", "ru", "handover of 3 prisoners of UA from RU to UA on 2025-06-11"),
      .line(
        "announcement", "I", "2025-06-15",
        [
          "speaker": "ua", "attribution": "named",
          "claim": [
            "act": "identification", "what": "remains", "from": "RU", "to": "UA", "whose": "UA",
            "identified_as": "RU", "count": ["exact": 1],
          ],
        ]))
    #expect(try found(ledger) == ["identity A | I, open"])
  }

  @Test func `what a recorder declares, while both stand`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("1200")), said("B", "ua", .there("5", "2025-06-12")),
      .link("A", "contradicts", "B", label: "L"))
    #expect(try found(ledger) == ["declared A | B, open"])
    let place = try ContradictionsReport(ledger.view()).contradictions.first?.place
    #expect(try place?.hasPrefix("by link #\(ledger.seq("L")): ") == true)
    try ledger.add(.retract("R", "ru", "2025-06-15", of: "A"))
    #expect(try found(ledger) == [])
  }

  @Test func `what an explanation takes out of the sums stays to be seen, explained`() throws {
    let ledger = try Ledger(
      said("A", "ru", .back("51", "2025-06-16"), day: "2025-06-16"),
      said("B", "ru", .back("78", "2025-06-16"), day: "2025-06-16"))
    #expect(try found(ledger) == ["number A | B by 27, blocking"])
    try ledger.add(
      .assess(
        "X", "2025-06-20", "explanation", "cumulative_as_increment",
        ["of": "@B", "against": ["@A"]]))
    #expect(try found(ledger) == ["number A | B by 27, explained cumulative_as_increment X"])
    #expect(try ledger.view().sides(.wayBack) == "– / 51")
  }

  /// Two contradictory claims of each kind that an explanation can take out of the sums, B the one that it
  /// takes out, and what they contradict in.
  private static let takenOut: [(drafts: [Draft], found: String)] = {
    func said(_ label: String, _ speaker: String, _ claim: String, _ day: String = "2025-06-13")
      -> Draft
    { .announce(label, speaker, day, claim) }
    let total = "handover of 100 remains of UA from RU to UA in total"
    return [
      ([said("A", "ru", .there("10")), said("B", "ua", .there("7"))], "number A | B by 3"),
      ([said("A", "icrc", .there("10")), said("B", "ua", .there("7"))], "number B | A by 3"),
      (
        [said("A", "ru", .there("10")), said("B", "ua", .there("10") + " received as RU")],
        "whose A | B"
      ),
      (
        [
          said("A", "ru", .there("10")),
          said("B", "ru", .there("30", "2025-06-13/2025-06-14") + " in total", "2025-06-14"),
        ], "total_mismatch B | A by 20"
      ),
      (
        [
          said("A", "ua", total, "2025-06-10"),
          said("B", "ua", total.replacing("100", with: "90"), "2025-06-20"),
        ], "total_falls A | B by 10"
      ),
      (
        [
          said("A", "ru", .there("30", "2025-06-11/2025-06-13") + " in total"),
          said("B", "ua", .there("20", "2025-06-11/2025-06-13") + " in total"),
        ], "number A | B by 10"
      ),
      (
        [
          said("A", "ru", .there("5") + " under deal"),
          said("B", "ua", .there("5") + " under other"),
        ], "agreement A | B"
      ),
      (
        [said("B", "ru", "handover of 5 remains of UA from UA to RU on 2025-06-13")],
        "implausible B | "
      ),
      ([said("B", "ru", .there("7", "2025-06-20"))], "implausible B | "),
      ([said("A", "ru", .there("4")), Self.identified("B", "ua", "RU")], "identity A | B"),
    ]
  }()

  @Test(arguments: takenOut.indices)
  func `what an explanation takes out of the sums contradicts as it did, and is closed`(
    _ place: Int
  ) throws {
    let (drafts, contradiction) = ContradictionTests.takenOut[place]
    let ledger = try Ledger()
    try ledger.add(drafts)
    func those() throws -> [Contradiction] {
      try ContradictionsReport(ledger.view()).contradictions.filter { one in
        contradiction.hasPrefix("\(one.kind.rawValue) ")
      }
    }
    let before = try those()
    #expect(before.count == 1 && before.allSatisfy(\.isOpen))
    for (label, day, value) in [("X", "2025-06-21", "scope"), ("Y", "2025-06-22", "stale")] {
      try ledger.add(.assess(label, day, "explanation", value, ["of": "@B"]))
      #expect(try found(ledger) == ["\(contradiction), explained \(value) \(label)"])
      let after = try those()
      #expect(after.map(\.key) == before.map(\.key) && after.map(\.place) == before.map(\.place))
      #expect(after.allSatisfy { !$0.isBlocking })
      // The digest tells it as explained, and as no other.
      let digest = DigestReport(
        from: try ledger.view(asOf: "2025-06-20"), to: try ledger.view(),
        events: try ledger.events())
      #expect(digest.settled.map { $0.explanation?.value } == [value])
      #expect(digest.opened.isEmpty)
    }
  }

  @Test func `a contradiction that stands without what is explained is told once, and open`() throws
  {
    let ledger = try Ledger(
      said("A", "ru", .there("10")), said("B", "ru", .there("12")), said("C", "ua", .there("7")))
    #expect(
      try Set(found(ledger)) == ["number A B | C by 3, blocking", "number A | B by 2, blocking"])
    try ledger.add(.assess("X", "2025-06-20", "explanation", "stale", ["of": "@B"]))
    #expect(
      try found(ledger)
        == ["number A | C by 3, blocking", "number A | B by 2, explained stale X"])
  }

  @Test func `what is explained against something else stays open, and in no sum`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("10")), said("B", "ua", .there("7")),
      said("C", "ru", .there("5", "2025-06-12")),
      .assess("X", "2025-06-20", "explanation", "stale", ["of": "@B", "against": ["@C"]]))
    #expect(try found(ledger) == ["number A | B by 3, open"])
    #expect(try ledger.view().sides() == "15 / –")
  }

  @Test func `a total is off by what an explanation takes out of its sum, and closed by it`() throws
  {
    let ledger = try Ledger(
      said("A", "ru", .back("51", "2025-06-14"), day: "2025-06-14"),
      said("B", "ru", .back("78"), day: "2025-06-14"),
      said("T", "ru", .back("51", "2025-06-13/2025-06-15") + " in total", day: "2025-06-15"))
    #expect(try found(ledger) == ["total_mismatch T | A B by 78, open"])
    try ledger.add(
      .assess(
        "X", "2025-06-20", "explanation", "cumulative_as_increment",
        ["of": "@B", "against": ["@A"]]))
    #expect(
      try found(ledger)
        == ["total_mismatch T | A B by 78, explained cumulative_as_increment X"])
    #expect(try ledger.view().line(.wayBack)?.statedTotals.map(\.verdict) == [.agrees])
  }

  @Test func `an explanation against something else settles nothing here`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("1203")), said("B", "ua", .there("1200")),
      said("C", "ru", .there("5", "2025-06-12")),
      .assess("X", "2025-06-20", "explanation", "rounding", ["of": "@B", "against": ["@C"]]))
    #expect(try found(ledger) == ["number A | B by 3, blocking"])
    // Against nothing in particular, it is against all.
    try ledger.add(.assess("Y", "2025-06-20", "explanation", "date", ["of": "@B"]))
    #expect(try found(ledger) == ["number A | B by 3, explained date Y"])
  }

  @Test(arguments: [true, false])
  func `of two explanations the later stated holds, in whatever order they are recorded`(
    isFirst: Bool
  ) throws {
    let ledger = try Ledger(said("A", "ru", .there("1203")), said("B", "ru", .there("1200")))
    let early = Draft.assess("X", "2025-06-20", "explanation", "stale", ["of": "@B"])
    let late = Draft.assess(
      "Y", "2025-06-25", "explanation", "scope", ["of": "@B", "against": ["@A"]])
    try ledger.add(isFirst ? [early, late] : [late, early])
    #expect(try found(ledger) == ["number B | A by 3, explained scope Y"])
    #expect(try ledger.view().excluded() == ["#\(ledger.seq("B")) 1200 explained: scope"])
  }

  @Test func `only the open ones, only those that block`() throws {
    let ledger = try Ledger(
      said("A", "ru", .there("1203")), said("B", "ua", .there("1200")),
      said("C", "ru", .there("7", "2025-06-20")), said("D", "ru", .there("8", "2025-06-21")),
      .assess("X", "2025-06-20", "explanation", "date", ["of": "@C"]))
    let view = try ledger.view()
    let all = ContradictionsReport(view).contradictions
    #expect(all.map(\.isBlocking) == [true, false, false])
    #expect(all.count { $0.isOpen } == 2)
    #expect(ContradictionsReport(view, onlyOpen: true).contradictions == all.filter(\.isOpen))
    #expect(
      ContradictionsReport(view, onlyBlocking: true).contradictions == all.filter(\.isBlocking))
  }

  @Test func `every kind says what would settle it`() {
    let words = Contradiction.Kind.allCases.map { kind in
      Contradiction(
        kind: kind, these: [1], those: [], key: "", newest: nil, place: "", difference: nil,
        isBlocking: false,
        explanation: nil
      ).settledBy
    }
    #expect(words.allSatisfy { $0.utf8.count > 15 })
    #expect(Set(words).count >= 8)
  }

  @Test func `those of the same events come in one order too`() {
    let events: [([Int], [Int])] = [([1, 2], [3]), ([1], [2, 3]), ([1], [2])]
    let all = events.flatMap { these, those in
      ["a", "b"].flatMap { place in
        [nil, 1, 2].map { (difference: Int64?) in
          Contradiction(
            kind: .totalMismatch, these: these, those: those, key: "", newest: nil, place: place,
            difference: difference.map { Amount(number: $0, isAbout: false) }, isBlocking: false,
            explanation: nil)
        }
      }
    }
    for one in all {
      for other in all where one != other {
        #expect(one.precedes(other) != other.precedes(one), "\(one), \(other)")
      }
    }
  }

  @Test func `the shipped record's contradictions, as they were and as they are explained`()
    throws
  {
    let ledger = try Shipped.record()
    let then = try found(ledger, asOf: "2025-06-16")
    #expect(then.contains("number PR-064 | PR-062 by 3, blocking"))
    #expect(then.contains("transmission PR-046 | S07, blocking"))
    #expect(then.contains("declared S02 | S08, open"))
    // The nearer rendering gives the direction, so that nothing implausible is left.
    #expect(!then.contains { $0.hasPrefix("implausible S07") })
    let now = try found(ledger, asOf: "2025-06-16", hindsight: true)
    #expect(now.contains("number PR-064 | PR-062 by 3, blocking"))
    #expect(now.contains("transmission PR-046 | S07, explained transmission ASM-S07"))
    #expect(now.contains("declared S02 | S08, explained scope ASM-S02"))
    #expect(
      now.contains("number PR-066 | PR-064-2 by 27, explained cumulative_as_increment ASM-PR-066"))
    #expect(try found(ledger).contains { $0.hasPrefix("compliance S19 | ") })
  }
}
