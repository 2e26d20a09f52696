import TallyReports
import Tallystick
internal import TransparencyLog

/// One event with everything that bears on it, and lists of events.
struct EventPages {
  let context: PageContext

  private var words: Frame { context.words }
  private var items: EventItems { EventItems(context: context) }

  /// How many events one page of the list has.
  static let perPage = 100

  /// The page of an event; nil where the cut does not hold it.
  ///
  /// - Throws: What reading events throws.
  func event(_ seq: Int) throws -> (title: String, content: [HTML])? {
    guard context.edition.holds(seq), let event = try context.record.events([seq]).first else {
      return nil
    }
    let type = words.plainValue(event.content.type)
    let speaker = event.content.body["speaker"]?.string
    let who = speaker.map { escaped(context.edition.sources[$0]?.name ?? $0) }
    let about = [who, words.date(event.content.stated.text), type].compactMap { $0 }
    let title = "#\(seq): \(about.joined(separator: ", "))"
    let mentions = context.record.index.mentions(of: seq).filter { context.edition.holds($0.seq) }
    let bearing = try context.record.events(mentions.prefix(200).map(\.seq))
    return (
      title,
      [
        .tag("h1") { HTML.text(title) },
        .tag("p", ["class": "lead"]) { items.heading(event) },
        .tag("div", ["class": "bigquote"]) { items.quote(event) },
        .tag("p") { items.said(event) },
        facts(event),
        handovers(seq),
        .tag("h2") { HTML.text(words(.bearing)) },
        mentions.isEmpty ? .tag("p") { HTML.text(words(.noBearing)) } : .several([]),
        .tag("ul", ["class": "events"]) {
          for (mention, other) in zip(mentions, bearing) {
            HTML.tag("li") {
              HTML.tag("p", ["class": "who"]) {
                "\(context.reference(other.seq)) \(items.heading(other))"
                if !["a", "b", "of"].contains(mention.how) {
                  HTML.several([.text(" · "), words.html(.field, .data(mention.how))])
                }
              }
              items.quote(other)
              HTML.tag("p", ["class": "said"]) { items.said(other) }
            }
          }
        },
      ] + proof(event)
    )
  }

  private func facts(_ event: Event) -> HTML {
    let body = event.content.body
    let capture = body["capture"]?.object
    let pages = [capture?["url"]?.string, capture?["archive"]?.string].compactMap { $0 }
    let via = body["via"]?.array?.compactMap(\.string) ?? []
    let state = context.edition.view.state(of: event)
    var facts: [(Phrase, HTML)] = [
      (
        .state,
        state.contains(" ") ? .tag("span", ["lang": "en"]) { HTML.data(state) } : words.value(state)
      ),
      (.statedOn, .dated(words.date(event.content.stated.text))),
    ]
    if let published = body["published"]?.string {
      facts.append((.publishedOn, .dated(words.date(published))))
    }
    if !pages.isEmpty { facts.append((.read, pages.map { .link($0) }.joined(by: "; "))) }
    if !via.isEmpty {
      facts.append((.through, via.map { context.name(of: $0) }.joined(by: ", ")))
    }
    if let rendering = body["rendering"]?.string {
      facts.append((.rendering, words.value(rendering)))
    }
    if let reason = body["reason"]?.string {
      facts.append((.words, .tag("span", ["dir": "auto"]) { HTML.data(reason) }))
    }
    if let signing = items.signing(event) {
      let who = signing.signer.map { context.name(of: $0.id) }
      facts.append(
        (
          .signature,
          who.map {
            words.html(.signedFor, $0, .data(signing.domain), .hash(signing.fingerprint))
          } ?? .text(words(.notSigned))
        ))
    }
    let sealed = body.sealedCount
    if sealed > 0 { facts.append((.sealedFields, .text(words.number(sealed)))) }
    if let label = event.label { facts.append((.label, .data(label))) }
    facts += [
      (.recordedAt, .text(words.instant(event.recorded))), (.recorder, .data(event.recorder)),
      (.id, .hash(event.id.description)),
    ]
    return .tag("dl") {
      for (phrase, value) in facts {
        HTML.tag("dt") { HTML.text(words(phrase)) }
        HTML.tag("dd") { value }
      }
    }
  }

  private func handovers(_ seq: Int) -> HTML {
    let places = context.edition.handovers(of: seq)
    guard !places.isEmpty else { return .several([]) }
    let table = context.edition.table(.handovers, at: Array(places.prefix(20)))
    return .several([
      .tag("h2") { HTML.text(words(.inHandovers)) },
      ReportTable(
        context: context, table: table, caption: words(.inHandovers),
        hidden: ["facets", "events"]
      ).html,
    ])
  }

  private func proof(_ event: Event) -> [HTML] {
    let isCovered = context.record.checkpoint.map { $0.size >= event.seq } ?? false
    return [
      .tag("h2") { HTML.text(words(.proof)) },
      .tag("p") { HTML.text(words(isCovered ? .proofWords : .proofNot)) },
      .tag("p", ["class": "files"]) {
        HTML.tag("a", ["href": context.href(.entry(event.seq))]) { HTML.text(words(.entryFile)) }
        if isCovered {
          " · "
          HTML.tag("a", ["href": context.href(.proof(event.seq))]) {
            HTML.text(words(.proofFile))
          }
        }
      },
    ]
  }

  /// A list of events: the newest, or a hundred that end at one; nil where there is none such.
  ///
  /// - Throws: What reading events throws.
  func list(to last: Int?) throws -> [HTML]? {
    let size = context.record.size
    let end = last ?? size
    guard end <= size, last == nil || end.isMultiple(of: Self.perPage) else { return nil }
    let first = end == 0 ? 1 : (end - 1) / Self.perPage * Self.perPage + 1
    let seqs = (first..<max(end + 1, first)).reversed().filter { context.edition.holds($0) }
    return [
      .tag("h1") { HTML.text(words(.events)) },
      .tag("nav", ["aria-label": words(.events)]) {
        HTML.tag("ul", ["class": "ways"]) {
          for page in last.map(neighbours) ?? pages { HTML.tag("li") { page } }
        }
      },
    ] + (try items.list(Array(seqs), most: Self.perPage))
  }

  /// The pages beside a full one, which stay the same once the next is full too.
  private func neighbours(_ end: Int) -> [HTML] {
    func link(to end: Int) -> HTML {
      context.a(.eventsTo(end), .figure("#\(end - Self.perPage + 1)–#\(end)"))
    }
    let next = end + Self.perPage
    let newer =
      next <= context.record.size
      ? link(to: next) : context.a(.events, .figure("#\(end + 1)–"))
    let older = end > Self.perPage ? [link(to: end - Self.perPage)] : []
    return [newer, .figure("#\(end - Self.perPage + 1)–#\(end)")] + older
  }

  /// The ends of the pages of the list that are full, and so stay where they are.
  static func ends(of size: Int) -> [Int] {
    Array(stride(from: perPage, through: size, by: perPage))
  }

  private var pages: [HTML] {
    let size = context.record.size
    let full = Self.ends(of: size).reversed().map { end in
      context.a(.eventsTo(end), .figure("#\(end - Self.perPage + 1)–#\(end)"))
    }
    guard !size.isMultiple(of: Self.perPage) else { return full }
    let first = size / Self.perPage * Self.perPage + 1
    return [context.a(.events, .figure("#\(first)–#\(size)"))] + full
  }
}
