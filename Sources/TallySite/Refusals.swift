import TallyReports
import Tallystick
internal import TransparencyLog

extension Site {
  /// The page for a path that is none, with the nearest that is one.
  func notFound(_ path: String, _ record: SiteRecord, _ today: Day) -> SiteAnswer {
    let near = nearest(path, record)
    let content: [HTML] = [
      .tag("p") { words.html(.notFoundWords, .data(String(path.prefix(200)))) },
      near.map { near in
        .tag("p") {
          words.html(
            .nearest,
            .tag("a", ["href": String(repeating: "../", count: depth(path)) + near]) {
              HTML.data(near.isEmpty ? words(.overview) : near)
            })
        }
      } ?? .several([]),
    ]
    return plain(404, words(.notFound), content)
  }

  /// The page for what cannot be answered, with the sentence that says why: in English, unless it is in
  /// the words of the frame.
  package func refusal(_ status: Int, _ sentence: String, inFrame: Bool = false) -> SiteAnswer {
    let isOther = !inFrame && words.language != .en
    return plain(
      status, "\(words(.refused)) (\(status))",
      [.element("p", isOther ? [("lang", "en")] : [], [.text(sentence)])])
  }

  /// The page for a record that cannot be shown now: no figure stands on it.
  package func unavailable(_ reason: String) -> SiteAnswer {
    plain(
      503, words(.unavailable),
      [
        .tag("p") { HTML.text(words(.unavailableWords)) },
        .tag("p", ["lang": "en"]) { HTML.data(reason) },
      ])
  }

  /// A page without a record: it needs no other file, not even for its style, so that it can be shown
  /// whatever is wrong.
  func plain(_ status: Int, _ title: String, _ content: [HTML]) -> SiteAnswer {
    let page = HTML.several([
      .doctype,
      .tag("html", ["lang": words.language.rawValue]) {
        HTML.tag("head") {
          HTML.tag("meta", ["charset": "utf-8"])
          HTML.tag(
            "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
          HTML.tag("meta", ["name": "color-scheme", "content": "light dark"])
          HTML.tag("title") { HTML.text(title) }
          HTML.tag("link", ["rel": "icon", "href": "data:,"])
          HTML.tag("style") { HTML.text(PlainStyle.text) }
        }
        HTML.tag("body") {
          HTML.tag("main", ["id": "main"]) {
            HTML.tag("h1") { HTML.text(title) }
            content
          }
        }
      },
    ])
    return SiteAnswer(
      status: status, type: "text/html; charset=utf-8", bytes: page.html, caching: .never,
      isPlain: true)
  }

  private func depth(_ path: String) -> Int {
    path.utf8.count { $0 == UInt8(ascii: "/") }
  }

  /// Where an event is that was asked for by its id or label, and where a page is that was asked for
  /// without its last slash; relative to the path.
  ///
  /// - Throws: What reading the record throws.
  func moved(_ path: String, _ record: SiteRecord) throws -> String? {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    if !path.hasSuffix("/"), SitePath(parsing: path + "/") != nil { return "\(last)/" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 3, parts[0] == "at", (try? Day(parsing: parts[1])) != nil,
      let page = SitePath(parsing: parts.dropFirst(2).joined(separator: "/"))
    {
      return String(repeating: "../", count: parts.count - 1) + page.text
    }
    guard let place = parts.firstIndex(of: "event"), parts.count > place + 1,
      parts.count <= place + 3, parts.count < place + 3 || parts[place + 2].isEmpty,
      let reference = try? Reference(parsing: parts[place + 1])
    else { return nil }
    if case .seq = reference { return nil }
    let entry: StoredEntry
    do {
      entry = try record.reader.entry(reference)
    } catch {
      guard error is ReferenceError else { throw error }
      return nil
    }
    guard entry.seq <= record.size else { return nil }
    return path.hasSuffix("/") ? "../\(entry.seq)/" : "\(entry.seq)/"
  }

  /// The path that is nearest to one that is none; nil where none is near.
  private func nearest(_ path: String, _ record: SiteRecord) -> String? {
    var names = SiteFile.allCases.map { SitePath.file($0).text } + ["events/", "record/", "at/"]
    for report in SiteReport.allCases {
      names.append(SitePath.page(.report(report), at: nil).text)
      names += ReportFormat.allCases.map { SitePath.report(report, $0, at: nil).text }
    }
    names += record.sourceIDs.map { SitePage.source($0).text }
    names += record.index.ids(of: "agreement").map { SitePage.agreement($0).text }
    names += record.index.ids(of: "medium").map { SitePage.medium($0).text }
    names += record.rowsNow.map { SitePage.row($0).text }
    let short = String(path.prefix(64))
    if let near = Spelling.nearest(to: short, among: names) { return near }
    let parts = path.split(separator: "/").map(String.init)
    if parts.first == "event" || parts.first == "events" { return "events/" }
    return parts.first == "at" ? "at/" : ""
  }
}
