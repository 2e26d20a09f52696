/// Pairs of words, each with a number of its own, counted from 1.
struct PairCodes {
  /// Two words; not both zero.
  struct Pair: Equatable {
    let first: UInt64
    let second: UInt64

    init(_ first: UInt64, _ second: UInt64) {
      self.first = first
      self.second = second
    }
  }

  private struct Slot {
    var pair = Pair(0, 0)
    var code: UInt32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 64)
  private let secret = RunSecret()

  /// The number of pairs.
  private(set) var count: UInt32 = 0

  /// The code of a pair, a new one where it has none yet.
  mutating func code(of pair: Pair) -> UInt32 {
    let place = place(of: pair)
    if slots[place].code != 0 { return slots[place].code }
    insert(pair, count + 1)
    return count
  }

  /// The code of a pair; nil where it has none.
  func known(_ pair: Pair) -> UInt32? {
    let code = slots[place(of: pair)].code
    return code == 0 ? nil : code
  }

  /// Gives a pair that has none yet a code.
  mutating func insert(_ pair: Pair, _ code: UInt32) {
    slots[place(of: pair)] = Slot(pair: pair, code: code)
    count += 1
    if Int(count) * 2 > slots.count { grow() }
  }

  /// The slot in which a pair is, or is to be.
  @inline(__always)
  private func place(of pair: Pair) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: secret.mixed(pair.first, pair.second)) & mask
    while slots[place].code != 0, slots[place].pair != pair { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.code != 0 { slots[place(of: slot.pair)] = slot }
  }
}
