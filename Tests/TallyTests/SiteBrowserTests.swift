import Foundation
import Testing

/// The site in a real browser.
@Suite(.enabled(if: Chromium.isThere, "Chromium is not installed"))
struct SiteBrowserTests {
  /// The shipped record with a site in `public`.
  fileprivate static let published = Result {
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

  fileprivate static let script = "\(Project.tests)/Browser/site.py"

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
    let wide: Int
  }

  /// A side's number of a line of totals, as a page writes it.
  private static func words(_ side: Any?) -> String {
    guard let side = side as? [String: Any] else { return "–no statement is recorded" }
    guard let sum = side["sum"] as? [String: Any], let low = sum["min"] as? Int else {
      return side["handovers"] as? Int == 0 ? "–it has stated only a total" : "–no number"
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

  @Test(arguments: ["keyboard", "mouse"])
  func `the slider goes through all days and back, each as the program has it`(how: String) throws {
    try Self.published.get().use(inMemory: true) { folder in
      let ending = try folder.serving(
        "public", "python3 '\(Self.script)' walk $url/totals/ \(how == "mouse" ? how : "")")
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
        "/at/2025-06-13/", "/at/2025-06-13/contradictions/", "/diff/2025-06-13..2025-06-14/",
        "/at/", "/record/", "/source/medinsky/",
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
        #expect(page.overflow <= 0, "\(page.path) is wider than a screen of \(page.width)")
        #expect(
          page.wide == 0 || page.width < 1280, "a table of \(page.path) is wider than its page")
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

/// The points of WCAG 2.2, level AA, that a browser can show, one test each; and axe-core.
@Suite(.enabled(if: Chromium.isThere, "Chromium is not installed"))
struct SiteAccessTests {
  private static let paths = [
    "/", "/totals/", "/timeline/", "/handovers/", "/contradictions/", "/event/12/", "/record/",
    "/at/2025-06-13/",
  ]

  /// What fails of each point.
  private static let found = Result {
    try SiteBrowserTests.published.get().use(inMemory: true) { folder in
      let ending = try folder.serving(
        "public",
        "python3 '\(SiteBrowserTests.script)' points $url \(paths.joined(separator: " "))")
      try #require(ending.status == 0 && ending.lines.count == 2, "\(ending.output)")
      return try JSONDecoder().decode(
        [String: [[String]]].self, from: Data(ending.lines[0].utf8))
    }
  }

  @Test(arguments: [
    "1.1.1 drawings have a name or are left out",
    "1.3.1 tables have captions, and heads with a scope",
    "1.3.1 headings begin at one and leave no level out", "1.3.1 lists hold items alone",
    "1.3.1 there is one main part", "1.4.3 text has a contrast of 4.5",
    "1.4.10 nothing is wider than 320 pixels",
    "1.4.11 lines and frames of controls have a contrast of 3",
    "1.4.12 nothing is lost when text is spaced", "2.1.1 what scrolls is reached by keyboard",
    "2.4.1 the first link leads to the content", "2.4.2 the page has a title",
    "2.4.4 a link says where it leads", "2.4.7 what has the focus shows it",
    "2.5.8 what is pressed is 24 pixels high, or stands in a line of text",
    "3.1.1 the page has a language", "3.1.2 what is in another language says so",
    "3.3.2 what is filled in has a label", "4.1.2 names that are referred to are there, once",
    "4.1.3 what changes is said",
  ])
  func `a point of WCAG holds on every page, light and dark`(point: String) throws {
    let failures = try Self.found.get()[point]
    #expect(failures == [], "\(point)")
  }

  @Test func `no point is looked at that is not listed here`() throws {
    #expect(try Self.found.get().count == 20)
  }

  private struct Page: Decodable {
    struct Violation: Decodable {
      let id: String
      let impact: String?
      let nodes: [String]
    }

    let path: String
    let found: [Violation]
  }

  @Test(.enabled(if: Axe.path != nil, "axe-core is not in .build/standards"))
  func `axe-core finds no fault`() throws {
    let axe = try #require(Axe.path)
    try SiteBrowserTests.published.get().use(inMemory: true) { folder in
      let ending = try folder.serving(
        "public",
        "python3 '\(SiteBrowserTests.script)' axe $url '\(axe)' "
          + Self.paths.joined(separator: " "))
      let pages = try ending.lines.dropLast().map {
        try JSONDecoder().decode(Page.self, from: Data($0.utf8))
      }
      #expect(pages.count == 3 * Self.paths.count, "\(ending.output)")
      for page in pages { #expect(page.found.isEmpty, "\(page)") }
    }
  }
}

/// axe-core, as tools/test lays it down from PyPI.
private enum Axe {
  static let path: String? = {
    let folder = "\(Project.root)/.build/standards/lib"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return versions.map { "\(folder)/\($0)/site-packages/axe_core_python/axe.min.js" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }()
}

/// Debian's Chromium.
enum Chromium {
  /// Whether it is there.
  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
}
