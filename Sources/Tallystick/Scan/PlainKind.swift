/// A type of event, laid out for a scan: the fields of its body in version 1, and the numbers of
/// those that are asked for.
final class PlainKind: Sendable {
  let type: EventType

  /// The word of the type.
  let word: [UInt8]

  let fields: PlainFields
  let speaker, claim, quote, of, facets, count, instead, terms: Int?
  let about, a, b, against, shows, scale, medium, sha256, published, silent, relation: Int?

  private init(_ type: EventType) {
    let fields = PlainFields(type.fields(version: 1))
    self.type = type
    word = Array(type.rawValue.utf8)
    self.fields = fields
    speaker = fields.number(of: "speaker")
    claim = fields.number(of: "claim")
    quote = fields.number(of: "quote")
    of = fields.number(of: "of")
    facets = fields.number(of: "facets")
    count = fields.number(of: "count")
    instead = fields.number(of: "instead")
    terms = fields.number(of: "terms")
    about = fields.number(of: "about")
    a = fields.number(of: "a")
    b = fields.number(of: "b")
    against = fields.number(of: "against")
    shows = fields.number(of: "shows")
    scale = fields.number(of: "scale")
    medium = fields.number(of: "medium")
    sha256 = fields.number(of: "sha256")
    published = fields.number(of: "published")
    silent = fields.number(of: "silent")
    relation = fields.number(of: "relation")
  }

  /// The layouts of all types, each made once.
  private static let all = EventType.allCases.map { PlainKind($0) }

  /// The layout of the type whose word stands in some places; nil where it is no word of a type.
  private static func named(_ place: Range<Int>, in bytes: Span<UInt8>) -> PlainKind? {
    for kind in all where bytes.holds(kind.word, at: place) { return kind }
    return nil
  }

  /// The layout of the type that stands at the end of a content line, with a version after it or
  /// none.
  ///
  /// It is nil where none does; whether the line is one is for its scan to say.
  static func atEnd(of line: Span<UInt8>) -> PlainKind? {
    let version = line.count - 7..<line.count
    var end = line.count - 1
    if version.lowerBound >= 0, line.holds(",\"v\":1}", at: version) { end = version.lowerBound }
    var start = end - 1
    while start > 0, line[start - 1] != UInt8(ascii: "\"") { start -= 1 }
    guard start >= 8, line[end - 1] == UInt8(ascii: "\""),
      line.holds("\"type\":\"", at: start - 8..<start)
    else { return nil }
    return named(start..<end - 1, in: line)
  }
}
