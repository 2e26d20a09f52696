import Foundation
import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

/// How well the rules read: ten wire reports, and the article of the house's own record.
struct ArticleScoreTests {
  private static let page = "Sources/Tallystick/Documentation.docc/Drafting.md"

  private static func row(_ name: String, _ score: Score) -> String {
    "| \(name) | \(score.statements) | \(score.found) | \(score.right) | \(score.open) | "
      + "\(score.marked) | \(score.silent) | \(score.mended) | \(score.extra) | \(score.lost) |"
  }

  @Test func `the table of hits and misses is that of the manual`() throws {
    var rows: [String] = []
    var sum = Score()
    for name in Articles.names {
      let score = try Articles.score(name)
      rows.append(ArticleScoreTests.row(name, score))
      sum = sum + score
    }
    rows.append(ArticleScoreTests.row("all", sum))
    let text = try ProjectFile.text(ArticleScoreTests.page)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let names = Articles.names + ["all"]
    let place = lines.indices.filter { line in names.contains { lines[line].hasPrefix("| \($0) |") }
    }
    let written = place.map { lines[$0] }
    if written != rows, ProcessInfo.processInfo.environment["TALLY_RECORD"] != nil,
      let first = place.first
    {
      let kept = lines.indices.filter { !place.contains($0) }
      let new =
        kept.filter { $0 < first }.map { lines[$0] } + rows
        + kept.filter { $0 > first }.map { lines[$0] }
      try ProjectFile.write(new.joined(separator: "\n"), to: ArticleScoreTests.page)
    }
    #expect(written == rows)
  }

  @Test(arguments: Articles.names)
  func `no part is wrong without a mark, and nothing that a reader finds is lost`(name: String)
    throws
  {
    let score = try Articles.score(name)
    #expect(score.silent == 0, "\(score.notes)")
    #expect(score.lost == 0, "\(score.notes)")
    #expect(score.extra == 0, "\(score.notes)")
    #expect(score.mended * 3 <= max(3, score.found), "\(score.notes)")
  }

  @Test(arguments: Articles.names)
  func `each number of an article is in a draft or in a gap of its line`(name: String) throws {
    let text = try Articles.file("\(name).txt")
    let result = try Articles.drafts(text)
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      // The numbers of days are read as dates.
      let line = line.replacing(
        /(May|March|April) \d+|\d+ (May|травня|березня|мая)/, with: "")
      let numbers = line.split { !($0.isASCII && $0.isNumber || $0 == ",") }.map(String.init)
        .map { $0.trimmingCharacters(in: [","]) }.filter { !$0.isEmpty }
      let told =
        result.drafts.filter { $0.line == place + 1 }.map(\.words)
        + result.gaps.filter { $0.line == place + 1 }.map(\.words)
      for number in numbers {
        #expect(told.contains { $0.contains(number) }, "line \(place + 1): \(number)")
      }
    }
  }

  @Test func `the same article gives the same drafts`() throws {
    let text = try Articles.file("en-3.txt")
    #expect(try Articles.drafts(text).drafts == Articles.drafts(text).drafts)
  }

  /// The words of the article of the record, as its events quote them, and the names of the record
  /// with the party that it never registers, as nobody speaks for it there.
  static func article() throws -> (text: String, names: NameBook, lines: [String]) {
    let jsonl = try ProjectFile.text("events/istanbul-2025/article.jsonl")
    var quotes: [String] = []
    for line in jsonl.split(separator: "\n") {
      let json = try JSONValue(parsing: Array(line.utf8))
      guard let quote = json.object?["body"]?.object?["quote"]?.string else { continue }
      if quotes.contains(where: { $0.contains(quote) }) { continue }
      quotes.removeAll { quote.contains($0) }
      quotes.append(quote)
    }
    let ukraine =
      #"{"type":"source","stated":"2026-11-23","body":{"source":"ukraine","kind":"party","name":"Ukraine","aliases":["Kyiv"],"side":"UA","reason":"r"}}"#
    let text = quotes.map { $0.hasSuffix(".") || $0.hasSuffix("’") ? $0 : $0 + "." }
    return (
      text.joined(separator: "\n"), try Articles.book(of: ukraine + "\n" + jsonl), quotes
    )
  }

  @Test(arguments: [
    "interfax-source-2025-06-13 announcement handover of 1200 remains of UA from RU to UA",
    "interfax-source-2025-06-13 announcement handover of 0 remains of RU from UA to RU on ../2025-06-13? in total",
    "medinsky announcement handover of 1212 remains of UA from UA to RU on ../2025-06-11?",
    "medinsky announcement handover of 27 remains of RU from UA",
    "kshpw confirmation ",
    "article-2025-06-13 silence ",
    "article-2025-06-13 medium ",
  ])
  func `the article of the record gives its statements`(summary: String) throws {
    let (text, names, _) = try ArticleScoreTests.article()
    let result = try Articles.drafts(
      text, outlet: "article-2025-06-13", published: "2025-06-13?", names: names)
    let found = try #require(
      result.drafts.first { $0.summary == summary },
      "\(result.drafts.map(\.summary))")
    if found.type == "confirmation" {
      let of = try #require(found.body["of"]?.string)
      let confirmed = result.drafts.first { "@\($0.label ?? "")" == of }
      #expect(confirmed?.notation.hasPrefix("handover of 1200 remains") == true)
    }
    if found.type == "silence" { #expect(found.body["silent"] == "kshpw") }
    if found.type == "medium" { #expect(found.body["kind"] == "video") }
  }

  @Test func `the formula of the article is an agreement of two obligations`() throws {
    let (text, names, _) = try ArticleScoreTests.article()
    let result = try Articles.drafts(
      text, outlet: "article-2025-06-13", published: "2025-06-13?", names: names)
    let deal = try #require(
      result.drafts.first { $0.type == "agreement" && $0.body["obligations"] != nil })
    let obligations = (deal.body["obligations"]?.array ?? []).compactMap(\.object)
    #expect(obligations.map { $0["count"]?.object?["exact"]?.integer } == [6000, 6000])
    #expect(obligations.map { $0["debtor"]?.string } == ["RU", "UA"])
    #expect(obligations.allSatisfy { $0["what"] == "remains" })
  }

  @Test func `a side that the record does not know is left open, named, and a draft of its own`()
    throws
  {
    let jsonl = try ProjectFile.text("events/istanbul-2025/article.jsonl")
    let (text, _, _) = try ArticleScoreTests.article()
    let result = try Articles.drafts(
      text, outlet: "article-2025-06-13", published: "2025-06-13?",
      names: try Articles.book(of: jsonl))
    let sources = result.drafts.filter { $0.type == "source" }.compactMap {
      $0.body["name"]?.string
    }
    #expect(Set(sources) == ["Kyiv", "Ukraine"])
    let first = try #require(
      result.drafts.first { $0.notation.hasPrefix("handover of 1200 remains") })
    #expect(first.unread["to"] == "Kyiv")
    #expect(first.missing.contains("claim.to"))
    #expect(first.body["claim"]?.object?["to"] == nil)
  }
}
