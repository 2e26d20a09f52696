package import TransparencyLog

/// Dates as people type them, read as EDTF; every place where a person types a date reads it so.
///
/// Besides EDTF: `today`, `yesterday`, `13 June 2025`, `June 13, 2025` and `13.06.2025`. Dates with
/// slashes are refused, as nobody knows which number is the month.
package enum TypedDate {
  /// `text` as EDTF, or unchanged where it is no date in words.
  ///
  /// - Throws: `FormatError` for a date in words that is none: with slashes, without the four digits of its
  ///   year, of a month in another language, or of a day that the calendar does not have.
  package static func edtf(_ text: String, today: Day) throws(FormatError) -> String {
    switch text.lowercased() {
    case "today": return today.description
    case "yesterday": return today.previous.description
    default: break
    }
    if numbers(text, between: "/") != nil {
      throw FormatError(
        "\(quoted(text)) does not say which number is the month; write 2025-06-13")
    }
    var found = try inWords(text)
    if found == nil { found = try inNumbers(text) }
    guard let date = found else { return text }
    guard (1...12).contains(date.month) else {
      throw FormatError("\(quoted(text)) is no date: month \(date.month) is not 1 to 12")
    }
    guard let day = Day(year: date.year, month: date.month, day: date.day) else {
      let month = "\(Day.padded(date.year, to: 4))-\(Day.padded(date.month, to: 2))"
      let last = Day.length(ofMonth: date.month, year: date.year)
      throw FormatError("\(quoted(text)) is no date: the days of \(month) are 1 to \(last)")
    }
    return day.description
  }

  /// Whether three words have the form of a date: a day, a month and the four digits of a year, or the
  /// month first.
  package static func isInWords(_ text: String) -> Bool { words(text) != nil }

  private typealias Parts = (year: Int, month: Int, day: Int)

  /// The date of `13 June 2025` or `June 13, 2025`; nil where the text has not this form.
  private static func inWords(_ text: String) throws(FormatError) -> Parts? {
    guard let words = words(text) else { return nil }
    guard let month = month(words.month) else {
      throw FormatError(
        "\(quoted(text)) is no date that is read: write its month in English, or 2025-06-13")
    }
    return (words.year, month, words.day)
  }

  private static func words(_ text: String) -> (day: Int, month: String, year: Int)? {
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    guard words.count == 3, words[2].utf8.count == 4, let year = number(words[2]) else {
      return nil
    }
    for (dayWord, month) in [(words[0], words[1]), (words[1], words[0])] {
      guard dayWord.utf8.count <= 2, let day = number(dayWord) else { continue }
      return month.contains(where: \.isLetter) ? (day, month, year) : nil
    }
    return nil
  }

  /// The date of `13.06.2025`; nil where the text is not three numbers with dots between.
  private static func inNumbers(_ text: String) throws(FormatError) -> Parts? {
    guard let numbers = numbers(text, between: ".") else { return nil }
    guard numbers[0].utf8.count <= 2 else {
      throw FormatError("\(quoted(text)) does not begin with its day; write 2025-06-13")
    }
    guard numbers[2].utf8.count == 4, let year = number(numbers[2]),
      let month = number(numbers[1]), let day = number(numbers[0])
    else {
      throw FormatError("\(quoted(text)) does not give its year in four digits; write 2025-06-13")
    }
    return (year, month, day)
  }

  /// Three numbers with a sign between them; nil where the text has another form.
  private static func numbers(_ text: String, between sign: Character) -> [String]? {
    let parts = text.split(separator: sign, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 3 && parts.allSatisfy { number($0) != nil } ? parts : nil
  }

  /// The number that up to nine digits write.
  private static func number(_ word: String) -> Int? {
    guard word.utf8.count <= 9, word.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(word)
  }

  private static func month(_ word: String) -> Int? {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    let lower = word.lowercased()
    guard lower.utf8.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(lower) }.map { $0 + 1 }
  }
}
