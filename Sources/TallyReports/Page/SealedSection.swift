internal import Tallystick

/// What was sealed, and what was erased since.
struct SealedSection {
  let fields: [SealedField]
  let events: PageEvents

  var html: HTML {
    .tag("section", ["id": "sealed", "aria-labelledby": "h-sealed"]) {
      HTML.tag("h2", ["id": "h-sealed"]) { "What is sealed or erased" }
      if fields.isEmpty {
        HTML.tag("p") { "Nothing: no event of this record has a sealed field." }
      } else {
        explained
      }
    }
  }

  @HTML.Builder private var explained: [HTML] {
    let erased = fields.count { $0.erasedBy != nil }
    HTML.tag("p", ["class": "lead"]) {
      "A sealed field enters an event as a digest alone. Its value is kept apart, goes only to "
      "those for whom it is meant, and can be destroyed without breaking a proof. No count, party "
      "or date can be sealed, so every figure follows from what is open. This page shows no "
      "sealed value: \(fields.count - erased) sealed, \(erased) erased."
    }
    HTML.tag("ul", ["class": "plain"]) {
      for field in fields.prefix(PageEvents.mostLines) { HTML.later { item(field) } }
    }
    if fields.count > PageEvents.mostLines {
      HTML.tag("p", ["class": "note"]) { "And \(fields.count - PageEvents.mostLines) more." }
    }
  }

  private func item(_ field: SealedField) -> HTML {
    .tag("li") {
      "\(events.reference(field.seq)), in \(data: field.path): "
      if let redaction = field.erasedBy {
        "erased, as \(events.reference(redaction)) says. "
      } else {
        "sealed, not on this page. "
      }
      HTML.hash(field.digest)
    }
  }
}
