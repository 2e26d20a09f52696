/// Numbers that nobody outside knows, the same for one run of the program.
///
/// What is hashed comes from outside; with them nobody can make its hashes collide by design.
struct RunSecret: Sendable {
  private let first: UInt64
  private let second: UInt64

  init() {
    first = RunSecret.word(1)
    second = RunSecret.word(2)
  }

  private static func word(_ number: Int) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(number)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// The hash of two words: the halves of their product, once they are mixed with the secret.
  @inline(__always)
  func mixed(_ one: UInt64, _ two: UInt64) -> UInt64 {
    let product = (one ^ first).multipliedFullWidth(by: two ^ second)
    let again = (product.high ^ first).multipliedFullWidth(by: product.low ^ second)
    return again.high ^ again.low
  }
}

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

/// Numbers for values of which many events have the same, counted from 1.
struct Numbered<Value: Hashable> {
  private(set) var values: [Value] = []
  private var codes: [Value: UInt32] = [:]

  /// The code of a value, a new one where it has none yet.
  mutating func code(of value: Value) -> UInt32 {
    if let code = codes[value] { return code }
    values.append(value)
    codes[value] = UInt32(values.count)
    return UInt32(values.count)
  }

  /// The value of a code.
  subscript(code: UInt32) -> Value { values[Int(code) - 1] }
}

extension Numbered: Sendable where Value: Sendable {}

/// Who makes plain claims how, each with a number of its own, counted from 1.
struct MannerCodes {
  private(set) var values: [PlainManner] = []
  private var codes = PairCodes()

  /// The code of a manner, a new one where it has none yet.
  mutating func code(of manner: PlainManner) -> UInt32 {
    let code = codes.code(of: manner.pair)
    if code > values.count { values.append(manner) }
    return code
  }

  /// The manner of a code.
  subscript(code: UInt32) -> PlainManner { values[Int(code) - 1] }
}

extension PlainManner {
  /// All of it in two words; the speaker is never 0.
  fileprivate var pair: PairCodes.Pair {
    let flags =
      (isCumulative ? 1 : 0) | (isAtInstant ? 2 : 0) | (isConfirmation ? 4 : 0)
      | (confirmsCount ? 8 : 0) | (isCorrected ? 16 : 0) | (isExplained ? 32 : 0)
    let bits = UInt64(attribution.rawNumber) << 16 | UInt64(number.rawValue) << 8 | UInt64(flags)
    return PairCodes.Pair(UInt64(speaker) << 32 | UInt64(side), UInt64(unit) << 32 | bits)
  }
}

extension Attribution {
  /// A number for each.
  fileprivate var rawNumber: UInt8 {
    switch self {
    case .named: 0
    case .institution: 1
    case .unnamed: 2
    case .outlet: 3
    case .unattributed: 4
    }
  }
}
