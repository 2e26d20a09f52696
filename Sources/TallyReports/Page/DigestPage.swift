public import Tallystick
internal import TransparencyLog

/// A digest as one page for people: no script, nothing from outside, and signed by nobody.
public struct DigestPage {
  private let report: DigestReport
  private let origin: String
  private let words: (JSONValue) -> String

  /// Makes the page of a digest of the record with this origin; `words` writes a figure for people.
  public init(_ report: DigestReport, origin: String, words: @escaping (JSONValue) -> String) {
    self.report = report
    self.origin = origin
    self.words = words
  }

  /// The bytes of the page.
  ///
  /// - Complexity: O(*n*) in the number of things that came in.
  public var bytes: [UInt8] {
    HTML.several([
      .doctype,
      .tag("html", ["lang": "en"]) {
        head
        HTML.tag("body") { HTML.tag("main") { title + parts + [foot] } }
      },
    ]).html
  }

  private var head: HTML {
    .tag("head") {
      HTML.tag("meta", ["charset": "utf-8"])
      HTML.tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
      HTML.tag("meta", ["name": "referrer", "content": "no-referrer"])
      HTML.tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      HTML.tag("meta", ["name": "color-scheme", "content": "light dark"])
      HTML.tag("title") { HTML.text("\(escaped(origin)): what came in") }
      HTML.tag("style") { HTML.text(PageStyle.text) }
    }
  }

  private var policy: String {
    "default-src 'none'; style-src 'sha256-\(Hash.of(Array(PageStyle.text.utf8)).base64)'; "
      + "base-uri 'none'; form-action 'none'"
  }

  private var title: [HTML] {
    [
      .tag("header") {
        HTML.tag("p", ["class": "kicker"]) { HTML.data(origin) }
        HTML.tag("h1") { "What came in" }
        HTML.tag("p", ["class": "lead"]) {
          "From \(data: report.before.digestWords) to \(data: report.cut.digestWords)."
        }
      }
    ]
  }

  private var parts: [HTML] {
    if report.isEmpty { return [.tag("p") { "Nothing came in, and no figure moved." }] }
    let voices = report.said.flatMap { voice in
      part("Said \(name(voice.side))", voice.events) { event in
        "#\(own: "\(event.seq)") \(data: event.voice), \(data: event.content.stated.text), \(data: event.content.type): \(data: event.summary)"
      }
    }
    let judged = part("Judged by the recorder", report.judged) { event in
      "#\(own: "\(event.seq)") \(data: event.content.type): \(data: event.summary)"
    }
    let changes = report.moved.filter { words($0.before ?? .null) != words($0.after ?? .null) }
    let moved = part("Figures that moved", changes) { change in
      "\(data: change.address): \(value(change.before)) → \(value(change.after)), by "
        + events(change.steps.compactMap(\.event))
    }
    let opened = part("Contradictions opened", report.opened) { one in
      "\(own: one.kind.rawValue.spaced), \(data: one.place): " + events(one.these + one.those)
        + ". \(data: one.settledBy) would settle it."
    }
    let settled = part("Contradictions settled", report.settled) { one in
      "\(own: one.contradiction.kind.rawValue.spaced), \(data: one.contradiction.place): \(data: one.why)"
    }
    let owed = part("Obligations", report.owed) { one in
      "\(data: one.what), as read by \(data: one.line.readers.joined(separator: ", ")): \(data: one.words)"
    }
    let media = part("Pictures and documents", report.media) { one in
      "\(data: one.line.kind) \(data: one.line.medium): \(data: one.before?.spaced ?? "new") → \(data: one.line.rung.spaced)"
    }
    return voices + judged + moved + opened + settled + owed + media
  }

  /// `by RU`, by its name where a term gives one.
  private func name(_ side: String?) -> HTML {
    guard let side else { return "by those who speak for neither side" }
    guard let name = report.terms.name(ofSide: side) else { return "by \(data: side)" }
    return "by \(data: name) (\(data: side))"
  }

  private func part<Line>(
    _ title: HTML, _ lines: [Line], _ item: (Line) -> HTML
  ) -> [HTML] {
    guard !lines.isEmpty else { return [] }
    return [
      .tag("section") {
        HTML.tag("h2") { title }
        HTML.tag("ul", ["class": "list"]) { lines.map { line in HTML.tag("li") { item(line) } } }
      }
    ]
  }

  private func events(_ seqs: [Int]) -> HTML {
    .text(Set(seqs).sorted().map { "#\($0)" }.joined(separator: " "))
  }

  private func value(_ value: JSONValue?) -> HTML { .data(words(value ?? .null)) }

  private var foot: HTML {
    .tag("footer") {
      HTML.tag("p", ["class": "note"]) {
        "A record of \(report.cut.size) events, root \(data: report.cut.root.base64). This page is "
        "signed by nobody: a snapshot is what can be checked."
      }
    }
  }
}

extension HTML {
  fileprivate static func + (one: HTML, other: HTML) -> HTML { .several([one, other]) }
}
