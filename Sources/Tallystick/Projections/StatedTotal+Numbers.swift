extension StatedTotal {
  /// The numbers that one side gives of some handovers, in the order in which these ended.
  ///
  /// A row may have very many of both: they are looked at as numbers, and nothing is made of them.
  struct Numbers {
    private struct Number {
      let from: Int
      let to: Int
      let isResolved: Bool
      let bounds: Bounds?

      func isInside(_ days: StatedTotal.Days) -> Bool {
        isResolved && days.from <= from && to <= days.to
      }
    }

    private let all: [Number]

    /// What the first of them come to that are ``Number/isResolved``, for every number of them.
    private let runs: [Run]

    private struct Run {
      let to: Int
      let sum: Bounds?
      let isWhole: Bool
    }

    /// The first day on which one of the handovers may have happened.
    let first: Day?

    init(_ handovers: [Handover], of party: String?) {
      all = handovers.map { handover in
        Number(
          from: handover.outerDays.from, to: handover.outerDays.to,
          isResolved: handover.isResolved, bounds: party.flatMap { handover.side($0)?.bounds })
      }.sorted { $0.to < $1.to }
      runs = Numbers.runs(all)
      first = handovers.lazy.compactMap { $0.when?.resolved?.earliest }.min()
    }

    private static func runs(_ all: [Number]) -> [Run] {
      var (sum, isWhole): (Bounds?, Bool) = (nil, true)
      var runs: [Run] = []
      runs.reserveCapacity(all.count)
      for number in all where number.isResolved {
        if let bounds = number.bounds {
          sum = sum.map { $0 + bounds } ?? bounds
        } else {
          isWhole = false
        }
        runs.append(Run(to: number.to, sum: sum, isWhole: isWhole))
      }
      return runs
    }

    /// The sum of the numbers within some days, and whether each handover there has one.
    ///
    /// - Complexity: O(log *n*) where the days have no beginning, else O(*n*).
    func sum(inside days: Days) -> (sum: Bounds?, isWhole: Bool) {
      if days.from == .min { return sum(upTo: days.to) }
      var (sum, isWhole): (Bounds?, Bool) = (nil, true)
      for number in all where number.isInside(days) {
        guard let bounds = number.bounds else {
          isWhole = false
          continue
        }
        sum = sum.map { $0 + bounds } ?? bounds
      }
      return (sum, isWhole)
    }

    private func sum(upTo day: Int) -> (sum: Bounds?, isWhole: Bool) {
      var (low, high) = (0, runs.count)
      while low < high {
        let middle = (low + high) / 2
        if runs[middle].to <= day { low = middle + 1 } else { high = middle }
      }
      return low == 0 ? (nil, true) : (runs[low - 1].sum, runs[low - 1].isWhole)
    }

    /// Whether `stated` was the sum by the end of a day before the last of the handovers.
    func wasOnce(_ stated: Bounds, inside days: Days) -> Bool {
      var (sum, last): (Bounds?, Int?) = (nil, nil)
      var isWhole = true
      for number in all where number.to != .max && number.isInside(days) {
        if let last, last != number.to {
          if !isWhole { return false }
          if let sum, sum.overlaps(stated) { return true }
        }
        last = number.to
        guard let bounds = number.bounds else {
          isWhole = false
          continue
        }
        sum = sum.map { $0 + bounds } ?? bounds
      }
      return false
    }
  }
}
