package import TallyReports
package import Tallystick
package import TransparencyLog

/// A path of a site, below the place at which a record is shown.
///
/// A path that ends with a slash is a page, the `index.html` of its folder. It holds the whole state of
/// what it shows; the cut stands in it.
package enum SitePath: Hashable, Sendable {
  /// A page, as said by the end of a day or, without one, of now.
  case page(SitePage, at: Day?)
  /// A report, the bytes that the program prints.
  case report(SiteReport, ReportFormat, at: Day?)
  /// What differs between two days, for programs.
  case difference(Day, Day, ReportFormat)
  /// A feed.
  case feed(SiteFeed)
  /// The bytes of an entry.
  case entry(Int)
  /// The proof that the log holds an entry.
  case proof(Int)
  /// A tile of the log.
  case tile(TileID)
  /// A bundle of entries.
  case bundle(EntryBundleID)
  /// A file that stands once on a site.
  case file(SiteFile)
}

/// A page for people.
package enum SitePage: Hashable, Sendable {
  /// What a newsroom quotes.
  case overview
  /// A report in full.
  case report(SiteReport)
  /// One row of the totals.
  case row(Row)
  /// All events, the newest hundred of them first.
  case events
  /// A hundred events, the last of which has this seq.
  case eventsTo(Int)
  /// One event.
  case event(Int)
  /// Who a source is, and what it said.
  case source(String)
  /// A deal, as each reads it.
  case agreement(String)
  /// A video, photo, document or illustration.
  case medium(String)
  /// What cannot all be right.
  case contradiction(String)
  /// The days on which something was said.
  case days
  /// What differs between two days.
  case difference(Day, Day)
  /// What the record is, and how to check it.
  case record
}

/// A report that a site shows.
package enum SiteReport: String, CaseIterable, Sendable {
  case totals, handovers, timeline, obligations, contradictions, media, sources, silences
  case assertions

  /// The report of a view.
  package func report(of view: View) -> any Report {
    switch self {
    case .totals: TotalsReport(view)
    case .handovers: HandoversReport(view)
    case .timeline: TimelineReport(view)
    case .obligations: ObligationsReport(view)
    case .contradictions: ContradictionsReport(view)
    case .media: MediaReport(view)
    case .sources: SourcesReport(view)
    case .silences: SilencesReport(view)
    case .assertions: AssertionsReport(view)
    }
  }
}

/// A feed of a site (RFC 4287).
package enum SiteFeed: Hashable, Sendable {
  /// The events.
  case events
  /// The contradictions that opened, and those that were explained.
  case contradictions
  /// The events of a row.
  case row(Row)
  /// The events of a source.
  case source(String)
}

/// A file that stands once on a site.
package enum SiteFile: String, CaseIterable, Sendable {
  /// The last signed checkpoint (C2SP tlog-checkpoint).
  case checkpoint
  /// The verifier key of the log.
  case verifierKey = "log.vkey"
  /// The days on which something was said, for the slider.
  case days = "days.json"
  /// The look.
  case style = "site.css"
  /// The slider.
  case script = "site.js"
  /// What crawlers may read.
  case robots = "robots.txt"
  /// By which program, rules and words the site is made.
  case maker = "made-by.txt"
}

extension SitePath {
  /// The path, without a slash before it.
  package var text: String {
    switch self {
    case .page(let page, let day): Self.at(day) + page.text
    case .report(let report, let format, let day):
      "\(Self.at(day))\(report.rawValue).\(format.rawValue)"
    case .difference(let from, let to, let format): "diff/\(from)..\(to).\(format.rawValue)"
    case .feed(let feed): feed.text
    case .entry(let seq): "event/\(seq)/event-\(seq).json"
    case .proof(let seq): "event/\(seq)/event-\(seq).tlog-proof"
    case .tile(let tile): tile.path
    case .bundle(let bundle): bundle.path
    case .file(let file): file.rawValue
    }
  }

  /// The path of the file that holds it.
  package var file: String {
    guard case .page = self else { return text }
    return text + "index.html"
  }

  /// The same as said by the end of a day; the overview of that day where it is there at no cut.
  func asOf(_ day: Day) -> SitePath {
    switch self {
    case .page(let page, _) where page.takesCut: .page(page, at: day)
    case .report(let report, let format, _): .report(report, format, at: day)
    default: .page(.overview, at: day)
    }
  }

  private static func at(_ day: Day?) -> String { day.map { "at/\($0)/" } ?? "" }

  /// The path that a file of a site holds; nil for other files.
  package init?(file: String) {
    let page = "index.html"
    if let path = SitePath(parsing: file) {
      self = path
    } else if file.hasSuffix(page), let path = SitePath(parsing: String(file.dropLast(page.count)))
    {
      self = path
    } else {
      return nil
    }
  }

  /// The last day of whose end it tells; nil where it is of now, or of no day.
  package var day: Day? {
    switch self {
    case .page(.difference(_, let day), _), .difference(_, let day, _): day
    case .page(_, let day), .report(_, _, let day): day
    default: nil
    }
  }

  /// Reads a path; it has one form only, and nil is none.
  package init?(parsing text: String) {
    guard let path = Self.read(text), path.text.utf8.elementsEqual(text.utf8) else { return nil }
    self = path
  }

