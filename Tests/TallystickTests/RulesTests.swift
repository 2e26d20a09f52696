import Testing

@testable import TallyReports
@testable import Tallystick

/// The rules as data.
struct RulesTests {
  @Test func `version 2 decides by these words`() {
    // Whoever changes one of these changes what reports say, and gives the rules a new version.
    #expect(Rules.version == 2)
    #expect(
      Rules.excludingExplanations
        == [
          "scope", "direction", "translation", "transmission", "cumulative_as_increment", "stale",
        ])
    #expect(Rules.rootRelations == ["same_utterance", "derived_from"])
    #expect(
      Rules.rungs.joined(separator: " ")
        == "manipulated recycled synthetic disputed mentioned located archived provenance_known "
        + "place_or_time_checked place_and_time_checked verified")
    #expect(
      Attribution.allCases.map { "\($0) \($0.rank)" }
        == ["named 0", "institution 0", "unnamed 1", "outlet 2", "unattributed 2"])
    #expect(
      Status.allCases.map(\.word)
        == [
          "announced_unnamed", "announced", "confirmed_by_receiver", "confirmed_by_both",
          "observed",
        ])
    #expect(Vocabulary.sourceKinds.filter { Rules.isObserver($0) } == ["mediator", "observer"])
    #expect(Rules.mostVersions == 16)
  }

  @Test func `the words are words of the vocabulary`() {
    let values = Dictionary(
      uniqueKeysWithValues: Vocabulary.scales.map { ($0.name, Set($0.values)) })
    #expect(values["explanation"]?.isSuperset(of: Rules.excludingExplanations) == true)
    #expect(values["authenticity"] == Set(Rules.rungs))
    #expect(Set(Vocabulary.relations).isSuperset(of: Rules.rootRelations))
    #expect(Rules.rungs.contains(Rules.rungWithCopy) && Rules.rungs.contains(Rules.rungAtLeast))
  }

  @Test func `each rule has a short name of its own and a sentence`() {
    #expect(Set(Rules.all.map(\.name)).count == Rules.all.count)
    for rule in Rules.all {
      #expect(rule.name.utf8.count <= 20 && !rule.name.utf8.contains(UInt8(ascii: " ")))
      #expect(rule.sentence.hasSuffix(".") && rule.sentence.utf8.count > 20)
    }
    #expect(Set(Rules.all.map(\.topic)) == Set(Rule.Topic.allCases))
  }

  @Test func `the sentences name the words that decide`() throws {
    func sentence(_ name: String) throws -> String {
      try #require(Rules.all.first { $0.name == name }).sentence
    }
    for word in Rules.excludingExplanations {
      #expect(try sentence("explained").contains(word))
    }
    for word in Rules.rungs { #expect(try sentence("rungs").contains(word)) }
    for word in Status.allCases.map(\.word) { #expect(try sentence("status").contains(word)) }
    for word in Mark.allCases.map(\.rawValue) { #expect(try sentence("flags").contains(word)) }
    #expect(
      try sentence("best-attributed").contains(
        "named or institution, then unnamed, then outlet or unattributed"))
  }

  @Test func `a report names the version and has the rules on what it shows`() throws {
    let view = try Ledger(.announce("A", "ru", "2025-06-13", .there("1200"))).view()
    let reports: [any Report] = [
      TotalsReport(view), HandoversReport(view), ObligationsReport(view), MediaReport(view),
      ContradictionsReport(view), TimelineReport(view), SourcesReport(view), SilencesReport(view),
    ]
    for report in reports {
      #expect(report.json.members.first { $0.name == "cut" }?.value.object?["rules"] == 2)
      #expect(!report.rules.isEmpty)
    }
    #expect(TotalsReport(view).rules.contains { $0.name == "sums" })
    #expect(!TotalsReport(view).rules.contains { $0.name == "rungs" })
    #expect(MediaReport(view).rules.map(\.name) == ["rungs", "unassessed"])
  }
}
