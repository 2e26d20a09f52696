/// How far a claim or one facet of it is borne out: computed, never stored (TheRules.md).
public enum Status: Int, CaseIterable, Comparable, Sendable {
  /// Said only by somebody unnamed, by an outlet, or by nobody in particular.
  case announcedUnnamed
  /// Said by a person or institution by name.
  case announced
  /// The receiving side, by name, agrees with what another said.
  case confirmedByReceiver
  /// Both sides say so, each by name.
  case confirmedByBoth
  /// Somebody of neither side saw it.
  case observed

  /// Whether `left` is less far borne out.
  public static func < (left: Status, right: Status) -> Bool { left.rawValue < right.rawValue }

  /// The word in reports.
  public var word: String {
    switch self {
    case .announcedUnnamed: "announced_unnamed"
    case .announced: "announced"
    case .confirmedByReceiver: "confirmed_by_receiver"
    case .confirmedByBoth: "confirmed_by_both"
    case .observed: "observed"
    }
  }
}

/// What is noted beside the status of a handover; it removes nothing.
public enum Mark: String, CaseIterable, Comparable, Sendable {
  /// The sides' numbers differ, or somebody denies part of it.
  case disputed
  /// A standing denial names one of its claims as a whole.
  case denied
  /// A correction changed one of its claims.
  case corrected
  /// A claim on it was withdrawn.
  case retracted
  /// A claim on it was made before it happened.
  case implausible
  /// A claim on it was explained as out of date when it was made.
  case stale

  /// Whether `left` stands before `right` in a list.
  public static func < (left: Mark, right: Mark) -> Bool { left.rawValue < right.rawValue }
}

/// The status of one handover: facet by facet, in one word, and the flags beside it.
public struct HandoverStatus: Hashable, Sendable {
  /// The status of each facet that somebody says.
  public let facets: [Facet: Status]

  /// What is noted beside it.
  public let flags: Set<Mark>

  /// The denials, corrections and retractions that gave cause for the flags, in order.
  public let flagSeqs: [Int]

  /// The standing denials of what is said of it, in order.
  public let denials: [Denial]

  /// A standing denial.
  public struct Denial: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// Who denies.
    public let speaker: String
    /// The side for which it speaks; nil: neither.
    public let side: String?
    /// The event that it denies.
    public let of: Int
    /// Whether it denies the whole.
    public let isWhole: Bool
  }

  /// One word: that of all facets, or `partly_confirmed` where they differ.
  public var word: String {
    let all = Set(facets.values)
    if all.count == 1, let only = all.first { return only.word }
    return (all.max() ?? .announcedUnnamed) >= .confirmedByReceiver
      ? "partly_confirmed" : (all.min() ?? .announcedUnnamed).word
  }

  package var json: JSONObject {
    var object = JSONObject()
    for (facet, status) in facets { object[facet.rawValue] = .string(status.word) }
    return object
  }
}

extension Standing {
  /// The status of a handover.
  func status(of handover: Handover, _ notes: Notes) -> HandoverStatus {
    var facets: [Facet: Status] = [:]
    for facet in Facet.allCases {
      facets[facet] = status(of: facet, handover)
    }
    var flags: Set<Mark> = []
    if handover.claims.contains(where: \.isCorrected) { flags.insert(.corrected) }
    if handover.claims.contains(where: \.isPremature) { flags.insert(.implausible) }
    if let gap = handover.gap, gap.number != 0 { flags.insert(.disputed) }
    if handover.claims.contains(where: { isOtherNumber($0, of: handover) }) {
      flags.insert(.disputed)
    }
    var seqs = Set(handover.claims.filter(\.isCorrected).flatMap(\.seqs))
    let denials = notes.denials(of: handover)
    for denial in denials {
      flags.insert(.disputed)
      if denial.isWhole { flags.insert(.denied) }
      seqs.insert(denial.seq)
    }
    if let stale = notes.stale[Notes.Place(handover.row, handover.when)] {
      flags.insert(.stale)
      seqs.formUnion(stale)
    }
    if let retractions = notes.retracted[Notes.Place(handover.row, handover.when)] {
      flags.insert(.retracted)
      seqs.formUnion(retractions)
    }
    return HandoverStatus(
      facets: facets, flags: flags, flagSeqs: seqs.sorted(), denials: denials)
  }

