import Foundation
import Testing

/// The site in a real browser.
@Suite(.enabled(if: Chromium.isThere, "Chromium is not installed"))
struct SiteBrowserTests {
  /// The shipped record with a site in `public`.
  private static let published = Result {
    try KeptFolder { folder in
      try folder.link(Project.root + "/events")
      for line in [
        "tally init --origin signed.test/r --test-clock 2026-11-23T12:00:00Z",
        "tally append events/istanbul-2025/article.jsonl",
        "tally append events/istanbul-2025/public-record.jsonl",
        "tally checkpoint", "tally site public",
      ] {
        let ending = try folder.shell(line)
        try #require(ending.status == 0, "\(ending.output)")
      }
    }
  }

  private static let script = "\(Project.tests)/Browser/site.py"

  private struct Stop: Decodable {
    let day: String
    let url: String
    let words: String
    let said: String
    let focused: String
    let quotes: [String]
    let numbers: [[String]]
    let strip: String?
  }

  private struct Last: Decodable {
    let errors: [String]
    let asked: [String]
  }

  private struct Looked: Decodable {
    let path: String
    let scripts: Bool
    let width: Int
    let links: [String]
    let title: String
    let headings: [String]
    let unnamed: Int
    let tables: Int
    let lang: String
    let overflow: Int
  }

  /// A side's number of a line of totals, as a page writes it.
  private static func words(_ side: Any?) -> String {
    guard let side = side as? [String: Any] else { return "–it has not spoken" }
    let sum = side["sum"] as? [String: Any] ?? side
    guard let low = sum["min"] as? Int else {
      return side["handovers"] as? Int == 0 ? "–it has not spoken" : "–no number"
    }
    let about = sum["about"] as? Bool == true ? "~" : ""
    guard let high = sum["max"] as? Int else { return "\(about)≥ \(low.formatted(grouping))" }
    return low == high
      ? about + low.formatted(grouping)
      : "\(about)\(low.formatted(grouping))–\(high.formatted(grouping))"
  }

  private static let grouping = IntegerFormatStyle<Int>(locale: Locale(identifier: "en_US"))

  /// The sender's and the receiver's numbers of all rows on a day, by the program.
  private static func totals(_ day: String, in folder: TemporaryFolder) throws -> [[String]] {
    let flag = day == "now" ? "" : "--as-of \(day)"
    let json = try folder.shell("tally totals \(flag) --format json").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let rows = object?["rows"] as? [[String: Any]] ?? []
    return rows.map { [words($0["sender"]), words($0["receiver"])] }.sorted {
      $0.lexicographicallyPrecedes($1)
    }
  }

  @Test func `the slider goes by keyboard through all days, each as the program has it`() throws {
    try Self.published.get().use(inMemory: true) { folder in
      let ending = try folder.serving("public", "python3 '\(Self.script)' walk $url/totals/")
      try #require(ending.status == 0, "\(ending.output)")
      let stops = try ending.lines.dropLast().map {
        try JSONDecoder().decode(Stop.self, from: Data($0.utf8))
      }
      let days = try folder.shell("ls public/at | grep -v index").lines
      #expect(stops.map(\.day) == days + ["now"] + days.reversed())
      var known: [String: [[String]]] = [:]
      for stop in stops {
        let page = stop.numbers.map { Array($0.prefix(2)) }.sorted {
          $0.lexicographicallyPrecedes($1)
        }
        let program = try known[stop.day] ?? Self.totals(stop.day, in: folder)
        known[stop.day] = program
        #expect(page == program, "\(stop.day)")
        #expect(stop.url == (stop.day == "now" ? "/totals/" : "/at/\(stop.day)/totals/"))
        #expect((stop.strip == nil) == (stop.day == "now"))
        #expect(stop.focused == "range")
        #expect(stop.words == stop.said && !stop.words.isEmpty)
      }
      let last = try JSONDecoder().decode(
        Last.self, from: Data(try #require(ending.lines.last).utf8))
      #expect(last.errors.isEmpty && last.asked.isEmpty, "\(last)")
    }
  }

  @Test func `pages are named, log nothing, and are the same without scripts`() throws {
    try Self.published.get().use(inMemory: true) { folder in
      let paths = [
        "/", "/totals/", "/handovers/", "/timeline/", "/obligations/", "/contradictions/",
        "/media/", "/sources/", "/silences/", "/assertions/", "/events/", "/event/12/",
        "/at/2025-06-13/", "/at/2025-06-13/event/12/", "/at/", "/record/", "/source/medinsky/",
        "/row/remains/RU/UA/UA/",
      ]
      let ending = try folder.serving(
        "public", "python3 '\(Self.script)' look $url \(paths.joined(separator: " "))")
      try #require(ending.status == 0, "\(ending.output)")
      let pages = try ending.lines.dropLast().map {
        try JSONDecoder().decode(Looked.self, from: Data($0.utf8))
      }
      #expect(pages.count == 4 * paths.count)
      for page in pages {
        #expect(page.unnamed == 0 && page.tables == 0, "\(page.path)")
        #expect(page.lang == "en" && !page.title.isEmpty)
        #expect(
          page.headings.first == "H1" && page.headings.count { $0 == "H1" } == 1, "\(page.path)")
      }
      for path in paths {
        let links = Set(pages.filter { $0.path == path }.map(\.links))
        #expect(links.count == 1, "\(path) has other links with scripts than without")
      }
      let last = try JSONDecoder().decode(
        Last.self, from: Data(try #require(ending.lines.last).utf8))
      #expect(last.errors.isEmpty && last.asked.isEmpty, "\(last)")
    }
  }
}

/// Debian's Chromium.
enum Chromium {
  /// Whether it is there.
  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
}
