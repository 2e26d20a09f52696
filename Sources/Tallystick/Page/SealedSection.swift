/// What was sealed, and what was erased since, of the events on the page.
struct SealedSection {
  let events: PageEvents

  var html: HTML {
    let fields = fields
    return .tag("section", ["id": "sealed", "aria-labelledby": "h-sealed"]) {
      HTML.tag("h2", ["id": "h-sealed"]) { "What is sealed or erased" }
      if fields.isEmpty {
        HTML.tag("p") {
          HTML.text(
            events.isWhole
              ? "Nothing: every event of this record stands below in full."
              : "No event that this page holds has a sealed field.")
        }
      } else {
        HTML.tag("p", ["class": "lead"]) {
          "A sealed field enters an event as a digest alone. Its value is kept apart, is given only "
          "to whom it is meant for, and can be destroyed without breaking a proof. No count, party "
          "or date can be sealed, so every figure follows from what is open."
        }
        HTML.tag("ul", ["class": "plain"]) {
          for field in fields.prefix(PageEvents.mostLines) { item(field) }
        }
        if fields.count > PageEvents.mostLines {
          HTML.tag("p", ["class": "note"]) { "And \(fields.count - PageEvents.mostLines) more." }
        }
      }
    }
  }

  /// A sealed field: its event, its digest, and the event that says it was destroyed.
  private struct Field {
    let seq: Int
    let digest: String
    let redaction: Int?
  }

  private var fields: [Field] {
    let all = events.all
    var redactions: [String: Int] = [:]
    for event in all where event.content.knownType == .redaction {
      if let digest = event.content.body["digest"]?.string { redactions[digest] = event.seq }
    }
    return all.flatMap { event in
      event.sealedDigests.map {
        Field(seq: event.seq, digest: $0, redaction: redactions[$0])
      }
    }
  }

  private func item(_ field: Field) -> HTML {
    .tag("li") {
      "\(events.reference(field.seq)): "
      if let redaction = field.redaction {
        "erased, as \(events.reference(redaction)) says. "
      } else {
        "sealed, not on this page. "
      }
      HTML.tag("span", ["class": "hash"]) { HTML.data(field.digest) }
    }
  }
}
