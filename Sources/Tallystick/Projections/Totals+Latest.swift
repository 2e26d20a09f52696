extension Totals {
  /// A total that a side states, as it stands beside what its handovers add up to.
  public struct Stated: Hashable, Sendable {
    /// Who states it; of a side that several speakers speak for, the one of the first event.
    public let speaker: String
    /// The events of the totals that tie, in order; most often one.
    public let givers: [Int]
    /// The number; of totals that tie all of them.
    public let bounds: Bounds
    /// The number as worded, where there is just one.
    public let count: Count?
    /// What it counts, where that is said.
    public let unit: String?
    /// The deal that it is of, where its words name one.
    public let under: String?
    /// The days that it covers, where it is of some.
    public let when: EDTFDate?
    /// Whether it is of all that there was up to its end, as far as the record knows; one of a deal is not.
    public let isInAll: Bool
    /// The events that it rests on, in order.
    public let seqs: [Int]
    /// The last day that it covers; its own where it says none.
    let end: Day?
  }

  /// On which days the handovers of a row that count may have begun.
  struct Spans {
    /// The first day on which one of them may have begun; nil where there is none.
    let first: Int?

    init(_ counted: [Handover]) { first = counted.lazy.map(\.outerDays.from).min() }

    init(first: Int?) { self.first = first }

    /// Whether nothing of the row began before a total does.
    func holdsAll(since when: EDTFDate?) -> Bool {
      guard let begin = when?.resolved?.earliest?.number else { return true }
      return first.map { $0 >= begin } ?? true
    }
  }

  /// The latest totals of a row: of each side, and of each other speaker.
  struct Latest {
    private let voices: [Voice: [Stated]]

    init(_ claims: [LiveClaim], on row: Row, beside spans: Spans) {
      let numbered = claims.filter { $0.total != nil }
      voices = Dictionary(grouping: numbered) { $0.voice(on: row) }.mapValues { claims in
        let bySpeaker = Dictionary(grouping: claims) { claim in
          switch claim.voice(on: row) {
          case .sender, .receiver: ""
          case .other, .outlet: claim.speaker
          }
        }
        return bySpeaker.flatMap { speaker, claims in
          let tied = claims.latest
          // Totals of others are never merged, but for those of one act.
          let acts = Dictionary(grouping: tied, by: \.seq)
          let groups = speaker.isEmpty ? [tied] : Array(acts.values)
          return groups.compactMap { Stated(tied: $0, beside: spans) }
        }
        .sorted { ($0.speaker, $0.givers[0]) < ($1.speaker, $1.givers[0]) }
      }
    }

    /// The totals of a voice, in the order of their speakers.
    func of(_ voice: Voice) -> [Stated] { voices[voice] ?? [] }
  }
}

extension Totals.Stated {
  /// Totals that tie: they stand as a range.
  init?(tied: [LiveClaim], beside spans: Totals.Spans) {
    let numbers = tied.compactMap(\.total)
    guard let first = tied.first, let bounds = SideNumber.range(of: numbers) else { return nil }
    let givers = tied.map(\.seq).distinct
    // One act may state two numbers: by what it confirms.
    let isOne = givers.count == 1 && tied.allSatisfy { $0.claim.count == first.claim.count }
    self.init(
      speaker: first.speaker, givers: givers, bounds: bounds,
      count: isOne ? first.claim.count : nil, unit: first.unit, under: first.deal,
      when: first.placement.when,
      isInAll: first.deal == nil && spans.holdsAll(since: first.placement.when),
      seqs: tied.flatMap(\.seqs).distinct, end: first.totalEnd)
  }
}

extension [LiveClaim] {
  /// Of the best attributed totals, of those of no one deal where there are any, those with the latest end, of these those stated on the latest day,
  /// and of these those of the longest period, in order: a part of a period is no other number for it.
  var latest: [LiveClaim] {
    let best = map(\.rank).min()
    let attributed = filter { $0.rank == best }
    let ofAll = attributed.filter { $0.deal == nil }
    let ranked = ofAll.isEmpty ? attributed : ofAll
    let end = ranked.map(\.totalEnd).max()
    let last = ranked.filter { $0.totalEnd == end }
    let day = last.map { $0.stated.latestDay ?? .maximum }.max()
    let latest = last.filter { ($0.stated.latestDay ?? .maximum) == day }
    let begin = latest.map { StatedTotal.Days(of: $0).from }.min()
    return latest.filter { StatedTotal.Days(of: $0).from == begin }.sorted { $0.seq < $1.seq }
  }
}

extension LiveClaim {
  /// The last day that a total covers: that of its `when`, else the day on which it is stated.
  var totalEnd: Day { placement.when?.resolved?.latest ?? stated.latestDay ?? .maximum }
}
