internal import Tallystick

/// The handovers that count, by when they happened.
struct TimelineSection {
  /// The last of them, which are shown.
  let lines: [HandoversReport.Line]

  /// How many earlier ones are not.
  let left: Int
  let events: PageEvents

  var html: HTML {
    .tag("section", ["id": "timeline", "aria-labelledby": "h-timeline"]) {
      HTML.tag("h2", ["id": "h-timeline"]) { "Handover by handover" }
      HTML.tag("p", ["class": "lead"]) {
        "As dated by those who speak of them. A ? marks a day that the words leave uncertain, "
        "A/B is from A to B, and ../B is some day up to B."
      }
      if lines.isEmpty { HTML.tag("p") { "No handover counts." } }
      if left > 0 {
        HTML.tag("p", ["class": "note"]) {
          "The last \(lines.count); \(left) earlier ones stand in reports/timeline.csv."
        }
      }
      HTML.tag("ol", ["class": "list dated"]) {
        for line in lines { HTML.later { item(line) } }
      }
    }
  }

  private func item(_ line: HandoversReport.Line) -> HTML {
    let (handover, status) = (line.handover, line.status)
    return .tag("li") {
      HTML.tag("details") {
        HTML.tag("summary") {
          HTML.tag("span", ["class": "when"]) { HTML.text(handover.when?.text ?? "no day") }
          HTML.tag("span", ["class": "what"]) {
            HTML.tag("b") { events.title(handover.row) }
            HTML.mark(status.word.spaced)
            for flag in status.flags.sorted() { HTML.mark(flag.rawValue) }
            if handover.others != nil {
              HTML.tag("span", ["class": "where"]) { "Others say \(number(handover.others))" }
            }
            if handover.outlets != nil {
              HTML.tag("span", ["class": "where"]) { "Outlets say \(number(handover.outlets))" }
            }
            for one in line.identified {
              HTML.tag("span", ["class": "where"]) { HTML.data(one.words) }
            }
          }
          said(handover.row.from, handover.sender, line)
          said(handover.row.to, handover.receiver, line)
        }
        HTML.tag("p", ["class": "note"]) { facets(status) }
        events.list(line.seqs, most: events.limits.ofLine)
      }
    }
  }

  /// What a side says; one that gives no number and denies what others say does just that.
  private func said(
    _ party: String?, _ side: SideNumber?, _ line: HandoversReport.Line
  ) -> HTML {
    let denials = line.status.denials.filter { $0.side != nil && $0.side == party }
    return .tag("span", ["class": "says"]) {
      if side != nil || denials.isEmpty {
        "\(events.party(party)) says "
        HTML.tag("b") { number(side) }
      }
      for denial in denials {
        HTML.tag("span", ["class": "where"]) {
          "\(events.party(party)) denies \(events.reference(denial.of))"
        }
      }
    }
  }

  private func number(_ side: SideNumber?) -> HTML {
    guard let side else { return "–" }
    guard let words = side.words(\.grouped) else { return "no number" }
    return side.unit.map { "\(.figure(words)) (\(data: $0.spaced))" } ?? .figure(words)
  }

  private func facets(_ status: HandoverStatus) -> HTML {
    let facets = Facet.allCases.compactMap { facet in
      status.facets[facet].map { "\(facet.rawValue) \($0.word.spaced)" }
    }
    guard !facets.isEmpty else { return "No part of it is said." }
    return .text("\(facets.joined(separator: ", ")).".capitalised)
  }
}
