/// The handovers at a cut, and the claims that are beside them (TheRules.md).
public struct Handovers: Sendable {
  /// A claim that makes no handover of its own and is listed beside the totals.
  public struct Listed: Hashable, Sendable {
    /// The row that the claim would belong to.
    public let row: Row
    /// Its event.
    public let seq: Int
    /// Why it is not in the sums, such as `implausible`.
    public let why: String
    /// The number that it gives.
    public let count: Count?
    /// The side that says it; nil: neither.
    public let side: String?
    /// When it happened.
    public let when: EDTFDate?
    /// The deal under which its words put it.
    var under: String?
    /// Whether it denies what the record does not hold.
    package var isDenial = false

    /// The number and a space; nothing where it gives none.
    public var countWords: String { count.map { "\($0) " } ?? "" }

    func precedes(_ other: Listed) -> Bool {
      if seq != other.seq { return seq < other.seq }
      if row != other.row { return row < other.row }
      if why != other.why { return why < other.why }
      return count?.description ?? "" < other.count?.description ?? ""
    }
  }

  /// A claim that does not say from whom to whom, leaves that or its scope unclear, or gives only a part of
  /// a number: it is in no sum.
  public struct Unplaced: Hashable, Sendable {
    /// What is said of its row.
    public let row: Row
    /// Its event.
    public let seq: Int
    /// The side that says it; nil: neither.
    public let side: String?
    /// The number.
    public let count: Count?
    /// When it happened.
    public let when: EDTFDate?
    /// What is missing, such as `direction unsaid`; else `in part`.
    public let why: String
    /// The deal under which its words put it.
    let under: String?

    func precedes(_ other: Unplaced) -> Bool {
      if seq != other.seq { return seq < other.seq }
      return row == other.row ? why < other.why : row < other.row
    }
  }

  /// What a speaker says that some of those handed over turned out to be.
  public struct Identified: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// Its event and those that correct it, in order.
    public let seqs: [Int]
    /// The source that says so.
    public let speaker: String
    /// The side for which it speaks; nil: neither.
    public let side: String?
    /// Whose they turned out to be.
    public let identifiedAs: String
    /// How many.
    public let count: Count?
    /// What is said of the row.
    public let row: Row
    /// The event of whose handover it speaks, where it names one.
    let about: EventID?
    let id: EventID

