/// The days that fit a date of which digits may be unspecified, as in `XXXX-06-13`.
struct DayPattern: Hashable, Sendable {
  /// Whether the year stands before the year 0.
  let isNegative: Bool

  /// The four bytes of the year, each an ASCII digit or `X`.
  let year: [UInt8]

  /// Bit *m* says that month *m*, 1 to 12, fits.
  let months: UInt32

  /// Bit *d* says that day *d*, 1 to 31, fits.
  let days: UInt32

  /// The byte for a digit unspecified.
  static let unspecified = UInt8(ascii: "X")

  /// Every month, or every day of a month.
  static let any = UInt32.max

  /// Returns a bit for each number of `range` that `digits` (two of them, or `X`) may write.
  static func candidates(_ digits: some Collection<UInt8>, in range: ClosedRange<Int>) -> UInt32 {
    var bits: UInt32 = 0
    for number in range where fits(number, digits) { bits |= 1 << UInt32(number) }
    return bits
  }

  private static func fits(_ number: Int, _ digits: some Collection<UInt8>) -> Bool {
    var rest = number
    for digit in digits.reversed() {
      guard digit == unspecified || Int(digit) == Int(UInt8(ascii: "0")) + rest % 10 else {
        return false
      }
      rest /= 10
    }
    return rest == 0
  }

  // The years from the lowest to the highest that the digits allow; not each of them fits.
  private var years: ClosedRange<Int> {
    var low = 0
    var high = 0
    for digit in year {
      let value = Int(digit) - Int(UInt8(ascii: "0"))
      low = low * 10 + (digit == Self.unspecified ? 0 : value)
      high = high * 10 + (digit == Self.unspecified ? 9 : value)
    }
    return isNegative ? -high ... -low : low...high
  }

  // There is no year -0000, so that 0 fits no negative year.
  private func fits(year number: Int) -> Bool {
    (number < 0) == isNegative && Self.fits(Int(number.magnitude), year)
  }

  // Bit *d* says that day *d* of that month exists and fits.
  private func days(ofMonth month: Int, year: Int) -> UInt32 {
    guard months & (1 << UInt32(month)) != 0 else { return 0 }
    let length = UInt32(Day.length(ofMonth: month, year: year))
    // Bits 1 to `length`; of 31 days the shift leaves 0, which the subtraction wraps.
    return days & ((2 << length) &- 2)
  }

  /// Returns the first day that fits and is not before `bound`, if there is one.
  ///
  /// - Complexity: O(*n*) in the years that the digits allow, at most 10,000.
  func first(notBefore bound: Day) -> Day? {
    let years = years
    let start = max(years.lowerBound, bound.year)
    guard months != 0, days != 0, start <= years.upperBound else { return nil }
    for year in start...years.upperBound where fits(year: year) {
      for month in 1...12 {
        var rest = days(ofMonth: month, year: year)
        while rest != 0 {
          let day = Day(year: year, month: month, day: rest.trailingZeroBitCount)
          if let day, day >= bound { return day }
          rest &= rest - 1
        }
      }
    }
    return nil
  }

  /// Returns the last day that fits, if any does.
  ///
  /// - Complexity: O(*n*) in the years that the digits allow, at most 10,000.
  func last() -> Day? {
    guard months != 0, days != 0 else { return nil }
    for year in years.reversed() where fits(year: year) {
      for month in (1...12).reversed() {
        let fitting = days(ofMonth: month, year: year)
        guard fitting != 0 else { continue }
        return Day(year: year, month: month, day: 31 - fitting.leadingZeroBitCount)
      }
    }
    return nil
  }

  /// Returns every day that fits one of `patterns`, as spans in order, of which two may touch.
  ///
  /// - Complexity: O(*n*) in the patterns times the months of the years that they allow, each at
  ///   most 240,000.
  static func spans(of patterns: [DayPattern]) -> [DaySpan] {
    let ranges = patterns.map(\.years)
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max()
    else { return [] }
    var spans: [DaySpan] = []
    for year in low...high {
      let open = patterns.filter { $0.fits(year: year) }
      guard !open.isEmpty else { continue }
      for month in 1...12 {
        let fitting = open.reduce(0) { $0 | $1.days(ofMonth: month, year: year) }
        guard fitting != 0, let first = Day(year: year, month: month, day: 1) else { continue }
        append(fitting, from: first.number - 1, to: &spans)
      }
    }
    return spans
  }

  // Appends each run of set bits as one span, where bit *d* is the day *d* days after `base`.
  private static func append(_ bits: UInt32, from base: Int, to spans: inout [DaySpan]) {
    var place = 0
    while place < 32, bits >> UInt32(place) != 0 {
      place += (bits >> UInt32(place)).trailingZeroBitCount
      let length = (~(bits >> UInt32(place))).trailingZeroBitCount
      spans.append(
        DaySpan(from: Day(number: base + place), to: Day(number: base + place + length - 1)))
      place += length
    }
  }
}
