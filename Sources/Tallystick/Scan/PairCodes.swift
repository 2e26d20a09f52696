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

  private struct Entry {
    let pair: Pair
    let code: UInt32
  }

  private var entries: [Entry] = []

  /// The places of entries, plus one, by the hashes of their pairs; 0 where none is.
  ///
  /// They are small, so that the processor has them at hand.
  private var slots = [UInt32](repeating: 0, count: 64)
  private let secret = RunSecret.ofThisRun

  /// The code of a pair, a new one where it has none yet.
  mutating func code(of pair: Pair) -> UInt32 {
    let slot = slot(of: pair)
    if slots[slot] != 0 { return entries[Int(slots[slot]) - 1].code }
    let code = UInt32(entries.count + 1)
    insert(pair, code, in: slot)
    return code
  }

  /// The code of a pair; nil where it has none.
  func known(_ pair: Pair) -> UInt32? {
    let entry = slots[slot(of: pair)]
    return entry == 0 ? nil : entries[Int(entry) - 1].code
  }

  /// Gives a pair that has none yet a code.
  mutating func insert(_ pair: Pair, _ code: UInt32) { insert(pair, code, in: slot(of: pair)) }

  private mutating func insert(_ pair: Pair, _ code: UInt32, in slot: Int) {
    entries.append(Entry(pair: pair, code: code))
    slots[slot] = UInt32(entries.count)
    if entries.count * 2 > slots.count { grow() }
  }

  /// The slot in which a pair is, or is to be.
  @inline(__always)
  private func slot(of pair: Pair) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: secret.mixed(pair.first, pair.second)) & mask
    while slots[slot] != 0, entries[Int(slots[slot]) - 1].pair != pair {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (place, entry) in entries.enumerated() { slots[slot(of: entry.pair)] = UInt32(place + 1) }
  }
}