    func precedes(_ other: Identified) -> Bool {
      if seq != other.seq { return seq < other.seq }
      if row != other.row { return row < other.row }
      return (identifiedAs, count?.description ?? "")
        < (other.identifiedAs, other.count?.description ?? "")
    }
  }

  /// A claim of scope ``Scope/bothWays``: one number for two handovers together.
  public struct Together: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// What, such as `prisoners`.
    public let what: String?
    /// The side that says it.
    public let side: String?
    /// The number.
    public let count: Count?

    package func precedes(_ other: Together) -> Bool {
      if seq != other.seq { return seq < other.seq }
      return count?.description ?? "" < other.count?.description ?? ""
    }
  }

  /// The handovers, by row, then by when, in an order that recording does not change.
  public let all: [Handover]

  /// The claims kept out from the start, in order.
  public let excluded: [Listed]

  /// Who says that nothing was handed over, in order: the zeros that are of no handover, and the denials of
  /// what the record does not hold.
  public let zeros: [Listed]

  /// The numbers for both ways together.
  public let together: [Together]

  /// The claims that do not say from whom to whom, or give a part of a number, in order.
  public let unplaced: [Unplaced]

  /// What some of those handed over turned out to be, in order.
  public let identified: [Identified]

  /// What is said of whole rows and is in no sum of them, in no order.
  var besideSums: [Listed] {
    excluded + zeros + unplaced.compactMap { Listed(part: $0) }
      + all.flatMap { $0.place == .counted ? [] : $0.listedAsOverlap }
  }

  /// The claims that are several renderings of one utterance.
  let rendered: [LiveClaim]

  /// Claims of a part of a number given beside it.
  let parts: [LiveClaim]

  /// The cumulative claims that stand.
  package let cumulative: [LiveClaim]

  /// The cumulative claims that an explanation takes out.
  let explainedTotals: [LiveClaim]

  /// Whose people the claims hand over.
  let rows: RowsThere

  /// How many claims may have happened inside or outside the days asked for.
  public let straddling: Int

  /// Works out the handovers of what stands.
  ///
  /// - Complexity: O(*n* log *n*) in the number of claims, and O(*n*²) in the number of those of
  ///   one row with vague dates.
  init(_ standing: Standing, _ live: [LiveClaim]) {
    self.init(
      live, denied: standing.deniedOfNoAct, links: standing.judgements.links, at: standing.cut)
  }

  /// Works out the handovers of claims that no other claim can be about, in their order.
  private init(
    _ live: [LiveClaim], denied: [Listed], links: [Judgements.Link], at cut: Cut
  ) {
    let sorted = SortedClaims(live, at: cut)
    let rows = RowsThere(sorted.single)
    self.rows = rows
    straddling = sorted.straddling
    parts = sorted.parts
    cumulative = sorted.cumulative.map { rows.placed($0) }
    explainedTotals = sorted.explainedTotals.map { rows.placed($0) }
    together = sorted.together.sorted { $0.precedes($1) }
    identified = sorted.identified.map { $0.placed(by: rows) }.sorted { $0.precedes($1) }
    rendered = live.filter { !$0.renderings.isEmpty }
    let gathered = GatheredHandovers(sorted.single, links, rows)
    unplaced = (sorted.unplaced + gathered.unplaced).sorted { $0.precedes($1) }
    excluded = (sorted.excluded + gathered.excluded).sorted { $0.precedes($1) }
    zeros = (gathered.zeros.flatMap(Listed.zeros) + denied).sorted { $0.precedes($1) }
    all = Handovers.inOrder(Overlaps.resolve(gathered.handovers, links))
  }

  /// What turned out of those of rows, where no handover is named.
  var identifiedOnRows: [Identified] {
    guard !identified.isEmpty else { return [] }
    let named = Set(all.lazy.flatMap { $0.claims.flatMap(\.ids) })
    return identified.filter { one in !(one.about.map(named.contains) ?? false) }
  }

  static func containment(of when: EDTFDate?, in cut: Cut) -> Containment {
    guard cut.picksByOccurrence else { return .inside }
    guard let when else { return .straddling }
    return when.lies(within: cut.occurredFrom, to: cut.occurredTo)
  }

  /// The order of a report: by row, then by when, then by the first claim.
  private static func inOrder(_ handovers: [Handover]) -> [Handover] {
    let rows = Dictionary(grouping: handovers, by: \.row)
    return rows.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.precedes($1) } }
  }
}

extension Handovers.Listed {
  /// A zero that is of no handover, by each of its renderings.
  static func zeros(_ claim: LiveClaim) -> [Self] {
    claim.voices.map {
      Self(
        row: claim.row, seq: $0.seq, why: "0" + (claim.side.map { ", says \($0)" } ?? ""),
        count: $0.count, side: claim.side, when: claim.placement.when, under: claim.deal)
    }
  }
}

extension Standing {
  /// The denials of handovers that name no act of the record and say nothing instead, in order.
  var deniedOfNoAct: [Handovers.Listed] {
    acts.compactMap { act in
      guard case .denial(nil, .some(let claim), let facets, nil) = act.deed, isLive(act.id),
        claim.act == .handover, judgements.exclusion(of: act.id) == nil,
        Handovers.containment(of: claim.when, in: cut) == .inside
      else { return nil }
      let number = claim.count.map { "\($0) " } ?? ""
      let day = claim.when.map { "\(number.isEmpty ? "" : "on ")\($0.text) " } ?? ""
      let parts =
        facets.isEmpty ? "" : " (\(facets.map(\.rawValue).sorted().joined(separator: ", ")))"
      return Handovers.Listed(
        row: Row(claim), seq: act.seq,
        why: "\(number)\(day)denied\(parts) by \(act.side ?? act.speech.speaker)",
        count: claim.count, side: act.side, when: claim.when, isDenial: true)
    }
  }
}

