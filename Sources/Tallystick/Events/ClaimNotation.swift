public import TransparencyLog

/// The short notation for a claim: a line that reads like a sentence.
///
/// `ACT [of COUNT WHAT] [of WHOSE] [from PARTY] [to PARTY] [on DATE]` and, in any order, `each way`,
/// `both ways`, `in total`, `in part`, `counted in UNIT`, `under AGREEMENT`, `received as PARTY`,
/// `identified as PARTY`, `at 'PLACE'`, `about 'WORDS'`, `key NAME` and `unclear PART,PART`. No part is
/// given twice, and no word is left over: what cannot all be meant is refused, never guessed.
///
/// Example: `handover of 1212 remains of UA from RU to UA on 2025-06-11`.
extension Claim {
  /// Reads the notation; with `today` its date may be typed as people do, such as `on 13 June 2025`.
  ///
  /// - Throws: `FormatError` that names the word which is not understood.
  public init(notation: String, today: Day? = nil) throws(FormatError) {
    var reading = ClaimReading(words: try NotationWords(notation), today: today)
    self = try reading.claim()
  }

  /// The claim in the notation; the words of a count stand apart from it.
  public var notation: String {
    var parts = [act.rawValue]
    let number = [count?.description, what.map(NotationWords.plain)].compactMap { $0 }
    if !number.isEmpty { parts.append("of \(number.joined(separator: " "))") }
    let named: [(String, String?)] = [
      ("of", whose), ("from", from), ("to", to), ("on", when?.text),
      ("counted in", unit), ("under", under.map(NotationWords.named)),
      ("received as", receivedAs), ("identified as", identifiedAs),
      ("at", place.map(NotationWords.quote)), ("about", about.map(NotationWords.quote)),
      ("key", handover.map(NotationWords.named)),
    ]
    for case (let word, let text?) in named { parts.append("\(word) \(text)") }
    switch scope {
    case .event: break
    case .part: parts.append("in part")
    case .eachWay: parts.append("each way")
    case .bothWays: parts.append("both ways")
    case .cumulative: parts.append("in total")
    }
    if !unclear.isEmpty {
      parts.append("unclear \(unclear.map(\.rawValue).sorted().joined(separator: ","))")
    }
    return parts.joined(separator: " ")
  }
}

/// A claim while its sentence is read, part by part.
private struct ClaimReading {
  var words: NotationWords
  private let today: Day?
  private var parts = Claim(.statement)

  /// The parts that were given, each in the words that gave it.
  private var given: [String: String] = [:]

  init(words: NotationWords, today: Day?) {
    self.words = words
    self.today = today
  }

  mutating func claim() throws(FormatError) -> Claim {
    let first = words.next()?.text ?? ""
    guard let act = ClaimAct(rawValue: first) else {
      let acts = ClaimAct.allCases.map(\.rawValue)
      let near = acts.first { $0.isNear(first.lowercased()) }
      throw FormatError(
        "a claim begins with its act, one of \(acts.joined(separator: ", ")), and not "
          + quoted(first) + (near.map { "; did you mean \($0)?" } ?? ""))
    }
    parts.act = act
    while let word = words.next() {
      if word.isKeyword {
        try take(word.text)
      } else {
        throw leftOver(word)
      }
    }
    return parts
  }

  private mutating func take(_ word: String) throws(FormatError) {
    switch word {
    case "of": try takeOf()
    case "from": parts.from = try party(after: word, as: "from")
    case "to": parts.to = try party(after: word, as: "to")
    case "on":
      let date = try words.date(after: word, today: today)
      parts.when = date
      try give("when", "on \(date)")
    case "under":
      parts.under = try words.name(.shortID, after: word)
      try give("the agreement", "under \(parts.under ?? "")")
    case "at": parts.place = try text(after: word, as: "the place")
    case "about": parts.about = try text(after: word, as: "what it is about")
    case "key":
      parts.handover = try words.name(.label, after: word)
      try give("the key", "key \(parts.handover ?? "")")
    case "unclear": try takeUnclear()
    case "each": try takeScope(["way": .eachWay], after: word)
    case "both": try takeScope(["ways": .bothWays], after: word)
    case "in": try takeScope(["total": .cumulative, "part": .part], after: word)
    case "counted":
      _ = try words.one(of: ["in": true], after: word)
      parts.unit = try words.choice(Vocabulary.units, after: "counted in")
      try give("the unit", "counted in \(parts.unit ?? "")")
    case "received":
      _ = try words.one(of: ["as": true], after: word)
      parts.receivedAs = try party(after: "received as", as: "received as")
    default:
      _ = try words.one(of: ["as": true], after: word)
      parts.identifiedAs = try party(after: "identified as", as: "identified as")
    }
  }

