internal import TransparencyLog

/// A word, a number, a date in digits or a sign of a sentence.
struct Token: Hashable, Sendable {
  /// What it is.
  enum Kind: Hashable, Sendable {
    /// Letters, with apostrophes and hyphens between them.
    case word

    /// A whole number in digits, its groups of three parted or not.
    case number(Int64)

    /// A day in digits: `2025-06-13` or `13.06.2025`.
    case day(year: Int, month: Int, day: Int)

    /// Any other sign.
    case sign
  }

  let kind: Kind

  /// The text; of a possessive without its ending.
  let text: String

  /// The same in lower case.
  let lower: String

  /// Where it stands, in scalars of the sentence, its ending included.
  let range: Range<Int>

  /// Whether it ended in `'s`.
  var isPossessive = false

  /// Whether its first letter is a capital.
  var isCapital: Bool { text.unicodeScalars.first?.properties.isUppercase ?? false }

  /// Whether it is this sign.
  func isSign(_ signs: String) -> Bool { kind == .sign && signs.contains(text) }

  /// The number, if it is one.
  var number: Int64? { if case .number(let number) = kind { number } else { nil } }

  /// The digits before and after the point of a fraction, if it is one: "1.5", "1,2".
  var fraction: (whole: Int64, after: String)? {
    let parts = text.split(omittingEmptySubsequences: false) { ".,".contains($0) }.map(String.init)
    guard kind == .word, parts.count == 2, let whole = Int64(parts[0]), parts[1].utf8.count <= 6,
      !parts[1].isEmpty, parts[1].unicodeScalars.allSatisfy(\.isDigit)
    else { return nil }
    return (whole, parts[1])
  }

  /// Whether it has digits and is no number: "1.5", "12k", "5th".
  var isUnreadNumber: Bool {
    kind == .word && text.unicodeScalars.contains { $0.isDigit || $0.isOtherNumeral }
      || kind == .sign && text.unicodeScalars.contains(where: \.isOtherNumeral)
  }
}

extension Token {
  /// The tokens of a sentence, in their order.
  ///
  /// - Complexity: O(*n*) in the number of scalars.
  static func tokens(of scalars: [Unicode.Scalar]) -> [Token] {
    var reader = TokenReader(scalars: scalars)
    return reader.all()
  }
}

/// A place in the scalars of a sentence, which moves forward as tokens are read.
private struct TokenReader {
  let scalars: [Unicode.Scalar]
  private var place = 0

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func all() -> [Token] {
    var tokens: [Token] = []
    while place < scalars.count {
      let scalar = scalars[place]
      if scalar.properties.isWhitespace {
        place += 1
      } else if scalar.isDigit {
        tokens.append(takeDigits())
      } else if scalar.properties.isAlphabetic {
        tokens.append(takeWord())
      } else {
        tokens.append(take(place + 1, .sign))
      }
    }
    return tokens
  }

  private func at(_ place: Int) -> Unicode.Scalar? {
    scalars.indices.contains(place) ? scalars[place] : nil
  }

  private func digits(from start: Int) -> Int {
    var end = start
    while at(end)?.isDigit ?? false { end += 1 }
    return end
  }

  private func value(_ range: Range<Int>) -> Int64? {
    var value: Int64 = 0
    for scalar in scalars[range] where scalar.isDigit {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      guard !isTooLarge, product < 9_007_199_254_740_000 else { return nil }
      value = product + Int64(scalar.value - 0x30)
    }
    return value
  }

  private mutating func take(_ end: Int, _ kind: Token.Kind) -> Token {
    let text = String(String.UnicodeScalarView(scalars[place..<end]))
    defer { place = end }
    return Token(kind: kind, text: text, lower: text.lowercased(), range: place..<end)
  }

  private mutating func takeDigits() -> Token {
    if let (end, day) = dayInDigits() { return take(end, day) }
    var end = digits(from: place)
    if end - place <= 3, let sign = at(end),
      ",. '’\u{A0}\u{202F}\u{2009}".unicodeScalars.contains(sign)
    {
      while at(end) == sign, digits(from: end + 1) == end + 4 { end += 4 }
    }
    // A fraction, a clock time and an ordinal are no counts.
    if let sign = at(end), ".,:".unicodeScalars.contains(sign), at(end + 1)?.isDigit ?? false {
      while let next = at(end), next.isDigit || ".,:".unicodeScalars.contains(next),
        next.isDigit || at(end + 1)?.isDigit ?? false
      {
        end += 1
      }
      return take(end, .word)
    }
    var word = end
    if at(word) == "-", at(word + 1)?.properties.isAlphabetic ?? false,
      !(at(word + 1)?.isASCII ?? true)
    {
      word += 1
    }
    while at(word)?.properties.isAlphabetic ?? false { word += 1 }
    if word > end { return take(word, .word) }
    return take(end, value(place..<end).map(Token.Kind.number) ?? .word)
  }

  private func dayInDigits() -> (Int, Token.Kind)? {
    let first = digits(from: place)
    guard let sign = at(first), sign == "-" || sign == "." else { return nil }
    let second = digits(from: first + 1)
    guard at(second) == sign else { return nil }
    let third = digits(from: second + 1)
    let lengths = [first - place, second - first - 1, third - second - 1]
    let parts = [place..<first, first + 1..<second, second + 1..<third]
      .compactMap { value($0).map(Int.init) }
    guard parts.count == 3 else { return nil }
    if sign == "-", lengths == [4, 2, 2] {
      return (third, .day(year: parts[0], month: parts[1], day: parts[2]))
    }
    guard sign == ".", (1...2).contains(lengths[0]), (1...2).contains(lengths[1]), lengths[2] == 4
    else { return nil }
    return (third, .day(year: parts[2], month: parts[1], day: parts[0]))
  }

  private mutating func takeWord() -> Token {
    var end = place
    while let scalar = at(end) {
      if scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark {
        end += 1
      } else if "'’ʼ-".unicodeScalars.contains(scalar), end > place,
        at(end + 1)?.properties.isAlphabetic ?? false
      {
        end += 1
      } else {
        break
      }
    }
    let last = scalars[place..<end].suffix(2)
    if last.count == 2, end - place > 2, let mark = last.first, mark == "'" || mark == "’",
      last.last == "s"
    {
      let range = place..<end
      let text = String(String.UnicodeScalarView(scalars[place..<end - 2]))
      place = end
      return Token(
        kind: .word, text: text, lower: text.lowercased(), range: range, isPossessive: true)
    }
    return take(end, .word)
  }
}

extension Unicode.Scalar {
  /// Whether it is one of `0` to `9`.
  var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}
