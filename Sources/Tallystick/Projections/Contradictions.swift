/// Two or more claims that cannot all be right, or one that cannot be right by itself (TheRules.md).
///
/// Nothing is deleted: an explanation closes a contradiction, and both sides of it stay.
public struct Contradiction: Hashable, Sendable {
  /// What the claims differ in.
  public enum Kind: String, CaseIterable, Sendable {
    /// Two numbers of one handover, side against side, one side against itself, or an observer
    /// against a side; or two totals of the two sides for the same days.
    case number
    /// From whom to whom one handover went.
    case direction
    /// What was handed over in one handover.
    case what
    /// What the sender calls them, and what the receiver takes them for.
    case whose
    /// Renderings of one utterance that differ in more than words.
    case transmission
    /// Under which agreement.
    case agreement
    /// Whose remains they turned out to be.
    case identity
    /// Whether it happened: a standing denial.
    case existence
    /// A stated total and the sum of what its own side says.
    case totalMismatch = "total_mismatch"
    /// A total of a side that is smaller than an earlier one which its period holds.
    case totalFalls = "total_falls"
    /// What one claim says cannot be.
    case implausible
    /// What somebody says of an agreement's performance, and the figures.
    case compliance
    /// A recorder's link says so.
    case declared
  }

  /// What was found.
  private struct Finding: Hashable {
    let kind: Kind
    let these: [Int]
    let those: [Int]
    let key: String
    let newest: Day?
    let place: String
    let difference: Amount?
    let explanation: Explanation?
  }

  /// What was found and its hash; a class for the reason that ``Standing/Act`` is one.
  private final class Found: Sendable {
    let finding: Finding
    let hash: Int

    init(_ finding: Finding) {
      self.finding = finding
      hash = finding.hashValue
    }
  }

  private let found: Found

  /// Whether it keeps a total from being one number.
  public private(set) var isBlocking: Bool

  init(
    kind: Kind, these: [Int], those: [Int], key: String, newest: Day?, place: String,
    difference: Amount?, isBlocking: Bool, explanation: Explanation?
  ) {
    found = Found(
      Finding(
        kind: kind, these: these, those: those, key: key, newest: newest, place: place,
        difference: difference, explanation: explanation))
    self.isBlocking = isBlocking
  }

  /// What the claims differ in.
  public var kind: Kind { found.finding.kind }

  /// The events on one side.
  public var these: [Int] { found.finding.these }

  /// The events on the other side; empty where one claim contradicts itself.
  public var those: [Int] { found.finding.those }

  /// What tells it from all others, whatever is recorded later: the short id of the lowest of its acts,
  /// and what they differ in.
  public var key: String { found.finding.key }

  /// The latest day on which one of its acts may have been stated; nil where that is open.
  var newest: Day? { found.finding.newest }

  /// Where it lies, in words.
  public var place: String { found.finding.place }

  /// How far apart two numbers are.
  public var difference: Amount? { found.finding.difference }

  /// The explanation that holds, and the event that gives it.
  public var explanation: Explanation? { found.finding.explanation }

  /// Whether two say the same.
  public static func == (left: Contradiction, right: Contradiction) -> Bool {
    guard left.isBlocking == right.isBlocking else { return false }
    return left.found === right.found
      || left.found.hash == right.found.hash && left.found.finding == right.found.finding
  }

  /// Hashes what it says.
  public func hash(into hasher: inout Hasher) { hasher.combine(found.hash) }

  /// An explanation by a recorder.
  public struct Explanation: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// Its word, such as `transmission`.
    public let value: String
  }

  /// Whether no explanation holds.
  public var isOpen: Bool { explanation == nil }

  /// What would settle it.
  public var settledBy: String {
    switch kind {
    case .number: "a correction by one side, or one count by both"
    case .direction, .what: "a correction by one side, or the words of both on the same handover"
    case .whose: "a list of those handed over, by both sides"
    case .transmission: "the speaker's own words, from a page nearer to them"
    case .agreement: "the words of both sides on the agreement"
    case .identity: "the findings of both sides, or of somebody who examined them"
    case .existence: "a statement by the other side, or somebody who saw it"
    case .totalMismatch: "a list of the handovers that the total is made of"
    case .totalFalls: "the speaker's correction of one of the two totals"
    case .implausible: "the words of the first page, or the speaker's correction"
    case .compliance: "the words of the agreement, and a count by both sides"
    case .declared: "an explanation of which of the two is at fault, and why"
    }
  }
}

/// All contradictions at a cut.
public struct Contradictions: Sendable {
  /// The contradictions: blocking ones first, then the newest, then by kind, by their events and by
  /// where they lie; one order for one record.
  public let all: [Contradiction]

  package init(_ standing: Standing, _ handovers: Handovers, _ totals: Totals) {
    var fold = Fold()
    fold.take(standing, handovers, totals)
    self.init(fold, Obligations(standing, handovers).lines, Explanations(standing))
  }

  /// Takes what was found part by part, and puts what is said of agreements beside the obligations.
  package init(_ fold: Fold, _ obligations: [Obligations.Line], _ explanations: Explanations) {
    let verdicts = fold.verdicts.compactMap { Contradiction($0, obligations, explanations) }
    let found = fold.found.union(verdicts)
    all = found.filter { $0.isBlocking || !found.contains($0.blocking) }
      .sorted { $0.precedes($1) }
  }

