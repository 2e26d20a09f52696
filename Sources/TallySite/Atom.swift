internal import TallyReports
import Tallystick
internal import TransparencyLog

/// Feeds (RFC 4287): the newest fifty of what happened in a record, in the words of the frame.
///
/// The same head gives the same bytes, and an entry never changes: it has nothing of what later events
/// may change, not even a source's name.
extension Site {
  /// The most entries of a feed.
  private static let mostEntries = 50

  func feed(_ feed: SiteFeed, of record: SiteRecord, _ today: Day) throws -> SiteAnswer? {
    let entries: [FeedEntry]
    switch feed {
    case .events:
      entries = try events(Array((1...max(record.size, 1)).suffix(Self.mostEntries)), record)
    case .source(let id):
      guard record.sourceIDs.contains(id) else { return nil }
      let seqs = Set(record.index.acts(of: id) + record.index.events(of: "source", id)).sorted()
      entries = try events(seqs.suffix(Self.mostEntries), record)
    case .row(let row):
      let line = record.edition(at: Cut(today: today)).line(of: row)
      guard let line else { return nil }
      entries = try events(line.seqs("events").suffix(Self.mostEntries), record)
    case .contradictions: entries = try contradictions(record, today)
    }
    return SiteAnswer(
      type: "application/atom+xml; charset=utf-8",
      bytes: document(feed, entries, record), caching: .now, isData: true)
  }

  private struct FeedEntry {
    let id: String
    let title: String
    let updated: Instant
    let seq: Int
    let text: String
  }

  private func events(_ seqs: [Int], _ record: SiteRecord) throws -> [FeedEntry] {
    guard record.size > 0 else { return [] }
    return try record.events(seqs.reversed()).map { event in
      FeedEntry(
        id: "event/\(event.id)",
        title: "#\(event.seq) \(words.plainValue(event.content.type)) · \(event.voice)",
        updated: event.recorded, seq: event.seq,
        text: "\(words.date(event.content.stated.text)): \(said(event, record))")
    }
  }

  /// What an event says in words, with its quote.
  private func said(_ event: Event, _ record: SiteRecord) -> String {
    let names = FeedNames(words: words, record: record, seq: event.seq)
    let said = Saying(words: words, names: names).html(event.content).plainText
    guard let quote = event.content.body["quote"]?.string else { return said }
    return said.isEmpty ? "“\(quote)”" : "\(said) “\(quote)”"
  }

  /// That a contradiction opened, by the event with which both its sides were there, and that one was
  /// explained, by the assessment.
  private func contradictions(_ record: SiteRecord, _ today: Day) throws -> [FeedEntry] {
    let all = record.edition(at: Cut(today: today)).contradictions
    var happened: [(seq: Int, one: ContradictionList.One, isOpening: Bool)] = []
    for one in all {
      let acts = [one.line.seqs("these").min(), one.line.seqs("those").min()].compactMap { $0 }
      if let opened = acts.max() { happened.append((opened, one, true)) }
      if let explained = one.line["explanation"]?.object?.seqs("event").first {
        happened.append((explained, one, false))
      }
    }
    let newest = happened.sorted { ($0.seq, $0.one.key) < ($1.seq, $1.one.key) }
      .suffix(Self.mostEntries).reversed()
    return try newest.compactMap { seq, one, isOpening in
      guard let event = try record.events([seq]).first else { return nil }
      let word = isOpening ? "opened" : "explained"
      let kind = words.plainValue(one.line["kind"]?.string ?? "?").withCapital
      let acts = [one.line.seqs("these").min(), one.line.seqs("those").min()].compactMap { $0 }
      let sayings = try record.events(acts).map { "#\($0.seq) \($0.voice): \(said($0, record))" }
      return FeedEntry(
        id: "contradiction/\(one.key)/\(word)@\(seq)",
        title: words.text(isOpening ? .openedBy : .explainedIn, kind, "#\(seq)"),
        updated: event.recorded, seq: seq, text: sayings.joined(separator: "\n"))
    }
  }

  private func document(
    _ feed: SiteFeed, _ entries: [FeedEntry], _ record: SiteRecord
  ) -> [UInt8] {
    let path = SitePath.feed(feed)
    let depth = path.text.utf8.count { $0 == UInt8(ascii: "/") }
    let root = base ?? String(repeating: "../", count: depth)
    let tag = tag(of: record)
    let updated = entries.map(\.updated).max() ?? Instant.minimum
    var text = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
      <id>\(xml(tag + path.text))</id>
      <title>\(xml("\(escaped(record.origin)): \(feed.name)"))</title>
      <updated>\(updated)</updated>
      <author><name>\(xml(escaped(record.origin)))</name></author>
      <link rel="self" href="\(xml(base.map { $0 + path.text } ?? feed.lastName))"/>
      <link rel="alternate" type="text/html" href="\(xml(root))"/>

      """
    for entry in entries {
      text += """
        <entry>
        <id>\(xml(tag + entry.id))</id>
        <title>\(xml(escaped(entry.title)))</title>
        <updated>\(entry.updated)</updated>
        <link href="\(xml("\(root)event/\(entry.seq)/"))"/>
        <content type="text">\(xml(entry.text.split(separator: "\n").map { escaped(String($0)) }.joined(separator: "\n")))</content>
        </entry>

        """
    }
    return Array((text + "</feed>\n").utf8)
  }

  /// What every id of a feed begins with (RFC 4151): the record's domain, and what it names there.
  private func tag(of record: SiteRecord) -> String {
    let parts = record.origin.split(separator: "/", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? "\(parts[1])/" : ""
    return "tag:\(parts.first ?? "record"),\((record.index.began ?? .minimum).day):\(rest)"
  }

  private func xml(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

extension SiteFeed {
  fileprivate var name: String {
    switch self {
    case .events: "events"
    case .contradictions: "contradictions"
    case .row(let row): "\(row)"
    case .source(let id): id
    }
  }

  fileprivate var lastName: String {
    text.split(separator: "/").last.map(String.init) ?? text
  }
}
