internal import TransparencyLog

/// The words of a sentence in the notation of claims, taken one after the other.
struct NotationWords {
  /// One word; one in quotation marks is never a keyword of the notation, nor a number.
  struct Word: Hashable, Sendable {
    /// The word without its marks.
    let text: String

    /// Whether it stood in quotation marks.
    let isQuoted: Bool
  }

  /// The words that begin a part of a claim.
  static let keywords = [
    "of", "from", "to", "on", "under", "at", "about", "key", "each", "both", "in", "counted",
    "received", "identified", "unclear",
  ]

  /// Words that name nothing that is handed over, each with what to write instead; in quotation
  /// marks they are words as any.
  static let reserved: [String: String] = {
    var words: [String: String] = [:]
    for (word, number) in [
      ("zero", "0"), ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"),
      ("six", "6"), ("seven", "7"), ("eight", "8"), ("nine", "9"), ("ten", "10"),
      ("eleven", "11"), ("twelve", "12"), ("dozen", "12"), ("twenty", "20"), ("hundred", "100"),
      ("thousand", "1000"), ("million", "1000000"),
    ] {
      words[word] = "write the number in digits, such as \(number)"
    }
    for word in [
      "more", "over", "less", "fewer", "under", "nearly", "almost", "some", "several", "many",
      "few", "dozens", "hundreds", "thousands", "all", "every", "only", "exactly", "total",
      "least", "most", "up", "minus", "plus",
    ] {
      words[word] = "write a number, about 7000, at least 6000, up to 6000, withheld or unspecified"
    }
    for word in [
      "a", "an", "the", "by", "with", "for", "per", "as", "than", "then", "that", "who", "which",
      "were", "was", "out", "way", "ways", "day",
    ] {
      words[word] = "leave it out, or put it in quotation marks if it is what was handed over"
    }
    // Without one of these the sentence would say something else, or the opposite.
    for word in ["no", "not", "none", "nothing", "nobody", "never", "without", "neither", "nor"] {
      words[word] = "write 0 where none was handed over, such as 'of 0 remains'"
    }
    for word in ["unknown", "uncertain", "undisclosed", "unstated", "number", "amount", "quantity"]
    {
      words[word] =
        "leave the number out where it is not said, such as 'of remains'; write withheld where the "
        + "speaker keeps it back"
    }
    for word in ["and", "or"] { words[word] = "give what stands before and after it in two claims" }
    words["part"] = "write 'in part' where it is some of a number given beside it"
    return words
  }()

  private let words: [Word]
  private var place = 0

  /// Splits a sentence.
  ///
  /// - Throws: `FormatError` where a quotation mark is not closed.
  init(_ sentence: String) throws(FormatError) { words = try NotationWords.split(sentence) }

  /// The next word, which stays the next.
  var peek: Word? { peek(0) }

  /// The word that comes `count` words after the next.
  func peek(_ count: Int) -> Word? { place + count < words.count ? words[place + count] : nil }

  /// The word that was taken last.
  var last: Word? { last(0) }

  /// The word that was taken `count` words before the last.
  func last(_ count: Int) -> Word? { place > count ? words[place - 1 - count] : nil }

  /// Takes the next word.
  mutating func next() -> Word? {
    guard let word = peek else { return nil }
    place += 1
    return word
  }

  /// Takes the word that must follow a keyword; a keyword is none.
  mutating func following(_ keyword: String) throws(FormatError) -> Word {
    guard let word = peek, !word.isKeyword else { throw missing(after: keyword) }
    place += 1
    return word
  }

  private func missing(after keyword: String) -> FormatError {
    let hint = peek == nil ? "" : "; put a word that is meant as it is in quotation marks"
    return FormatError("something is missing after '\(keyword)'\(hint)")
  }

  /// Takes the name that must follow a keyword.
  mutating func name(_ name: Name, after keyword: String) throws(FormatError) -> String {
    let word = try following(keyword).text
    guard name.matches(word) else {
      let capitals = word.uppercased()
      let hint =
        name == .party && name.matches(capitals) && capitals != word
        ? "; did you mean \(capitals)?" : ""
      throw FormatError("after '\(keyword)' comes \(name.form), and not \(quoted(word))\(hint)")
    }
    return word
  }