extension Handovers.Unplaced {
  /// A claim, by each of its renderings; without a reason what its row lacks is one.
  static func all(_ claim: LiveClaim, why: String? = nil) -> [Self] {
    let missing = claim.placement.partsLeftUnclear.first.map { "\($0) unclear" }
    return claim.voices.map {
      Self(
        row: claim.row, seq: $0.seq, side: claim.side, count: $0.claim.count,
        when: claim.placement.when, why: why ?? missing ?? "direction unsaid", under: claim.deal)
    }
  }
}

extension Handovers.Listed {
  /// A part of a number, which is in no sum; nil of what is not placed for another reason.
  init?(part: Handovers.Unplaced) {
    guard part.why == Handovers.inPart else { return nil }
    self.init(
      row: part.row, seq: part.seq, why: part.why, count: part.count, side: part.side,
      when: part.when, under: part.under)
  }
}

extension Handovers {
  /// Why a part of a number is in no sum.
  static let inPart = "in part"

  /// Why what may be a handover that counts is in no sum.
  static let possibleOverlap = "possible overlap"
}

extension Handover {
  /// Its claims, of a handover that may be one that counts.
  var listedAsOverlap: [Handovers.Listed] {
    claims.flatMap { claim in
      claim.voices.map {
        Handovers.Listed(
          row: row, seq: $0.seq, why: Handovers.possibleOverlap, count: $0.count,
          side: claim.side, when: when, under: claim.deal)
      }
    }
  }
}

extension Handovers.Identified {
  init?(_ claim: LiveClaim) {
    guard claim.exclusion == nil, let identified = claim.claim.identifiedAs else { return nil }
    self.init(
      seq: claim.seq, seqs: claim.seqs, speaker: claim.speaker, side: claim.side,
      identifiedAs: identified,
      count: claim.claim.count, row: claim.row, about: claim.claim.about.flatMap { EventID($0) },
      id: claim.id)
  }

  func placed(by rows: RowsThere) -> Self {
    Self(
      seq: seq, seqs: seqs, speaker: speaker, side: side, identifiedAs: identifiedAs, count: count,
      row: rows.placed(row), about: about, id: id)
  }

  /// Whether it names a claim of a handover.
  func isNaming(_ handover: Handover) -> Bool {
    about.map { about in handover.claims.contains { $0.ids.contains(about) } } ?? false
  }

  /// Whether it is about a handover.
  func isAbout(_ handover: Handover) -> Bool {
    guard let about else { return false }
    return handover.claims.contains { $0.ids.contains(about) && !$0.isOtherHalf(of: row) }
  }

  /// The claims of others that say otherwise whose those of a handover are.
  func contradicted(in handover: Handover) -> [LiveClaim] {
    guard let about, isAbout(handover),
      handover.claims.contains(where: { $0.ids.contains(about) && $0.isSurelyMeant(by: row) })
    else { return [] }
    return others(on: handover)
  }

  /// The claims of others on a handover that say of those handed over that they are somebody else's.
  func others(on handover: Handover) -> [LiveClaim] {
    handover.claims.filter { claim in
      claim.claim.whose != nil && claim.label != identifiedAs
        && (claim.side ?? claim.speaker) != (side ?? speaker)
    }
  }
}

extension LiveClaim.Exclusion: CustomStringConvertible {
  package var description: String {
    switch self {
    case .implausible: "implausible"
    case .explained(let value): "explained: \(value)"
    case .severalHandovers: "one number for several handovers"
    }
  }
}

