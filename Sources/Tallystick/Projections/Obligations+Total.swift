extension Obligations {
  /// A total that a speaker states of a row on which something is owed.
  ///
  /// It never changes, and is a class for the reason that ``Standing/Act`` is one.
  package final class Total: Sendable {
    package let row: Row
    package let party: Party
    let speaker: String
    let seq: Int
    let seqs: [Int]
    let rank: Int
    let count: Count
    let bounds: Bounds?
    let when: EDTFDate?
    let stated: Stated

    /// Its first day as a number; nil where its beginning is open or unsaid.
    let begin: Int?

    /// The days that it covers.
    let days: OuterDays

    /// Its last day, that of its statement where its end is open or unsaid.
    let end: Int

    /// The deals under which its words or the recorder place it: one, or several that nothing orders;
    /// nil where nothing does.
    package let deals: Set<String>?

    package init?(_ claim: LiveClaim, _ marks: Marks) {
      guard Way(claim.row) != nil, let count = claim.claim.count else { return nil }
      row = claim.row
      party = Party(claim, on: row)
      speaker = claim.speaker
      seq = claim.seq
      seqs = claim.seqs
      rank = claim.rank
      self.count = count
      bounds = claim.total
      when = claim.placement.when
      stated = claim.stated
      begin = when?.resolved?.earliest?.number
      end = claim.totalEnd.number
      // It speaks of nothing after the day on which it was stated, where its own end is open.
      days = OuterDays(from: begin ?? .min, to: max(end, begin ?? .min))
      let placements = claim.ids.compactMap { marks.acts[$0]?.placements }
      deals = claim.deal.map { [$0] } ?? placements.reduce(into: Set()) { $0.formUnion($1) }.deals
    }

    /// Why a total is in no number of which it is not known what it is of.
    package static func words(_ why: Open.Why) -> String {
      switch why {
      case .deal: "in all, of which deal is not known"
      case .obligation: "in all, of which obligation is not known"
      case .whose: "in all, of whose people is not said"
      }
    }

    /// It, as it is listed where it may be of something else that is owed.
    func listed(asOpen why: Open.Why) -> Handovers.Listed {
      Handovers.Listed(
        row: row, seq: seq, why: Total.words(why), count: count,
        side: party == .sender ? row.from : party == .receiver ? row.to : nil, when: when)
    }

    /// Whether it lies after another in time: by its end, then by the day of its statement.
    func isLater(than other: Total) -> Bool {
      if end != other.end { return end > other.end }
      let (mine, theirs) = (stated.latestDay ?? .maximum, other.stated.latestDay ?? .maximum)
      return mine > theirs
    }

    /// The totals of one column that hold: of the best attributed with a number those with the latest
    /// end, then the latest day of statement; they tie.
    static func latest(_ totals: [Total]) -> [Total] {
      let numbered = totals.filter { $0.bounds != nil }
      let best = numbered.map(\.rank).min()
      return unsurpassed(numbered.filter { $0.rank == best }) { $0.isLater(than: $1) }
        .sorted { $0.seq < $1.seq }
    }
  }
}
