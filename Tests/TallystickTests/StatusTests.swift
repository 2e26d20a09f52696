import Testing

@testable import TallyReports
@testable import Tallystick

/// How far a handover is borne out, facet by facet (TheRules.md).
struct StatusTests {
  private static let said: JSONObject = ["attribution": "unnamed"]
  private static let retold: JSONObject = ["attribution": "outlet"]

  private func word(_ drafts: Draft...) throws -> String {
    let ledger = try Ledger()
    try ledger.add(drafts)
    return try #require(try ledger.view().status()).word
  }

  @Test func `the word climbs from the unnamed to the third party`() throws {
    let unnamed = Draft.announce("A", "ru", "2025-06-13", .there("1200"), StatusTests.said)
    #expect(try word(unnamed) == "announced_unnamed")
    let named = Draft.announce("B", "ru", "2025-06-13", .there("1200"))
    #expect(try word(named) == "announced")
    #expect(try word(unnamed, named) == "announced")
    let received = Draft.announce("C", "ua", "2025-06-13", .there("1200"))
    #expect(try word(received) == "announced")
    // Whose they are is the sender's label, which the receiver's announcement only repeats.
    #expect(try word(unnamed, received) == "partly_confirmed")
    let taken = Draft.announce("C", "ua", "2025-06-13", .there("1200") + " received as UA")
    #expect(try word(unnamed, taken) == "confirmed_by_receiver")
    #expect(try word(named, taken) == "confirmed_by_both")
    let seen = Draft.announce("D", "icrc", "2025-06-13", .there("1200"))
    #expect(try word(named, received, seen) == "observed")
    #expect(try word(seen) == "observed")
  }

  @Test func `an announcement by the receiver confirms the facets on which it agrees`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1203")),
      .announce("B", "ua", "2025-06-13", .there("1200")))
    let status = try #require(try ledger.view().status())
    #expect(status.word == "partly_confirmed")
    #expect(
      status.facets == [
        .count: .announced, .direction: .confirmedByBoth, .date: .confirmedByBoth,
        .what: .confirmedByBoth, .whose: .announced,
      ])
    #expect(status.flags == [.disputed])
  }

  @Test func `a confirmation confirms the facets that it names`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200"), StatusTests.said),
      .confirm("B", "kshpw", "2025-06-13", of: ["A"], ["count", "direction", "date"]))
    let status = try #require(try ledger.view().status())
    #expect(status.word == "partly_confirmed")
    #expect(status.facets[.count] == .confirmedByReceiver)
    #expect(status.facets[.whose] == .announcedUnnamed)
    #expect(status.flags == [])
  }

  @Test func `the receiver unnamed, or the sender confirming itself, confirms nothing`() throws {
    let named = Draft.announce("A", "ru", "2025-06-13", .there("1200"))
    #expect(
      try word(named, .announce("B", "ua", "2025-06-13", .there("1200"), StatusTests.said))
        == "announced")
    #expect(
      try word(
        named,
        .confirm(
          "B", "medinsky", "2025-06-13", of: ["A"], ["count", "direction", "date", "what", "whose"])
      ) == "announced")
  }

  @Test func `an outlet is no third party, and its word confirms nothing`() throws {
    let received = Draft.announce("A", "ua", "2025-06-13", .there("1200"))
    let outlet = Draft.announce("B", "paper", "2025-06-13", .there("1200"), StatusTests.retold)
    #expect(try word(received, outlet) == "announced")
    let outletNamed = Draft.announce("B", "paper", "2025-06-13", .there("1200"))
    #expect(try word(outletNamed) == "announced")
  }

  @Test func `renderings of one utterance are one root, through any chain of links`() throws {
    let ledger = try Ledger(
      .announce("A", "ua", "2025-06-13", .there("1200")),
      .announce("B", "wire", "2025-06-13", .there("1200"), StatusTests.said),
      .announce("C", "paper", "2025-06-13", .there("1200"), StatusTests.retold))
    #expect(try ledger.view().status()?.facets[.count] == .confirmedByReceiver)
    try ledger.add(.link("A", "same_utterance", "C"), .link("C", "same_utterance", "B"))
    #expect(try ledger.view().status()?.word == "announced")
  }

  @Test func `outlets that copy one another are one root`() throws {
    let ledger = try Ledger(
      .source("wire", ["side": "UA"]), .announce("A", "wire", "2025-06-13", .there("1200")),
      .announce("B", "echo", "2025-06-13", .there("1200"), ["attribution": "unnamed"]))
    #expect(try ledger.view().status()?.word == "announced")
  }

  @Test func `a denial flags the handover, as a whole or in part`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .deny("B", "ua", "2025-06-14", of: "A", ["count"]))
    #expect(try ledger.view().status()?.flags == [.disputed])
    try ledger.add(.deny("C", "ua", "2025-06-15", of: "A"))
    #expect(try ledger.view().status()?.flags == [.disputed, .denied])
    #expect(try ledger.view(asOf: "2025-06-13").status()?.flags == [])
    try ledger.add(
      .retract("D", "ua", "2025-06-16", of: "C"), .retract("E", "ua", "2025-06-16", of: "B"))
    #expect(try ledger.view().status()?.flags == [])
  }

  @Test func `a denial of a confirmation touches every handover that it confirms`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ru", "2025-06-14", .there("1000", "2025-06-14")),
      .confirm("C", "kshpw", "2025-06-15", of: ["A", "B"], ["direction", "date"]),
      .deny("D", "ua", "2025-06-16", of: "C"))
    let view = try ledger.view()
    let (first, second) = (try ledger.seq("A"), try ledger.seq("B"))
    #expect(view.status(on: first)?.flags == [.disputed, .denied])
    #expect(view.status(on: second)?.flags == [.disputed, .denied])
    let denied = ContradictionsReport(view).contradictions.filter { $0.kind == .existence }
    #expect(denied.map(\.these) == [[first], [second]])
  }

  @Test(arguments: [("2025-06", true), ("2025-06-12", false)])
  func `dates that may be one day agree`(when: String, agrees: Bool) throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-07-01", .there("10")),
      .announce("B", "ua", "2025-07-01", .there("10", when)), .link("A", "same_handover", "B"))
    let status = try #require(try ledger.view().status())
    #expect(status.facets[.date] == (agrees ? .confirmedByBoth : .announced))
  }

  @Test func `numbers of different units do not agree`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("10") + " counted in body"),
      .announce("B", "ua", "2025-06-13", .there("10") + " counted in bag"))
    #expect(try ledger.view().status()?.facets[.count] == .announced)
  }

  @Test func `a handover keeps a flag of a claim that was explained as stale`() throws {
    let ledger = try Ledger(
      .announce("A", "ru", "2025-06-13", .there("1200")),
      .announce("B", "ua", "2025-06-13", .there("600")),
      .assess("X", "2025-06-20", "explanation", "stale", ["of": "@B"]))
    #expect(try ledger.view().status()?.flags == [.stale])
    #expect(try ledger.view(asOf: "2025-06-19").status()?.flags == [.disputed])
  }
}
