public import TransparencyLog

/// A moment in UTC to the microsecond, of the years 0000 to 9999; leap seconds are not counted.
public struct Instant: Hashable, Comparable, Sendable {
  /// The microseconds since 1970-01-01T00:00:00Z; negative before it.
  public let microseconds: Int64

  private static let perDay: Int64 = 86_400_000_000

  // 0000-01-01 is 719,528 days before 1970-01-01, and 9999-12-31 is 2,932,896 days after it.
  private static let range = (-719_528 * perDay)...(2_932_897 * perDay - 1)

  /// The first instant: 0000-01-01T00:00:00.000000Z.
  public static let minimum = Instant(clamping: range.lowerBound)

  /// The last instant: 9999-12-31T23:59:59.999999Z.
  public static let maximum = Instant(clamping: range.upperBound)

  private init(clamping microseconds: Int64) {
    self.microseconds = min(max(microseconds, Self.range.lowerBound), Self.range.upperBound)
  }

  /// Creates the instant that many microseconds after 1970-01-01T00:00:00Z.
  ///
  /// It is `nil` outside the years 0000 to 9999.
  public init?(microseconds: Int64) {
    guard Self.range.contains(microseconds) else { return nil }
    self.microseconds = microseconds
  }

  /// Creates the instant at which `day` starts in UTC.
  ///
  /// A day before the year 0000 gives ``minimum``, one after 9999 gives ``maximum``.
  public init(day: Day) {
    let number = min(max(day.number, -719_528), 2_932_897)
    self.init(clamping: Int64(number) * Self.perDay)
  }

  /// Whether `left` is earlier than `right`.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The instant one microsecond later; ``maximum`` is its own.
  public var next: Instant { Instant(clamping: microseconds + 1) }

  /// The instant this many microseconds later, ``maximum`` at most.
  func later(by microseconds: Int) -> Instant {
    Instant(clamping: self.microseconds + Int64(microseconds))
  }

  /// The day in UTC.
  public var day: Day { split.day }

  private var split: (day: Day, microsecond: Int64) {
    let rest = microseconds % Self.perDay
    let microsecond = rest < 0 ? rest + Self.perDay : rest
    let number = Int((microseconds - microsecond) / Self.perDay)
    return (Day(number: number) ?? .minimum, microsecond)
  }
}

extension Instant {
  /// Creates the instant that an RFC 3339 date-time names, converted to UTC.
  ///
  /// The seconds and a zone are required, and up to six decimals are read. `T` and `Z` are
  /// upper-case.
  ///
  /// - Throws: `FormatError` for any other form, a leap second, an hour 24, and an instant outside
  ///   the years 0000 to 9999 in UTC.
  public init(parsing text: String) throws(FormatError) {
    if let plain = Instant(plain: text.utf8.span) {
      self = plain
    } else {
      try self.init(reading: text)
    }
  }

  /// Reads a date-time of any form, a plain one too; of a plain one it makes what ``init(plain:)``
  /// makes, only slower.
  init(reading text: String) throws(FormatError) {
    do throws(FormatError) {
      self = try Self.read(Array(text.utf8.prefix(64)))
    } catch {
      throw FormatError(
        "\(quoted(text)) is no instant: \(error.reason) "
          + "(write it like 2025-06-13T09:15:00Z)")
    }
  }

  private static func read(_ bytes: [UInt8]) throws(FormatError) -> Instant {
    guard let day = Day.read(bytes.prefix(10)) else {
      throw FormatError("it does not start with a day of the calendar")
    }
    guard bytes.dropFirst(10).first == UInt8(ascii: "T") else {
      throw FormatError("an upper-case T stands between day and time")
    }
    let time = try ClockTime(reading: bytes.dropFirst(11))
    switch time.zone {
    case .full: break
    case .none: throw FormatError("the zone is missing: Z, or an offset like +03:00")
    case .hours: throw FormatError("an offset has its minutes too, like +03:00")
    }
    let seconds = Int64(day.number) * 86_400 + Int64(time.second - time.offset * 60)
    guard let instant = Instant(microseconds: seconds * 1_000_000 + Int64(time.microsecond)) else {
      throw FormatError("in UTC it lies outside the years 0000 to 9999")
    }
    return instant
  }
}

extension Instant: CustomStringConvertible {
  /// The instant as `2025-06-13T09:15:00.000000Z`, always with six decimals.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(27)
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the bytes of ``description``.
  func append(to text: inout [UInt8]) {
    let (day, microsecond) = split
    let date = day.civil
    let second = Int(microsecond / 1_000_000)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 27) { buffer in
      buffer.write(date.year, width: 4, "-", at: 0)
      buffer.write(date.month, width: 2, "-", at: 5)
      buffer.write(date.day, width: 2, "T", at: 8)
      buffer.write(second / 3_600, width: 2, ":", at: 11)
      buffer.write(second / 60 % 60, width: 2, ":", at: 14)
      buffer.write(second % 60, width: 2, ".", at: 17)
      buffer.write(Int(microsecond % 1_000_000), width: 6, "Z", at: 20)
      text.append(contentsOf: buffer)
    }
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Writes the last `width` decimal digits of a number that is not negative, and a mark.
  fileprivate func write(_ number: Int, width: Int, _ mark: Unicode.Scalar, at start: Int) {
    var rest = number
    for place in (start..<start + width).reversed() {
      self[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    self[start + width] = UInt8(ascii: mark)
  }
}
