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
