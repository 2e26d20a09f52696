internal import Tallystick
internal import TransparencyLog

/// What the page is of: the cut, the head, the key; and what all of it proves.
struct RecordSection {
  let cut: ResolvedCut
  let key: VerifierKey
  let events: PageEvents

  var html: HTML {
    .several([proofs, record])
  }

  private var proofs: HTML {
    .tag("section", ["id": "proofs", "aria-labelledby": "h-proofs"]) {
      HTML.tag("h2", ["id": "h-proofs"]) { "What this proves, and what not" }
      HTML.tag("p") {
        "If the check at the top says that the page is whole, and the key below is the one that the "
        "keeper of the record gave you by another path, then:"
      }
      HTML.tag("ul") {
        HTML.tag("li") { "the keeper of that key signed the record of events and these figures;" }
        HTML.tag("li") { held }
        HTML.tag("li") {
          "each quote and number is shown as it was recorded, and nobody can change one of them "
          "without another key or another root."
        }
      }
      HTML.tag("p") { "It does not prove:" }
      HTML.tag("ul") {
        HTML.tag("li") { "that what a speaker said is true;" }
        HTML.tag("li") { "that the record is complete, or that a speaker said what is recorded;" }
        HTML.tag("li") { "who typed it, or when;" }
        HTML.tag("li") {
          "that nobody else was shown another page: compare the size and the root with theirs;"
        }
        HTML.tag("li") {
          "its own check: who forges the events of a page can forge the check too. "
          "sha256sum -c SHA256SUMS finds a changed page in its folder, and tally verify also works "
          "out every figure from the events anew."
        }
      }
    }
  }

  private var held: HTML {
    events.isWhole
      ? "all \(own: cut.size.of("event")) up to that head are on this page, byte for byte, none removed, added or reordered;"
      : "each of the events on this page is in that record at its place. It holds only those behind its figures\(own: events.limits.words): that another one was removed cannot be noticed from this page alone;"
  }

  private var record: HTML {
    .tag("section", ["id": "record", "aria-labelledby": "h-record"]) {
      HTML.tag("h2", ["id": "h-record"]) { "The record and its key" }
      HTML.tag("dl") {
        for fact in facts {
          HTML.tag("dt") { fact.name }
          HTML.tag("dd") { fact.value }
        }
      }
      HTML.tag("p") {
        "To compare the key: ask its keeper for the verifier key by a path that has nothing to do "
        "with this page, such as by telephone, in print, or on the keeper’s own site, and compare "
        "all of it. The eight digits in its middle are not enough: they can be imitated."
      }
      aside
      terms
    }
  }

  private var terms: [HTML] {
    let all = events.outcome.terms.all
    guard !all.isEmpty else { return [] }
    return [
      .tag("h3") { "What short names stand for" },
      .tag("ul", ["class": "list"]) { all.prefix(PageEvents.mostLines).map(term) },
    ]
  }

  /// A term with all that it says, and the events that register it.
  private func term(_ term: TermBook.Term) -> HTML {
    let parts: [(String, String?)] = [
      ("", term.name), ("", term.of?.rawValue), ("counted in ", term.unit), ("one: ", term.one),
      ("several: ", term.many), ("by ", term.author), ("language ", term.language),
    ]
    let said = parts.compactMap { words, value -> HTML? in
      value.map { "\(own: words)\(data: $0)" }
    }
    return .tag("li") {
      HTML.tag("b") { HTML.data(term.term) }
      " (\(own: term.kind.rawValue)): "
      said.joined(by: ", ")
      " "
      events.references(term.seqs)
    }
  }

  private var facts: [(name: HTML, value: HTML)] {
    var facts: [(name: HTML, value: HTML)] = [
      ("Record", .data(key.name.text)),
      ("Said by the end of", cut.cut.asOf.map { .figure("\($0)") } ?? "no day in particular"),
    ]
    if let asRecorded = cut.asRecorded { facts.append(("Recorded by", .data(asRecorded))) }
    if let occurred = cut.cut.occurred { facts.append(("Of what happened", .figure(occurred))) }
    if cut.cut.withHindsight { facts.append(("Assessments", "later ones too")) }
    facts += [
      ("Ages and due dates count from", .figure("\(cut.cut.day)")),
      ("Last event in the cut", events.reference(cut.seq)),
      ("Events recorded", .figure(Int64(cut.size).grouped)),
      ("Root", .hash(cut.root.base64)),
      ("Rules", .figure("version \(Rules.version)")),
      ("Verifier key", .hash(key.description)),
      ("SHA-256 of the key, as of log.vkey", .hash(fingerprint)),
    ]
    return facts
  }

  /// The SHA-256 of the line in `log.vkey`, in groups of four digits.
  private var fingerprint: String {
    let digits = Array(Hash.of(Array("\(key)\n".utf8)).description)
    return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<$0 + 4]) }
      .joined(separator: " ")
  }

  private var aside: [HTML] {
    var notes: [HTML] = []
    if cut.straddling > 0 {
      notes.append("\(cut.straddling) with a date that is not sure to be in the cut: not counted.")
    }
    if cut.occurredStraddling > 0 {
      notes.append(
        "\(cut.occurredStraddling) that may have happened inside or outside these days: not counted."
      )
    }
    if cut.unread > 0 {
      notes.append("\(cut.unread) of types that this program does not know: in no figure.")
    }
    for one in cut.aside.prefix(PageEvents.mostLines) {
      notes.append("Set aside: \(events.reference(one.seq)), \(data: one.why).")
    }
    guard !notes.isEmpty else { return [] }
    return [
      .tag("h3") { "What the figures leave out" },
      .tag("ul", ["class": "plain"]) {
        for note in notes { HTML.tag("li") { note } }
      },
    ]
  }
}

extension HTML {
  /// A hash or a key, which may break anywhere.
  package static func hash(_ text: String) -> HTML {
    tag("span", ["class": "hash"]) { HTML.text(escaped(text)) }
  }
}
