extension DaySpan {
  /// Creates the days of the EDTF date that these bytes write; nil where they write none, or have
  /// escapes.
  init?(plainDate bytes: Span<UInt8>) {
    if let day = Day(plainDate: bytes) {
      self.init(from: day, to: day)
    } else if let span = DaySpan(plainInterval: bytes) {
      self = span
    } else {
      guard let text = bytes.plainText(0..<bytes.count), let date = try? EDTFDate(parsing: text)
      else { return nil }
      self.init(from: date.earliest, to: date.latest)
    }
  }

  /// Creates the days of an interval that is written `YYYY-MM-DD/YYYY-MM-DD`, its last day after the
  /// first, or `../YYYY-MM-DD`; nil for every other form.
  private init?(plainInterval bytes: Span<UInt8>) {
    if bytes.count == 21, bytes[10] == UInt8(ascii: "/"),
      let first = Day(plainDate: bytes.extracting(0..<10)),
      let last = Day(plainDate: bytes.extracting(11..<21)), first < last
    {
      self.init(from: first, to: last)
    } else if bytes.count == 13, bytes.holds("../", at: 0..<3),
      let last = Day(plainDate: bytes.extracting(3..<13))
    {
      self.init(from: nil, to: last)
    } else {
      return nil
    }
  }

  /// Creates the days of the EDTF date or the instant that these bytes write; nil where they write
  /// neither, or have escapes.
  init?(plainStated bytes: Span<UInt8>) {
    if let day = Day(plainDate: bytes) ?? Instant(plain: bytes)?.day {
      self.init(from: day, to: day)
    } else {
      guard let text = bytes.plainText(0..<bytes.count), let stated = try? Stated(parsing: text)
      else { return nil }
      self.init(from: stated.earliestDay, to: stated.latestDay)
    }
  }
}

extension Day {
  /// Creates the day that is written `YYYY-MM-DD`, with `?`, `~` or `%` after it or without; nil for
  /// every other form.
  init?(plainDate bytes: Span<UInt8>) {
    var days = DayReader()
    guard let day = days.day(plainDate: bytes) else { return nil }
    self = day
  }
}