  private mutating func takeOf() throws(FormatError) {
    if let count = try words.takeCount() {
      try giveCount(count)
      if let word = words.peek, word.isWhat, Name.word.matches(word.text) {
        _ = words.next()
        try giveWhat(word, isAfterCount: true)
      }
      return
    }
    let word = try words.following("of")
    if !word.isQuoted, Name.party.matches(word.text) {
      try give("whose they are", "of \(word.text)")
      parts.whose = word.text
    } else if let hint = NotationWords.reserved[word.text.lowercased()], !word.isQuoted {
      throw FormatError("\(quoted(word.text)) says no number and no thing here: \(hint)")
    } else if Name.word.matches(word.text) {
      try giveWhat(word)
    } else {
      let capitals = word.text.uppercased()
      throw FormatError(
        "\(quoted(word.text)) after 'of' is no number, no word such as remains and no party such as RU"
          + (Name.party.matches(capitals) ? "; did you mean \(capitals)?" : ""))
    }
  }

  private mutating func giveCount(_ count: Count) throws(FormatError) {
    if let first = parts.count {
      let number = first.description
      throw FormatError(
        "'\(number) of \(count)' gives two numbers: write '\(number)', and 'in part' if it is part of "
          + "a number given beside it")
    }
    if let what = parts.what {
      throw FormatError("'of \(count)' stands after 'of \(what)': write 'of \(count) \(what)'")
    }
    try give("the number", "of \(count)")
    parts.count = count
  }

  private mutating func giveWhat(
    _ word: NotationWords.Word, isAfterCount: Bool = false
  ) throws(FormatError) {
    if let what = parts.what { throw secondWhat(word.text, after: what) }
    if let count = parts.count, !isAfterCount {
      throw FormatError(
        "'of \(word.text)' stands apart from its number: write 'of \(count) \(word.text)'")
    }
    if !word.isQuoted, let keyword = NotationWords.keyword(near: word.text) {
      throw FormatError(
        "\(quoted(word.text)) is not understood here: did you mean '\(keyword)'? In quotation marks it "
          + "is what was handed over")
    }
    try give("what it is of", word.text)
    parts.what = word.text
  }

  private mutating func takeUnclear() throws(FormatError) {
    let text = try words.following("unclear").text
    try give("what is unclear", "unclear \(text)")
    parts.unclear = try Unclear.parts(text)
  }

  private mutating func takeScope(
    _ values: [String: Scope], after keyword: String
  ) throws(FormatError) {
    let scope = try words.one(of: values, after: keyword)
    try give("the scope", "\(keyword) \(words.last?.text ?? "")")
    parts.scope = scope
  }

  private mutating func party(after keyword: String, as part: String) throws(FormatError) -> String
  {
    let party = try words.name(.party, after: keyword)
    try give(part, "\(keyword) \(party)")
    return party
  }

  private mutating func text(after keyword: String, as part: String) throws(FormatError) -> String {
    let text = try words.following(keyword).text
    guard !text.isEmpty else {
      throw FormatError("nothing stands between the marks after '\(keyword)'")
    }
    try give(part, "\(keyword) \(text)")
    return text
  }

  /// Notes that a part was given, in these words.
  private mutating func give(_ part: String, _ words: String) throws(FormatError) {
    if let first = given[part] {
      throw FormatError("\(part) is given twice, as \(quoted(first)) and as \(quoted(words))")
    }
    given[part] = words
  }
}

extension ClaimReading {
  private func secondWhat(_ word: String, after what: String) -> FormatError {
    if let hint = NotationWords.reserved[what] ?? NotationWords.reserved[word] {
      return FormatError("\(quoted(word)) is left over after \(quoted(what)): \(hint)")
    }
    return FormatError(
      "\(quoted(word)) is left over after \(quoted(what)): did you mean \(what)_of_\(word)? A party is "
        + "written in capitals, such as RU")
  }

  /// The error for a word with which no part begins.
  private func leftOver(_ word: NotationWords.Word) -> FormatError {
    let before = words.last(1)?.text ?? ""
    return FormatError(
      "\(quoted(word.text)) is left over after \(quoted(before))"
        + (suggestion(word, after: before).map { ": \($0)" }
          ?? "; a claim reads like 'handover of 1212 remains of UA from RU to UA on 2025-06-11'"))
  }

  private func suggestion(_ word: NotationWords.Word, after before: String) -> String? {
    let text = word.text
    if before == parts.place || before == parts.about {
      return "put several words in quotation marks"
    }
    if let keyword = NotationWords.keyword(near: text.lowercased()) {
      return "did you mean '\(keyword)'?"
    }
    if word.beginsWithNumber {
      if parts.when == nil, (try? EDTFDate(parsing: text)) != nil, text.utf8.count > 4 {
        return "did you mean 'on \(text)'?"
      }
      return parts.count == nil
        ? "did you mean 'of \(text)'?" : "a claim gives one number and one date"
    }
    if Name.party.matches(text) {
      return parts.whose == nil ? "did you mean 'of \(text)'?" : "say of, from or to \(text)"
    }
    if text == "a" || text == "per", let per = words.peek?.period {
      return "a number for each \(per.rawValue) is written '600/\(per.rawValue)'"
    }
    if let hint = NotationWords.reserved[text] { return hint }
    guard Name.word.matches(text) else { return nil }
    if before == parts.what {
      if let hint = NotationWords.reserved[before] { return hint }
      return "what is handed over is one word; did you mean \(before)_\(text)?"
    }
    if before == parts.whose, let hint = NotationWords.reserved[before.lowercased()] { return hint }
    return parts.what == nil && parts.count == nil ? "did you mean 'of \(text)'?" : nil
  }
}
