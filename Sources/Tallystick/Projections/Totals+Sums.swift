extension Totals {
  /// The sums over some handovers, from which each can be taken out again.
  struct Sums: Hashable {
    var sender = Side()
    var receiver = Side()
    private(set) var handovers = 0
    private(set) var bothSpoke = 0
    private var confirmedAll = WideSum()
    private var contestedAll = BoundsSum()
    private var net = WideSum()
    private var absolute = WideSum()

    /// What one side says in all.
    struct Side: Hashable {
      private(set) var handovers = 0
      private var sum = BoundsSum()

      /// Of how many handovers it gave no number.
      var withoutNumber: Int { handovers - sum.count }

      /// The sum of its numbers; nil where it gave none.
      var bounds: Bounds? { sum.bounds }

      /// Adds what it says of one handover; with a sign of -1 takes that out.
      mutating func add(_ given: Bounds?, sign: Int = 1) {
        handovers += sign
        if let given { sum.add(given, sign: sign) }
      }
    }

    /// What both sides confirm; nil where there is no such handover.
    var confirmed: Int64? { confirmedAll.number }

    /// The sums of the smallest and of the largest number that either side gave.
    var contested: Bounds? { contestedAll.bounds }

    /// The sum of the gaps with their signs.
    var netGap: Int64? { net.number }

    /// The sum of the gaps without them.
    var absoluteGap: Int64? { absolute.number }

    /// Adds a handover; with a sign of -1 takes it out.
    mutating func add(_ handover: Handover, sign: Int = 1) {
      add(
        handover.both, sent: handover.sender != nil, received: handover.receiver != nil, sign: sign)
    }

    /// Adds a handover of which each side may have spoken.
    mutating func add(_ both: BothNumbers, sent: Bool, received: Bool, sign: Int = 1) {
      handovers += sign
      if sent { sender.add(both.sent, sign: sign) }
      if received { receiver.add(both.received, sign: sign) }
      if sent && received { bothSpoke += sign }
      if let number = both.confirmed { confirmedAll.add(number, sign: sign) }
      if let gap = both.gap {
        net.add(gap, sign: sign)
        absolute.add(abs(gap), sign: sign)
      }
      if let number = both.contested { contestedAll.add(number, sign: sign) }
    }
  }
}

/// A sum of numbers from which each can be taken out again: it never overflows.
struct WideSum: Hashable {
  private(set) var count = 0
  private var sum: Int128 = 0

  /// Adds a number; with a sign of -1 takes it out.
  mutating func add(_ number: Int64, sign: Int) {
    count += sign
    sum += Int128(number) * Int128(sign)
  }

  /// The sum, at most the largest number that is written; nil of none.
  var number: Int64? { count == 0 ? nil : Int64(clamping: sum) }
}

/// A sum of bounds from which each can be taken out again.
struct BoundsSum: Hashable {
  private var least = WideSum()
  private var most = WideSum()

  /// How many numbers are in it.
  var count: Int { least.count }

  /// Adds a number; with a sign of -1 takes it out.
  mutating func add(_ bounds: Bounds, sign: Int) {
    least.add(bounds.min, sign: sign)
    if let max = bounds.max { most.add(max, sign: sign) }
  }

  /// The bounds of the sum; nil of none.
  var bounds: Bounds? {
    least.number.map { Bounds(min: $0, max: most.count == least.count ? most.number : nil) }
  }
}
