/// Sums over handovers, row by row and side by side (TheRules.md).
///
/// No row holds one number where two exist.
public struct Totals: Sendable {
  /// What one side, or what some speakers, say in all.
  public struct Column: Hashable, Sendable {
    /// What its numbers of handovers add up to; nil where no handover has a number from it.
    public let sum: Bounds?
    /// Of how many handovers it spoke.
    public let handovers: Int
    /// Of how many of these it gave no number.
    public let withoutNumber: Int
    /// The latest total that it stated; of a side at most one, of others one for each speaker.
    public let stated: [Stated]
    /// The events that make the sum.
    public var seqs: [Int] { list.numbers }
    private let list: SeqList

    init(sum: Bounds?, handovers: Int, withoutNumber: Int, stated: [Stated], seqs: [Int]) {
      self.sum = sum
      self.handovers = handovers
      self.withoutNumber = withoutNumber
      self.stated = stated
      list = SeqList(seqs)
    }
  }

  /// A claim that is listed and not in the sums.
  public struct Excluded: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// Why, such as `implausible` or `possible overlap`.
    public let why: String
    /// The number that it gives; a number that is kept out of the sums is still said.
    public let count: Count?
  }

  /// One line of the report.
  public struct Line: Hashable, Sendable {
    /// What goes from whom to whom.
    public let row: Row
    /// What the sending side says; nil when it has not spoken.
    public let sender: Column?
    /// What the receiving side says; nil when it has not spoken.
    public let receiver: Column?
    /// What those say who speak for neither; nil when nobody does.
    public let others: Column?
    /// What outlets and agencies say, and what nobody is said to have said; nil when nobody does.
    public let outlets: Column?
    /// The number of handovers that count.
    public let handovers: Int
    /// Of how many both sides spoke.
    public let bothSpoke: Int
    /// The sum of what both confirm; nil when there is no such handover.
    public let confirmed: Amount?
    /// The sums of the smallest and of the largest number that either side gave.
    public let contested: Bounds?
    /// The sum of the gaps with their signs.
    public let netGap: Amount?
    /// The sum of the gaps without them.
    public let absoluteGap: Amount?
    /// The events on its handovers, in order.
    public var seqs: [Int] { list.numbers }
    fileprivate let list: SeqList
    /// How many events are on its handovers.
    public let eventCount: Int
    /// What is not in the sums, and why.
    public let excluded: [Excluded]
    /// The totals that speakers state, beside the sums.
    public private(set) var statedTotals: [StatedTotal]
    /// What some turned out to be, where no handover is named.
    public let identified: [Handovers.Identified]
  }

  /// The lines, by row.
  public let lines: [Line]

  /// Numbers for both ways together, which stand in no line.
  public let together: [Handovers.Together]

  /// The claims that do not say from whom to whom, which stand in no line.
  public let unplaced: [Handovers.Unplaced]

  /// Adds up handovers.
  ///
  /// - Complexity: O(*n* log *n*) in the number of handovers and claims.
  public init(_ handovers: Handovers) { self.init(handovers, listing: true) }

  /// Adds up handovers; unless `listing`, stated totals do not name the events with which they were
  /// compared.
  init(_ handovers: Handovers, listing: Bool) {
    var byRow: [Row: [Handover]] = [:]
    for run in handovers.all.runs { byRow[run[run.startIndex].row, default: []] += run }
    let stated = Dictionary(grouping: handovers.cumulative, by: \.row)
    let excluded = Dictionary(grouping: handovers.excluded, by: \.row)
    for row in Array(stated.keys) + Array(excluded.keys) where byRow[row] == nil {
      byRow[row] = []
    }
    let identified = Dictionary(grouping: handovers.identifiedOnRows, by: \.row)
    lines = byRow.sorted { $0.key < $1.key }.map { row, all in
      Line(
        row, all, stated: stated[row] ?? [], excluded: excluded[row] ?? [],
        identified: identified[row] ?? [], listing: listing)
    }
    together = handovers.together
    unplaced = handovers.unplaced
  }
}

extension Totals {
  package init(lines: [Line], together: [Handovers.Together], unplaced: [Handovers.Unplaced]) {
    self.lines = lines
    self.together = together
    self.unplaced = unplaced
  }
}

extension Totals.Line {
  /// The same without the events with which stated totals were compared, of which there may be very
  /// many.
  var withoutComparisons: Totals.Line {
    var copy = self
    copy.statedTotals = statedTotals.map(\.withoutComparison)
    return copy
  }

  /// The same with stated totals that name the events with which they are compared.
  func comparing(_ counted: [Handover], _ stated: [LiveClaim]) -> Totals.Line {
    var copy = self
    copy.statedTotals = StatedTotal.inOrder(
      stated.map { StatedTotal($0, as: $0.side, beside: counted) })
    return copy
  }
}

extension Totals {
  /// The events on some handovers, and those of each voice, in order and each once.
  struct Seqs {
    var all: [Int] = []
    var voices: [Voice: [Int]] = [:]

    /// How many events there are, where ``all`` are not all of them.
    var count: Int?
  }
}

