import TallyReports
import Tallystick
internal import TransparencyLog

/// What a page is made from: a record at a cut, the words of the frame, and where the page stands.
struct PageContext {
  /// The record.
  let record: SiteRecord
  /// The record at the cut.
  let edition: Edition
  /// The day of the cut; nil for now.
  let day: Day?
  /// The path of the page.
  let path: SitePath
  /// The words of the frame.
  let words: Frame
  /// What sides are called.
  var names: SideNames { SideNames(terms: edition.terms) }

  /// The days on which something was said.
  var changes: SaidDays { record.changes }

  /// A link to a page that keeps the cut.
  func link(_ page: SitePage) -> String { href(.page(page, at: page.takesCut ? day : nil)) }

  /// A relative link, so that a site may stand anywhere.
  func href(_ target: SitePath) -> String {
    let depth = path.text.utf8.count { $0 == UInt8(ascii: "/") }
    let text = String(repeating: "../", count: depth) + target.text
    return text.isEmpty ? "./" : text
  }

  /// A link.
  func a(_ page: SitePage, _ content: HTML) -> HTML {
    .tag("a", ["href": link(page)]) { content }
  }

  /// The title of the record.
  var title: String { names.title(of: record.origin) }

  /// A text in the language of the record.
  func spoken(_ text: String) -> HTML {
    guard let language = edition.terms.language else { return .data(text) }
    return .element("bdi", [("lang", language)], [.text(escaped(text))])
  }

  /// The title of the record, in its language.
  var titleHTML: HTML { spoken(edition.terms.title ?? record.origin) }

  /// `#12`, which leads to the event.
  func reference(_ seq: Int) -> HTML {
    guard edition.holds(seq) else { return .text("#\(seq)") }
    return a(.event(seq), .text("#\(seq)"))
  }

  /// References to the first events of some, and how many more there are.
  func references(_ seqs: [Int], most: Int = 12) -> HTML {
    let shown = seqs.prefix(most).map { reference($0) }.joined(by: " ")
    guard seqs.count > most else { return shown }
    return .several([shown, " ", words.html(.more, .text(words.number(seqs.count - most)))])
  }

  /// Words of a report, in which each `#12` leads to its event.
  func linked(_ text: String) -> HTML {
    var pieces: [HTML] = []
    var plain = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "#") {
      let digits = rest[rest.index(after: mark)...].prefix { $0.isASCII && $0.isNumber }
      plain += rest[..<mark]
      if plain.last?.isWhitespace ?? true, let seq = Int(digits) {
        if !plain.isEmpty { pieces.append(.data(plain)) }
        pieces.append(reference(seq))
        plain = ""
      } else {
        plain += "#" + digits
      }
      rest = rest[digits.endIndex...]
    }
    plain += rest
    if !plain.isEmpty || pieces.isEmpty { pieces.append(.data(plain)) }
    return .several(pieces)
  }

  /// A side in words.
  func side(_ code: String?) -> HTML { names.side(code) ?? .text(words(.unsaid)) }

  /// A side as plain text.
  func sideText(_ code: String?) -> String { names.text(code) ?? words(.unsaid) }

  /// `Remains: RU → UA`.
  func title(_ row: Row) -> HTML {
    "\(what(row)): \(side(row.from)) → \(side(row.to))"
  }

  /// What is handed over.
  func what(_ row: Row) -> HTML {
    guard let what = row.what else { return .text(words(.unsaid)) }
    let name = edition.terms.name(ofWhat: what)
    return name.map { .data($0.capitalised) } ?? words.value(what.capitalisedWord)
  }

  /// Whose they are.
  func whose(_ row: Row) -> HTML {
    row.whose == nil ? .text(words(.whoseUnsaid)) : words.html(.whose, side(row.whose))
  }

  /// A row as plain text, for titles.
  func plainTitle(_ row: Row) -> String {
    let what = what(row).plainText
    return "\(what): \(sideText(row.from)) → \(sideText(row.to)) (\(sideText(row.whose)))"
  }

  /// The name of a source, as registered.
  func name(of source: String) -> HTML {
    let name = edition.sources[source]?.name ?? source
    return Name.shortID.matches(source) ? a(.source(source), .data(name)) : .data(name)
  }
}

extension String {
  /// The word with a capital first letter, by which the words of a language know it too.
  fileprivate var capitalisedWord: String { capitalised }
}

extension Frame {
  /// ``value(_:)`` as plain text.
  func plainValue(_ word: String) -> String {
    let html = value(word)
    return html.plainText
  }
}

extension HTML {
  /// The text in it.
  var plainText: String {
    switch self {
    case .text(let text): text
    case .several(let pieces): pieces.map(\.plainText).joined()
    case .element(_, _, let content): content.map(\.plainText).joined()
    case .later(let piece): piece().plainText
    case .doctype: ""
    }
  }

  /// The piece with a capital first letter in its first text of the page's own.
  var withCapital: HTML { changed(\.withCapital) }

  /// The piece with a small first letter in its first text of the page's own.
  var withSmall: HTML { changed(\.withSmall) }

  private func changed(_ change: (String) -> String) -> HTML {
    switch self {
    case .text(let text): return .text(change(text))
    case .several(var pieces):
      guard let place = pieces.firstIndex(where: { !$0.plainText.isEmpty }) else { return self }
      pieces[place] = pieces[place].changed(change)
      return .several(pieces)
    default: return self
    }
  }
}
