/// Sums over handovers, row by row and side by side (design §4.3).
///
/// No row holds one number where two exist.
public struct Totals: Sendable {
  /// Where a side's number comes from.
  public enum Basis: String, Sendable {
    /// From handovers, added up here.
    case events
    /// From the speaker's own total: the side has spoken of no single handover.
    case statedTotal = "stated_total"
  }

  /// What one side says in all.
  public struct Column: Hashable, Sendable {
    /// The sum; nil when no handover has a number from it.
    public let bounds: Bounds?
    /// Where it comes from.
    public let basis: Basis
    /// Of how many handovers it spoke.
    public let handovers: Int
    /// Of how many of these it gave no number.
    public let withoutNumber: Int
    /// The events that make it.
    public var seqs: [Int] { list.numbers }
    private let list: SeqList

    init(bounds: Bounds?, basis: Basis, handovers: Int, withoutNumber: Int, seqs: [Int]) {
      self.bounds = bounds
      self.basis = basis
      self.handovers = handovers
      self.withoutNumber = withoutNumber
      list = SeqList(seqs)
    }
  }

  /// A claim that is listed and not in the sums.
  public struct Excluded: Hashable, Sendable {
    /// Its event.
    public let seq: Int
    /// Why, such as `implausible` or `possible overlap`.
    public let why: String
  }

  /// One line of the report.
  public struct Line: Hashable, Sendable {
    /// What goes from whom to whom.
    public let row: Row
    /// What the sending side says; nil when it has not spoken.
    public let sender: Column?
    /// What the receiving side says; nil when it has not spoken.
    public let receiver: Column?
    /// The number of handovers that count.
    public let handovers: Int
    /// Of how many both sides spoke.
    public let bothSpoke: Int
    /// The sum of what both confirm; nil when there is no such handover.
    public let confirmed: Int64?
    /// The sums of the smallest and of the largest number that either side gave.
    public let contested: Bounds?
    /// The sum of the gaps with their signs.
    public let netGap: Int64?
    /// The sum of the gaps without them.
    public let absoluteGap: Int64?
    /// The events on its handovers, in order.
    public var seqs: [Int] { list.numbers }
    fileprivate let list: SeqList
    /// How many events are on its handovers.
    public let eventCount: Int
    /// What is not in the sums, and why.
    public let excluded: [Excluded]
    /// The totals that speakers state, beside the sums.
    public private(set) var statedTotals: [StatedTotal]
  }

  /// The lines, by row.
  public let lines: [Line]

  /// Numbers for both ways together, which stand in no line.
  public let together: [Handovers.Together]

  /// Adds up handovers.
  ///
  /// - Complexity: O(*n* log *n*) in the number of handovers and claims.
  public init(_ handovers: Handovers) { self.init(handovers, listing: true) }

  /// Adds up handovers, to which those on `days` belong; unless `listing`, what it says of stated
  /// totals does not name the events with which they were compared, of which there may be very many.
  init(_ handovers: Handovers, beside days: [SummedDays] = [], listing: Bool) {
    var byRow: [Row: [Handover]] = [:]
    for run in handovers.all.runs { byRow[run[run.startIndex].row, default: []] += run }
    let summed = Dictionary(uniqueKeysWithValues: days.map { ($0.row, $0) })
    for row in summed.keys where byRow[row] == nil { byRow[row] = [] }
    let stated = Dictionary(grouping: handovers.cumulative, by: \.row)
    let excluded = Dictionary(grouping: handovers.excluded, by: \.row)
    for row in Array(stated.keys) + Array(excluded.keys) where byRow[row] == nil {
      byRow[row] = []
    }
    lines = byRow.sorted { $0.key < $1.key }.map { row, all in
      Line(
        row, all, beside: summed[row], stated: stated[row] ?? [], excluded: excluded[row] ?? [],
        listing)
    }
    together = handovers.together
  }
}

extension Totals {
  /// The totals of one word for what is handed over; of nil, all.
  public func only(_ what: String?) -> Totals {
    guard let what else { return self }
    return Totals(
      lines: lines.filter { $0.row.what == what }, together: together.filter { $0.what == what })
  }

