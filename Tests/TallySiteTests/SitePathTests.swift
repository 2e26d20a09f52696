import TallySite
import Tallystick
import Testing
import TransparencyLog

struct SitePathTests {
  @Test(arguments: [
    "", "totals/", "at/2025-06-13/", "at/2025-06-13/totals/", "totals.json",
    "at/2025-06-13/totals.csv", "row/remains/RU/UA/UA/", "row/remains/RU/UA/-/", "row/-/-/-/-/",
    "event/12/", "at/2025-06-13/contradiction/number-12-14/", "event/12/event-12.json",
    "event/12/event-12.tlog-proof", "events/", "events/100/", "source/medinsky/", "agreement/a-1/",
    "medium/v1/", "contradiction/number-12-14/", "at/", "diff/2025-06-13..2025-06-16/",
    "diff/2025-06-13..2025-06-16.json", "record/", "feed/events.atom",
    "row/remains/RU/UA/UA/events.atom", "source/medinsky/events.atom", "tile/0/000",
    "tile/entries/000.p/17", "checkpoint", "log.vkey", "days.json", "site.css", "site.js",
    "robots.txt", "made-by.txt",
  ])
  func `a path is read as it is written`(text: String) throws {
    #expect(SitePath(parsing: text)?.text == text)
  }

  @Test(arguments: [
    "/", "//", "totals", "Totals/", "at/2025-6-13/", "at/2025-06-31/", "at/2025-06-13/at/",
    "at/2025-06-13/feed/events.atom", "at/2025-06-13/event/12/", "at/2025-06-13/source/staff/",
    "at/2025-06-13/record/", "at/2025-06-13/events/", "event/012/", "event/-1/", "event/0/",
    "event/+1/",
    "event/12/event-13.json", "row/remains/RU/UA/", "row/Remains/RU/UA/UA/",
    "row/remains/ru/UA/UA/",
    "source/../", "source/A/", "diff/2025-06-16..2025-06-13/", "diff/2025-06-13..2025-06-13/",
    "contradiction//", "contradiction/A/", "tile/0/1", "checkpoint/", "../checkpoint",
    "at/2025-06-13/checkpoint", "totals.xml", "event/99999999999999999999/", "\u{0}",
  ])
  func `what is no path is none`(text: String) {
    #expect(SitePath(parsing: text) == nil)
  }

  @Test func `every path of a record has a file of its own, and is read again`() throws {
    let sample = try Sample.shipped()
    let record = try sample.record()
    let paths =
      Site(.en).paths(of: record, today: sample.today, mostDays: 3)
      + SiteRecord.logPaths(ofSize: record.size)
    #expect(Set(paths.map(\.file)).count == paths.count)
    for path in paths { #expect(SitePath(parsing: path.text) == path, "\(path.text)") }
  }
}
