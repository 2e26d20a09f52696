internal import TransparencyLog

extension EDTFMember {
  /// Reads a date that stands alone, which may also be a date-time or a year with `Y`.
  init(alone bytes: ArraySlice<UInt8>) throws(FormatError) {
    if let place = bytes.firstIndex(of: UInt8(ascii: "T")) {
      let (day, moment) = try Self.dateTime(bytes[..<place], bytes[(place + 1)...])
      self.init(span: DaySpan(from: day, to: day))
      self.moment = moment
    } else if bytes.first == UInt8(ascii: "Y") {
      let (body, mark) = Self.splitMark(bytes)
      self.init(span: try Self.longYear(body.dropFirst()))
      apply(mark)
    } else {
      try self.init(date: bytes)
    }
  }

  /// Reads a date of a year, month, season or day, with `X` for unspecified digits and one mark.
  init(date bytes: ArraySlice<UInt8>) throws(FormatError) {
    let (body, mark) = Self.splitMark(bytes)
    guard !body.isEmpty else { throw FormatError("a date is missing") }
    if let day = Day(plain: body) {
      self.init(span: DaySpan(from: day, to: day))
      apply(mark)
      return
    }
    try Self.checkForm(body)
    let isNegative = body.first == UInt8(ascii: "-")
    let fields = body.dropFirst(isNegative ? 1 : 0).split(
      separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    try Self.checkFields(fields, isNegative: isNegative)
    if fields.count == 2, let season = Day.number(of: fields[1]), season > 12 {
      self.init(span: try Self.season(season, year: fields[0], isNegative: isNegative))
      self.season = season
    } else {
      let pattern = DayPattern(
        isNegative: isNegative, year: Array(fields[0]),
        months: fields.count > 1 ? DayPattern.candidates(fields[1], in: 1...12) : DayPattern.any,
        days: fields.count > 2 ? DayPattern.candidates(fields[2], in: 1...31) : DayPattern.any)
      guard let first = pattern.first(notBefore: .minimum), let last = pattern.last() else {
        throw FormatError(Self.misfit(fields, pattern))
      }
      self.init(span: DaySpan(from: first, to: last))
      describe(fields, pattern)
    }
    apply(mark)
  }

  private mutating func describe(_ fields: [ArraySlice<UInt8>], _ pattern: DayPattern) {
    let digits = fields.joined()
    let known = digits.reversed().drop { $0 == DayPattern.unspecified }
    isUnspecified = digits.contains(DayPattern.unspecified)
    self.pattern = known.contains(DayPattern.unspecified) ? pattern : nil
    let yearKnown = known.dropFirst(max(0, known.count - 4))
    isUnresolved = yearKnown.contains(DayPattern.unspecified)
  }

  /// What may stand after a date.
  enum Mark: UInt8 {
    case uncertain = 0x3F  // ?
    case approximate = 0x7E  // ~
    case both = 0x25  // %

    init?(_ byte: UInt8?) {
      guard let byte, let mark = Mark(rawValue: byte) else { return nil }
      self = mark
    }
  }

  /// Takes a mark into account.
  mutating func apply(_ mark: Mark?) {
    isUncertain = mark == .uncertain || mark == .both
    isApproximate = mark == .approximate || mark == .both
  }

  private static func isMark(_ byte: UInt8) -> Bool { Mark(rawValue: byte) != nil }

  private static func splitMark(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Mark?) {
    guard let mark = Mark(bytes.last) else { return (bytes, nil) }
    return (bytes.dropLast(), mark)
  }
}

extension EDTFMember {
  private static func checkForm(_ body: ArraySlice<UInt8>) throws(FormatError) {
    for byte in body {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), DayPattern.unspecified: break
      case _ where isMark(byte):
        throw FormatError("one of ?, ~, % stands at the end of a date, not at a part of it")
      case UInt8(ascii: "T"): throw FormatError("a date-time stands in no interval and no set")
      case UInt8(ascii: "Y"): throw FormatError("a year with Y stands in no interval and no set")
      case UInt8(ascii: ".") where !Self.hasTwoDots(body):
        throw FormatError("a date has hyphens between its numbers, and no dots")
      case UInt8(ascii: "."): throw FormatError(".. is the whole end of an interval, or in a set")
      default: throw FormatError("it holds a character that no date has")
      }
    }
  }

  private static func hasTwoDots(_ body: ArraySlice<UInt8>) -> Bool {
    zip(body, body.dropFirst()).contains { $0 == UInt8(ascii: ".") && $1 == UInt8(ascii: ".") }
  }

  private static func checkFields(
    _ fields: [ArraySlice<UInt8>], isNegative: Bool
  ) throws(FormatError) {
    guard fields[0].count == 4 else {
      throw FormatError("a year has four digits, or a Y and five to nine")
    }
    if isNegative, fields[0].elementsEqual("0000".utf8) {
      throw FormatError("there is no year -0000; the year before 1 is 0000")
    }
    guard fields.count <= 3, fields.dropFirst().allSatisfy({ $0.count == 2 }) else {
      throw FormatError("a month and a day have two digits each, as in 2025-06-13")
    }
  }

  private static func misfit(_ fields: [ArraySlice<UInt8>], _ pattern: DayPattern) -> String {
    let texts = fields.map { String(decoding: $0, as: UTF8.self) }
    if pattern.months == 0 { return "month \(texts[1]) is not 01 to 12" }
    guard texts.count > 2 else { return "no year fits" }
    if pattern.days == 0 { return "day \(texts[2]) is not 01 to 31" }
    return "no year \(texts[0]) has a day \(texts[1])-\(texts[2])"
  }

  private static func season(
    _ season: Int, year digits: ArraySlice<UInt8>, isNegative: Bool
  ) throws(FormatError) -> DaySpan {
    switch season {
    case 21...24: break
    case 25...41: throw FormatError("season \(season) (level 2) is not read, only 21 to 24")
    default: throw FormatError("month \(season) is not 01 to 12, nor a season 21 to 24")
    }
    guard let magnitude = Day.number(of: digits) else {
      throw FormatError("the year of a season has no unspecified digits")
    }
    let year = isNegative ? -magnitude : magnitude
    let last =
      season == 24
      ? Day(year: year + 1, month: 3, day: 1)?.previous : Day(year: year, month: 12, day: 31)
    return DaySpan(from: Day(year: year, month: 1, day: 1), to: last)
  }

  private static func longYear(_ bytes: ArraySlice<UInt8>) throws(FormatError) -> DaySpan {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? bytes.dropFirst() : bytes
    let isNumber = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isNumber, digits.count >= 5, digits.first != UInt8(ascii: "0") else {
      throw FormatError("after Y stands a year of five to nine digits, and nothing else")
    }
    guard let magnitude = Day.number(of: digits) else {
      throw FormatError("years of more than 9 digits are not read")
    }
    let year = isNegative ? -magnitude : magnitude
    return DaySpan(
      from: Day(year: year, month: 1, day: 1), to: Day(year: year, month: 12, day: 31))
  }

  private static func dateTime(
    _ date: ArraySlice<UInt8>, _ clock: ArraySlice<UInt8>
  ) throws(FormatError) -> (day: Day, moment: Instant?) {
    let member = try EDTFMember(date: date)
    guard let day = member.span.earliest, day == member.span.latest, !member.isUnspecified,
      !date.contains(where: isMark)
    else { throw FormatError("before T stands a day, without X and without ?, ~ or %") }
    guard !clock.contains(where: isMark) else {
      throw FormatError("a date-time stands alone, without ?, ~ or %")
    }
    let time = try ClockTime(reading: clock)
    guard !time.hasFraction else { throw FormatError("an EDTF date-time has whole seconds") }
    guard time.zone != .none else { return (day, nil) }
    let second = Int64(day.number) * 86_400 + Int64(time.second - time.offset * 60)
    return (day, Instant(microseconds: second * 1_000_000))
  }
}
