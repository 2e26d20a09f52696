extension Instant {
  /// Creates the instant that is written `YYYY-MM-DDTHH:MM:SSZ`, or with six decimals as
  /// ``description`` writes it; nil for every other form.
  init?(plain bytes: Span<UInt8>) {
    var days = DayReader()
    self.init(plain: bytes, &days)
  }

  /// Creates the same, of which the day is read by `days`.
  init?(plain bytes: Span<UInt8>, _ days: inout DayReader) {
    let hasDecimals = bytes.count == 27
    guard hasDecimals || bytes.count == 20, bytes[bytes.count - 1] == UInt8(ascii: "Z"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), !hasDecimals || bytes[19] == UInt8(ascii: "."),
      let date = days.day(bytes), let hour = bytes.number(11..<13), hour < 24,
      let minute = bytes.number(14..<16), minute < 60,
      let second = bytes.number(17..<19), second < 60,
      let microsecond = hasDecimals ? bytes.number(20..<26) : 0
    else { return nil }
    let seconds = ((date.number * 24 + hour) * 60 + minute) * 60 + second
    self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(microsecond))
  }
}

extension Span<UInt8> {
  /// The number that decimal digits in these places write; nil where one is no digit.
  @inline(__always)
  func number(_ range: Range<Int>) -> Int? {
    var number = 0
    for place in range {
      let digit = self[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }
}
