internal import Tallystick
public import TransparencyLog

/// How a spreadsheet writes a date, such as `D.M.YYYY`, and how it is read as EDTF.
///
/// `YYYY` is a year of four digits, `MM` and `DD` are two digits, `M` and `D` one or two, `MMMM` is
/// the name of a month or the first three letters of it or more. A space stands for one or more of
/// any kind; everything else stands for itself. A pattern without `D` reads a month, one without
/// `M` a year. After the date `?`, `~` or `%` may stand, and are kept (EDTF level 1).
public struct DatePattern: Hashable, Sendable {
  private enum Token: Hashable {
    case year, monthName
    case month(isPadded: Bool)
    case day(isPadded: Bool)
    case space
    case literal(Unicode.Scalar)
  }

  /// The pattern as written.
  public let text: String

  private let tokens: [Token]

  /// Reads a pattern.
  ///
  /// - Throws: `FormatError` for one that gives no whole date, month or year.
  public init(parsing text: String) throws(FormatError) {
    self.text = text
    tokens = try DatePattern.tokens(of: text)
    let months = tokens.count { if case .month = $0 { true } else { $0 == .monthName } }
    let days = tokens.count { if case .day = $0 { true } else { false } }
    guard tokens.count(where: { $0 == .year }) == 1, months <= 1, days <= months else {
      throw FormatError(
        "\(quoted(text)) is no pattern of a date: it has YYYY, and may have M, MM or MMMM, and "
          + "with a month D or DD, each once")
    }
  }

  private static func tokens(of text: String) throws(FormatError) -> [Token] {
    var tokens: [Token] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.first {
      let run = rest.prefix { $0 == scalar }.count
      switch (scalar, run) {
      case ("Y", 4): tokens.append(.year)
      case ("Y", 2): throw FormatError("\(quoted(text)): two digits do not say the century")
      case ("M", 1), ("M", 2): tokens.append(.month(isPadded: run == 2))
      case ("M", 4): tokens.append(.monthName)
      case ("D", 1), ("D", 2): tokens.append(.day(isPadded: run == 2))
      case ("Y", _), ("M", _), ("D", _):
        throw FormatError("\(quoted(text)) is no pattern of a date: \(run) \(scalar) in a row")
      default:
        let literal: Token = scalar.isSpace ? .space : .literal(scalar)
        tokens += Array(repeating: literal, count: literal == .space ? 1 : run)
      }
      rest.removeFirst(run)
    }
    return tokens
  }

  /// The names of the months where a map gives none.
  package static let english = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The EDTF of a text of this pattern; nil where it is none, or no day of the calendar.
  package func edtf(of text: String, months: [String]) -> String? {
    var rest = Array(text.unicodeScalars)[...]
    var mark = ""
    if let last = rest.last, "?~%".unicodeScalars.contains(last) {
      mark = String(last)
      rest.removeLast()
    }
    var (year, month, day): (Int?, Int?, Int?)
    for token in tokens {
      switch token {
      case .year: year = rest.takeNumber(4...4)
      case .month(let isPadded): month = rest.takeNumber(isPadded ? 2...2 : 1...2)
      case .day(let isPadded): day = rest.takeNumber(isPadded ? 2...2 : 1...2)
      case .monthName: month = rest.takeMonth(of: months)
      case .space:
        guard rest.first?.isSpace ?? false else { return nil }
        rest = rest.drop(while: \.isSpace)
      case .literal(let scalar): guard rest.popFirst() == scalar else { return nil }
      }
      if case .month = token, month == nil { return nil }
      if case .day = token, day == nil { return nil }
      if token == .monthName, month == nil { return nil }
    }
    guard rest.isEmpty, let year, Day(year: year, month: month ?? 1, day: day ?? 1) != nil else {
      return nil
    }
    return [padded(year, 4), month.map { padded($0, 2) }, day.map { padded($0, 2) }]
      .compactMap { $0 }.joined(separator: "-") + mark
  }

  private func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate mutating func takeNumber(_ digits: ClosedRange<Int>) -> Int? {
    let run = prefix(digits.upperBound).prefix { ("0"..."9").contains($0) }
    guard digits.contains(run.count) else { return nil }
    removeFirst(run.count)
    return Int(String(String.UnicodeScalarView(run)))
  }

  /// Takes the name of a month, or its first three letters or more with a full stop or without.
  fileprivate mutating func takeMonth(of months: [String]) -> Int? {
    let run = prefix { $0.properties.isAlphabetic }
    let word = String(String.UnicodeScalarView(run)).lowercased()
    let known = months.indices.filter { months[$0].lowercased() == word }
    let begun = months.indices.filter { months[$0].lowercased().hasPrefix(word) }
    guard let month = known.first ?? (run.count >= 3 && begun.count == 1 ? begun[0] : nil) else {
      return nil
    }
    removeFirst(run.count)
    if known.isEmpty, first == "." { removeFirst() }
    return month + 1
  }
}