  init(lines: [Line], together: [Handovers.Together]) {
    self.lines = lines
    self.together = together
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
  /// The events on some handovers, and those of each side, in order and each once.
  struct Seqs {
    var all: [Int] = []
    var sent: [Int] = []
    var received: [Int] = []

    /// How many events there are, where ``all`` are not all of them.
    var count: Int?
  }
}

extension Totals.Line {
  init(
    _ row: Row, _ all: [Handover], beside days: SummedDays?, stated: [LiveClaim],
    excluded: [Handovers.Listed], _ listing: Bool
  ) {
    let counted = all.filter { $0.place == .counted }
    var sums = days?.sums ?? Totals.Sums()
    var seqs = days?.seqs ?? Totals.Seqs()
    for handover in counted {
      sums.add(handover)
      seqs.all += handover.seqs
      if let sent = handover.sender { seqs.sent += sent.seqs }
      if let received = handover.receiver { seqs.received += received.seqs }
    }
    let distinct = Totals.Seqs(
      all: seqs.all.distinct, sent: seqs.sent.distinct, received: seqs.received.distinct)
    let listed =
      excluded.map { Totals.Excluded(seq: $0.seq, why: $0.why) }
      + all.flatMap(\.listedBesideSums)
    let numbers = Dictionary(grouping: stated, by: \.side).mapValues { claims in
      StatedTotal.Numbers(counted, beside: days, of: claims.first?.side)
    }
    self.init(
      row, sums, distinct, excluded: Totals.Excluded.inOrder(Set(listed)), stated: stated,
      totals: StatedTotal.inOrder(
        stated.map { claim in
          StatedTotal(
            claim, as: claim.side, beside: counted, numbers: numbers[claim.side],
            listing: listing)
        }))
  }

  /// The line of a row of which all was worked out.
  init(
    _ row: Row, _ sums: Totals.Sums, _ seqs: Totals.Seqs, excluded: [Totals.Excluded],
    stated: [LiveClaim], totals: [StatedTotal]
  ) {
    self.row = row
    sender = Totals.Column(sums.sender, seqs.sent, stated.of(side: row.from))
    receiver = Totals.Column(
      sums.receiver, seqs.received, row.to == row.from ? [] : stated.of(side: row.to))
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
  }
}

extension Totals.Excluded {
  /// In the order of a report.
  static func inOrder(_ listed: some Sequence<Totals.Excluded>) -> [Totals.Excluded] {
    listed.sorted { ($0.seq, $0.why) < ($1.seq, $1.why) }
  }
}

extension StatedTotal {
  /// In the order of a report.
  static func inOrder(_ totals: [StatedTotal]) -> [StatedTotal] {
    totals.sorted { ($0.seq, $0.count.description) < ($1.seq, $1.count.description) }
  }
}

extension Handover {
  /// What of its claims is listed beside the sums: all of them where it does not count, else the
  /// numbers that count something else.
  var listedBesideSums: [Totals.Excluded] {
    guard place == .counted else {
      return claims.map { Totals.Excluded(seq: $0.seq, why: "possible overlap") }
    }
    return [sender?.others, receiver?.others].flatMap { $0 ?? [] }.map {
      Totals.Excluded(seq: $0.seq, why: "\($0.bounds) counted in \($0.unit)")
    }
  }
}

extension Totals.Column {
  /// Adds up one side's numbers; where it has none, takes its own total; nil when it has neither.
  fileprivate init?(_ sums: Totals.Sums.Side, _ seqs: [Int], _ stated: [LiveClaim]) {
    if sums.handovers == 0 {
      let numbered = stated.filter { $0.claim.count?.bounds != nil }
      let ranked = numbered.filter { $0.rank == numbered.map(\.rank).min() }
      let latest = unsurpassed(ranked) { $0.stated.isCertainlyAfter($1.stated) }
      // Two totals of one day both stand, as a range.
      guard let first = latest.first?.claim.count?.bounds else { return nil }
      self.init(
        bounds: latest.compactMap(\.claim.count?.bounds).reduce(first) { $0.union($1) },
        basis: .statedTotal, handovers: 0, withoutNumber: 0,
        seqs: latest.flatMap(\.seqs).distinct)
    } else {
      self.init(
        bounds: sums.bounds, basis: .events, handovers: sums.handovers,
        withoutNumber: sums.withoutNumber, seqs: seqs)
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

extension [LiveClaim] {
  fileprivate func of(side: String?) -> [LiveClaim] { filter { side != nil && $0.side == side } }
}

extension [Bounds] {
  /// The bounds of the sum; nil of none.
  var sum: Bounds? {
    guard let first else { return nil }
    return dropFirst().reduce(first) { $0 + $1 }
  }
}
