/// Reads days that are written `YYYY-MM-DD`; one that is written as the last one was is not read
/// again.
///
/// Most entries of a record are of the day of the one before.
struct DayReader {
  /// The letters of the last day: the first eight, and the last eight.
  private var letters: (UInt64, UInt64) = (0, 0)
  private var last: Day?

  /// The day that the first ten bytes write; nil where they write none.
  mutating func day(_ bytes: Span<UInt8>) -> Day? {
    guard bytes.count >= 10 else { return nil }
    let letters = (bytes.eight(at: 0), bytes.eight(at: 2))
    if let last, letters == self.letters { return last }
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = bytes.number(0..<4), let month = bytes.number(5..<7),
      let number = bytes.number(8..<10), let day = Day(year: year, month: month, day: number)
    else { return nil }
    (self.letters, last) = (letters, day)
    return day
  }

  /// The day that is written `YYYY-MM-DD`, with `?`, `~` or `%` after it or without; nil for every
  /// other form.
  mutating func day(plainDate bytes: Span<UInt8>) -> Day? {
    guard bytes.count == 10 || bytes.count == 11,
      bytes.count == 10 || EDTFMember.Mark(bytes[10]) != nil
    else { return nil }
    return day(bytes)
  }
}
