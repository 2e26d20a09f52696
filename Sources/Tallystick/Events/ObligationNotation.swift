public import TransparencyLog

/// The short notation for an obligation:
/// `DEBTOR owes CREDITOR COUNT WHAT[,WHAT] [of WHOSE] [for each of WHAT [of WHOSE] from PARTY to PARTY]
/// [by DATE]`.
///
/// Example: `RU owes UA 6000 remains of UA by 2025-12-31`. Counts are read as everywhere.
public enum ObligationNotation {
  /// Reads the notation into the fields of an obligation; with `today` its date may be typed as people
  /// do, such as `by 31 December 2025`.
  ///
  /// - Throws: `FormatError` that names the word which is not understood.
  public static func fields(
    _ sentence: String, today: Day? = nil
  ) throws(FormatError) -> JSONObject {
    var reading = ObligationReading(words: try NotationWords(sentence), today: today)
    return try reading.fields()
  }

  /// The fields of an obligation in the notation; `?` for what is missing.
  public static func sentence(_ fields: JSONObject) -> String {
    func text(_ name: String) -> String { fields[name]?.string ?? "?" }
    let owed = fields["count"]?.object.flatMap { try? Owed(json: $0) }
    let whats = fields.texts("what").joined(separator: ",")
    var number = owed?.description ?? "?"
    var each = ""
    if case .each(let factor, let row)? = owed {
      number = "\(factor)"
      each = " for each of \(row)"
    }
    let whose = fields["whose"]?.string.map { " of \($0)" } ?? ""
    let due = fields["due"]?.string.map { " by \($0)" } ?? ""
    return "\(text("debtor")) owes \(text("creditor")) \(number) \(whats.isEmpty ? "?" : whats)"
      + "\(whose)\(each)\(due)"
  }
}

/// An obligation while its sentence is read, part by part.
private struct ObligationReading {
  var words: NotationWords
  let today: Day?

  mutating func fields() throws(FormatError) -> JSONObject {
    var fields: JSONObject = ["debtor": try party("who owes")]
    try take("owes")
    fields["creditor"] = try party("to whom")
    guard let count = try words.takeCount() else { throw expected("how many, such as 6000,") }
    let named = try whats()
    fields["what"] = named.count == 1 ? named.first : .array(named)
    fields["whose"] = try whose()
    fields["count"] = .object(try each(of: count) ?? count.json)
    if words.peek != nil {
      try take("by")
      guard words.peek != nil else { throw expected("a date") }
      fields["due"] = .string(try words.date(after: "by", today: today).text)
    }
    guard words.peek == nil else { throw expected("nothing more") }
    return fields
  }

  private mutating func whats() throws(FormatError) -> [JSONValue] {
    let whats = (words.peek?.text ?? "").split(separator: ",", omittingEmptySubsequences: false)
    guard words.peek?.isWhat ?? false, whats.allSatisfy({ Name.word.matches(String($0)) }) else {
      throw expected("what, such as remains or prisoners,civilians,")
    }
    _ = words.next()
    return whats.map { .string(String($0)) }
  }

  private mutating func whose() throws(FormatError) -> JSONValue? {
    guard words.peek?.text == "of" else { return nil }
    _ = words.next()
    return try party("whose they are")
  }

  /// The count of a number for each of others, where the words go on so.
  private mutating func each(of count: Count) throws(FormatError) -> JSONObject? {
    guard words.peek?.text == "for" else { return nil }
    _ = words.next()
    try take("each")
    try take("of")
    guard case .exact(let number) = count.kind, count.per == nil else {
      throw FormatError("'\(count) for each' is none: write one number, such as '15 for each of'")
    }
    guard (1...Count.largestFactor).contains(number) else {
      throw FormatError("'\(count) for each': this is from 1 to \(Count.largestFactor)")
    }
    let what = try whats()
    guard what.count == 1, let what = what.first else {
      throw FormatError("'for each of' is of one thing, such as remains")
    }
    var row: JSONObject = ["what": what]
    row["whose"] = try whose()
    try take("from")
    row["from"] = try party("who hands over")
    try take("to")
    row["to"] = try party("to whom")
    return ["each": .integer(number), "of": .object(row)]
  }

  private func expected(_ form: String) -> FormatError {
    let word = words.peek.map { "not \(quoted($0.text))" } ?? "the sentence ends"
    return FormatError(
      "\(form) is expected, and \(word): write 'RU owes UA 6000 remains of UA', with "
        + "'by 2025-12-31' if it falls due")
  }

  private mutating func party(_ name: String) throws(FormatError) -> JSONValue {
    guard let word = words.peek, Name.party.matches(word.text) else {
      throw expected("\(name), a party such as RU,")
    }
    _ = words.next()
    return .string(word.text)
  }

  private mutating func take(_ keyword: String) throws(FormatError) {
    guard words.peek?.text == keyword else { throw expected("'\(keyword)'") }
    _ = words.next()
  }
}
