internal import Tallystick

/// What cannot all be right, open ones first.
struct ContradictionsSection {
  let contradictions: [Contradiction]
  let events: PageEvents

  var html: HTML {
    .tag("section", ["id": "contradictions", "aria-labelledby": "h-contradictions"]) {
      HTML.tag("h2", ["id": "h-contradictions"]) { "What cannot all be right" }
      if contradictions.isEmpty { HTML.tag("p") { "Nothing contradicts anything." } }
      HTML.part("Open", contradictions.filter(\.isOpen), of: "contradictions", item)
      HTML.part(
        "Explained by the recorder; both sides stay", contradictions.filter { !$0.isOpen },
        of: "contradictions", item)
    }
  }

  private func item(_ one: Contradiction) -> HTML {
    .tag("li") {
      HTML.tag("details") {
        HTML.tag("summary") {
          HTML.tag("b") { HTML.text(one.kind.words) }
          if let difference = one.difference {
            HTML.figure(", \(difference.words(\.grouped)) apart")
          }
          if one.isBlocking { HTML.mark("blocks a total") }
          if let explanation = one.explanation { HTML.mark(explanation.value.spaced) }
          HTML.tag("span", ["class": "where"]) { HTML.data(one.place) }
          for side in [one.these, one.those] {
            if let first = side.first {
              HTML.tag("span", ["class": "words"]) { events.brief(first) }
            }
          }
        }
        HTML.tag("div", ["class": "sides"]) {
          side("One side", one.these)
          if !one.those.isEmpty { side("The other", one.those) }
        }
        HTML.tag("p", ["class": "note"]) {
          if let explanation = one.explanation {
            "Explained by \(events.reference(explanation.seq))."
          } else {
            "Would be settled by \(own: one.settledBy)."
          }
        }
      }
    }
  }

  private func side(_ name: String, _ seqs: [Int]) -> HTML {
    .tag("div") {
      HTML.tag("h4") { HTML.text(name) }
      events.list(seqs, most: events.limits.ofLine)
    }
  }
}
