internal import TransparencyLog

/// Who is behind an act, from the best attributed to the least (events/README.md).
public enum Attribution: String, CaseIterable, Sendable {
  /// A person by name.
  case named
  /// An institution.
  case institution
  /// Somebody whom the words do not name.
  case unnamed
  /// The outlet in its own voice.
  case outlet
  /// Nobody is said to have said it.
  case unattributed

  /// How what a source of a kind says is attributed, where the words say nothing else; a source of
  /// which no kind is known is taken for a person.
  public static func usual(ofKind kind: String?) -> Attribution {
    switch kind {
    case nil, "person": .named
    case "unnamed": .unnamed
    case "outlet", "agency": .outlet
    default: .institution
    }
  }
}

/// One of the parts of a claim that can be confirmed or denied apart from the others.
public enum Facet: String, CaseIterable, Sendable {
  /// The number.
  case count
  /// From whom to whom.
  case direction
  /// When.
  case date
  /// What.
  case what
  /// Whose.
  case whose
  /// Where.
  case place
  /// Under which agreement.
  case agreement
  /// Whether a medium shows what it is said to.
  case authenticity
}

/// The fields that every act of a speaker has.
///
/// Very many acts have the same: they are kept once for all that were read with the same words.
public struct Speech: Sendable {
  private let said: Said

  private final class Said: Sendable {
    let fields: Fields

    init(_ fields: Fields) { self.fields = fields }
  }

  private struct Fields: Hashable, Sendable {
    let speaker: String
    let attribution: Attribution
    let side: String?
    let via: [String]
    let published: Stated?
    let rendering: Rendering?
  }

  init(
    speaker: String, attribution: Attribution, side: String?, via: [String], published: Stated?,
    rendering: Rendering?
  ) {
    said = Said(
      Fields(
        speaker: speaker, attribution: attribution, side: side, via: via, published: published,
        rendering: rendering))
  }

  /// The short id of the source that speaks.
  public var speaker: String { said.fields.speaker }

  /// How the words attribute it.
  public var attribution: Attribution { said.fields.attribution }

  /// The side for which the words say it speaks.
  public var side: String? { said.fields.side }

  /// The chain from the speaker to the page read.
  public var via: [String] { said.fields.via }

  /// When this rendering appeared, where that was later.
  public var published: Stated? { said.fields.published }

  /// How the words render what was said, where that is known.
  public var rendering: Rendering? { said.fields.rendering }
}

extension Speech: Hashable {
  /// Whether two speak alike.
  public static func == (left: Speech, right: Speech) -> Bool {
    left.said === right.said || left.said.fields == right.said.fields
  }

  /// Feeds the fields into `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(said.fields) }
}

/// How words render what was said, from the nearest to the furthest.
public enum Rendering: String, CaseIterable, Sendable {
  /// In the speaker's own words.
  case verbatim
  /// In the same words of another language.
  case translation
  /// In other words.
  case paraphrase
  /// In fewer words.
  case summary
}

/// What an act of a speaker does.
public enum Deed: Hashable, Sendable {
  /// Says that something is so.
  case announcement(Claim)
  /// Confirms parts of other acts, with a number of its own where it gives one.
  case confirmation(of: [EventID], facets: Set<Facet>, count: Count?)
  /// Denies an act or a claim, the whole of it where no facets are named.
  case denial(of: EventID?, claim: Claim?, facets: Set<Facet>, instead: JSONObject?)
  /// Changes parts of the speaker's earlier claim, or terms of its reading of an agreement.
  case correction(of: EventID, claim: JSONObject?, terms: JSONObject?)
  /// Withdraws an earlier act.
  case retraction(of: EventID)
  /// Says nothing, or is observed to.
  case silence(Silence)
  /// A reading of an agreement.
  case agreement(Agreement)
  /// A medium.
  case medium(Medium)

  /// The events that the act is about and cannot do without.
  package var references: [EventID] {
    switch self {
    case .confirmation(let ids, _, _): ids
    case .denial(let id, _, _, _): id.map { [$0] } ?? []
    case .correction(let id, _, _), .retraction(let id): [id]
    case .announcement, .silence, .agreement, .medium: []
    }
  }
}

/// A deal as one speaker reads it.
public struct Agreement: Hashable, Sendable {
  /// Its short id.
  public let agreement: String

  /// What people call it.
  public var names: [String]

  /// When it was made.
  public var when: EDTFDate

  /// Who made it.
  public var parties: [String]

  /// What it makes each owe.
  public var obligations: [Obligation]

  /// The day on which it ends, where that was said.
  public var until: EDTFDate?

  /// The short id of the earlier agreement that it takes the place of.
  public var renews: String?

  /// The names of the terms that a correction may change.
  static let terms = ["names", "when", "parties", "obligations", "until", "renews"]
}

/// What an agreement makes a debtor owe a creditor.
public struct Obligation: Hashable, Sendable {
  /// The party that owes.
  public let debtor: String

  /// The party that is owed.
  public let creditor: String

  /// The words for what is owed; any of them performs it.
  public let what: [String]

  /// The party whose people they are; nil where it does not matter or was not said.
  public let whose: String?

  /// How many.
  public let count: Owed

  /// When it falls due, where that was said.
  public let due: EDTFDate?
}

/// That somebody keeps silent, as a speaker declares or observes.
public struct Silence: Hashable, Sendable {
  /// The source or party that is silent.
  public let silent: String

  /// The event on which it is silent.
  public let about: EventID?

  /// On what it is silent, in words.
  public let aboutWords: String?

  /// How long, a date or words, where that was said.
  public let until: String?
}

/// A video, photo, document or illustration said to show something.
public struct Medium: Hashable, Sendable {
  /// Its short id.
  public let medium: String

  /// `video`, `photo`, `document` or `illustration`.
  public let kind: String

  /// Who published it, if another than the speaker.
  public let publisher: String?

  /// When it was made or appeared.
  public let when: EDTFDate?

  /// Where it stands, unless sealed.
  public let locator: String?

  /// The SHA-256 of a copy, in hexadecimal.
  public let sha256: String?

  /// The events that it is said to show.
  public let shows: [EventID]

  /// What it is said to show, in words.
  public let showsWords: String?
}

extension Medium {
  /// The SHA-256 of an empty file, which is no copy of anything.
  static let digestOfNothing = Hash.of([]).bytes.lowerHex

  /// Its letters.
  static let lettersOfNothing = Array(digestOfNothing.utf8)
}
