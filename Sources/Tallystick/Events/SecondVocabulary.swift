/// The shapes of version 2 of those event types that have one.
///
/// Each takes whatever version 1 of the type takes, and no required field more. They are published,
/// and never changed.
package enum SecondVocabulary {
  /// The words that say which parts of a claim its words leave ambiguous.
  static let unclear = Unclear.allCases.map(\.rawValue)

  /// The scale by which the recorder says under which agreement a handover or a total counts.
  package static let placement = "placement"

  /// The value of a placement under no agreement.
  static let underNone = "none"

  /// All scales, each with what it is said of, and its values; those of a placement are the short
  /// ids of agreements.
  static let scales = Vocabulary.scales + [(placement, "of", [])]

  static let claim = Fields([.required("act", .choice(Vocabulary.acts))] + claimParts)
  static let claimChange = Fields(
    [.optional("act", .choice(Vocabulary.acts))] + claimParts,
    rules: [.atLeastOne(["act"] + claimParts.map(\.name))])

  /// The fields of the body of a type; nil where it has no version 2.
  static subscript(type: EventType) -> Fields? {
    switch type {
    case .announcement: announcement
    case .denial: denial
    case .correction: correction
    case .agreement: agreement
    case .assessment: assessment
    case .confirmation: confirmation
    case .retraction: retraction
    case .silence: silence
    case .medium: medium
    case .source: source
    case .term, .link, .amendment, .redaction: nil
    }
  }

  private static let announcement = Vocabulary.announcement.with(
    .required("claim", .object(claim)))
  private static let denial = Vocabulary.denial.with(
    .optional("claim", .object(claim)), .optional("instead", .object(claimChange)))
  private static let correction = Vocabulary.correction.with(
    .optional("claim", .object(claimChange)), .optional("terms", .object(terms)))
  private static let agreement = Vocabulary.agreement.with(
    .optional("obligations", .list(.object(obligation), most: 100)), .optional("until", .date),
    .optional("renews", .name(.shortID)))
  private static let assessment = Vocabulary.assessment.with(
    .required("scale", .choice(scales.map(\.name))),
    .required("value", .either([.choice(scales.flatMap(\.values)), .name(.shortID)])))

  private static let confirmation = Vocabulary.confirmation.with(signature)
  private static let retraction = Vocabulary.retraction.with(signature)
  private static let silence = Vocabulary.silence.with(signature)
  private static let medium = Vocabulary.medium.with(signature)
  private static let source = Vocabulary.source.with(
    .optional("kind", .choice(sourceKinds)), .optional("key", key))

  /// The speaker's own signature over the act.
  static let signature = Fields.Field.optional(Content.signatureField, .name(.signature))

  /// The kinds of sources: those of version 1, and those that fit better than an institution does.
  static let sourceKinds =
    Vocabulary.sourceKinds + ["ministry", "army", "armed_group", "court", "un_agency"]

  /// The value of the field `key` that says that a source has none.
  static let noKey = "none"

  /// The keys by which a source signs: one, several, or from now on none.
  private static let key = Shape.either([
    .name(.sshKey), .list(.name(.sshKey), most: 10), .choice([noKey]),
  ])

  private static let claimParts =
    Vocabulary.claimParts.map { $0.name == "count" ? .optional("count", .amount) : $0 } + [
      .optional("unclear", .list(.choice(unclear), most: unclear.count))
    ]

  private static let obligation = Fields([
    .required("debtor", .name(.party)), .required("creditor", .name(.party)),
    .required("what", .either([.name(.word), .list(.name(.word), most: 20)])),
    .optional("whose", .name(.party)), .required("count", .either([.amount, .object(each)])),
    .optional("due", .date),
  ])
  private static let each = Fields([
    .required("each", .integer(1...Count.largestFactor)), .required("of", .object(row)),
  ])
  private static let row = Fields([
    .required("what", .name(.word)), .required("from", .name(.party)),
    .required("to", .name(.party)), .optional("whose", .name(.party)),
  ])
  private static let terms = Fields(
    [
      .optional("names", .list(.text(most: 200), most: 50)), .optional("when", .date),
      .optional("parties", .list(.name(.party), most: 50)),
      .optional("obligations", .list(.object(obligation), most: 100)), .optional("until", .date),
      .optional("renews", .name(.shortID)),
    ], rules: [.atLeastOne(["names", "when", "parties", "obligations", "until", "renews"])])
}

extension Fields {
  /// The same fields, but for those given here: each stands in the place of the field of its name,
  /// or after all others.
  func with(_ changed: Field...) -> Fields {
    let kept = fields.map { field in changed.first { $0.name == field.name } ?? field }
    return Fields(kept + changed.filter { self[$0.name] == nil }, rules: rules)
  }
}