  private func status(of facet: Facet, _ handover: Handover) -> Status? {
    let isOfThing = facet == .what || facet == .direction
    let voices = handover.claims.filter {
      $0.says(facet, on: handover.row) && (isOfThing || $0.givesNumber(to: handover.row))
        && (facet == .count || !$0.saysNobody)
    }
    guard !voices.isEmpty else { return nil }
    let observers = voices.filter { sources.isObserver($0, of: handover) }
    if !observers.isEmpty {
      let others = voices.filter { !sources.isObserver($0, of: handover) }
      let isSeen = observers.contains { observer in
        others.isEmpty || others.contains { $0.agrees(observer, on: facet) }
      }
      if isSeen { return .observed }
    }
    let receivers = voices.filter {
      $0.rank == 0 && $0.voice(on: handover.row) == .receiver
        && (facet != .whose || $0.isWordOnWhose)
    }
    let agreeing = receivers.flatMap { receiver in
      voices.filter { other in
        other.side != receiver.side && (other.rank < 2 || other.side == handover.row.from)
          && root(of: other) != root(of: receiver) && other.agrees(receiver, on: facet)
      }
    }
    if agreeing.contains(where: { $0.rank == 0 && $0.side == handover.row.from }) {
      return .confirmedByBoth
    }
    if !agreeing.isEmpty { return .confirmedByReceiver }
    return voices.contains { $0.rank == 0 } ? .announced : .announcedUnnamed
  }

  /// Whether an observer gives a number that one of the sides does not admit.
  private func isOtherNumber(_ claim: LiveClaim, of handover: Handover) -> Bool {
    guard let seen = claim.claim.count?.bounds, sources.isObserver(claim, of: handover) else {
      return false
    }
    return [handover.sender, handover.receiver].contains { number in
      guard let number, let said = number.bounds,
        claim.unit == nil || number.unit == nil || claim.unit == number.unit
      else { return false }
      return !seen.overlaps(said)
    }
  }

  /// The utterance or the source in which a claim begins: repetition raises nothing.
  private func root(of claim: LiveClaim) -> String {
    judgements.joined.contains(claim.id)
      ? judgements.root(of: claim.id).description : sources.root(of: claim.speaker)
  }
}

/// The denials and retractions at a cut, found once for all handovers.
struct Notes {
  /// Where a claim would stand.
  struct Place: Hashable {
    let row: Row
    let days: DaysKey

    init(_ row: Row, _ when: EDTFDate?) {
      self.row = row
      days = DaysKey(when)
    }
  }

  /// The live denials of an act.
  private var denials: [EventID: [HandoverStatus.Denial]] = [:]

  /// Those of acts that were withdrawn, by the places of what these claimed.
  private var denialsOfWithdrawn: [Place: [HandoverStatus.Denial]] = [:]

  /// The places of claims that were withdrawn, with the claims and their retractions.
  private(set) var retracted: [Place: [Int]] = [:]

  /// The places of claims that were explained as stale.
  private(set) var stale: [Place: [Int]] = [:]

