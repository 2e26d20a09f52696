import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// The page of a snapshot in a real browser.
struct PageTests {
  private static let shipped = Result { try PageSample(of: PageSample.shippedLines()) }

  /// The page over the shipped record with one text put in the place of another, which it has.
  private static func page(_ text: String, _ other: String) throws -> [UInt8] {
    let page = String(decoding: try shipped.get().html, as: UTF8.self)
    let range = try #require(page.range(of: text), "the page has no \(text)")
    return Array(page.replacingCharacters(in: range, with: other).utf8)
  }

  @Test func `a true page is whole, says so of its key, and asks nothing of a network`() throws {
    let sample = try Self.shipped.get()
    let key = try PageSample.key().verifier
    let sights = try Browser.open(
      Browser.Wish(sample.html), Browser.Wish(sample.html, width: 390))
    // What asks is seen to ask.
    let asking = Array(#"<!DOCTYPE html><p id="verdict"><img src="http://asked.test/x">"#.utf8)
    let asked = try Browser.open(Browser.Wish(asking)).flatMap(\.requests)
    #expect(asked.contains("http://asked.test/x"))
    #expect(asked.contains { $0.hasPrefix("GET http://asked.test/x") })
    for sight in sights {
      #expect(sight.state == "whole")
      #expect(sight.verdict == "Whole under the key \(key), which only you can check.")
      #expect(sight.why?.hasPrefix("All 300 events give the signed root") == true)
      #expect(sight.faults.isEmpty)
      #expect(sight.main.map { Array($0.utf8) } == Array(sample.page.mainText.utf8))
      #expect(sight.requests.isEmpty)
      #expect(sight.errors.isEmpty)
      #expect(sight.overflow == 0)
    }
  }

  @Test func `with scripts off a page claims nothing`() throws {
    let sight = try #require(
      try Browser.open(Browser.Wish(Self.shipped.get().html, scripts: false)).first)
    #expect(sight.state == "nothing")
    #expect(sight.verdict == "Nothing was checked.")
    #expect(sight.faults.isEmpty)
  }

  /// A change of a page, what it puts in the place of what, and the check that finds it.
  private struct Change {
    let name: String
    let text: String
    let other: String
    let fault: String
  }

  private static func changes() throws -> [Change] {
    let sample = try shipped.get()
    let page = String(decoding: sample.html, as: UTF8.self)
    let line = try #require(
      String(decoding: sample.checkpoint, as: UTF8.self).separateLines.dropLast().last)
    let middle = line.index(line.endIndex, offsetBy: -20)
    let other = line[middle] == "A" ? "B" : "A"
    let second = try #require(page.range(of: #"<li id="e2">"#))
    let third = try #require(page.range(of: #"<li id="e3">"#))
    let event = String(page[second.lowerBound..<third.lowerBound])
    return [
      Change(
        name: "a digit in an event", text: "&quot;exact&quot;:1212",
        other: "&quot;exact&quot;:1213",
        fault: "The events: they give another root than the checkpoint has"),
      Change(
        name: "a total", text: #"<td class="number">12,301</td>"#,
        other: #"<td class="number">12,302</td>"#,
        fault: "The figures: the text is not the one that was signed"),
      Change(
        name: "a signature", text: line,
        other: line.replacingCharacters(in: middle..<line.index(after: middle), with: other),
        fault: "The checkpoint: the signature is wrong"),
      Change(
        name: "a removed event", text: event, other: "",
        fault: "The events: there are 299, and the checkpoint is of 300"),
      Change(
        name: "an event twice", text: event, other: event + event,
        fault: "The events: there are 301, and the checkpoint is of 300"),
      Change(
        name: "a bar of a chart", text: #"<rect width="100.0%""#, other: #"<rect width="10.0%""#,
        fault: "The figures: charts, links or marks are not those that were signed"),
      Change(
        name: "a link", text: #"<a href="https://tass.com/"#, other: #"<a href="https://tass.org/"#,
        fault: "The figures: charts, links or marks are not those that were signed"),
      Change(
        name: "words beside the part that is signed", text: #"<section id="machine""#,
        other: #"<p>A total: 7</p><section id="machine""#,
        fault: "The page: it has other parts than it should"),
    ]
  }

  @Test func `a changed page is not whole, and says why`() throws {
    let changes = try Self.changes()
    let sights = try Browser.open(
      changes.map { Browser.Wish(try Self.page($0.text, $0.other)) })
    #expect(sights.count == changes.count)
    for (change, sight) in zip(changes, sights) {
      #expect(sight.state == "broken", "\(change.name)")
      // Nothing of a page that is not whole is shown.
      #expect(sight.main == nil, "\(change.name)")
      #expect(sight.verdict == "Not whole: do not rely on this page.", "\(change.name)")
      #expect(sight.faults.contains(change.fault), "\(change.name): \(sight.faults)")
    }
  }

  @Test func `where the browser knows no Ed25519 or offers no cryptography nothing was checked`()
    throws
  {
    let page = try Self.shipped.get().html
    let unknown = """
      crypto.subtle.importKey = () =>
        Promise.reject(new DOMException('unknown', 'NotSupportedError'));
      """
    let change = try Self.changes()[0]
    let sights = try Browser.open(
      Browser.Wish(page, before: unknown),
      Browser.Wish(
        page, before: "Object.defineProperty(globalThis, 'crypto', { value: undefined });"),
      Browser.Wish(Self.page(change.text, change.other), before: unknown))
    #expect(sights.map(\.state) == ["nothing", "nothing", "broken"])
    #expect(sights[0].verdict == "Nothing was checked.")
    #expect(sights[0].why?.hasPrefix("This browser knows no Ed25519") == true)
    #expect(sights[1].why?.hasPrefix("The browser offers no cryptography here") == true)
    #expect(sights[2].faults.contains(change.fault))
  }

  @Test func `a forged page with a forged script is found by the sums of its folder alone`() throws
  {
    let sample = try Self.shipped.get()
    let forged = try PageForgery.forged(sample.html, isLetIn: true)
    let sights = try Browser.open(
      Browser.Wish(forged), Browser.Wish(PageForgery.forged(sample.html, isLetIn: false)),
      Browser.Wish(sample.html))
    #expect(sights.map(\.state) == ["whole", "nothing", "whole"])
    #expect(sights[0].verdict == sights[2].verdict)
    try TemporaryFolder.use { folder in
      try folder.write(sample.html, to: "report.html")
      try folder.write(Data("\(Hash.of(sample.html))  report.html\n".utf8), to: "SHA256SUMS")
      #expect(try folder.shell("sha256sum -c SHA256SUMS").status == 0)
      try folder.write(forged, to: "report.html")
      let ending = try folder.shell("sha256sum -c SHA256SUMS")
      #expect(ending.status == 1)
      #expect(ending.lines.first == "report.html: FAILED")
    }
  }
}
