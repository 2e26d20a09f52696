extension Obligations {
  /// In whose column words stand: those of the side that sends, of the one that receives, of everybody
  /// else, and of outlets.
  package enum Party: Int, CaseIterable, Sendable {
    case sender, receiver, others, outlets

    /// The column of a claim on a row.
    init(_ claim: LiveClaim, on row: Row) {
      self =
        switch claim.voice(on: row) {
        case .sender: .sender
        case .receiver: .receiver
        case .other: .others
        case .outlet: .outlets
        }
    }
  }

  /// What one column says of one handover.
  struct Said: Sendable {
    /// Its number, as it was given.
    let bounds: Bounds?

    /// The events that make it.
    let seqs: [Int]

    /// The deals under which it was done, in its words.
    let deals: Set<String>

    /// Whose its own speakers say that some turned out to be, unless the number was corrected since.
    let identified: [Marks.Identification]
  }

  /// A handover that counts, as far as it bears on what is owed; it never changes, and is a class for
  /// the reason that ``Standing/Act`` is one.
  final class Delivery: Sendable {
    /// The handover.
    let made: Handover.Made

    let row: Row
    let days: OuterDays
    let when: EDTFDate?

    /// All events on it.
    let seqs: [Int]

    /// The first act on it, by its id, and that act's seq.
    let act: (id: EventID, seq: Int)

    /// What each ``Party`` says; nil where it has not spoken.
    let said: [Said?]

    /// What is denied of it.
    let denials: Set<Marks.Denial>

    /// The deals under which the recorder places it: one, or several that nothing orders; nil where
    /// it is not placed.
    let placed: Set<String>?

    /// What the identifications of it are, to be shown.
    let identifications: [Marks.Identification]

    /// What a handover that counts is to obligations; nil where a part of its row is unsaid.
    init?(_ handover: Handover, _ marks: Obligations.Marks) {
      let row = handover.row
      guard handover.place == .counted, row.what != nil, row.from != nil, row.to != nil,
        let first = handover.claims.min(by: { $0.id < $1.id })
      else { return nil }
      made = handover.made
      self.row = row
      when = handover.when
      days = OuterDays(handover.isResolved ? handover.when : nil)
      act = (first.id, first.seq)
      let ids = Set(handover.claims.flatMap(\.ids))
      let marked = marks.acts.isEmpty ? [] : ids.compactMap { marks.acts[$0] }
      let denials = Set(marked.flatMap(\.denials))
      self.denials = denials
      placed = Set(marked.flatMap(\.placements)).deals
      identifications =
        marks.acts.isEmpty
        ? []
        : Set(handover.claims.flatMap { marks.identifications(of: $0) }).sorted { $0.seq < $1.seq }
      seqs = (handover.seqs + denials.map(\.seq) + identifications.map(\.seq)).distinct
      let byParty = Dictionary(grouping: handover.claims) { Obligations.Party($0, on: row) }
      let found = identifications
      said = Obligations.Party.allCases.map { party in
        byParty[party].flatMap { claims in
          Obligations.Said(claims, found.filter { $0.party(on: row) == party }, marks)
        }
      }
    }
  }
}

extension Set<Obligations.Marks.Placement> {
  /// The deals under which they put a handover or a total: the later stated holds; nil of none.
  var deals: Set<String>? {
    let latest = unsurpassed(Array(self)) { $0.stated.isCertainlyAfter($1.stated) }
    return latest.isEmpty ? nil : Set<String>(latest.map { $0.deal ?? Obligations.noDeal })
  }
}

extension Obligations.Marks {
  /// The identifications of what a claim says was handed over; of one half of an exchange those that
  /// fit that half and not the other.
  fileprivate func identifications(of claim: LiveClaim) -> [Identification] {
    claim.ids.flatMap { acts[$0]?.identifications ?? [] }.filter { claim.isSurelyMeant(by: $0.row) }
  }
}

extension Obligations.Marks.Identification {
  /// In whose column it is.
  func party(on row: Row) -> Obligations.Party {
    if let side, side == row.from { return .sender }
    if let side, side == row.to { return .receiver }
    return isOutlet ? .outlets : .others
  }
}

extension Obligations.Said {
  /// What the claims of one column say of one handover.
  fileprivate init?(
    _ claims: [LiveClaim], _ identifications: [Obligations.Marks.Identification],
    _ marks: Obligations.Marks
  ) {
    guard let number = SideNumber(claims) else { return nil }
    let wording = claims.filter {
      $0.claim.under != nil && !$0.claim.unclear.contains(.agreement)
    }
    let best = wording.filter { claim in claim.rank == wording.map(\.rank).min() }
    bounds = number.bounds
    deals = Set(best.compactMap(\.claim.under))
    seqs = (number.seqs + best.flatMap(\.seqs)).distinct
    let corrections = Set(claims.flatMap(\.ids)).compactMap { marks.acts[$0] }.flatMap(
      \.corrections)
    identified = identifications.filter { one in
      !corrections.contains { one.isFollowed(by: $0) }
    }
  }
}

extension Obligations.Marks.Identification {
  /// Whether a correction was stated on its day or after it, so that the number may allow for it.
  fileprivate func isFollowed(by correction: Stated) -> Bool {
    guard let day = stated.earliestDay, let last = correction.latestDay else { return true }
    return last >= day
  }
}
