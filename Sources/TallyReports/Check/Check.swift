public import Tallystick

/// One of the things that `check` looks for.
public enum Check: String, CaseIterable, Sendable {
  /// A source speaks or carries words that nobody registered.
  case undeclaredSources = "undeclared-sources"
  /// A contradiction keeps a total from being one number, and nobody has explained it.
  case blockingContradictions = "blocking-contradictions"
  /// Something is owed, and nothing was performed for days.
  case unperformedObligations = "unperformed-obligations"
  /// Something falls due within days, or is overdue.
  case due
  /// A side states more than the handovers make that are recorded.
  case missingHandovers = "missing-handovers"
  /// It is not known which obligation a handover performs.
  case openPlacements = "open-placements"
  /// A medium is not verified for days.
  case unverifiedMedia = "unverified-media"
  /// What confirms and what is confirmed begin in one place.
  case singleRootConfirmations = "single-root-confirmations"
  /// An act was recorded days after it was said.
  case backDated = "back-dated"
  /// An act was said before what it is about.
  case datedBefore = "dated-before"
  /// A date may lie on either side of the cut.
  case impreciseDates = "imprecise-dates"
  /// Two events say the same.
  case nearDuplicates = "near-duplicates"
  /// Of two events one link says that they are of one handover, and another that they are of two.
  case opposedLinks = "opposed-links"
  /// A text looks like a name with a date of birth.
  case birthDates = "birth-dates"
  /// A word for what is handed over stands in one event only.
  case wordsUsedOnce = "words-used-once"
  /// A claim says of a part that its words leave it ambiguous.
  case unclearClaims = "unclear-claims"
  /// An event is of a type or version that this program does not know.
  case unknownTypes = "unknown-types"
  /// The clock was ahead, or behind, when an event was recorded.
  case clock
  /// The record is not, or not all of, what its key signed last.
  case rolledBack = "rolled-back"

  /// What it looks for, as a clause; *n* is the number of days asked for.
  public var meaning: String {
    switch self {
    case .undeclaredSources: "sources that speak or carry words and that nobody registered"
    case .blockingContradictions: "contradictions that nobody explained and that block a total"
    case .unperformedObligations: "obligations of which no handover is recorded for n days"
    case .due: "obligations that fall due within the days of --within, or are overdue"
    case .missingHandovers: "totals of a side that are more than its recorded handovers make"
    case .openPlacements: "handovers of which it is not known which obligation they perform"
    case .unverifiedMedia: "media that are not verified n days after they were published"
    case .singleRootConfirmations: "confirmations from the root of what they confirm"
    case .backDated: "acts recorded more than n days after they were said"
    case .datedBefore: "acts dated before what they are about"
    case .impreciseDates: "dates that may lie on either side of the cut"
    case .nearDuplicates: "events of one speaker that say the same, and no link says why"
    case .opposedLinks: "events that one link joins to one handover and another tells apart"
    case .birthDates: "text that looks like a name with a date of birth"
    case .wordsUsedOnce: "words for what is handed over that have no term and stand in one event"
    case .unclearClaims: "claims that their words leave unclear"
    case .unknownTypes: "events that this program cannot read"
    case .clock: "events recorded by a clock that was ahead or behind"
    case .rolledBack:
      "a record behind the last checkpoint that this machine signed of it, or another"
    }
  }
}

/// Something that a check found: never an error, always something for a person to look at.
public struct Found: Hashable, Sendable {
  /// The check that found it.
  public let check: Check

  /// The events that it is about, in order.
  public let seqs: [Int]

  /// What was found, as a sentence.
  public let sentence: String

  init(_ check: Check, _ seqs: some Sequence<Int>, _ sentence: String) {
    self.check = check
    self.seqs = Set(seqs).sorted()
    self.sentence = sentence
  }
}

/// What the checks found in a record at a cut, as a report.
public struct CheckReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The checks that were made, in order.
  public let checks: [Check]

  /// What they found, by check.
  public let found: [Found]

  /// Makes some checks on a view and the events that it was made from.
  ///
  /// - Parameters:
  ///   - view: The record at a cut.
  ///   - events: The events that the view was made from, in order.
  ///   - checks: The checks to make.
  ///   - days: After how many days, counted from the cut's day, something is worth a look.
  ///   - within: Within how many days of the cut's day what falls due is worth a look.
  ///   - now: What time it is; a record with a test clock has its own.
  ///   - rolledBack: Why the record is not what its key signed last, as a sentence; nil where it is.
  public init(
    _ view: View, events: [Event], checks: [Check] = Check.allCases, days: Int = 30,
    within: Int = 7, now: Instant, rolledBack: String? = nil
  ) {
    cut = view.cut
    self.checks = checks
    let checker = Checker(
      view: view, events: events, days: days, within: within, now: now, rolledBack: rolledBack)
    found = checks.flatMap(checker.found)
  }

  private init(cut: ResolvedCut, _ checks: [Check], _ found: [Found]) {
    self.cut = cut
    self.checks = checks
    self.found = found
  }

  /// What was found of acts on a row that is wanted.
  public func only(_ filter: RowFilter, in view: View) -> Self {
    guard !filter.isOpen else { return self }
    let fitting = view.seqs(fitting: filter)
    return Self(cut: cut, checks, found.filter { $0.seqs.contains(where: fitting.contains) })
  }

  /// The checks, and what they found.
  public var fields: JSONObject {
    [
      "checks": .array(checks.map { .string($0.rawValue) }),
      "rows": .array(
        found.map {
          [
            "check": .string($0.check.rawValue), "events": .seqs($0.seqs),
            "found": .string($0.sentence),
          ]
        }),
    ]
  }

  /// One row for each thing found.
  public var table: Table {
    var table = Table(["check", "events", "found"])
    for one in found {
      table.add([.text(one.check.rawValue), .seqs(one.seqs), .text(one.sentence)])
    }
    return table
  }
}
