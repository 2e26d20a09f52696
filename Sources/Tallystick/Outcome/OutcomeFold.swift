internal import TransparencyLog

/// What a record comes to, taken part by part.
struct OutcomeFold {
  /// What is worked out.
  let wanted: Outcome.Parts

  private(set) var lastSeq = 0
  private(set) var straddling = 0
  private(set) var occurredStraddling = 0
  private(set) var unread = 0
  private(set) var aside: [Standing.Aside] = []
  private(set) var amendments: [EventID: [Int]] = [:]
  private(set) var voices = Voices.Fold()
  private(set) var explanations = Explanations()
  private(set) var excluded: [Handovers.Listed] = []
  private(set) var zeros: [Handovers.Listed] = []
  private(set) var contradictions = Contradictions.Fold()
  private(set) var obligations: Obligations.Fold
  private(set) var media: [MediaBoard.Line] = []
  private(set) var reliability: [String: Judgements.Assessment] = [:]
  private var handovers = PackedHandovers()

  /// The handovers that are not packed yet.
  private var fresh: [HandoverLine] = []
  private var lines: [Totals.Line] = []
  private var together: [Handovers.Together] = []
  private var unplaced: [Handovers.Unplaced] = []

  /// Creates the fold of no events of a record whose agreements read so.
  init(_ readings: Obligations.Readings, _ wanted: Outcome.Parts) {
    self.wanted = wanted
    obligations = Obligations.Fold(readings)
  }

  /// The same without any event.
  var empty: Self { Self(obligations.readings, wanted) }

  /// Takes events of a record on which no others bear.
  mutating func take(_ standing: Standing) {
    lastSeq = max(lastSeq, standing.lastSeq)
    straddling += standing.straddling
    unread += standing.unread.count
    aside += standing.aside
    if wanted.contains(.amendments) {
      amendments.merge(standing.amended.seqs) { first, _ in first }
    }
    if wanted.contains(.voices) { takeVoices(standing) }
    if wanted.contains(.media) { media += MediaBoard(standing).lines }
    take(standing, Handovers(standing, standing.liveClaims()))
  }

  private mutating func takeVoices(_ standing: Standing) {
    voices.take(standing)
    for (subject, held) in standing.judgements.assessments {
      reliability[subject] = held.first { $0.scale == "reliability" }
    }
  }

  private mutating func take(_ standing: Standing, _ found: Handovers) {
    occurredStraddling += found.straddling
    excluded += found.excluded
    zeros += found.zeros
    if wanted.contains(.handovers) { pack(standing, found) }
    if wanted.needsObligations { obligations.take(standing, found) }
    guard wanted.contains(.totals) || wanted.contains(.contradictions) else { return }
    let totals = Totals(found, listing: wanted.contains(.contradictions))
    if wanted.contains(.contradictions) {
      explanations.merge(Explanations(standing))
      contradictions.take(standing, found, totals)
    }
    if wanted.contains(.totals) {
      together += found.together
      unplaced += found.unplaced
      lines += totals.lines.map(\.withoutComparisons)
    }
  }

  private mutating func pack(_ standing: Standing, _ found: Handovers) {
    if wanted.contains(.statuses) {
      let lines = HandoverLines(standing, found)
      fresh += found.all.map { lines.line(of: $0) }
    } else {
      fresh += found.all.map { HandoverLine(withoutStatus: $0) }
    }
  }
}

extension OutcomeFold {
  /// Takes what another fold made of other events of the record, which does not bear on these.
  mutating func merge(_ other: Self) {
    lastSeq = max(lastSeq, other.lastSeq)
    straddling += other.straddling
    occurredStraddling += other.occurredStraddling
    unread += other.unread
    aside += other.aside
    amendments.merge(other.amendments) { first, _ in first }
    voices.merge(other.voices)
    reliability.merge(other.reliability) { $1 }
    explanations.merge(other.explanations)
    excluded += other.excluded
    zeros += other.zeros
    contradictions.merge(other.contradictions)
    obligations.merge(other.obligations)
    media += other.media
    lines += other.lines
    together += other.together
    unplaced += other.unplaced
    handovers.append(other.fresh)
  }
}

extension OutcomeFold {
  /// The cut that it resolved to.
  func resolved(_ cut: Cut, asRecorded: String?, size: Int, root: Hash) -> ResolvedCut {
    ResolvedCut(
      cut: cut, asRecorded: asRecorded, seq: lastSeq, size: size, root: root,
      straddling: straddling, occurredStraddling: occurredStraddling,
      aside: aside.sorted { $0.seq < $1.seq }, unread: unread, sealed: nil)
  }

  /// The sums, by row.
  var totals: Totals {
    Totals(
      lines: lines.sorted { $0.row < $1.row }, together: together.sorted { $0.precedes($1) },
      unplaced: unplaced.sorted { $0.precedes($1) })
  }

  /// The handovers, in order.
  var packed: PackedHandovers {
    var packed = handovers
    packed.append(fresh)
    packed.sort()
    return packed
  }
}

extension HandoverLine {
  /// The line of a handover of which it is not asked how far it is borne out.
  fileprivate init(withoutStatus handover: Handover) {
    self.init(
      handover: handover,
      status: HandoverStatus(facets: [:], flags: [], flagSeqs: [], denials: []), parts: [],
      identified: [])
  }
}
