/// The fourteen types of event, each with the verb that the command line has for it.
public enum EventType: String, CaseIterable, Sendable {
  /// A speaker says that something happened, will happen, or was said.
  case announcement
  /// A speaker confirms parts of what another said.
  case confirmation
  /// A speaker denies what another said, or a claim that the record does not hold.
  case denial
  /// A speaker changes its own earlier words.
  case correction
  /// A speaker withdraws its own earlier words.
  case retraction
  /// A speaker keeps silent, or is observed to.
  case silence
  /// A speaker's reading of a deal.
  case agreement
  /// A video, photo, document or illustration.
  case medium
  /// Who a source is.
  case source
  /// What a short name stands for, and how it is printed.
  case term
  /// A judgement of the recorder on an event, a source or a medium.
  case assessment
  /// How two events belong together.
  case link
  /// A correction of the recorder's own mistake.
  case amendment
  /// A sealed field was destroyed.
  case redaction

  /// The verb of the command line.
  public var verb: String {
    switch self {
    case .announcement: "announce"
    case .confirmation: "confirm"
    case .denial: "deny"
    case .correction: "correct"
    case .retraction: "retract"
    case .agreement: "agree"
    case .medium: "publish"
    case .assessment: "assess"
    case .amendment: "amend"
    case .redaction: "redact"
    case .silence, .source, .term, .link: rawValue
    }
  }

  /// Whether it is an act of a speaker; the others are judgements and bookkeeping.
  public var isAct: Bool {
    switch self {
    case .announcement, .confirmation, .denial, .correction, .retraction, .silence, .agreement,
      .medium:
      true
    case .source, .term, .assessment, .link, .amendment, .redaction: false
    }
  }

  /// The fields of the body in the newest version of its shape.
  public var fields: Fields { fields(version: newestVersion) }

  /// The newest version of the shape of the body, from 1.
  public var newestVersion: Int {
    switch self {
    case .announcement, .denial, .correction, .agreement: 3
    case .confirmation, .retraction, .silence, .medium, .assessment, .source: 2
    case .term, .link, .amendment, .redaction: 1
    }
  }

  /// Creates the type of a word, where this program knows it in a version.
  public init?(_ word: String, version: Int) {
    guard let type = EventType(rawValue: word), (1...type.newestVersion).contains(version) else {
      return nil
    }
    self = type
  }

  /// The fields of the body in a version of its shape.
  ///
  /// What is beyond ``newestVersion`` is taken for that.
  public func fields(version: Int) -> Fields {
    switch min(version, newestVersion) {
    case 3: ThirdVocabulary[self] ?? first
    case 2: SecondVocabulary[self] ?? first
    default: first
    }
  }

  private var first: Fields {
    switch self {
    case .announcement: Vocabulary.announcement
    case .confirmation: Vocabulary.confirmation
    case .denial: Vocabulary.denial
    case .correction: Vocabulary.correction
    case .retraction: Vocabulary.retraction
    case .silence: Vocabulary.silence
    case .agreement: Vocabulary.agreement
    case .medium: Vocabulary.medium
    case .source: Vocabulary.source
    case .term: Vocabulary.term
    case .assessment: Vocabulary.assessment
    case .link: Vocabulary.link
    case .amendment: Vocabulary.amendment
    case .redaction: Vocabulary.redaction
    }
  }
}

