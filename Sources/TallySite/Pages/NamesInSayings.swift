import TallyReports
import Tallystick
internal import TransparencyLog

/// What things are called on a page: each leads to its own page.
struct PageNames: SayingNames {
  let context: PageContext

  func side(named code: String) -> HTML { context.side(code) }

  func thing(named word: String) -> HTML {
    context.edition.terms.name(ofWhat: word).map { .data($0) } ?? context.words.value(word)
  }

  /// One that nobody registered may have no page.
  func source(named id: String) -> HTML {
    context.edition.sources[id] == nil ? .data(id) : context.name(of: id)
  }

  func event(named id: String) -> HTML {
    guard let event = EventID(id), let seq = context.record.index.seq(of: event) else {
      return .data(String(id.prefix(8)))
    }
    return context.reference(seq)
  }

  func agreement(named id: String) -> HTML {
    Name.shortID.matches(id) ? context.a(.agreement(id), .data(id)) : .data(id)
  }

  func medium(named id: String) -> HTML {
    Name.shortID.matches(id) ? context.a(.medium(id), .data(id)) : .data(id)
  }
}

/// What things are called in a feed, an entry of which never changes: by the short names that the event
/// itself gives, and events that were recorded before it by their numbers.
struct FeedNames: SayingNames {
  let words: Frame
  let record: SiteRecord
  /// The event that speaks.
  let seq: Int

  func side(named code: String) -> HTML { .data(code) }
  func thing(named word: String) -> HTML { words.value(word) }
  func source(named id: String) -> HTML { .data(id) }
  func agreement(named id: String) -> HTML { .data(id) }
  func medium(named id: String) -> HTML { .data(id) }

  func event(named id: String) -> HTML {
    let found = EventID(id).flatMap { record.index.seq(of: $0) }
    guard let found, found < seq else { return .data(String(id.prefix(8))) }
    return .text("#\(found)")
  }
}
