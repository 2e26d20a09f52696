extension Obligations {
  /// What one column says was handed over under a deal, before it is added up.
  package struct Share {
    /// Its number of one handover.
    package struct Number {
      let days: OuterDays
      let bounds: Bounds?
      let seqs: [Int]
      let isAssumed: Bool

      package init(days: OuterDays, bounds: Bounds?, seqs: [Int], isAssumed: Bool) {
        self.days = days
        self.bounds = bounds
        self.seqs = seqs
        self.isAssumed = isAssumed
      }
    }

    /// What it says of one row.
    struct OnRow {
      /// The handovers under the deal of which it spoke.
      var placed: [Number] = []

      /// How many handovers there are under the deal, whoever spoke of them.
      var count = 0

      /// The handovers of which it spoke and that may be under the deal, and how many there are, whoever
      /// spoke of them.
      var open: [Number] = []
      var openCount = 0

      /// The totals that it states for the deal, and those of them that are assumed to be for it.
      var totals: [Total] = []
      var assumed: Set<Int> = []

      /// The totals that it states and that may be for the deal.
      var openTotals: [Total] = []
    }

    var rows: [Row: OnRow] = [:]

    /// What its speakers say is another's than was owed: of each handover, and of each row of which no
    /// handover is named, the numbers of each speaker.
    private var identified: [[Marks.Identification]] = []

    /// The same of handovers that may be under the deal.
    private var openIdentified: [[Marks.Identification]] = []

    /// Takes what is said of one handover, which may be open, or of a row.
    mutating func identify(_ all: [Marks.Identification], isOpen: Bool = false) {
      guard !all.isEmpty else { return }
      if isOpen { openIdentified.append(all) } else { identified.append(all) }
    }

    /// The rows, in order.
    var ordered: [OnRow] { rows.sorted { $0.key < $1.key }.map(\.value) }
  }
}

extension Obligations.Share {
  /// The number, with open handovers or without; less what is another's.
  func number(withOpen: Bool) -> Bounds? {
    let number = rows.values.compactMap { $0.number(withOpen: withOpen) }.total
    let another = Self.another(identified + (withOpen ? openIdentified : []))
    return another.map { off in number?.less(off) } ?? number
  }

  /// The number, from what it is without open handovers to what it is with them.
  var bounds: Bounds? {
    guard let most = number(withOpen: true) else { return nil }
    guard let least = number(withOpen: false) else { return Bounds(0).union(most) }
    return least == most ? least : least.union(most)
  }

  /// What is another's: of several speakers the largest, and not the sum; of one speaker what its single
  /// words come to, or the largest that it says in all.
  ///
  /// Of at least so many no more than these are known; some of a number beside them say nothing new; of
  /// several numbers of one act it is one.
  var another: Bounds? { Self.another(identified) }

  private static func another(_ identified: [[Obligations.Marks.Identification]]) -> Bounds? {
    identified.compactMap { all -> Bounds? in
      let told = all.filter { $0.scope != .part && $0.known != nil }
      let speakers = Dictionary(grouping: told, by: \.speaker).sorted { $0.key < $1.key }
      return speakers.flatMap { _, said in
        [
          said.filter { $0.scope != .cumulative }.byAct.total,
          said.filter { $0.scope == .cumulative }.byAct.largest,
        ].compactMap { $0 }
      }.largest
    }.total
  }

  /// The events of what is another's.
  var identifiedSeqs: [Int] { identified.flatMap { $0.flatMap(\.seqs) } }

  /// Whether it spoke of a handover under the deal, or states a total for it.
  var hasSpoken: Bool {
    rows.values.contains { !$0.placed.isEmpty || !$0.latest.isEmpty }
  }

  /// Whether it gave no number of some handover, and no total of its row: then its number is only a
  /// part.
  var isPartial: Bool { rows.values.contains(where: \.isPartial) }

  /// The same as if all that is open were under the deal.
  var withOpen: Self {
    var copy = self
    copy.rows = rows.mapValues(\.withOpen)
    copy.identified += openIdentified
    copy.openIdentified = []
    return copy
  }
}

