extension Totals {
  /// The sums over some handovers, from which each can be taken out again.
  struct Sums: Hashable {
    var sender = Side()
    var receiver = Side()
    var others = Side()
    var outlets = Side()
    private(set) var handovers = 0
    private(set) var bothSpoke = 0
    private var confirmedAll = NumberSum()
    private var contestedAll = BoundsSum()
    private var net = NumberSum()
    private var absolute = NumberSum()

    /// What one side, or some speakers, say in all.
    struct Side: Hashable {
      private(set) var handovers = 0
      private var sum = BoundsSum()

      /// Of how many handovers it gave no number.
      var withoutNumber: Int { handovers - sum.count }

      /// The sum of its numbers; nil where it gave none.
      var bounds: Bounds? { sum.bounds }

      /// Adds what it says of one handover; with a sign of -1 takes that out.
      mutating func add(_ given: SideNumber?, sign: Int) {
        guard let given else { return }
        handovers += sign
        if let bounds = given.bounds { sum.add(bounds, sign: sign) }
      }
    }

    /// What both sides confirm; nil where there is no such handover.
    var confirmed: Amount? { confirmedAll.number }

    /// The sums of the smallest and of the largest number that either side gave.
    var contested: Bounds? { contestedAll.bounds }

    /// The sum of the gaps with their signs.
    var netGap: Amount? { net.number }

    /// The sum of the gaps without them.
    var absoluteGap: Amount? { absolute.number }

    /// Adds a handover; with a sign of -1 takes it out.
    mutating func add(_ handover: Handover, sign: Int = 1) {
      handovers += sign
      sender.add(handover.sender, sign: sign)
      receiver.add(handover.receiver, sign: sign)
      others.add(handover.others, sign: sign)
      outlets.add(handover.outlets, sign: sign)
      if handover.sender != nil, handover.receiver != nil { bothSpoke += sign }
      let both = handover.both
      if let number = both.confirmed { confirmedAll.add(number, sign: sign) }
      if let gap = both.gap {
        net.add(gap, sign: sign)
        absolute.add(gap.magnitude, sign: sign)
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

  /// The sum, at most the largest number that there is; nil of none.
  var number: Int64? { count == 0 ? nil : Int64(clamping: sum) }
}

/// A sum of numbers as they are printed, from which each can be taken out again.
struct NumberSum: Hashable {
  private var sum = WideSum()
  private var abouts = 0

  /// Adds a number; with a sign of -1 takes it out.
  mutating func add(_ end: Amount, sign: Int) {
    sum.add(end.number, sign: sign)
    if end.isAbout { abouts += sign }
  }

  /// How many numbers are in it.
  var count: Int { sum.count }

  /// The sum, approximate where one of its numbers is; nil of none.
  var number: Amount? {
    sum.number.map { Amount(number: $0, isAbout: abouts != 0) }
  }
}

/// A sum of bounds from which each can be taken out again.
struct BoundsSum: Hashable {
  private var least = WideSum()
  private var most = WideSum()
  private var low = NumberSum()
  private var high = NumberSum()

  /// How many numbers are in it.
  var count: Int { least.count }

  /// Adds a number; with a sign of -1 takes it out.
  mutating func add(_ bounds: Bounds, sign: Int) {
    least.add(bounds.min, sign: sign)
    low.add(bounds.low, sign: sign)
    if let max = bounds.max { most.add(max, sign: sign) }
    if let end = bounds.high { high.add(end, sign: sign) }
  }

  /// The bounds of the sum; nil of none.
  var bounds: Bounds? {
    guard let min = least.number, let low = low.number else { return nil }
    let isClosed = most.count == least.count
    return Bounds(
      min: min, max: isClosed ? most.number : nil, low: low, high: isClosed ? high.number : nil)
  }
}
