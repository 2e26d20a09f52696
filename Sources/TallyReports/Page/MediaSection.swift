internal import Tallystick

/// Videos, photos, documents and illustrations, unverified ones first.
struct MediaSection {
  let lines: [MediaBoard.Line]
  let events: PageEvents

  var html: HTML {
    .tag("section", ["id": "media", "aria-labelledby": "h-media"]) {
      HTML.tag("h2", ["id": "h-media"]) { "Pictures and documents" }
      if lines.isEmpty { HTML.tag("p") { "No medium is in the record." } }
      HTML.part("Not verified", lines.filter { !$0.isVerified }, of: "media", item)
      HTML.part("Verified", lines.filter(\.isVerified), of: "media", item)
    }
  }

  private func item(_ line: MediaBoard.Line) -> HTML {
    .tag("li") {
      HTML.tag("details") {
        HTML.tag("summary") {
          HTML.tag("b") { HTML.data(line.medium) }
          HTML.mark(line.rung.spaced)
          HTML.tag("span", ["class": "where"]) { shown(line) }
        }
        for fact in facts(line) { HTML.tag("p", ["class": "note"]) { fact } }
        events.list(line.seqs, most: events.limits.ofLine)
      }
    }
  }

  private func shown(_ line: MediaBoard.Line) -> HTML {
    let words = line.shows.map { HTML.data($0) }.joined(by: "; ")
    return line.shows.isEmpty ? .data(line.kind) : "\(data: line.kind) said to show: \(words)"
  }

  private func facts(_ line: MediaBoard.Line) -> [HTML] {
    let origin = line.isAssessed ? "assessed by the recorder" : "what the entry gives by itself"
    let publishers = line.publishers.map { HTML.data($0) }.joined(by: ", ")
    var facts: [HTML] = ["Published by \(publishers). The rung is \(own: origin)."]
    let days = line.whens.map { HTML.figure($0.text) }
    if !days.isEmpty { facts.append("Of \(days.joined(by: " or "))\(own: line.whenNote).") }
    for locator in line.locators { facts.append("At \(.link(locator)).") }
    for digest in line.digests { facts.append("SHA-256 of a copy: \(data: digest)") }
    if !line.claims.isEmpty {
      facts.append("Claims that lean on it: \(events.references(line.claims)).")
    }
    if !line.denials.isEmpty { facts.append("Denied by \(events.references(line.denials)).") }
    return facts
  }
}

extension MediaBoard.Line {
  /// That those who published it differ in when it is of.
  fileprivate var whenNote: String {
    whens.count > 1 ? ": those who published it say otherwise of one another" : ""
  }
}
