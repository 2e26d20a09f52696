/// A type of event, laid out for a scan: the fields of its body, and the numbers of those that are
/// asked for.
struct PlainKind: Sendable {
  let fields: PlainFields
  let speaker, claim, quote, of, facets, count, instead, terms: Int?
  let about, a, b, against, shows, scale, medium: Int?

  private init(_ type: EventType) {
    let fields = PlainFields(type.fields)
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
  }

  /// The layout of a type, made once.
  static func of(_ type: EventType) -> PlainKind { all[type] ?? PlainKind(type) }

  private static let all = Dictionary(
    uniqueKeysWithValues: EventType.allCases.map { ($0, PlainKind($0)) })
}