extension Obligations.Share.OnRow {
  /// The total that holds, with those that tie with it: of those that words or the recorder place under
  /// the deal, where there are any.
  var latest: [Obligations.Total] { Obligations.Total.latest(placedTotals) }

  /// The totals that count: those that are assumed only where there is no other with a number.
  var placedTotals: [Obligations.Total] {
    let placed = totals.filter { !assumed.contains($0.seq) && $0.bounds != nil }
    return placed.isEmpty ? totals : placed
  }

  /// The number: the larger of its sum, and of its total with what it says of handovers after that.
  func number(withOpen: Bool) -> Bounds? {
    let all = withOpen ? placed + open : placed
    let sum = all.compactMap(\.bounds).total
    guard let stated = latest.number(with: all) else { return sum }
    return sum.map { $0.larger(stated) } ?? stated
  }

  var isPartial: Bool {
    latest.isEmpty && placed.count { $0.bounds != nil } < count
  }

  /// What it says had surely been handed over by the end of a day.
  func least(by day: Int) -> Int64 {
    let ended = placed.filter { $0.days.to <= day }
    let sum = ended.compactMap(\.bounds).total?.min ?? 0
    guard let total = latest.first, total.end <= day else { return sum }
    return max(sum, latest.number(with: ended)?.min ?? 0)
  }

  /// The most that it says may have been handed over by the end of a day: what may have begun by then,
  /// and a total that begins by then, less what was surely handed over later in its days; nil without
  /// bound.
  func most(by day: Int) -> Int64? {
    let begun = placed.filter { $0.days.from <= day }.compactMap(\.bounds)
    let totals = latest.filter { $0.begin ?? .min <= day }.compactMap { total -> Bounds? in
      let later = placed.filter {
        $0.days.from > day && $0.days.from >= total.begin ?? .min && $0.days.to <= total.end
      }.compactMap { $0.bounds.map { Bounds($0.min) } }.total
      return total.bounds.map { bounds in later.map { bounds.less($0) } ?? bounds }
    }
    let ends = ([begun.total].compactMap { $0 } + totals).map(\.max)
    return ends.contains(nil) ? nil : ends.compactMap { $0 }.max() ?? 0
  }

  /// The days on which its number may have grown.
  var days: [Int] { placed.map(\.days.to) + latest.map(\.end) }

  /// The same with the open handovers as placed, and the open totals as assumed.
  fileprivate var withOpen: Self {
    var copy = self
    copy.placed += open
    copy.count += openCount
    copy.totals += openTotals
    copy.assumed.formUnion(openTotals.map(\.seq))
    (copy.open, copy.openCount, copy.openTotals) = ([], 0, [])
    return copy
  }
}

extension [Obligations.Total] {
  /// What totals that tie come to, with what is said of handovers that begin after them; one that
  /// begins before their end and ends after it may be in them or not.
  fileprivate func number(with all: [Obligations.Share.Number]) -> Bounds? {
    guard let end = first?.end, let stated = tied else { return nil }
    return all.reduce(stated) { number, one in
      guard let bounds = one.bounds, one.days.to > end else { return number }
      return one.days.from > end ? number + bounds : number.widened(by: bounds)
    }
  }

  /// The range of totals that tie.
  var tied: Bounds? { SideNumber.range(of: compactMap(\.bounds)) }
}

extension Obligations.Marks.Identification {
  /// So many were identified, as far as that is known.
  fileprivate var known: Bounds? {
    count?.bounds.map { $0.max == nil ? Bounds($0.min) : $0 }
  }
}

extension [Obligations.Marks.Identification] {
  /// What each act of them says: of several numbers that corrections leave it, one of these.
  fileprivate var byAct: [Bounds] {
    Dictionary(grouping: self, by: \.seq).values.compactMap { one in
      SideNumber.range(of: one.compactMap(\.known))
    }
  }
}

extension [Bounds] {
  /// The largest of them, end by end; nil of none.
  fileprivate var largest: Bounds? {
    guard let first else { return nil }
    return dropFirst().reduce(first) { $0.larger($1) }
  }
}
