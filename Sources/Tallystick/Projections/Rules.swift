/// The rules that turn claims into statuses and totals: the words by which the projections decide,
/// and a sentence on each rule (TheRules.md).
///
/// What is decided by a list of words stands here and nowhere else, and the sentences name the
/// words from the same lists.
public enum Rules {
  /// The version of the rules, printed with every report; it changes with any of them.
  public static let version = 2

  /// The explanations that take their event out of sums and ranges.
  static let excludingExplanations: Set = [
    "scope", "direction", "translation", "transmission", "cumulative_as_increment", "stale",
  ]

  /// The relations of links that make two events one root.
  package static let rootRelations: Set = ["same_utterance", "derived_from"]

  /// The rungs of authenticity, from the one that speaks most against a medium to the only one
  /// that counts as verified.
  static let rungs = [
    "manipulated", "recycled", "synthetic", "disputed", "mentioned", "located", "archived",
    "provenance_known", "place_or_time_checked", "place_and_time_checked", "verified",
  ]

  /// The rung of a medium of which a copy is at hand, until it is assessed.
  static let rungWithCopy = "archived"

  /// The rung of every other medium, until it is assessed.
  static let rungAtLeast = "mentioned"

  /// How many versions of one claim, or readings of one agreement, stand beside one another.
  static let mostVersions = 16

  /// Whether a statement is of the outlets, and not of others that speak for neither side.
  static func isOutlet(_ attribution: Attribution, kind: String?) -> Bool {
    attribution == .outlet || attribution == .unattributed || kind == "outlet" || kind == "agency"
  }

  /// Whether a source of this kind, of neither side and by name, is one that saw it.
  static func isObserver(_ kind: String?) -> Bool { kind == "observer" || kind == "mediator" }
}

extension Attribution {
  /// From 0, the best: numbers are taken from the lowest rank that gives one.
  var rank: Int {
    switch self {
    case .named, .institution: 0
    case .unnamed: 1
    case .outlet, .unattributed: 2
    }
  }
}
