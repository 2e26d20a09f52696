import Foundation
import Testing

/// The desk in a real browser, none of whose pages runs a script.
@Suite(.enabled(if: Chromium.isThere, "Chromium is not installed"))
struct DeskBrowserTests {
  private struct Seen: Decodable {
    let title: String
    let counts: String
    let message: String
    let turn: String?
    let line: Int?
    let marked: String
    let inView: Bool?
    let unlabelled: Int
    let scripts: Int
    let overflow: Int
  }

  private struct Last: Decodable {
    let errors: [String]
    let asked: [String]
  }

  /// Goes through the desk in a browser, with an answer for each draft, in the form of `desk.py`.
  private static func sit(
    _ verb: String, flags: String = "", _ answers: [String], in folder: TemporaryFolder
  ) throws -> (pages: [Seen], ending: Ending) {
    try folder.write(Data(answers.map { $0 + "\n" }.joined().utf8), to: "answers")
    let ending = try folder.desked(
      flags: flags,
      "python3 -B '\(Project.tests)/Browser/desk.py' \(verb) $open < answers"
    )
    let lines = ending.lines
    let last = try #require(
      try? JSONDecoder().decode(Last.self, from: Data((lines.last ?? "").utf8)), "\(ending)")
    #expect(last.errors.isEmpty && last.asked.isEmpty, "\(last)")
    return (
      try lines.dropLast().map { try JSONDecoder().decode(Seen.self, from: Data($0.utf8)) }, ending
    )
  }

  /// The answers of the sitting at a terminal, as those of the desk.
  private static var answers: [String] {
    var answers: [String] = []
    for answer in ReviewSittingTests.answers {
      if answer.hasPrefix("=") {
        answers.removeLast()
        answers.append("s" + answer)
      } else {
        answers.append(answer)
      }
    }
    return answers
  }

  @Test(.waiting, arguments: ["sit", "keys"])
  func `from the article to the golden totals by mouse or by keyboard, left in the middle`(
    verb: String
  ) throws {
    try ReviewSittingTests.drafted.get().use { folder in
      let before = try ReviewSittingTests.events(in: folder)
      let answers = Self.answers
      let first = try Self.sit(
        verb, flags: "--article article.txt", Array(answers.prefix(8)) + ["q"], in: folder)
      #expect(first.pages.last?.counts == "5 accepted, 0 skipped, 8 left.")
      #expect(first.pages.count == 10, "\(first.ending.output)")
      let second = try Self.sit(
        verb, flags: "--article article.txt", Array(answers.dropFirst(8)), in: folder)
      #expect(second.pages.first?.title == "6 of 13 – drafts", "\(second.ending.output)")
      #expect(second.pages.last?.counts == "10 accepted, 3 skipped, 0 left.")
      for page in (first.pages + second.pages).dropLast() where page.line != nil {
        #expect(!page.marked.isEmpty && page.inView == true, "\(page)")
      }
      for page in first.pages + second.pages {
        #expect(page.scripts == 0 && page.unlabelled == 0 && page.overflow <= 0, "\(page)")
      }
      #expect(try ReviewSittingTests.events(in: folder) == before + 10)
      #expect(
        try ReviewSittingTests.figures("record.tally", in: folder)
          == ReviewSittingTests.figures("golden.tally", in: folder))
    }
  }

  @Test(.waiting) func `what is written into a part holds whichever button comes next`() throws {
    try DeskCommandTests.drafted.get().use(inMemory: true) { folder in
      let seen = try Self.sit(
        "sit", ["count=~15", "a", "count=7", "n", "count=x", "a", "count=5", "a", "q"], in: folder)
      #expect(seen.pages.last?.counts == "2 accepted, 0 skipped, 1 left.", "\(seen.ending.output)")
      #expect(seen.pages.contains { $0.message.contains("count") }, "\(seen.pages)")
      let log = try folder.tally("log", "--format", "csv").output
      #expect(log.contains("handover of ~15 remains") && log.contains("handover of 5 remains"))
      #expect(try folder.shell("grep -c '\"exact\":7' d.jsonl.review").output == "1\n")
    }
  }

  private struct Foreign: Decodable {
    let host: String
    let framed: [String]
    let read: String
    let answer: String
  }

  @Test(.waiting) func `a foreign page can neither post to it, nor frame it, nor read it`() throws {
    try DeskCommandTests.drafted.get().use(inMemory: true) { folder in
      let before = try folder.tally("export").lines.count
      let ending = try folder.desked(
        "python3 -B '\(Project.tests)/Browser/desk.py' foreign $open")
      let lines = ending.lines
      try #require(lines.count == 6, "\(ending.output)")
      let pages = try lines.prefix(3).map {
        try JSONDecoder().decode(Foreign.self, from: Data($0.utf8))
      }
      #expect(pages.map(\.host) == ["localhost", "127.0.0.1", "rebound"])
      for page in pages {
        for text in page.framed {
          #expect(!text.contains("Draft") && !text.contains("desk"), "\(page)")
        }
        #expect(["unread", ""].contains(page.read), "\(page.read)")
      }
      #expect(pages[0].framed.count == 1 && pages[1].framed.count == 1, "\(pages)")
      #expect(pages[0].answer.hasPrefix("The desk is open in the browser"))
      #expect(pages[1].answer == "This was not sent by a page of the desk. Nothing was done.")
      #expect(pages[2].answer == "This is not the address of the desk.")
      let own = try lines[3...4].map { try JSONDecoder().decode(Seen.self, from: Data($0.utf8)) }
      #expect(own[0].counts == "0 accepted, 0 skipped, 3 left." && own[0].turn == "0")
      // The same form, from the page itself, is taken.
      #expect(own[1].counts == "1 accepted, 0 skipped, 2 left." && own[1].turn == "1")
      #expect(try folder.tally("export").lines.count == before + 1)
    }
  }
}