  private static func read(_ text: String) -> SitePath? {
    if let file = SiteFile(rawValue: text) { return .file(file) }
    if text.hasPrefix("tile/") {
      if let tile = try? TileID(path: text) { return .tile(tile) }
      return (try? EntryBundleID(path: text)).map { .bundle($0) }
    }
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...]
    var day: Day?
    if parts.first == "at", parts.count > 2 {
      guard let found = try? Day(parsing: parts[parts.startIndex + 1]) else { return nil }
      day = found
      parts = parts.dropFirst(2)
    }
    let rest = Array(parts)
    if rest.last == "" {
      guard let page = SitePage(rest.dropLast()), day == nil || page.takesCut else { return nil }
      return .page(page, at: day)
    }
    if rest.count == 1, let (report, format) = named(rest[0]),
      let found = SiteReport(rawValue: report)
    {
      return .report(found, format, at: day)
    }
    return day == nil ? unCut(rest) : nil
  }

  /// A path that no cut stands before.
  private static func unCut(_ parts: [String]) -> SitePath? {
    if let feed = SiteFeed(parts) { return .feed(feed) }
    if parts.count == 2, parts[0] == "diff", let (days, format) = named(parts[1]),
      let (from, to) = span(days)
    {
      return .difference(from, to, format)
    }
    guard parts.count == 3, parts[0] == "event", let seq = Int(parts[1]), seq > 0 else {
      return nil
    }
    return parts[2].hasSuffix(".json") ? .entry(seq) : .proof(seq)
  }

  /// `totals` and `json` of `totals.json`.
  private static func named(_ name: String) -> (String, ReportFormat)? {
    for format in ReportFormat.allCases where name.hasSuffix(".\(format.rawValue)") {
      return (String(name.dropLast(format.rawValue.count + 1)), format)
    }
    return nil
  }

  /// Two days, the earlier one first, as `2025-06-13..2025-06-16`.
  static func span(_ text: String) -> (Day, Day)? {
    guard text.utf8.count == 22, let from = try? Day(parsing: String(text.prefix(10))),
      let to = try? Day(parsing: String(text.suffix(10))), from < to
    else { return nil }
    return (from, to)
  }
}

extension SitePage {
  /// The path, with a slash at its end, but for the overview.
  var text: String {
    switch self {
    case .overview: ""
    case .report(let report): "\(report.rawValue)/"
    case .row(let row): "row/\(row.path)/"
    case .events: "events/"
    case .eventsTo(let seq): "events/\(seq)/"
    case .event(let seq): "event/\(seq)/"
    case .source(let id): "source/\(id)/"
    case .agreement(let id): "agreement/\(id)/"
    case .medium(let id): "medium/\(id)/"
    case .contradiction(let key): "contradiction/\(key)/"
    case .days: "at/"
    case .difference(let from, let to): "diff/\(from)..\(to)/"
    case .record: "record/"
    }
  }

  fileprivate init?(_ parts: some BidirectionalCollection<String>) {
    let parts = Array(parts)
    guard let name = parts.first else {
      self = .overview
      return
    }
    if parts.count == 1 {
      switch name {
      case "events": self = .events
      case "at": self = .days
      case "record": self = .record
      default:
        guard let report = SiteReport(rawValue: name) else { return nil }
        self = .report(report)
      }
      return
    }
    if name == "row" {
      guard let row = Row(path: parts.dropFirst()) else { return nil }
      self = .row(row)
      return
    }
    guard parts.count == 2 else { return nil }
    self.init(name, parts[1])
  }

  private init?(_ name: String, _ of: String) {
    let isID = Name.shortID.matches(of)
    switch name {
    case "source" where isID: self = .source(of)
    case "agreement" where isID: self = .agreement(of)
    case "medium" where isID: self = .medium(of)
    case "contradiction" where Self.isKey(of): self = .contradiction(of)
    case "event":
      guard let seq = Int(of), seq > 0 else { return nil }
      self = .event(seq)
    case "events":
      guard let seq = Int(of), seq > 0 else { return nil }
      self = .eventsTo(seq)
    case "diff":
      guard let (from, to) = SitePath.span(of) else { return nil }
      self = .difference(from, to)
    default: return nil
    }
  }

  private static func isKey(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
      }
  }

  /// Whether it is there at every cut: pages of figures are.
  ///
  /// An event, and what events are about, has one page for good, with all that bears on it and the day
  /// of each.
  var takesCut: Bool {
    switch self {
    case .overview, .report, .row, .contradiction: true
    default: false
    }
  }
}

extension SiteFeed {
  var text: String {
    switch self {
    case .events: "feed/events.atom"
    case .contradictions: "feed/contradictions.atom"
    case .row(let row): "row/\(row.path)/events.atom"
    case .source(let id): "source/\(id)/events.atom"
    }
  }

  fileprivate init?(_ parts: [String]) {
    if parts == ["feed", "events.atom"] {
      self = .events
    } else if parts == ["feed", "contradictions.atom"] {
      self = .contradictions
    } else if parts.count > 2, parts.last == "events.atom" {
      if parts.count == 3, parts[0] == "source", Name.shortID.matches(parts[1]) {
        self = .source(parts[1])
      } else if parts[0] == "row", let row = Row(path: parts.dropFirst().dropLast()) {
        self = .row(row)
      } else {
        return nil
      }
    } else {
      return nil
    }
  }
}

extension Row {
  /// The four parts with slashes between them, and a hyphen for one that nobody says.
  var path: String { [what, from, to, whose].map { $0 ?? "-" }.joined(separator: "/") }

  init?(path parts: some Collection<String>) {
    let parts = Array(parts)
    guard parts.count == 4 else { return nil }
    let isSaid = parts.enumerated().allSatisfy { place, part in
      part == "-" || (place == 0 ? Name.word : Name.party).matches(part)
    }
    guard isSaid else { return nil }
    let said = parts.map { $0 == "-" ? nil : $0 }
    self.init(what: said[0], from: said[1], to: said[2], whose: said[3])
  }
}
