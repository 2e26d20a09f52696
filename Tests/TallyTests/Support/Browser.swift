import Foundation
import Testing

/// Debian's Chromium without a window, which opens pages of a temporary folder.
struct Browser {
  /// What came of a page.
  struct Sight: Decodable {
    /// The class of the element that holds the verdict: `whole`, `broken` or `nothing`.
    let state: String?
    /// The verdict.
    let verdict: String?
    /// The sentences below it.
    let why: String?
    /// What is wrong.
    let faults: [String]
    /// The text of the part that is signed.
    let main: String?
    /// What an expression gave, where one was asked for.
    let value: String?
    /// What was asked of the network, the page aside.
    let requests: [String]
    /// Uncaught errors, and what the browser logged.
    let errors: [String]
    /// By how many pixels the page is wider than the window.
    let overflow: Int
  }

  /// One page to open.
  struct Wish: Encodable {
    /// Its bytes.
    let html: [UInt8]
    /// Whether scripts may run.
    var scripts = true
    /// The width of the window.
    var width = 1280
    /// A script to run before the page's own.
    var before: String?
    /// An expression to evaluate, once the page is checked.
    var evaluate: String?
    /// The place of the page.
    var url = ""

    private enum CodingKeys: CodingKey { case url, scripts, width, before, evaluate }

    init(
      _ html: [UInt8], scripts: Bool = true, width: Int = 1280, before: String? = nil,
      evaluate: String? = nil
    ) {
      self.html = html
      self.scripts = scripts
      self.width = width
      self.before = before
      self.evaluate = evaluate
    }
  }

  /// Opens pages one after another, from files.
  static func open(_ wishes: Wish...) throws -> [Sight] { try open(wishes) }

  /// Opens pages one after another, from files.
  static func open(_ wishes: [Wish]) throws -> [Sight] {
    try TemporaryFolder.use { folder in
      let lines = try wishes.enumerated().map { place, wish in
        try folder.write(wish.html, to: "\(place).html")
        var wish = wish
        wish.url = "file://\(folder.work)/\(place).html"
        return String(decoding: try JSONEncoder().encode(wish), as: UTF8.self)
      }
      let script = "\(Project.tests)/Browser/browser.py"
      let ending = try Program(
        ["python3", script], in: folder.work, environment: folder.environment,
        input: Data((lines.joined(separator: "\n") + "\n").utf8)
      ).ending()
      try #require(ending.status == 0, "\(ending.errors)")
      return try ending.lines.map { try JSONDecoder().decode(Sight.self, from: Data($0.utf8)) }
    }
  }
}
