/// The short notation for a claim: a line that reads like a sentence.
///
/// `ACT [of COUNT WHAT] [of WHOSE] [from PARTY] [to PARTY] [on DATE]` and, in any order, `each way`,
/// `both ways`, `in total`, `in part`, `counted in UNIT`, `under AGREEMENT`, `received as PARTY`,
/// `identified as PARTY`, `at 'PLACE'`, `about 'WORDS'` and `key NAME`.
///
/// Example: `handover of 1212 remains of UA from RU to UA on 2025-06-11`.
extension Claim {
  /// Reads the notation.
  ///
  /// - Throws: ``FormatError`` that names the word which is not understood.
  public init(notation: String) throws(FormatError) {
    var words = NotationWords(try NotationWords.split(notation))
    let first = words.next() ?? ""
    guard let act = ClaimAct(rawValue: first) else {
      let acts = ClaimAct.allCases.map(\.rawValue).joined(separator: ", ")
      throw FormatError("a claim begins with its act, one of \(acts), and not \(quoted(first))")
    }
    self.init(act)
    while let word = words.next() { try take(word, &words) }
  }

  private mutating func take(_ word: String, _ words: inout NotationWords) throws(FormatError) {
    switch word {
    case "of": try takeOf(&words)
    case "from": from = try words.name(.party, after: word)
    case "to": to = try words.name(.party, after: word)
    case "on": when = try EDTFDate(parsing: try words.following(word))
    case "under": under = try words.name(.shortID, after: word)
    case "at": place = try words.following(word)
    case "about": about = try words.following(word)
    case "key": handover = try words.name(.label, after: word)
    case "each": scope = try words.expect("way", after: word, giving: .eachWay)
    case "both": scope = try words.expect("ways", after: word, giving: .bothWays)
    case "in": scope = try words.one(of: ["total": .cumulative, "part": .part], after: word)
    case "counted":
      _ = try words.expect("in", after: word, giving: true)
      unit = try words.choice(Vocabulary.units, after: "counted in")
    case "received":
      _ = try words.expect("as", after: word, giving: true)
      receivedAs = try words.name(.party, after: "received as")
    case "identified":
      _ = try words.expect("as", after: word, giving: true)
      identifiedAs = try words.name(.party, after: "identified as")
    default:
      throw FormatError(
        "\(quoted(word)) is not understood here: a claim reads like "
          + "'handover of 1212 remains of UA from RU to UA on 2025-06-11'")
    }
  }

  private mutating func takeOf(_ words: inout NotationWords) throws(FormatError) {
    let word = try words.following("of")
    if Name.party.matches(word) {
      whose = word
    } else if Name.word.matches(word), word != "withheld", word != "unspecified",
      !NotationWords.keywords.contains(word)
    {
      what = word
    } else {
      count = try Count(parsing: word)
      if let next = words.peek, Name.word.matches(next), !NotationWords.keywords.contains(next) {
        what = words.next()
      }
    }
  }

  /// The claim in the notation; the words of a count stand apart from it.
  public var notation: String {
    var parts = [act.rawValue]
    let number = [count?.description, what].compactMap { $0 }.joined(separator: " ")
    if !number.isEmpty { parts.append("of \(number)") }
    let named: [(String, String?)] = [
      ("of", whose), ("from", from), ("to", to), ("on", when?.text),
      ("counted in", unit), ("under", under), ("received as", receivedAs),
      ("identified as", identifiedAs), ("at", place.map(NotationWords.quote)),
      ("about", about.map(NotationWords.quote)), ("key", handover),
    ]
    for case (let word, let text?) in named { parts.append("\(word) \(text)") }
    switch scope {
    case .event: break
    case .part: parts.append("in part")
    case .eachWay: parts.append("each way")
    case .bothWays: parts.append("both ways")
    case .cumulative: parts.append("in total")
    }
    return parts.joined(separator: " ")
  }
}

/// The words of a claim in the notation, taken one after the other.
private struct NotationWords {
  static let keywords: Set = [
    "of", "from", "to", "on", "under", "at", "about", "key", "each", "both", "in", "counted",
    "received", "identified",
  ]

  private let words: [String]
  private var place = 0

  init(_ words: [String]) { self.words = words }

  var peek: String? { place < words.count ? words[place] : nil }

  mutating func next() -> String? {
    guard let word = peek else { return nil }
    place += 1
    return word
  }

  mutating func following(_ keyword: String) throws(FormatError) -> String {
    guard let word = next() else { throw FormatError("something is missing after '\(keyword)'") }
    return word
  }

  mutating func name(_ name: Name, after keyword: String) throws(FormatError) -> String {
    let word = try following(keyword)
    guard name.matches(word) else {
      throw FormatError("after '\(keyword)' comes \(name.form), and not \(quoted(word))")
    }
    return word
  }

  mutating func expect<Value>(
    _ expected: String, after keyword: String, giving value: Value
  ) throws(FormatError) -> Value {
    try one(of: [expected: value], after: keyword)
  }

  mutating func one<Value>(
    of values: [String: Value], after keyword: String
  ) throws(FormatError) -> Value {
    let word = try following(keyword)
    guard let value = values[word] else {
      let known = values.keys.sorted().joined(separator: " or ")
      throw FormatError("after '\(keyword)' comes \(known), and not \(quoted(word))")
    }
    return value
  }

  mutating func choice(_ words: [String], after keyword: String) throws(FormatError) -> String {
    let word = try following(keyword)
    guard words.contains(word) else {
      throw FormatError(
        "after '\(keyword)' comes one of \(words.joined(separator: ", ")), and not \(quoted(word))")
    }
    return word
  }

  /// Splits at spaces; text in single or double quotation marks is one word, in which a backslash
  /// takes the next character as it is.
  static func split(_ text: String) throws(FormatError) -> [String] {
    var words: [String] = []
    var word: String?
    var mark: Unicode.Scalar?
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
        (mark, word) = (scalar, "")
      } else if scalar == " " {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = word ?? ""
        word?.unicodeScalars.append(scalar)
      }
    }
    guard mark == nil else { throw FormatError("a quotation mark is not closed") }
    if let done = word { words.append(done) }
    return words
  }

  static func quote(_ text: String) -> String {
    var quoted = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\\" { quoted.append("\\") }
      quoted.append(scalar)
    }
    quoted.append("'")
    return String(quoted)
  }
}