/// The words and shapes of version 1 of every event type (events/README.md).
///
/// They are published, and never changed: what differs is a version 2, in ``SecondVocabulary``, or 3,
/// in ``ThirdVocabulary``.
enum Vocabulary {
  static let attributions = ["named", "institution", "unnamed", "outlet", "unattributed"]
  static let renderings = ["verbatim", "paraphrase", "translation", "summary"]
  static let acts = [
    "handover", "plan", "offer", "staging", "list", "identification", "talks", "statement",
  ]
  static let units = ["body", "set_of_remains", "bag", "person", "list_entry"]
  static let scopes = ["event", "part", "each_way", "both_ways", "cumulative"]
  static let facets = ["count", "direction", "date", "what", "whose", "place", "agreement"]
  static let sourceKinds = [
    "party", "institution", "person", "agency", "outlet", "mediator", "observer", "unnamed",
  ]
  static let termKinds = ["side", "what", "unit", "record"]
  static let termClasses = ["people", "remains", "goods", "money"]
  static let mediumKinds = ["video", "photo", "document", "illustration"]
  static let relations = [
    "same_utterance", "same_handover", "distinct_handover", "derived_from", "contradicts",
  ]

  /// The relations that say whether two events are of one handover.
  static let handoverRelations: Set = ["same_handover", "distinct_handover"]
  static let scales: [(name: String, subject: String, values: [String])] = [
    ("reliability", "source", ["A", "B", "C", "D", "E", "F"]),
    ("credibility", "of", ["1", "2", "3", "4", "5", "6"]),
    (
      "authenticity", "medium",
      [
        "mentioned", "located", "archived", "provenance_known", "place_or_time_checked",
        "place_and_time_checked", "verified", "manipulated", "recycled", "synthetic", "disputed",
      ]
    ),
    (
      "explanation", "of",
      [
        "scope", "date", "unit", "direction", "translation", "transmission",
        "cumulative_as_increment", "rounding", "stale", "left_standing",
      ]
    ),
  ]

  static let claim = Fields([.required("act", .choice(acts))] + claimParts)
  static let claimChange = Fields(
    [.optional("act", .choice(acts))] + claimParts,
    rules: [.atLeastOne(["act"] + claimParts.map(\.name))])

  static let announcement = Fields(speech + [.required("claim", .object(claim)), `repeat`])
  static let confirmation = Fields(
    speech + [
      .required("of", .either([id, .list(id, most: 100)])),
      .required("facets", .list(.choice(facets), most: 7)),
      .optional("count", .count), `repeat`,
    ])
  static let denial = Fields(
    speech + [
      .optional("of", id), .optional("claim", .object(claim)),
      .optional("facets", .list(.choice(facets + ["authenticity"]), most: 8)),
      .optional("instead", .object(claimChange)), `repeat`,
    ], rules: [.exactlyOne(["of", "claim"])])
  static let correction = Fields(
    speech + [
      .required("of", id), .optional("claim", .object(claimChange)),
      .optional("terms", .object(terms)), `repeat`,
    ], rules: [.exactlyOne(["claim", "terms"])])
  static let retraction = Fields(
    speech + [
      .required("of", id), .optional("reason", .text(most: 2000)).sealable, `repeat`,
    ])
  static let silence = Fields(
    speech + [
      .required("silent", .either([.name(.shortID), .name(.party)])),
      .optional("about", id), .optional("about_words", .text(most: 300)),
      .optional("until", .text(most: 300)), `repeat`,
    ], rules: [.exactlyOne(["about", "about_words"])])
  static let agreement = Fields(
    speech + [
      .required("agreement", .name(.shortID)),
      .required("names", .list(.text(most: 200), most: 50)), .required("when", .date),
      .required("parties", .list(.name(.party), most: 50)),
      .optional("obligations", .list(.object(obligation), most: 100)), `repeat`,
    ])
  static let medium = Fields(
    speech + [
      .required("medium", .name(.shortID)), .required("kind", .choice(mediumKinds)),
      .optional("publisher", .name(.shortID)), .optional("when", .date),
      .optional("locator", .text(most: 2000)).sealable, .optional("sha256", .name(.sha256)),
      .optional("shows", .either([.list(id, most: 100), .text(most: 300)])), `repeat`,
    ])