  /// The contradictions of a record, found part by part.
  package struct Fold {
    fileprivate var found: Set<Contradiction> = []
    fileprivate var verdicts: [ContradictionSearch.Verdict] = []

    /// Takes a part of a record on whose claims no other part bears.
    mutating func take(_ standing: Standing, _ handovers: Handovers, _ totals: Totals) {
      let search = ContradictionSearch(standing, handovers, totals)
      found.formUnion(search.found)
      verdicts += search.verdicts
    }

    /// Takes what was found of another part of the record.
    mutating func merge(_ other: Self) {
      found.formUnion(other.found)
      verdicts += other.verdicts
    }
  }
}

extension Contradiction {
  init(
    _ kind: Kind, _ these: [Int], _ those: [Int], of acts: [Standing.Act], facet: String? = nil,
    at place: String, difference: Amount? = nil, isBlocking: Bool, _ explanations: Explanations
  ) {
    let explanation = explanations.explanation(of: these + those)
    let name = [kind.rawValue, facet].compactMap { $0 }.joined(separator: ":")
    self.init(
      kind: kind, these: these.distinct, those: those.distinct,
      key: "\(acts.map(\.id).min()?.short ?? "-"):\(name)",
      newest: acts.map { $0.stated.latestDay ?? .maximum }.max(), place: place,
      difference: difference, isBlocking: isBlocking && explanation == nil,
      explanation: explanation)
  }

  /// The same where its handover does not count, so that it keeps no total from being one number.
  var notBlocking: Self {
    var copy = self
    copy.isBlocking = false
    return copy
  }

  /// The same where it lies in a handover that counts; what is found both ways is told so alone.
  var blocking: Self {
    var copy = self
    copy.isBlocking = true
    return copy
  }

  /// Whether another is of the same with more events, or of one identification beside others of a row: then
  /// it adds nothing.
  func covers(_ other: Contradiction) -> Bool {
    guard kind == other.kind, differing == other.differing else { return false }
    return kind == .identity && differing.hasSuffix(":label") && key == other.key
      && those == other.those
      || Set(these + those).isSubset(of: other.these + other.those)
  }

  /// What the acts differ in, as it stands in ``key``.
  private var differing: Substring { key.drop { $0 != ":" } }

  /// What somebody says about an agreement, beside the figures on it; nil where no reading shows it to be
  /// untrue.
  init?(
    _ verdict: ContradictionSearch.Verdict, _ obligations: [Obligations.Line],
    _ explanations: Explanations
  ) {
    let figures = obligations.filter { $0.agreement == verdict.agreement }
    guard figures.contains(where: { line in verdict.claims.contains(where: line.mayRefute) }) else {
      return nil
    }
    let states = figures.map { line in
      "\(line.obligation.debtor)→\(line.obligation.creditor) \(line.state.rawValue)"
        + " as read by \(line.readers.joined(separator: ", "))"
    }
    let seqs = figures.flatMap(\.seqs).distinct
    let more = seqs.count - Contradiction.mostEvents
    self.init(
      .compliance, [verdict.act.seq], Array(seqs.prefix(Contradiction.mostEvents)),
      of: [verdict.act],
      at: "\(verdict.agreement): \(states.joined(separator: ", "))"
        + (more > 0 ? ", and \(more) events more" : ""), isBlocking: false, explanations)
  }

  /// The most events that a verdict on an agreement, or whose those of a row are, is put beside.
  static var mostEvents: Int { 20 }
}

extension Obligations.Line {
  /// Whether a statement on the agreement may be untrue by this reading: it gives a number that is
  /// neither what is owed nor what anybody says was performed; or it gives none, and the figures tell how
  /// far it was performed.
  fileprivate func mayRefute(_ claim: Claim) -> Bool {
    let row = Row(claim)
    guard row.what.map(obligation.what.contains) ?? true,
      [nil, obligation.debtor].contains(row.from),
      [nil, obligation.creditor].contains(row.to)
    else { return false }
    guard let said = claim.count?.bounds, claim.count?.per == nil else {
      return state != .indeterminate
    }
    let given = [owed] + [creditorSays, debtorSays, othersSay, outletsSay].map { $0?.bounds }
    return !given.contains { $0?.overlaps(said) ?? false }
  }
}

extension Contradiction {
  package func precedes(_ other: Contradiction) -> Bool {
    if isBlocking != other.isBlocking { return isBlocking }
    if newest != other.newest { return newest ?? .maximum > other.newest ?? .maximum }
    if kind != other.kind { return kind.rank < other.kind.rank }
    let (mine, theirs) = (these + those, other.these + other.those)
    if mine != theirs { return mine.lexicographicallyPrecedes(theirs) }
    // One total can be off in several rows that rest on the same events.
    if these.count != other.these.count { return these.count < other.these.count }
    if place != other.place { return place.utf8.lexicographicallyPrecedes(other.place.utf8) }
    if difference?.number != other.difference?.number {
      return difference?.number ?? 0 < other.difference?.number ?? 0
    }
    return key < other.key
  }
}

extension Contradiction.Kind {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