  /// Takes the date that must follow a keyword; with `today` as people type it, which may be three words.
  mutating func date(after keyword: String, today: Day?) throws(FormatError) -> EDTFDate {
    guard let today else { return try EDTFDate(parsing: try following(keyword).text) }
    let three = (0..<3).compactMap { peek($0) }
    let text = three.map(\.text).joined(separator: " ")
    if !three.contains(where: { $0.isQuoted || $0.isKeyword }), TypedDate.isInWords(text) {
      place += 3
      return try EDTFDate(parsing: try TypedDate.edtf(text, today: today))
    }
    let word = try following(keyword).text
    return try EDTFDate(parsing: try TypedDate.edtf(word, today: today))
  }

  /// Takes the word of a few that must follow a keyword.
  mutating func one<Value>(
    of values: [String: Value], after keyword: String
  ) throws(FormatError) -> Value {
    guard let word = next()?.text else { throw missing(after: keyword) }
    guard let value = values[word] else {
      let known = values.keys.sorted().joined(separator: " or ")
      throw FormatError("after '\(keyword)' comes \(known), and not \(quoted(word))")
    }
    return value
  }

  /// Takes the word of a vocabulary that must follow a keyword.
  mutating func choice(_ words: [String], after keyword: String) throws(FormatError) -> String {
    let word = try following(keyword).text
    guard words.contains(word) else {
      throw FormatError(
        "after '\(keyword)' comes one of \(words.joined(separator: ", ")), and not \(quoted(word))")
    }
    return word
  }

  /// Takes the words of a number, where one begins here: `600`, `about 600`, `1 200`, `57 to 79`; what
  /// they come to is for ``Count`` to say, as everywhere.
  mutating func takeCount() throws(FormatError) -> Count? {
    guard let first = peek, first.beginsCount(before: peek(1)) else { return nil }
    var texts = [first.text]
    place += 1
    if !first.beginsWithNumber, let second = peek, first.pairs(with: second) {
      texts.append(second.text)
      place += 1
    }
    while let word = peek, word.continuesCount(before: peek(1)) {
      texts.append(word.text)
      place += 1
    }
    return try Count(parsing: (texts + takePeriod()).joined(separator: " "))
  }

  /// Takes `a day`, `per week`, `/ month` or the like, where it comes next.
  private mutating func takePeriod() -> [String] {
    guard let first = peek, !first.isQuoted else { return [] }
    if first.text.hasPrefix("/"), first.text.utf8.count > 1 {
      place += 1
      return [first.text]
    }
    guard first.text == "/" || Count.each.contains(first.text.lowercased()), let second = peek(1),
      first.text == "/" || second.period != nil
    else { return [] }
    place += 2
    return [first.text, second.text]
  }
}

extension NotationWords.Word {
  /// Whether it begins a part of a claim.
  var isKeyword: Bool { !isQuoted && NotationWords.keywords.contains(text) }

  /// The time for each of which a number is given, where it is the word of one.
  var period: Count.Period? { isQuoted ? nil : Count.Period(rawValue: text.lowercased()) }

  /// Whether it can stand for what was handed over.
  var isWhat: Bool { isQuoted || !isKeyword && NotationWords.reserved[text] == nil && !isCountWord }

  /// Whether a digit or a sign stands first, as in a number.
  var beginsWithNumber: Bool {
    guard !isQuoted, let first = text.unicodeScalars.first else { return false }
    return first.properties.numericType != nil || "~≈≤≥<>=+-–—.,".unicodeScalars.contains(first)
  }

  private var isCountWord: Bool {
    let word = text.lowercased()
    return word == "withheld" || word == "unspecified" || NotationWords.about.contains(word)
  }

