internal import TransparencyLog

/// A time of day, as an instant or a date-time writes it after the `T` (RFC 3339 §5.6).
struct ClockTime {
  /// The second of the day, 0 to 86,399.
  let second: Int

  /// The microsecond within the second, 0 to 999,999.
  let microsecond: Int

  /// Whether a fraction of a second was written.
  let hasFraction: Bool

  /// How the offset from UTC was written.
  let zone: Zone

  /// An offset from UTC.
  enum Zone: Hashable {
    /// None.
    case none

    /// `Z`, or hours and minutes; the value is in minutes, positive east of Greenwich.
    case full(Int)

    /// Hours alone, as EDTF allows and RFC 3339 does not; the value is in minutes.
    case hours(Int)
  }

  /// The offset in minutes, positive east of Greenwich; 0 where none is written.
  var offset: Int {
    switch zone {
    case .none: 0
    case .full(let minutes), .hours(let minutes): minutes
    }
  }

  /// Reads `hh:mm:ss`, perhaps a fraction, and perhaps `Z`, `±hh:mm` or `±hh`.
  ///
  /// - Throws: `FormatError` with a clause that says what is wrong.
  init(reading bytes: ArraySlice<UInt8>) throws(FormatError) {
    second = try Self.second(bytes.prefix(8))
    var rest = bytes.dropFirst(8)
    hasFraction = rest.first == UInt8(ascii: ".")
    if hasFraction {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      microsecond = try Self.microsecond(digits)
      rest = rest.dropFirst(1 + digits.count)
    } else {
      microsecond = 0
    }
    zone = try Self.zone(rest)
  }

  private static func second(_ bytes: ArraySlice<UInt8>) throws(FormatError) -> Int {
    let fields = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count == 3, fields.allSatisfy({ $0.count == 2 }),
      let hour = Day.number(of: fields[0]), let minute = Day.number(of: fields[1]),
      let second = Day.number(of: fields[2])
    else { throw FormatError("a time is written hh:mm:ss, with the seconds") }
    guard hour <= 23 else { throw FormatError("hour \(hour) is not 00 to 23") }
    guard minute <= 59 else { throw FormatError("minute \(minute) is not 00 to 59") }
    guard second != 60 else {
      throw FormatError("second 60 is a leap second, which has no number here; write second 59")
    }
    guard second <= 59 else { throw FormatError("second \(second) is not 00 to 59") }
    return (hour * 60 + minute) * 60 + second
  }

  private static func microsecond(_ digits: ArraySlice<UInt8>) throws(FormatError) -> Int {
    guard digits.count <= 6 else {
      throw FormatError("a second has at most 6 decimals here")
    }
    guard var value = Day.number(of: digits) else {
      throw FormatError("no decimals follow the point")
    }
    for _ in digits.count..<6 { value *= 10 }
    return value
  }

  private static func zone(_ bytes: ArraySlice<UInt8>) throws(FormatError) -> Zone {
    guard let sign = bytes.first else { return .none }
    if bytes.elementsEqual([UInt8(ascii: "Z")]) { return .full(0) }
    let fields = bytes.dropFirst().split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let signs: [UInt8: Int] = [UInt8(ascii: "+"): 1, UInt8(ascii: "-"): -1]
    guard let factor = signs[sign], (1...2).contains(fields.count),
      fields.allSatisfy({ $0.count == 2 }), let hours = Day.number(of: fields[0]),
      let minutes = fields.count == 2 ? Day.number(of: fields[1]) : 0
    else { throw FormatError("after the time stands Z or an offset like +03:00") }
    guard hours <= 23, minutes <= 59 else {
      throw FormatError("an offset is at most 23 hours and 59 minutes")
    }
    let offset = factor * (hours * 60 + minutes)
    return fields.count == 2 ? .full(offset) : .hours(offset)
  }
}
