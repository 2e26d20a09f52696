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
