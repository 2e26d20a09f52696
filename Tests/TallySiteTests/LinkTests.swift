import Foundation
import TallySite
import Tallystick
import Testing
import TransparencyLog

/// What the pages lead to.
struct LinkTests {
  /// The targets of a page's links, resolved against its path; those that leave the site apart.
  private static func targets(_ html: String, at path: String) -> [(raw: String, path: String)] {
    let base = URL(string: "https://site.test/r/" + path)
    return html.split(separator: "href=\"").dropFirst().compactMap { part in
      let raw = String(part.prefix { $0 != "\"" })
      guard !raw.hasPrefix("http"), !raw.hasPrefix("data:"), !raw.hasPrefix("#"),
        let full = URL(string: raw, relativeTo: base)?.absoluteURL.absoluteString,
        full.hasPrefix("https://site.test/r/")
      else { return raw.hasPrefix("..") ? (raw, "outside") : nil }
      return (raw, String(full.dropFirst("https://site.test/r/".count)))
    }
  }

  @Test func `every link of every page leads to a file of the site`() throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let site = Site(.en)
    let paths = site.paths(of: record, today: sample.today, mostDays: 6)
    let known = Set(paths.map(\.text)).union(["checkpoint"])
    // Days before the last six have no pages here.
    let isThere = { (path: String) in
      known.contains(path) || path.hasPrefix("at/") || path.hasPrefix("diff/")
    }
    for path in paths {
      guard case .page(_, let day) = path else { continue }
      guard day == nil || day == record.days.last || day == record.days.dropLast(2).last else {
        continue
      }
      let page = try #require(try site.answer(path, of: record, today: sample.today))
      for target in Self.targets(page.text, at: path.text) {
        #expect(isThere(target.path), "\(path.text) leads to \(target.raw), \(target.path)")
        if target.path.hasPrefix("at/"), !known.contains(target.path) {
          #expect(SitePath(parsing: target.path) != nil, "\(path.text) → \(target.raw)")
        }
      }
    }
  }

  @Test(arguments: ["", "at/2025-06-13/", "at/2025-06-16/"])
  func `every figure opens to its events, and each of these to its words`(at: String) throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let site = Site(.en)
    func page(_ path: String) throws -> SiteAnswer {
      try site.answer(path, of: record, today: sample.today)
    }
    let json = try JSONSerialization.jsonObject(with: Data(page("\(at)totals.json").bytes))
    let rows = (json as? [String: Any])?["rows"] as? [[String: Any]] ?? []
    let totals = try Self.targets(page("\(at)totals/").text, at: "\(at)totals/").map(\.path)
    var seen = 0
    for row in rows {
      let parts = ["what", "from", "to", "whose"].map { row[$0] as? String ?? "-" }
      let path = "\(at)row/\(parts.joined(separator: "/"))/"
      #expect(totals.contains(path), "\(path)")
      let targets = Set(try Self.targets(page(path).text, at: path).map(\.path))
      let beside = ["stated_totals", "excluded"].flatMap { row[$0] as? [[String: Any]] ?? [] }
      let seqs = (row["events"] as? [Int] ?? []) + beside.compactMap { $0["event"] as? Int }
      for seq in Set(seqs) {
        #expect(targets.contains("event/\(seq)/"), "\(path) does not open to #\(seq)")
        let entry = try #require(try sample.store.entries(seq...seq).first)
        let content = try JSONSerialization.jsonObject(with: Data(entry.bytes)) as? [String: Any]
        guard let quote = (content?["body"] as? [String: Any])?["quote"] as? String,
          !quote.contains("<")
        else { continue }
        #expect(try page("event/\(seq)/").plain.contains(quote), "#\(seq)")
        seen += 1
      }
    }
    #expect(seen > 10)
  }

  @Test func `links to figures keep the day, the ways to other days and to now apart`() throws {
    let sample = try Sample.shipped()
    let record13 = try Day(parsing: "2025-06-13")
    let page = try sample.answer("at/2025-06-13/totals/").text
    let main = try #require(page.split(separator: "<main").last?.split(separator: "</main>").first)
    let targets = Self.targets(String(main), at: "at/2025-06-13/totals/")
    #expect(targets.count > 10)
    for target in targets {
      let page = SitePath(parsing: target.path)
      let hasOnePage = ["event/", "source/"].contains { target.path.hasPrefix($0) }
      #expect(page?.day == (hasOnePage ? nil : record13), "\(target.raw)")
    }
    #expect(targets.contains { $0.path.hasPrefix("at/2025-06-13/row/") })
    let strip = try #require(page.split(separator: "id=\"strip\"").last)
    #expect(
      Self.targets(String(strip.prefix(400)), at: "at/2025-06-13/totals/").first?.path == "totals/")
  }
}