extension Totals.Line {
  init(
    _ row: Row, _ all: [Handover], stated: [LiveClaim], excluded: [Handovers.Listed],
    identified: [Handovers.Identified], listing: Bool
  ) {
    let counted = all.filter { $0.place == .counted }
    var sums = Totals.Sums()
    var seqs = Totals.Seqs()
    for handover in counted {
      sums.add(handover)
      seqs.all += handover.seqs
      for voice in Voice.allCases {
        if let number = handover.number(of: voice) {
          seqs.voices[voice, default: []] += number.seqs
        }
      }
    }
    let distinct = Totals.Seqs(
      all: seqs.all.distinct, voices: seqs.voices.mapValues(\.distinct))
    let listed =
      excluded.map(Totals.Excluded.init) + all.flatMap(\.listedBesideSums)
    let numbers = Dictionary(grouping: stated, by: \.side).mapValues { claims in
      StatedTotal.Numbers(counted, of: claims.first?.side)
    }
    self.init(
      row, sums, distinct, excluded: Totals.Excluded.inOrder(Set(listed)),
      stated: Totals.Latest(stated, on: row, beside: Totals.Spans(counted)),
      totals: StatedTotal.inOrder(
        stated.map { claim in
          StatedTotal(
            claim, as: claim.side, beside: counted, numbers: numbers[claim.side],
            listing: listing)
        }), identified: identified)
  }

  /// The line of a row of which all was worked out.
  init(
    _ row: Row, _ sums: Totals.Sums, _ seqs: Totals.Seqs, excluded: [Totals.Excluded],
    stated: Totals.Latest, totals: [StatedTotal], identified: [Handovers.Identified]
  ) {
    func column(_ side: Totals.Sums.Side, _ voice: Voice) -> Totals.Column? {
      let stated = stated.of(voice)
      guard side.handovers > 0 || !stated.isEmpty else { return nil }
      return Totals.Column(
        sum: side.bounds, handovers: side.handovers, withoutNumber: side.withoutNumber,
        stated: stated, seqs: seqs.voices[voice] ?? [])
    }
    self.row = row
    sender = column(sums.sender, .sender)
    receiver = column(sums.receiver, .receiver)
    others = column(sums.others, .other)
    outlets = column(sums.outlets, .outlet)
    handovers = sums.handovers
    bothSpoke = sums.bothSpoke
    confirmed = sums.confirmed
    contested = sums.contested
    netGap = sums.netGap
    absoluteGap = sums.absoluteGap
    list = SeqList(seqs.all)
    eventCount = seqs.count ?? seqs.all.count
    self.excluded = excluded
    statedTotals = totals
    self.identified = identified
  }
}

extension Totals.Excluded {
  init(_ listed: Handovers.Listed) {
    self.init(seq: listed.seq, why: listed.why, count: listed.count)
  }

  /// In the order of a report.
  static func inOrder(_ listed: some Sequence<Totals.Excluded>) -> [Totals.Excluded] {
    listed.sorted { $0.precedes($1) }
  }

  func precedes(_ other: Totals.Excluded) -> Bool {
    if seq != other.seq { return seq < other.seq }
    if why != other.why { return why < other.why }
    return count?.description ?? "" < other.count?.description ?? ""
  }
}

extension StatedTotal {
  /// In the order of a report, each once: one act may state a total twice, by what it confirms.
  static func inOrder(_ totals: [StatedTotal]) -> [StatedTotal] {
    let ordered = totals.sorted { $0.precedes($1) }
    return ordered.indices.filter { $0 == 0 || ordered[$0] != ordered[$0 - 1] }
      .map { ordered[$0] }
  }

  private func precedes(_ other: StatedTotal) -> Bool {
    guard seq == other.seq else { return seq < other.seq }
    return (count.description, when?.text ?? "", verdict.word)
      < (other.count.description, other.when?.text ?? "", other.verdict.word)
  }
}

extension Handover {
  /// The number that a voice gives.
  func number(of voice: Voice) -> SideNumber? {
    switch voice {
    case .sender: sender
    case .receiver: receiver
    case .other: others
    case .outlet: outlets
    }
  }

  /// What of its claims is listed beside the sums: all of them where it does not count, else the
  /// numbers that count something else.
  var listedBesideSums: [Totals.Excluded] {
    guard place == .counted else {
      return listedAsOverlap.map { Totals.Excluded($0) }
    }
    return [sender, receiver, others, outlets].flatMap { $0?.others ?? [] }.map {
      Totals.Excluded(seq: $0.seq, why: "\($0.bounds) counted in \($0.unit)", count: nil)
    }
      + otherwise.flatMap { claim in
        claim.voices.map {
          Totals.Excluded(seq: $0.seq, why: "said of \(claim.row)", count: $0.count)
        }
      }
  }
}

extension [Handover] {
  /// Those that stand together and are on one row; most come so.
  fileprivate var runs: [ArraySlice<Handover>] {
    var runs: [ArraySlice<Handover>] = []
    var start = 0
    for place in indices where place + 1 == count || self[place + 1].row != self[place].row {
      runs.append(self[start...place])
      start = place + 1
    }
    return runs
  }
}

extension [Bounds] {
  /// The bounds of the sum; nil of none.
  var sum: Bounds? {
    guard let first else { return nil }
    return dropFirst().reduce(first) { $0 + $1 }
  }
}
