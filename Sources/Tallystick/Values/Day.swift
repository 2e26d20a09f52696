public import TransparencyLog

/// A day of the proleptic Gregorian calendar, with a year 0 before the year 1 (ISO 8601).
///
/// Years run from −999,999,999 to 999,999,999.
public struct Day: Hashable, Comparable, Sendable {
  /// The number of days since 1970-01-01; negative before it.
  public let number: Int

  private init(unchecked number: Int) { self.number = number }

  /// Creates the day `number` days after 1970-01-01, or `nil` beyond the years that days have.
  public init?(number: Int) {
    guard (Self.minimum.number...Self.maximum.number).contains(number) else { return nil }
    self.number = number
  }

  /// Creates the day of a calendar date, or `nil` if the calendar has none such.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    number = Self.number(year: year, month: month, day: day)
  }

  /// Whether `left` is earlier than `right`.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// The first day there is: 1 January of the year −999,999,999.
  public static let minimum = Day(
    unchecked: number(year: years.lowerBound, month: 1, day: 1))

  /// The last day there is: 31 December of the year 999,999,999.
  public static let maximum = Day(
    unchecked: number(year: years.upperBound, month: 12, day: 31))

  /// The day after; ``maximum`` is its own.
  public var next: Day { self == .maximum ? self : Day(unchecked: number + 1) }

  /// The day before; ``minimum`` is its own.
  public var previous: Day { self == .minimum ? self : Day(unchecked: number - 1) }

  /// The year, where 0 is the year before 1.
  public var year: Int { civil.year }

  /// The month, 1 to 12.
  public var month: Int { civil.month }

  /// The day of the month, 1 to 31.
  public var day: Int { civil.day }
}

extension Day {
  /// Creates the day written exactly `YYYY-MM-DD`, of the years 0000 to 9999.
  ///
  /// - Throws: `FormatError` if the text has another form or the calendar has no such day.
  public init(parsing text: String) throws(FormatError) {
    guard let day = Self.read(text.utf8.prefix(11)) else {
      throw FormatError(
        "\(quoted(text)) is no day of the calendar (write it like 2025-06-13)")
    }
    self = day
  }

  /// Returns the day that ten bytes `YYYY-MM-DD` name, if they do.
  static func read(_ bytes: some Collection<UInt8>) -> Day? {
    guard bytes.count == 10 else { return nil }
    let fields = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].count == 4, fields[1].count == 2,
      let year = number(of: fields[0]), let month = number(of: fields[1]),
      let day = number(of: fields[2])
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// Creates the day that ten bytes `YYYY-MM-DD` name, without an allocation; nil for others.
  init?(plain bytes: some Collection<UInt8>) {
    var digits: (year: Int, month: Int, day: Int) = (0, 0, 0)
    var place = 0
    for byte in bytes {
      let digit = Int(byte) - 0x30
      switch place {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      case _ where !(0...9).contains(digit): return nil
      case 0..<4: digits.year = digits.year * 10 + digit
      case 5..<7: digits.month = digits.month * 10 + digit
      case 8..<10: digits.day = digits.day * 10 + digit
      default: return nil
      }
      place += 1
    }
    guard place == 10 else { return nil }
    self.init(year: digits.year, month: digits.month, day: digits.day)
  }

  /// Returns the number that one to nine ASCII digits write, or `nil` for anything else.
  static func number(of digits: some Collection<UInt8>) -> Int? {
    guard (1...9).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

extension Day: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`; a year before 0 as `-0044`, one beyond four digits as `Y12025`.
  public var description: String {
    let (year, month, day) = civil
    let sign = year < 0 ? "-" : ""
    let prefix = year.magnitude > 9999 ? "Y" : ""
    let digits = Self.padded(Int(year.magnitude), to: 4)
    return "\(prefix)\(sign)\(digits)-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
  }

  /// Returns the decimal digits of `number`, with zeros before them up to `width`.
  static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and
// civil_from_days. Years begin on 1 March there, so that a leap day ends its year, and 400 years
// (146,097 days) are an era; 719,468 days lie between 0000-03-01 and 1970-01-01.
extension Day {
  private static let years = -999_999_999...999_999_999

  /// Returns the number of days in a month, 1 to 12, of a year.
  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func era(of value: Int, length: Int) -> Int {
    (value >= 0 ? value : value - (length - 1)) / length
  }

  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = era(of: shifted, length: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = Self.era(of: shifted, length: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