  static let source = Fields([
    .required("source", .name(.shortID)), .optional("kind", .choice(sourceKinds)),
    .optional("name", .text(most: 200)),
    .optional("aliases", .list(.text(most: 200), most: 100)), .optional("side", .name(.party)),
    .optional("member_of", .name(.shortID)), .optional("derived_from", .name(.shortID)), reason,
    `repeat`,
  ])
  static let term = Fields([
    .required("term", .either([.name(.party), .name(.word), .name(.shortID)])),
    .required("kind", .choice(termKinds)),
    .optional("name", .text(most: 200)),
    .optional("of", .choice(termClasses)),
    .optional("unit", .name(.word)), .optional("one", .text(most: 100)),
    .optional("many", .text(most: 100)), .optional("author", .text(most: 200)),
    .optional("lang", .name(.language)), reason, `repeat`,
  ])
  static let assessment = Fields(
    [
      .optional("of", id), .optional("source", .name(.shortID)),
      .optional("medium", .name(.shortID)), .required("scale", .choice(scales.map(\.name))),
      .required("value", .choice(scales.flatMap(\.values))),
      .optional("against", .list(id, most: 100)), .optional("method", .text(most: 300)), reason,
      `repeat`,
    ],
    rules: [.exactlyOne(["of", "source", "medium"])]
      + scales.map { .when(field: "scale", is: $0.name, then: "value", in: $0.values) })
  static let link = Fields([
    .required("a", id), .required("b", id), .required("relation", .choice(relations)), reason,
    `repeat`,
  ])
  static let amendment = Fields(
    [
      .required("of", id), .optional("set", .anything),
      .optional("drop", .list(.text(most: 100), most: 50)), .optional("void", .yes), reason,
      `repeat`,
    ], rules: [.atLeastOne(["set", "drop", "void"])])
  static let redaction = Fields([
    .required("of", id), .required("digest", .name(.digest)),
    .optional("authority", .text(most: 300)), reason, `repeat`,
  ])

  static let id = Shape.name(.eventID)
  static let reason = Fields.Field.required("reason", .text(most: 2000)).sealable
  static let `repeat` = Fields.Field.optional("repeat", .integer(2...1_000_000))

  static let speech: [Fields.Field] = [
    .required("speaker", .name(.shortID)), .required("attribution", .choice(attributions)),
    .optional("side", .name(.party)), .optional("via", .list(.name(.shortID), most: 20)),
    Fields.Field.optional("capture", .object(capture)).sealable,
    .optional("published", .stated), Fields.Field.optional("quote", .text(most: 300)).sealable,
    .optional("lang", .name(.language)), .optional("rendering", .choice(renderings)),
  ]
  private static let capture = Fields(
    [
      .optional("url", .text(most: 2000)), .optional("archive", .text(most: 2000)),
      .optional("sha256", .name(.sha256)),
    ], rules: [.atLeastOne(["url", "archive", "sha256"])])
  static let claimParts: [Fields.Field] = [
    .optional("what", .name(.word)), .optional("unit", .choice(units)),
    .optional("from", .name(.party)), .optional("to", .name(.party)),
    .optional("whose", .name(.party)), .optional("received_as", .name(.party)),
    .optional("identified_as", .name(.party)), .optional("count", .count),
    .optional("when", .date), .optional("scope", .choice(scopes)),
    .optional("under", .name(.shortID)), Fields.Field.optional("place", .text(most: 200)).sealable,
    .optional("about", .either([id, .text(most: 300)])), .optional("handover", .name(.label)),
  ]
  private static let obligation = Fields([
    .required("debtor", .name(.party)), .required("creditor", .name(.party)),
    .required("what", .either([.name(.word), .list(.name(.word), most: 20)])),
    .required("whose", .name(.party)), .required("count", .count), .optional("due", .date),
  ])
  private static let terms = Fields(
    [
      .optional("names", .list(.text(most: 200), most: 50)), .optional("when", .date),
      .optional("parties", .list(.name(.party), most: 50)),
      .optional("obligations", .list(.object(obligation), most: 100)),
    ], rules: [.atLeastOne(["names", "when", "parties", "obligations"])])
}
