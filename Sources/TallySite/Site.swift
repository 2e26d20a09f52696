internal import TallyReports
package import Tallystick
package import TransparencyLog

/// A site of a record: a path gives bytes, and nothing else does.
///
/// The same record, day, path and language give the same bytes, whoever asks for them.
package struct Site: Sendable {
  /// The words of the frame.
  let words: Frame

  /// Where the site stands, with a slash at its end; nil where links in feeds are relative.
  let base: String?

  /// The version of the program.
  let version: String

  /// Creates a site in a language.
  package init(_ language: Frame.Language, base: String? = nil, version: String = "") {
    words = Frame(language)
    self.version = version
    self.base = base.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
  }

  /// Answers a path below the place of the record, without a slash before it.
  ///
  /// - Parameters:
  ///   - path: The path, as it was asked for, without escapes.
  ///   - query: The names and values after it.
  ///   - record: The record, up to date.
  ///   - today: Today, in UTC.
  /// - Returns: What is there, or a page that says why nothing is.
  /// - Throws: What reading the record throws.
  package func answer(
    _ path: String, query: [(name: String, value: String)] = [], of record: SiteRecord, today: Day
  ) throws -> SiteAnswer {
    if path == "at/", let asked = query.first(where: { $0.name == "day" }) {
      guard let day = try? Day(parsing: asked.value) else {
        return refusal(400, words.text(.badRequest, quoted(asked.value)), inFrame: true)
      }
      return SiteAnswer(
        status: 303, type: "text/plain; charset=utf-8", bytes: [], caching: .now,
        location: "\(day)/")
    }
    if let asked = query.first(where: { Site.asksForFigures($0.name) }), try leads(path, record) {
      return refusal(asked, at: path, today)
    }
    if let found = SitePath(parsing: path) {
      if let answer = try self.answer(found, of: record, today: today) { return answer }
    } else if let other = try moved(path, record) {
      return SiteAnswer(
        status: 302, type: "text/plain; charset=utf-8", bytes: [], caching: .now, location: other)
    }
    return notFound(path, record, today)
  }

  /// Whether a name in a query asks for other figures, as the options of the program do.
  ///
  /// All else is what others hang on to an address that they pass on, and asks for nothing.
  package static func asksForFigures(_ name: String) -> Bool {
    let letters = String(name.lowercased().filter(\.isLetter))
    return [
      "asof", "day", "date", "at", "from", "to", "since", "until", "before", "after", "cut",
      "occurred", "asrecorded", "recorded", "withhindsight", "hindsight", "row", "what", "whose",
      "speaker", "source", "side", "only", "format", "lang", "page", "limit",
    ].contains(letters)
  }

  /// Whether something is at a path, or it leads to where something is.
  private func leads(_ path: String, _ record: SiteRecord) throws -> Bool {
    try SitePath(parsing: path) != nil || moved(path, record) != nil
  }

  /// What is said of a query that is not read, as figures would be shown as if it had been.
  ///
  /// It names the path at which they stand as of the day that it asks for, or of today.
  private func refusal(
    _ asked: (name: String, value: String), at path: String, _ today: Day
  ) -> SiteAnswer {
    let day = (try? Day(parsing: asked.value)) ?? today
    let found = SitePath(parsing: path) ?? SitePath(parsing: path + "/")
    let cut = (found ?? .page(.overview, at: nil)).asOf(day)
    return refusal(
      400, words.text(.unknownQuery, quoted("?\(asked.name)=\(asked.value)"), cut.text),
      inFrame: true)
  }

  /// Answers a path for an audience: sealed fields are open as far as they were disclosed to it.
  ///
  /// Such an answer is kept by nobody, and no other site reads it.
  ///
  /// - Throws: What reading the record throws.
  package func answer(
    _ path: String, query: [(name: String, value: String)], of record: SiteRecord, today: Day,
    to audience: String, opening disclosures: [String: Disclosure]
  ) throws -> SiteAnswer {
    record.audience = (audience, disclosures)
    defer { record.audience = nil }
    var answer = try answer(path, query: query, of: record, today: today)
    answer.caching = .secret
    answer.isData = false
    return answer
  }

  /// Answers a path; nil where the record has nothing there.
  ///
  /// - Throws: What reading the record throws.
  package func answer(
    _ path: SitePath, of record: SiteRecord, today: Day
  ) throws -> SiteAnswer? {
    switch path {
    case .page(let page, let day): return try self.page(page, at: day, of: record, today)
    case .report(let name, let format, let day):
      let report = record.edition(at: Cut(asOf: day, today: today)).report(name)
      return data(report.bytes(as: format), format, day)
    case .difference(let from, let to, let format):
      return data(try record.difference(from, to).bytes(as: format), format, to)
    case .feed(let feed): return try self.feed(feed, of: record, today)
    case .file(let file): return try self.file(file, of: record)
    default: return try record.logFile(path)
    }
  }

  private func data(_ bytes: [UInt8], _ format: ReportFormat, _ day: Day?) -> SiteAnswer {
    SiteAnswer(
      type: format == .json ? "application/json" : "text/csv; charset=utf-8", bytes: bytes,
      caching: day == nil ? .now : .past, isData: true)
  }

  private func page(
    _ page: SitePage, at day: Day?, of record: SiteRecord, _ today: Day
  ) throws -> SiteAnswer? {
    let context = context(.page(page, at: day), day, record, today)
    guard let (title, content) = try content(page, context) else { return nil }
    var frame = SiteFrame(context: context, title: title)
    switch page {
    case .row(let row): frame.feeds = [.row(row)]
    case .source(let id): frame.feeds = [.source(id)]
    default: break
    }
    return SiteAnswer(
      type: Self.html, bytes: frame.page(content).html, caching: day == nil ? .now : .past)
  }

  private static let html = "text/html; charset=utf-8"

  private func context(
    _ path: SitePath, _ day: Day?, _ record: SiteRecord, _ today: Day
  ) -> PageContext {
    PageContext(
      record: record, edition: record.edition(at: Cut(asOf: day, today: today)), day: day,
      path: path, words: words)
  }

  private func content(
    _ page: SitePage, _ context: PageContext
  ) throws -> (title: String, content: [HTML])? {
    let (reports, events) = (ReportPages(context: context), EventPages(context: context))
    let names = NamePages(context: context)
    switch page {
    case .overview: return (words(.overview), try OverviewPage(context: context).content())
    case .report(let name): return (words(name.title), try reports.report(name))
    case .row(let row): return try reports.row(row).map { (context.plainTitle(row), $0) }
    case .events: return try events.list(to: nil).map { (words(.events), $0) }
    case .eventsTo(let seq): return try events.list(to: seq).map { (words(.events), $0) }
    case .event(let seq): return try events.event(seq)
    case .source(let id): return try names.source(id)
    case .agreement(let id): return try names.agreement(id)
    case .medium(let id): return try names.medium(id)
    case .contradiction(let key): return try ContradictionList(context: context).page(key)
    case .days: return (words(.changedDays), DayPages(context: context).days)
    case .difference(let from, let to):
      let content = try DayPages(context: context).difference(from, to)
      return ("\(words.day(from)) → \(words.day(to))", content)
    case .record: return (words(.record), try RecordPage(context: context).content())
    }
  }

  private func file(_ file: SiteFile, of record: SiteRecord) throws -> SiteAnswer? {
    let text = "text/plain; charset=utf-8"
    switch file {
    case .checkpoint:
      guard let checkpoint = record.checkpoint else { return nil }
      return SiteAnswer(type: text, bytes: checkpoint.note, caching: .never, isData: true)
    case .verifierKey:
      guard let key = try record.reader.verifierKey() else { return nil }
      return SiteAnswer(type: text, bytes: Array("\(key)\n".utf8), caching: .now, isData: true)
    case .days:
      return SiteAnswer(
        type: "application/json", bytes: days(of: record), caching: .now, isData: true)
    case .style:
      return SiteAnswer(type: "text/css; charset=utf-8", bytes: SiteStyle.bytes, caching: .past)
    case .script:
      return SiteAnswer(
        type: "text/javascript; charset=utf-8", bytes: SiteScript.bytes, caching: .past)
    case .maker:
      return SiteAnswer(type: text, bytes: maker(of: record.size, record.root), caching: .now)
    case .robots:
      let rules = "User-agent: *\nDisallow: /at/\nDisallow: /diff/\nDisallow: /stream\n"
      return SiteAnswer(type: text, bytes: Array(rules.utf8), caching: .past)
    }
  }

  /// By which program, rules and words a site is made, and of how many events with which root.
  package func maker(of size: Int, _ root: Hash) -> [UInt8] {
    let base = base.map { "at \($0)\n" } ?? ""
    return Array(
      """
      tally \(version)
      rules \(Rules.version)
      words \(words.language.rawValue)
      \(base)root \(root.base64)
      events \(size)

      """.utf8)
  }

  /// The number of events that ``maker(of:_:)`` tells; nil where the bytes are none of it.
  package static func size(inMaker bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").last { $0.hasPrefix("events ") }
      .flatMap { Int($0.dropFirst(7)) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The days on which something was said, for the slider: each with its name and what was said.
  private func days(of record: SiteRecord) -> [UInt8] {
    let days = record.changes.days.map { one -> JSONValue in
      [
        "day": .string("\(one.day)"), "name": .string(words.day(one.day)),
        "said": .string(DayPages.words(one.types, words)),
      ]
    }
    return CanonicalJSON.bytes(.array(days)) + [UInt8(ascii: "\n")]
  }
}

extension Site {
  /// The most days that have files of their own, and the most files of them all, as far as nobody says
  /// otherwise.
  private static let (mostDays, mostFiles) = (500, 50_000)

  /// The days that have files of their own: the last ones on which something was said, `most` of them;
  /// unless that is given, fewer where a day has very many pages.
  package func days(of record: SiteRecord, today: Day, most: Int? = nil) -> ArraySlice<Day> {
    if let most { return record.days.suffix(most) }
    let files = figures(of: record, at: record.days.last, today: today).count
    return record.days.suffix(max(1, min(Site.mostDays, Site.mostFiles / max(files, 1))))
  }

  /// Every path of a record that is written to files: of now, and of ``days(of:today:most:)``.
  package func paths(
    of record: SiteRecord, today: Day, mostDays: Int? = nil
  ) -> [SitePath] {
    let days = days(of: record, today: today, most: mostDays)
    return paths(ofNow: record, days: days, today: today) + record.entryPaths + [.file(.maker)]
      + days.flatMap { paths(of: record, on: $0, today: today) }
  }

  /// The paths that are of no day alone.
  package func paths(
    ofNow record: SiteRecord, days: some Collection<Day>, today: Day
  ) -> [SitePath] {
    var paths: [SitePath] = [.feed(.events), .feed(.contradictions)]
    paths += record.rowsNow.sorted().map { .feed(.row($0)) }
    paths += record.sourceIDs.map { .feed(.source($0)) }
    for seq in (1...max(record.size, 1)) where record.size > 0 {
      paths.append(.page(.event(seq), at: nil))
      if record.covered >= seq { paths.append(.proof(seq)) }
    }
    for (from, to) in zip(days, days.dropFirst()) {
      paths.append(.page(.difference(from, to), at: nil))
      paths.append(.difference(from, to, .csv))
    }
    paths += SiteFile.allCases.filter { ![.checkpoint, .maker].contains($0) }.map { .file($0) }
    var pages: [SitePage] = [.events, .record, .days]
    pages += record.sourceIDs.map { .source($0) }
    pages += record.index.ids(of: "agreement").map { .agreement($0) }
    pages += record.index.ids(of: "medium").map { .medium($0) }
    pages += EventPages.ends(of: record.size).map { .eventsTo($0) }
    paths += pages.map { .page($0, at: nil) }
    for report in SiteReport.allCases { paths.append(.report(report, .json, at: nil)) }
    return paths + figures(of: record, at: nil, today: today)
  }

  /// The paths of the figures as they were said by the end of a day.
  package func paths(of record: SiteRecord, on day: Day, today: Day) -> [SitePath] {
    figures(of: record, at: day, today: today)
  }

  /// The pages of the rows of now, which are there at every day.
  package func rowPaths(of record: SiteRecord, on day: Day) -> [SitePath] {
    record.rowsNow.map { .page(.row($0), at: day) }
  }

  /// A day has no JSON among the files: that tells of the head too, and so differs with each event.
  ///
  /// Of its contradictions those have a page to which its list leads.
  private func figures(of record: SiteRecord, at day: Day?, today: Day) -> [SitePath] {
    let edition = record.edition(at: Cut(asOf: day, today: today))
    var pages: [SitePage] = [.overview]
    pages += SiteReport.allCases.map { .report($0) }
    pages += record.rowsNow.union(edition.places(.totals).keys).sorted().map { .row($0) }
    let contradictions =
      day == nil ? edition.contradictions : ContradictionList.listed(edition.contradictions)
    pages += contradictions.map { .contradiction($0.key) }
    return pages.map { .page($0, at: day) } + SiteReport.allCases.map { .report($0, .csv, at: day) }
  }
}

extension SiteRecord {
  /// The short ids of the sources that are registered or speak.
  var sourceIDs: [String] {
    Set(index.ids(of: "source")).union(index.voices).filter(Name.shortID.matches).sorted()
  }

  /// What differs between two days.
  ///
  /// - Throws: What reading events throws.
  /// - Complexity: that of the report, and all events of the record in memory.
  func difference(_ from: Day, _ to: Day) throws -> DifferenceReport {
    if let last = lastDifference, last.before.cut.asOf == from, last.cut.cut.asOf == to {
      return last
    }
    func view(_ day: Day) -> View { edition(at: Cut(asOf: day, today: day)).view }
    var events: [Event] = []
    for start in stride(from: 1, through: size, by: 1000) {
      events += try reader.bytes(start...min(start + 999, size)).map { try $0.event() }
    }
    let report = DifferenceReport(from: view(from), to: view(to), events: events)
    lastDifference = report
    return report
  }
}