  init(_ standing: Standing) {
    for act in standing.acts {
      if standing.isLive(act.id) {
        if standing.judgements.exclusion(of: act.id)?.value == "stale" {
          for claim in standing.claims(of: act) {
            stale[Place(Row(claim.placement), claim.placement.when), default: []].append(act.seq)
          }
        }
        for denied in standing.deniedParts(by: act) {
          let denial = HandoverStatus.Denial(
            seq: act.seq, speaker: act.speech.speaker, side: act.side, of: denied.named.seq,
            isWhole: denied.isWhole)
          denials[denied.claiming.id, default: []].append(denial)
          guard !denied.isOfCorrection, !standing.isLive(denied.claiming.id) else { continue }
          for claim in standing.claims(of: denied.claiming) {
            let place = Place(Row(claim.placement), claim.placement.when)
            denialsOfWithdrawn[place, default: []].append(denial)
          }
        }
      } else {
        for claim in standing.claims(of: act) {
          retracted[Place(Row(claim.placement), claim.placement.when), default: []] +=
            [act.seq] + standing.liveRetractions(of: act.id).map(\.seq)
        }
      }
    }
  }
}

extension Notes {
  /// The standing denials of an act, in order.
  func denials(of id: EventID) -> [HandoverStatus.Denial] {
    (denials[id] ?? []).sorted { ($0.seq, $0.of) < ($1.seq, $1.of) }
  }

  /// The standing denials of what is said of a handover, in order.
  func denials(of handover: Handover) -> [HandoverStatus.Denial] {
    guard !denials.isEmpty else { return [] }
    // Who denies words that were withdrawn, and says in words that rest on none of these that it happened,
    // denies nothing of that.
    let ofWithdrawn = (denialsOfWithdrawn[Place(handover.row, handover.when)] ?? []).filter {
      denial in
      !handover.claims.contains {
        ($0.speaker == denial.speaker || $0.side != nil && $0.side == denial.side)
          && !$0.seqs.contains(denial.of)
      }
    }
    return Set(handover.claims.flatMap { $0.ids.flatMap { denials[$0] ?? [] } } + ofWithdrawn)
      .sorted { ($0.seq, $0.of) < ($1.seq, $1.of) }
  }
}

extension LiveClaim {
  /// Whether it is a receiver's own word on whose they are.
  ///
  /// That is what it received them as, or a confirmation of that part; in its own announcement it
  /// repeats the sender's label.
  fileprivate var isWordOnWhose: Bool {
    claim.receivedAs != nil || anchor != nil && claim.whose != nil
  }

  fileprivate func says(_ facet: Facet, on row: Row) -> Bool {
    guard facet == .whose else { return claim.says(facet) }
    return claim.whose != nil || voice(on: row) == .receiver && claim.receivedAs != nil
  }

  /// Whether it says that nobody was handed over: then it bears out no part of a handover that another
  /// claim makes.
  fileprivate var saysNobody: Bool { claim.count?.isZero ?? false }

  fileprivate func agrees(_ other: LiveClaim, on facet: Facet) -> Bool {
    facet == .whose ? label == other.label : claim.agrees(other.claim, on: facet)
  }
}

extension Claim {
  /// Whether the claim says anything of a facet.
  func says(_ facet: Facet) -> Bool {
    if !unclear.isEmpty, unclear.contains(where: { $0.rawValue == facet.rawValue }) { return false }
    return switch facet {
    case .count: count?.bounds != nil
    case .direction: from != nil && to != nil
    case .date: when != nil
    case .what: what != nil
    case .whose: whose != nil
    case .place: place != nil
    case .agreement: under != nil
    case .authenticity: false
    }
  }

  /// Whether two claims that both say something of a facet may both be right about it.
  func agrees(_ other: Claim, on facet: Facet) -> Bool {
    switch facet {
    case .count:
      if let unit, let others = other.unit, unit != others { return false }
      guard let mine = count?.bounds, let theirs = other.count?.bounds else { return false }
      return mine.overlaps(theirs)
    case .direction: return from == other.from && to == other.to
    case .date:
      guard let when, let others = other.when else { return false }
      return when.compare(to: others) == .possibly
    case .what: return what == other.what
    case .whose: return whose == other.whose
    case .place: return place == other.place
    case .agreement: return under == other.under
    case .authenticity: return false
    }
  }
}