  fileprivate func beginsCount(before next: NotationWords.Word?) -> Bool {
    if beginsWithNumber { return true }
    if isQuoted { return Name.word.matches(text) == false && (try? Count(parsing: text)) != nil }
    if let next, pairs(with: next) { return true }
    guard isCountWord else { return false }
    // In capitals it may be a party, unless a number or what is handed over comes after it.
    return !Name.party.matches(text)
      || next.map { $0.beginsWithNumber || $0.isWhat && Name.word.matches($0.text) } ?? false
  }

  fileprivate func pairs(with next: NotationWords.Word) -> Bool {
    // `UP to UA` is a party, and to whom.
    !isQuoted && !next.isQuoted && !(Name.party.matches(text) && next.isKeyword)
      && NotationWords.pairs.contains("\(text) \(next.text)".lowercased())
  }

  fileprivate func continuesCount(before next: NotationWords.Word?) -> Bool {
    beginsWithNumber || !isQuoted && text.lowercased() == "to" && next?.beginsWithNumber ?? false
  }
}

extension NotationWords {
  fileprivate static let about = NumberStyle().about
  fileprivate static let pairs = ["at least", "at most", "up to", "not given"]

  /// Splits at spaces; text in single or double quotation marks is one word, in which a backslash
  /// takes the next character as it is.
  private static func split(_ text: String) throws(FormatError) -> [Word] {
    var words: [Word] = []
    var word: String?
    var mark: Unicode.Scalar?
    var isQuoted = false
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        word?.unicodeScalars.append(scalar)
        isEscaped = false
      } else if let open = mark {
        if scalar == open {
          mark = nil
        } else if scalar == "\\" {
          isEscaped = true
        } else {
          word?.unicodeScalars.append(scalar)
        }
      } else if scalar == "'" || scalar == "\"", word == nil {
        (mark, word, isQuoted) = (scalar, "", true)
      } else if scalar == " " {
        if let done = word { words.append(Word(text: done, isQuoted: isQuoted)) }
        (word, isQuoted) = (nil, false)
      } else if isQuoted {
        throw FormatError(
          "a space is missing after the quotation mark that closes \(quoted(word ?? ""))")
      } else {
        word = word ?? ""
        word?.unicodeScalars.append(scalar)
      }
    }
    guard mark == nil else { throw FormatError("a quotation mark is not closed") }
    if let done = word { words.append(Word(text: done, isQuoted: isQuoted)) }
    return words
  }

  /// A text as one word, which reads back.
  static func quote(_ text: String) -> String {
    var quoted = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\\" { quoted.append("\\") }
      quoted.append(scalar)
    }
    quoted.append("'")
    return String(quoted)
  }

  /// What was handed over as one word: in quotation marks only where it would be read otherwise.
  static func plain(_ what: String) -> String {
    Word(text: what, isQuoted: false).isWhat && keyword(near: what) == nil ? what : quote(what)
  }
}

extension NotationWords {
  /// The keyword that a word is likely to be misspelt for.
  static func keyword(near word: String) -> String? {
    keywords.first { $0 == word } ?? keywords.first { $0.utf8.count > 3 && $0.isNear(word) }
  }

  /// A name after a keyword: in quotation marks only where it is a keyword itself.
  static func named(_ name: String) -> String {
    keywords.contains(name) ? quote(name) : name
  }
}

extension String {
  /// Whether one letter more, less, changed, or changed places with the next makes it `other`.
  func isNear(_ other: String) -> Bool {
    let (left, right) = (Array(utf8), Array(other.utf8))
    guard left != right else { return true }
    let start = zip(left, right).prefix { $0 == $1 }.count
    let (rest, others) = (left[start...], right[start...])
    return switch left.count - right.count {
    case 0:
      rest.dropFirst() == others.dropFirst()
        || rest.dropFirst(2) == others.dropFirst(2) && rest.first == others.dropFirst().first
          && rest.dropFirst().first == others.first
    case 1: rest.dropFirst().elementsEqual(others)
    case -1: rest.elementsEqual(others.dropFirst())
    default: false
    }
  }
}
