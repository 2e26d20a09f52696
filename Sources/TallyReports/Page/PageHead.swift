internal import Tallystick
internal import TransparencyLog

/// The head of a page for people: which record, which cut, and how much there is.
struct PageHead {
  let cut: ResolvedCut
  let key: VerifierKey
  let events: PageEvents
  let handovers: Int
  let openContradictions: Int
  let unverifiedMedia: Int

  var html: HTML {
    .tag("header") {
      HTML.tag("p", ["class": "kicker"]) { "An append-only record of contested claims" }
      title
      HTML.tag("p", ["class": "lead"]) {
        "What each side said\(cutWords), and how far they agree. Nobody’s word is taken for a fact "
        "here: an event says who said something, when, through whom and in which words. Every "
        "figure opens to the events that made it."
      }
      counts
      names
    }
  }

  /// The title that a term gives the record, with its language, its origin and who made it; else the
  /// origin.
  private var title: [HTML] {
    let terms = events.outcome.terms
    guard let title = terms.title else {
      return [.tag("h1") { HTML.data(key.name.text) }]
    }
    let attributes = terms.language.map { [HTML.Attribute("lang", $0)] } ?? []
    let author: HTML = terms.author.map { ", by \(data: $0)" } ?? ""
    return [
      .element("h1", attributes, [.data(title)]),
      .tag("p", ["class": "note"]) { "The record \(data: key.name.text)\(author)" },
    ]
  }

  private var cutWords: HTML {
    var words: [HTML] = []
    if let asOf = cut.cut.asOf { words.append(" by the end of \(.figure("\(asOf)"))") }
    if let occurred = cut.cut.occurred { words.append(" of what happened \(.figure(occurred))") }
    if let asRecorded = cut.asRecorded { words.append(", as recorded by \(data: asRecorded)") }
    return .several(words)
  }

  private var counts: HTML {
    .tag("nav", ["aria-label": "Sections"]) {
      HTML.tag("ul", ["class": "facts"]) {
        fact("#record", cut.size, "event", "events")
        fact("#timeline", handovers, "handover that counts", "handovers that count")
        fact("#contradictions", openContradictions, "contradiction open", "contradictions open")
        fact(
          "#media", unverifiedMedia, "picture or document not verified",
          "pictures or documents not verified")
      }
      HTML.tag("ul", ["class": "ways"]) {
        for (target, name) in PageHead.sections {
          HTML.tag("li") { HTML.tag("a", ["href": "#\(target)"]) { HTML.text(name) } }
        }
      }
    }
  }

  private static let sections = [
    ("totals", "Totals"), ("chart", "Charts"), ("obligations", "Obligations"),
    ("contradictions", "Contradictions"), ("media", "Media"), ("timeline", "Timeline"),
    ("sealed", "Sealed"), ("proofs", "What this proves"), ("record", "Record and key"),
  ]

  private func fact(_ target: String, _ count: Int, _ one: String, _ several: String) -> HTML {
    .tag("li") {
      HTML.tag("a", ["href": target]) {
        HTML.tag("b") { HTML.text(Int64(count).grouped) }
        HTML.text(" \(count == 1 ? one : several)")
      }
    }
  }

  private var names: [HTML] {
    guard !events.parties.isEmpty else { return [] }
    return [
      .tag("p", ["class": "note"]) {
        "Sides as the record’s sources name them: "
        events.parties.map { "\(data: $0.code) is \(data: $0.name)" }.joined(by: ", ")
        "."
      }
    ]
  }
}
