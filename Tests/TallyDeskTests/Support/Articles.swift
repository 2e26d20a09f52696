import Foundation
import Tallystick
import TransparencyLog

@testable import TallyDesk

/// Files of the project, found from the place of this one.
enum ProjectFile {
  private static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in
    url.deletingLastPathComponent()
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: root.appending(path: path))
  }
}

/// The invented wire reports, and the names of their record.
enum Articles {
  static let names = [
    "en-1", "en-2", "en-3", "en-4", "en-5", "en-6", "uk-1", "uk-2", "ru-1", "ru-2",
  ]

  static let book = Result { try Articles.book(of: file("sources.jsonl")) }

  static func file(_ name: String) throws -> String {
    try ProjectFile.text("Tests/TallyDeskTests/Articles/\(name)")
  }

  /// The names of the sources and agreements in some content lines.
  static func book(of lines: String) throws -> NameBook {
    let clock = try Instant(parsing: "2026-12-01T00:00:00Z")
    let store = MemoryStore(origin: "desk.test", testClock: clock)
    var drafts = Drafts()
    drafts.append(lines: Array(lines.utf8))
    let registered = Drafts(drafts.filter { ["source", "agreement", "term"].contains($0.type) })
    _ = try Appender(to: store, recorder: "r", clock: { clock }).append(registered)
    let agreements = try store.entries(ofType: .agreement).map { entry in
      let body = try entry.event().content.body
      return NameBook.Agreement(
        id: body["agreement"]?.string ?? "",
        names: (body["names"]?.array ?? []).compactMap(\.string))
    }
    return NameBook(try store.sources(), agreements: agreements, terms: try store.terms())
  }

  /// What is drafted of a text.
  static func drafts(
    _ text: String, outlet: String = "harbour-wire", published: String = "2024-05-17",
    names: NameBook? = nil, language: String? = nil
  ) throws -> Drafter.Result {
    let page = ArticlePage(
      outlet: outlet, published: try Stated(parsing: published), sha256: "abcdef",
      language: language)
    let result = Drafter.drafts(
      of: try ArticleText(Array(text.utf8)), on: page, names: try names ?? book.get(),
      lexicons: Lexicon.shipped)
    guard let result else { throw FormatError("no lexicon") }
    return result
  }

  /// How the drafts of a wire report compare with what a reader finds in it.
  static func score(_ name: String) throws -> Score {
    let expected = try file("\(name).expected").split(separator: "\n").compactMap {
      Expected(String($0))
    }
    return Score(try drafts(try file("\(name).txt")), expected)
  }
}

extension DraftLine {
  /// The claim in the notation.
  var notation: String {
    (body["claim"]?.object).flatMap { try? Claim(json: $0) }?.notation ?? ""
  }

  /// The draft in one line: who, what type, what.
  var summary: String { "\(body["speaker"]?.string ?? "") \(type) \(notation)" }
}
