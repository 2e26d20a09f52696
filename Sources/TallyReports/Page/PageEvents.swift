internal import Tallystick
internal import TransparencyLog

/// The events of a page and the names of who speaks in them: what its sections list below figures.
struct PageEvents: Sendable {
  /// The most lines of one list.
  static let mostLines = 1_000

  /// How many events are listed below figures.
  let limits: PageLimits

  let outcome: Outcome
  private let events: [Int: Event]
  private let seqs: [EventID: Int]
  private let partyNames: [String: String]

  /// Whether the page holds every event up to the head.
  let isWhole: Bool

  /// Whether events are linked though they are not here, to find out which are needed.
  private let isPlan: Bool

  init(
    _ outcome: Outcome, _ entries: [StoredEntry], isWhole: Bool, isPlan: Bool = false,
    limits: PageLimits = .most
  ) {
    self.outcome = outcome
    self.limits = limits
    self.isWhole = isWhole
    self.isPlan = isPlan
    events = Dictionary(
      entries.compactMap { entry in (try? entry.event()).map { (entry.seq, $0) } },
      uniquingKeysWith: { first, _ in first })
    seqs = Dictionary(
      entries.map { ($0.id, $0.seq) }, uniquingKeysWith: { first, _ in first })
    partyNames = Dictionary(
      outcome.terms.all.compactMap { term in
        term.kind == .side ? term.name.map { (term.term, $0) } : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The party in words: its name where a term gives one, else its code; never that of a source.
  func party(_ code: String?) -> HTML {
    guard let code else { return "somebody unsaid" }
    return .data(partyNames[code] ?? code)
  }

  /// The codes and names of the parties that have both, by code.
  var parties: [(code: String, name: String)] {
    partyNames.filter { $0.key != $0.value }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What is handed over in words: its name where a term gives one.
  func what(_ word: String) -> HTML { .data(outcome.terms.name(ofWhat: word) ?? word.spaced) }

  /// `#12`, which leads to the bytes of the event where the page holds them.
  func reference(_ seq: Int) -> HTML {
    guard isPlan || events[seq] != nil else { return .text("#\(seq)") }
    return .tag("a", ["href": "#e\(seq)"]) { HTML.text("#\(seq)") }
  }

  /// References to at most 20 events, then how many more.
  func references(_ seqs: [Int]) -> HTML {
    let shown = seqs.prefix(20).map { reference($0) }.joined(by: " ")
    return seqs.count > 20 ? "\(shown) and \(seqs.count - 20) more" : shown
  }

  /// A figure's events behind a line that opens: `sentence` and how many they are.
  func details(
    _ sentence: HTML, _ seqs: [Int], before: [HTML] = []
  ) -> HTML {
    .tag("details") {
      HTML.tag("summary") {
        sentence
        HTML.tag("span", ["class": "count"]) { HTML.text(" · \(seqs.count.of("event"))") }
      }
      before
      list(seqs, most: limits.ofFigure)
    }
  }

  /// A list of events, each with its words and page.
  func list(_ seqs: [Int], most: Int) -> HTML {
    .several([
      .tag("ul", ["class": "events"]) {
        for seq in seqs.prefix(most) { HTML.later { item(seq) } }
      },
      seqs.count > most
        ? .tag("p", ["class": "note"]) { "And \(seqs.count - most) more events." } : .several([]),
    ])
  }

  /// Who says what, on one line: the beginning of the quote, else of what is said.
  func brief(_ seq: Int) -> HTML {
    guard let event = events[seq] else { return .text("#\(seq)") }
    let body = event.content.body
    let speaker = body["speaker"]?.string.map { outcome.sources[$0]?.name ?? $0 }
    let words = body["quote"]?.string.map { "“\($0.beginning)”" } ?? saying(event).beginning
    return "#\(own: "\(seq)") \(data: speaker ?? event.recorder): \(data: words)"
  }

  private func item(_ seq: Int) -> HTML {
    .tag("li") {
      if let event = events[seq] {
        HTML.tag("p", ["class": "who"]) { "\(reference(seq)) \(heading(event))" }
        quote(event)
        HTML.tag("p", ["class": "said"]) { HTML.data(saying(event)) }
        for note in notes(event) { HTML.tag("p", ["class": "note"]) { note } }
      } else {
        HTML.tag("p", ["class": "who"]) { reference(seq) }
      }
    }
  }

  /// What an event says, with `#12` for the ids of events that are here.
  private func saying(_ event: Event) -> String {
    var saying = event.saying
    for id in JSONValue.object(event.content.body).eventIDs {
      if let seq = seqs[id] { saying = saying.replacing(id.short, with: "#\(seq)") }
    }
    return saying
  }

  private func heading(_ event: Event) -> HTML {
    let body = event.content.body
    let day = HTML.figure(escaped(event.content.stated.text))
    let type = event.content.knownType?.rawValue ?? escaped(event.content.type)
    guard let speaker = body["speaker"]?.string else {
      return "\(day), \(own: type) by the recorder \(data: event.recorder)"
    }
    let sources = outcome.sources
    let name = HTML.tag("b") { HTML.data(sources[speaker]?.name ?? speaker) }
    let side = body["side"]?.string ?? sources.side(of: speaker)
    let judged = outcome.reliability[speaker].map { "reliability \($0)" }
    let about = [side, judged].compactMap { $0 }.joined(separator: ", ")
    let spoken: HTML = about.isEmpty ? name : "\(name) (\(data: about))"
    let attribution = body["attribution"]?.string ?? ""
    let isPlain = attribution == "named" || attribution == "institution" || attribution.isEmpty
    return isPlain
      ? "\(spoken), \(day), \(own: type)"
      : "\(spoken), \(data: attribution), \(day), \(own: type)"
  }

  private func quote(_ event: Event) -> [HTML] {
    guard let quote = event.content.body["quote"]?.string else { return [] }
    let language = event.content.body["lang"]?.string.flatMap {
      Name.language.matches($0) ? $0 : nil
    }
    return [
      .element(
        "blockquote", language.map { [("lang", $0)] } ?? [],
        ["“\(data: quote)”"])
    ]
  }

  /// Where it was read, how it was rendered, and what was done to it since.
  private func notes(_ event: Event) -> [HTML] {
    let body = event.content.body
    let capture = body["capture"]?.object
    let pages = [capture?["url"]?.string, capture?["archive"]?.string].compactMap { $0 }
    var read: [HTML] = pages.map { .link($0) }
    let via = body.texts("via").map { HTML.data($0) }
    if !via.isEmpty { read.append("through \(via.joined(by: ", "))") }
    if let rendering = body["rendering"]?.string, rendering != "verbatim" {
      read.append("\(data: rendering)")
    }
    var notes: [HTML] = read.isEmpty ? [] : ["Read: \(read.joined(by: "; "))."]
    if let signing = outcome.sources.signing(of: event.content, at: event.seq) {
      notes.append("\(data: signing.words.capitalised).")
    }
    let amendments = outcome.amendments[event.id] ?? []
    if !amendments.isEmpty {
      let by = amendments.map { reference($0) }.joined(by: ", ")
      notes.append("Shown as recorded; counted as amended by \(by).")
    }
    let sealed = body.sealedDigests().count
    if sealed > 0 { notes.append("\(own: sealed.of("field")) of it sealed.") }
    return notes
  }
}

extension String {
  /// The first 120 characters.
  fileprivate var beginning: String {
    unicodeScalars.count > 120 ? String(UnicodeScalarView(unicodeScalars.prefix(119))) + "…" : self
  }
}

extension HTML {
  /// The address of a page: a link only where it is http or https and has no harmful character.
  package static func link(_ address: String) -> HTML {
    let isWeb = ["https://", "http://"].contains { address.utf8.starts(with: $0.utf8) }
    guard isWeb, escaped(address).utf8.elementsEqual(address.utf8) else { return .data(address) }
    return .tag("a", ["href": address, "rel": "noreferrer noopener external"]) {
      HTML.data(address)
    }
  }
}

extension JSONValue {
  /// The ids of events that stand anywhere in the value.
  fileprivate var eventIDs: [EventID] {
    switch self {
    case .string(let text): EventID(text).map { [$0] } ?? []
    case .object(let object): object.members.flatMap(\.value.eventIDs)
    case .array(let values): values.flatMap(\.eventIDs)
    default: []
    }
  }
}
