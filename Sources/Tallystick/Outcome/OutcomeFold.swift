/// What can be told of a record event by event, whatever else is said on the same row.
struct OutcomeSurvey {
  private(set) var lastSeq = 0
  private(set) var straddling = 0
  private(set) var unread = 0
  private(set) var aside: [Standing.Aside] = []
  private(set) var amendments: [EventID: [Int]] = [:]
  private(set) var voices = Voices.Fold()
  private(set) var readings = Obligations.Readings()
  private(set) var explanations = Explanations()

  /// Takes events of a record apart from which all others can be understood.
  mutating func take(_ standing: Standing) {
    lastSeq = max(lastSeq, standing.lastSeq)
    straddling += standing.straddling
    unread += standing.unread.count
    aside += standing.aside
    amendments.merge(standing.amended.seqs) { first, _ in first }
    voices.take(standing)
    readings.take(standing)
    explanations.take(standing)
  }
}

/// What can be told of a record row by row.
struct OutcomeFold {
  private(set) var straddling = 0
  private(set) var excluded: [Handovers.Listed] = []
  private(set) var contradictions = Contradictions.Fold()
  private(set) var obligations: Obligations.Fold
  private(set) var media: [MediaBoard.Line] = []
  private(set) var reliability: [String: Judgements.Assessment] = [:]
  private var handovers = PackedHandovers()
  private var lines: [Totals.Line] = []
  private var together: [Handovers.Together] = []
  private var unplaced: [Handovers.Unplaced] = []

  /// Creates the fold of a record that was surveyed.
  init(_ survey: OutcomeSurvey) { obligations = Obligations.Fold(survey.readings) }

  /// Takes events on whose rows no other event of the record bears.
  mutating func take(_ standing: Standing, _ found: Handovers) {
    let totals = Totals(found)
    straddling += found.straddling
    excluded += found.excluded
    together += found.together
    unplaced += found.unplaced
    contradictions.take(standing, found, totals)
    obligations.take(standing, found)
    media += MediaBoard(standing).lines
    for (subject, held) in standing.judgements.assessments {
      reliability[subject] = held.first { $0.scale == "reliability" }
    }
    let lines = HandoversReport.Lines(standing, found)
    handovers.append(found.all.lazy.map { lines.line(of: $0) })
    self.lines += totals.lines.map(\.withoutComparisons)
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
    packed.sort()
    return packed
  }
}