extension Handover {
  /// The row of the sender's claim, else of the first: of those with a whole row where there are any.
  ///
  /// What is unsaid there comes from the others that agree.
  fileprivate static func row(of claims: [LiveClaim]) -> Row {
    if claims.count == 1, claims[0].isPlaced { return claims[0].row }
    let placed = claims.filter(\.isPlaced)
    let whole = placed.filter(\.row.isWhole)
    let told = whole.isEmpty ? placed : whole
    guard let first = told.first(where: { $0.side != nil && $0.side == $0.row.from }) ?? told.first
    else { return Row(what: nil, from: nil, to: nil, whose: nil) }
    return placed.reduce(first.row) { row, other in
      row.agrees(with: other.row) ? row.filled(from: other.row) : row
    }
  }

  static func narrowest(_ dates: some Sequence<EDTFDate>) -> EDTFDate? {
    dates.reduce(nil) { best, date in
      guard let best else { return date }
      guard date.lengthInDays == best.lengthInDays else {
        return date.lengthInDays < best.lengthInDays ? date : best
      }
      return best.isVague && !date.isVague ? date : best
    }
  }

  /// The order of a report within a row: by when, then by the first claim.
  func precedes(_ other: Handover) -> Bool {
    let (mine, theirs) = (outerDays, other.outerDays)
    if mine.from != theirs.from { return mine.from < theirs.from }
    if mine.to != theirs.to { return mine.to < theirs.to }
    guard let first = claims.first, let second = other.claims.first else { return false }
    return first.precedes(second)
  }
}

extension LiveClaim {
  /// In which column of a row it stands.
  func voice(on row: Row) -> Voice {
    if let side, side == row.from { return .sender }
    if let side, side == row.to { return .receiver }
    return isOutlet ? .outlet : .other
  }

  /// Whether its number is one of the row of its handover.
  ///
  /// Of one that a link puts there it is, whatever its own row. Who confirms or denies another's words, and
  /// says in words or by a correction that it was another thing or went another way, says no number of those.
  func givesNumber(to other: Row) -> Bool {
    guard anchor != nil, row != other else { return true }
    if let what = row.what, let others = other.what, what != others,
      !placement.unclear.contains(.what)
    {
      return false
    }
    return placement.unclear.contains(.direction) || row.isOnWay(of: other)
  }
}

extension Handover.Made {
  /// The handover of which these claims speak, on the only row that there is where they leave whose
  /// unsaid.
  convenience init(_ claims: [LiveClaim], _ rows: RowsThere) {
    let ordered = claims.count == 1 ? claims : claims.sorted { $0.precedes($1) }
    let row = rows.placed(Handover.row(of: ordered))
    var said: (sender: [LiveClaim], receiver: [LiveClaim], other: [LiveClaim], outlet: [LiveClaim])
    said = ([], [], [], [])
    var otherwise: [LiveClaim] = []
    for claim in ordered {
      guard claim.givesNumber(to: row) else {
        otherwise.append(claim)
        continue
      }
      switch claim.voice(on: row) {
      case .sender: said.sender.append(claim)
      case .receiver: said.receiver.append(claim)
      case .other: said.other.append(claim)
      case .outlet: said.outlet.append(claim)
      }
    }
    self.init(
      row: row, when: Handover.narrowest(ordered.lazy.compactMap(\.placement.when)),
      key: ordered.lazy.compactMap(\.placement.handover).first, sender: SideNumber(said.sender),
      receiver: SideNumber(said.receiver), others: SideNumber(said.other),
      outlets: SideNumber(said.outlet), claims: ordered, otherwise: otherwise,
      seqs: ordered.count == 1 ? ordered[0].seqs : ordered.flatMap(\.seqs).distinct)
  }
}

extension EDTFDate {
  /// Whether the words leave it uncertain or approximate.
  fileprivate var isVague: Bool { isUncertain || isApproximate }

  /// The number of days from the first to the last; a number larger than any where an end is open, and
  /// the largest where both are, or nothing is known.
  var lengthInDays: Int {
    guard !isUnresolved, let earliest, let latest else {
      return isUnresolved || earliest == nil && latest == nil ? .max : .max - 1
    }
    return latest.number - earliest.number + 1
  }
}
