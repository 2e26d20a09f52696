import Tallystick
internal import TransparencyLog

/// Days, dates and numbers, as a language writes them.
extension Frame {
  /// A number, in groups of three digits.
  func number(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "−" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += tongue.group }
      text.append(digit)
    }
    return text
  }

  /// A number, in groups of three digits.
  func number(_ number: Int) -> String { self.number(Int64(number)) }

  /// A number as an event's words give it, such as `1000+` or `~5000`, in groups; nil of other texts.
  func counted(_ text: String) -> String? {
    let digits = text.drop { "~≥≤ ".contains($0) }.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), ["", "+"].contains(text[digits.endIndex...]),
      text.utf8.first != UInt8(ascii: " ")
    else { return nil }
    let isLeast = text.hasSuffix("+")
    return (isLeast ? "≥ " : String(text[..<digits.startIndex])) + self.number(number)
  }

  /// A day in words.
  func day(_ day: Day) -> String {
    tongue.day.replacing("{d}", with: "\(day.day)")
      .replacing("{m}", with: tongue.months[day.month - 1])
      .replacing("{y}", with: "\(day.year)")
  }

  /// The name of a day's month, with its year where that is to be told.
  func month(of day: Day, withYear: Bool) -> String {
    let name = tongue.monthNames[day.month - 1]
    guard withYear else { return name }
    return tongue.month.replacing("{m}", with: name).replacing("{y}", with: "\(day.year)")
  }

  /// When something was recorded, to the minute.
  func instant(_ instant: Instant) -> String {
    "\(day(instant.day)), \(String("\(instant)".dropFirst(11).prefix(5))) UTC"
  }

  /// A date as an event has it: days, months, years and what lies between two of them in words, also where
  /// they are uncertain (`?`), about (`~`) or both (`%`); any other as it is written.
  func date(_ text: String) -> String {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let marks = Set(ends.compactMap(\.last))
    let plain = ends.map { "?~%".contains($0.last ?? " ") ? String($0.dropLast()) : $0 }
    guard var said = spelled(plain) else { return escaped(text) }
    if !marks.isDisjoint(with: "~%") { said = self.text(.about, said) }
    return marks.isDisjoint(with: "?%") ? said : self.text(.unsure, said)
  }

  /// One end of a date, or both.
  private func spelled(_ ends: [String]) -> String? {
    guard ends.count == 2 else { return ends.count == 1 ? spelled(ends[0]) : nil }
    if ends[0] == ".." { return spelled(ends[1]).map { text(.upTo, $0) } }
    if ends[1] == ".." { return spelled(ends[0]).map { text(.fromOn, $0) } }
    if let first = Frame.day(ends[0]), let last = Frame.day(ends[1]) { return span(first, last) }
    guard let first = spelled(ends[0]), let last = spelled(ends[1]) else { return nil }
    return "\(first) – \(last)"
  }

  /// A day, a month or a year.
  private func spelled(_ text: String) -> String? {
    switch text.utf8.count {
    case 4: text.utf8.allSatisfy { (48...57).contains($0) } ? text : nil
    case 7: Frame.day(text + "-01").map { month(of: $0, withYear: true) }
    default: Frame.day(text).map(day)
    }
  }

  private static func day(_ text: String) -> Day? {
    text.utf8.count == 10 ? try? Day(parsing: text) : nil
  }

  /// Two days and what lies between them.
  private func span(_ first: Day, _ last: Day) -> String {
    guard first.year == last.year else { return "\(day(first)) – \(day(last))" }
    let form = first.month == last.month ? tongue.days : tongue.daysOfYear
    return form.replacing("{d}", with: "\(first.day)").replacing("{e}", with: "\(last.day)")
      .replacing("{m}", with: tongue.months[first.month - 1])
      .replacing("{n}", with: tongue.months[last.month - 1])
      .replacing("{y}", with: "\(first.year)")
  }
}
