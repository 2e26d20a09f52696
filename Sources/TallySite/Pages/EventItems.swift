import TallyReports
import Tallystick
internal import TransparencyLog

/// Events as a page lists them: who said it, when and in which words.
struct EventItems {
  let context: PageContext

  private var words: Frame { context.words }

  /// A list of events with their words, at most `most`, and how many more there are.
  ///
  /// - Throws: What reading them throws.
  func list(_ seqs: [Int], most: Int = 100) throws -> [HTML] {
    guard !seqs.isEmpty else { return [.tag("p") { HTML.text(words(.nothingHere)) }] }
    let events = try context.record.events(seqs.prefix(most))
    return [
      .tag("ul", ["class": "events"]) { for event in events { item(event) } },
      seqs.count > most
        ? .tag("p", ["class": "note"]) {
          words.html(.more, .text(words.number(seqs.count - most)))
        } : .several([]),
    ]
  }

  /// One event.
  func item(_ event: Event) -> HTML {
    .tag("li") {
      HTML.tag("p", ["class": "who"]) { "\(context.reference(event.seq)) \(heading(event))" }
      quote(event)
      HTML.tag("p", ["class": "said"]) { said(event) }
    }
  }

  /// Who signed an event; nil where nobody did.
  func signing(_ event: Event) -> Signing? {
    context.edition.sources.signing(of: event.content, at: event.seq)
  }

  /// What an event says, in the words of the frame.
  func said(_ event: Event) -> HTML {
    Saying(words: words, names: PageNames(context: context)).html(event.content)
  }

  /// Who, when, and what kind of act.
  func heading(_ event: Event) -> HTML {
    let body = event.content.body
    let day = HTML.dated(words.date(event.content.stated.text))
    let type = words.value(event.content.type)
    guard let speaker = body["speaker"]?.string else {
      let recorder =
        event.recorder == "recorder"
        ? HTML.text(words(.byTheRecorder)) : words.html(.byRecorder, .data(event.recorder))
      return "\(day), \(type) \(recorder)"
    }
    let side = body["side"]?.string ?? context.edition.sources.side(of: speaker)
    let name = HTML.tag("b") { context.name(of: speaker) }
    let spoken: HTML = side.map { "\(name) (\(context.side($0)))" } ?? name
    let attribution = body["attribution"]?.string ?? ""
    let isPlain = ["", "named", "institution"].contains(attribution)
    let said: HTML =
      isPlain
      ? "\(spoken), \(day), \(type)"
      : "\(spoken), \(words.value(attribution)), \(day), \(type)"
    guard let signer = signing(event)?.signer else { return said }
    return "\(said), \(words.html(.signedBy, context.name(of: signer.id)))"
  }

  /// The exact words, in their language and direction.
  func quote(_ event: Event) -> [HTML] {
    guard let quote = event.content.body["quote"]?.string else { return [] }
    let language = event.content.body["lang"]?.string
    var attributes: [HTML.Attribute] = [("dir", "auto")]
    if let language, Name.language.matches(language) { attributes.append(("lang", language)) }
    return [.element("blockquote", attributes, ["“\(data: quote)”"])]
  }
}
