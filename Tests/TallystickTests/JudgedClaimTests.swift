import TallyReports
import Tallystick
import Testing

/// Places of the projections where one condition more or less changes what is told.
struct JudgedClaimTests {
  /// The contradictions, as `number A | B, blocking`.
  private func contradictions(_ ledger: Ledger) throws -> [String] {
    let events = try ledger.events()
    func names(_ seqs: [Int]) -> String {
      seqs.map { events[$0 - 1].label ?? "#\($0)" }.joined(separator: " ")
    }
    return ContradictionsReport(try ledger.view()).contradictions.map { one in
      "\(one.kind.rawValue) \(names(one.these)) | \(names(one.those))"
        + (one.isBlocking ? ", blocking" : "")
    }
  }

  @Test func `a side against itself blocks nothing where its numbers are out of the sums`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("27", "../2025-06-13")),
      .announce("B", "medinsky", "2025-06-13", .there("30", "../2025-06-13")))
    #expect(try contradictions(ledger) == ["number A | B, blocking"])
    try ledger.add(.announce("C", "ru", "2025-06-13", .there("28", "2025-06-11")))
    #expect(try contradictions(ledger) == ["number A | B"])
  }

  @Test(arguments: ["scope", "transmission"])
  func `what was explained contradicts numbers of its own scope, or as a total their sum`(
    why: String
  ) throws {
    let day = String.there("1200")
    for (other, found) in [
      (String.there("1212"), ["number A | B"]),
      (.there("1212") + " in total", ["total_mismatch B | A"]),
    ] {
      let ledger = try Ledger(
        .announce("A", "ru", "2025-06-13", day), .announce("B", "medinsky", "2025-06-14", other),
        .assess("X", "2025-06-20", "explanation", why, ["of": "@B", "against": ["@A"]]))
      #expect(try contradictions(ledger) == found, "\(other)")
    }
  }

  @Test func `a denial of a medium is one with and without facets`() throws {
    let ledger = try Ledger(
      .publish("M", "paper", "2025-06-13", "film"),
      .deny("W", "ua", "2025-06-14", of: "M"),
      .deny("X", "ua", "2025-06-15", of: "M", ["authenticity"]))
    #expect(try ledger.view().media.lines.map(\.denials) == [ledger.seqs("W", "X")])
  }

  @Test func `on one day a handover told whole counts before a named one told in part`() throws {
    // What was handed over is unsaid in the named one, so that it may be either of the two others.
    let ledger = try Ledger(
      .announce("V", "ru", "2025-06-13", .there("5")),
      .announce(
        "W", "ru", "2025-06-13", "handover of 7 prisoners of UA from RU to UA on 2025-06-13"))
    var claim = JSONValue.claim(.there("5")).object ?? [:]
    claim["what"] = nil
    claim["handover"] = "noon"
    try ledger.add(
      .line(
        "announcement", "N", "2025-06-13",
        ["speaker": "ru", "attribution": "institution", "claim": .object(claim)]))
    let handovers = try ledger.view().handovers.all
    #expect(handovers.count == 3)
    let counted = handovers.filter { $0.place == .counted }.flatMap(\.seqs).sorted()
    #expect(try counted == ledger.seqs("V", "W"))
  }

  private func silence(_ label: String, _ day: String, until: String) -> Draft {
    .line(
      "silence", label, day,
      [
        "speaker": "ua", "attribution": "institution", "silent": "UA", "about": "@A",
        "until": .string(until),
      ])
  }

  @Test func `of several announced ends of a silence the last one said holds`() throws {
    let ledger = try Ledger(.announce("A", "kshpw", "2025-06-09", .there("withheld")))
    try ledger.add(
      silence("S", "2025-06-12", until: "2025-08-01"),
      silence("T", "2025-06-10", until: "2025-07-01"))
    let line = try #require(
      try SilencesReport(ledger.view()).silences.first { $0.kind == .withheld })
    #expect(line.until == "2025-08-01" && line.lastDay?.description == "2025-08-01")
    #expect(try line.seqs == ledger.seqs("A", "S"))
  }

  @Test func `a silence until a month lasts to the last day of it`() throws {
    let ledger = try Ledger(.announce("A", "kshpw", "2025-06-09", .there("withheld")))
    try ledger.add(silence("S", "2025-06-10", until: "2025-07"))
    let lines = try SilencesReport(ledger.view()).silences
    #expect(lines.map { $0.lastDay?.description } == ["2025-07-31", "2025-07-31"])
  }
}
