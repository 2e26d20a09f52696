extension StatedTotal {
  /// The numbers that one side gives of some handovers, in the order in which these ended, from which
  /// each can be taken out again.
  ///
  /// A row may have very many of both: they are looked at as numbers, and nothing is made of them.
  struct Numbers: Sendable {
    private struct Number: Hashable {
      let from: Int
      let to: Int
      let isResolved: Bool
      let bounds: Bounds?

      /// What the number counts, and the deal that the words on its handover name, where it is one.
      let unit: String?
      let deal: String?

      func isInside(_ days: StatedTotal.Days) -> Bool {
        isResolved && days.from <= from && to <= days.to
      }
    }

    /// Whose numbers they are.
    private let party: String?

    private var all: [Number] = []

    /// What each of them comes to with those before it, as far as they are ``Number/isResolved``.
    private var runs: [Run] = []

    private struct Run {
      let sum: Bounds?
      let isWhole: Bool
    }

    /// The days on which the handovers may have begun.
    private var begins = DayCounts()

    /// How many numbers count in each unit.
    private var units: [String: Int] = [:]

    /// The first day on which one of the handovers may have happened.
    var first: Int? { begins.first }

    init(_ handovers: [Handover], of party: String?) {
      self.party = party
      all = handovers.map { number($0) }.sorted { $0.to < $1.to }
      for handover in handovers { count(handover, sign: 1) }
      addUp(from: 0)
    }

    /// Adds the number of a handover; with a sign of -1 takes it out.
    ///
    /// - Complexity: O(*n*) in the numbers of those that ended later.
    mutating func add(_ handover: Handover, sign: Int) {
      let number = number(handover)
      var place = end(upTo: number.to)
      if sign > 0 {
        all.insert(number, at: place)
      } else {
        guard let found = all[..<place].lastIndex(of: number) else { return }
        all.remove(at: found)
        place = found
      }
      count(handover, sign: sign)
      addUp(from: place)
    }

    private func number(_ handover: Handover) -> Number {
      let side = party.flatMap { handover.side($0) }
      let deals = Set(handover.claims.compactMap(\.deal))
      return Number(
        from: handover.outerDays.from, to: handover.outerDays.to,
        isResolved: handover.isResolved, bounds: side?.bounds, unit: side?.unit,
        deal: deals.count == 1 ? deals.first : nil)
    }

    private mutating func count(_ handover: Handover, sign: Int) {
      if let unit = party.flatMap({ handover.side($0)?.unit }) {
        units[unit, default: 0] += sign
        if units[unit] == 0 { units[unit] = nil }
      }
      if let day = handover.when?.resolved?.earliest { begins.add(day.number, sign: sign) }
    }

    /// Makes the runs anew from one on.
    private mutating func addUp(from place: Int) {
      runs.removeSubrange(place...)
      var (sum, isWhole) = runs.last.map { ($0.sum, $0.isWhole) } ?? (nil, true)
      for number in all[place...] {
        if number.isResolved {
          if let bounds = number.bounds {
            sum = sum.map { $0 + bounds } ?? bounds
          } else {
            isWhole = false
          }
        }
        runs.append(Run(sum: sum, isWhole: isWhole))
      }
    }

    /// How many ended by a day.
    private func end(upTo day: Int) -> Int {
      var (low, high) = (0, all.count)
      while low < high {
        let middle = (low + high) / 2
        if all[middle].to <= day { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// Those that may be within some days: none ended before these began, or after they ended.
    private func near(_ days: Days) -> ArraySlice<Number> {
      let first = days.from == .min ? 0 : end(upTo: days.from - 1)
      return all[first..<max(first, end(upTo: days.to))]
    }

    /// Whether all numbers may be what a total is of.
    private func areAll(of kind: Kind) -> Bool {
      kind.deal == nil
        && (units.isEmpty
          || units.count == 1 && (kind.unit == nil || units[kind.unit ?? ""] != nil))
    }

    /// The sum of the numbers within some days that are what a total is of, and whether each handover there
    /// has one and is surely of it, or surely not.
    private func sum(of kind: Kind, inside days: Days) -> (sum: Bounds?, isWhole: Bool) {
      var (sum, isWhole): (Bounds?, Bool) = (nil, true)
      var seen: Set<String> = []
      for number in near(days) where number.isInside(days) {
        if let deal = kind.deal, let other = number.deal, deal != other { continue }
        if let unit = number.unit { seen.insert(unit) }
        guard let bounds = number.bounds, kind.deal == nil || number.deal != nil,
          kind.unit == nil || number.unit == nil || kind.unit == number.unit
        else {
          isWhole = false
          continue
        }
        sum = sum.map { $0 + bounds } ?? bounds
      }
      return kind.unit == nil && seen.count > 1 ? (nil, false) : (sum, isWhole)
    }

    /// The sum of the numbers within some days that are what a total is of, and whether each handover there
    /// has one.
    ///
    /// - Complexity: O(log *n*) where the days have no beginning, and all numbers may be what it is of; else
    ///   O(*n*) in those near them.
    func sum(inside days: Days, of kind: Kind) -> (sum: Bounds?, isWhole: Bool) {
      guard areAll(of: kind) else { return sum(of: kind, inside: days) }
      if days.from == .min {
        let place = end(upTo: days.to) - 1
        return place < 0 ? (nil, true) : (runs[place].sum, runs[place].isWhole)
      }
      var (sum, isWhole): (Bounds?, Bool) = (nil, true)
      for number in near(days) where number.isInside(days) {
        guard let bounds = number.bounds else {
          isWhole = false
          continue
        }
        sum = sum.map { $0 + bounds } ?? bounds
      }
      return (sum, isWhole)
    }

    /// Whether `stated` was the sum by the end of a day before the last of the handovers; it is not asked
    /// where some of them are not what the total is of.
    ///
    /// - Complexity: as ``sum(inside:of:)``.
    func wasOnce(_ stated: Bounds, inside days: Days, of kind: Kind) -> Bool {
      guard areAll(of: kind) else { return false }
      if days.from == .min { return wasOnce(stated, upTo: days.to) }
      var (sum, last): (Bounds?, Int?) = (nil, nil)
      var isWhole = true
      for number in near(days) where number.to != .max && number.isInside(days) {
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

    /// The same of days without a beginning: sums only grow, so that the first that reaches it tells.
    private func wasOnce(_ stated: Bounds, upTo day: Int) -> Bool {
      let all = all[..<end(upTo: min(day, .max - 1))]
      guard let last = all.last?.to else { return false }
      var (low, high) = (0, end(upTo: last - 1))
      let count = high
      while low < high {
        let middle = (low + high) / 2
        if isBelow(stated, middle) { low = middle + 1 } else { high = middle }
      }
      guard low < count else { return false }
      // What the sum came to by the end of that day.
      let run = runs[end(upTo: all[low].to) - 1]
      return run.isWhole && run.sum?.overlaps(stated) ?? false
    }

    /// Whether what the numbers come to up to a place is certainly less.
    private func isBelow(_ stated: Bounds, _ place: Int) -> Bool {
      guard let sum = runs[place].sum else { return true }
      return sum.max.map { $0 < stated.min } ?? false
    }
  }
}
