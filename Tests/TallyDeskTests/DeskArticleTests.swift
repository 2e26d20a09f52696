import Tallystick
import Testing

@testable import TallyDesk

/// The article beside a draft, with the words marked that it was read off.
struct DeskArticleTests {
  private static func article(_ text: String) throws -> DeskArticle {
    DeskArticle(try ArticleText(Array(text.utf8)))
  }

  /// A line's runs, with `[…]` around the sentence and `<…>` around what was read.
  private static func drawn(_ runs: [DeskArticle.Run]?) -> String? {
    runs?.map { run in
      switch run.mark {
      case .none: run.text
      case .sentence: "[\(run.text)]"
      case .read: "<\(run.text)>"
      }
    }.joined()
  }

  @Test func `a sentence within a line is marked, and in it what was read`() throws {
    let article = try Self.article("First. Then 12 bodies  came. Last.\n")
    let runs = article.runs(from: 1, sentence: "Then 12 bodies came.", reading: ["12 bodies"])
    #expect(Self.drawn(runs[0]) == "First. [Then ]<12 bodies>[  came.] Last.")
    #expect(runs.count == 1)
  }

  @Test func `a sentence over lines is marked in each`() throws {
    let article = try Self.article("Head\n\n  The twelve\t\n  were handed\nover. Rest\n")
    let runs = article.runs(
      from: 3, sentence: "The twelve were handed over.", reading: ["were handed over", "gone"])
    #expect(article.lines.map(\.number) == [1, 3, 4, 5])
    #expect(Self.drawn(runs[1]) == "  [The twelve\t]")
    #expect(Self.drawn(runs[2]) == "  <were handed>")
    #expect(Self.drawn(runs[3]) == "<over>[.] Rest")
  }

  @Test(arguments: [(2, "First."), (1, "Second."), (1, ""), (9, "First."), (1, "First. x")])
  func `what does not stand there is not marked`(line: Int, sentence: String) throws {
    let article = try Self.article("First.\nSecond.\n")
    #expect(article.runs(from: line, sentence: sentence, reading: ["First"]).isEmpty)
  }

  @Test(arguments: Articles.names)
  func `every draft's sentence is found, and the words of a line and of its runs are the same`(
    name: String
  ) throws {
    let text = try Articles.file("\(name).txt")
    let article = try Self.article(text)
    let drafts = try Articles.drafts(text).drafts.filter { !$0.words.isEmpty }
    #expect(!drafts.isEmpty)
    for draft in drafts {
      let runs = article.runs(from: draft.line, sentence: draft.words, reading: draft.why)
      #expect(!runs.isEmpty, "\(draft.words)")
      for (place, line) in runs {
        #expect(line.map(\.text).joined() == article.lines[place].text)
      }
    }
  }

  @Test func `without the article its sentences stand there, in their order and once`() throws {
    let drafts = try Articles.drafts(
      "Ardenia handed over 12 bodies to Veloria. It got 3 bodies.\nThe exchange was discussed.")
    let queue = try ReviewQueue(
      (drafts.gaps.map(\.json) + drafts.drafts.map(\.json)).map {
        CanonicalJSON.bytes(.object($0))
      }, sha256: "ab")
    let article = DeskArticle(sentencesOf: queue)
    #expect(!article.isWhole && article.lines.map(\.number).sorted() == article.lines.map(\.number))
    #expect(Set(article.lines.map(\.text)).count == article.lines.count)
    #expect(article.lines.last?.text == "The exchange was discussed.")
  }
}
