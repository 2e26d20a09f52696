/// The short notation for an obligation: `DEBTOR owes CREDITOR COUNT WHAT[,WHAT] of WHOSE [by DATE]`.
///
/// Example: `RU owes UA 6000 remains of UA by 2025-12-31`. Counts are read as everywhere.
public enum ObligationNotation {
  /// Reads the notation into the fields of an obligation.
  ///
  /// - Throws: ``FormatError`` that names the word which is not understood.
  public static func fields(_ sentence: String) throws(FormatError) -> JSONObject {
    var words = try NotationWords(sentence)
    func expected(_ form: String) -> FormatError {
      let word = words.peek.map { "not \(quoted($0.text))" } ?? "the sentence ends"
      return FormatError(
        "\(form) is expected, and \(word): write 'RU owes UA 6000 remains of UA', with "
          + "'by 2025-12-31' if it falls due")
    }
    func party(_ name: String) throws(FormatError) -> JSONValue {
      guard let word = words.peek, Name.party.matches(word.text) else {
        throw expected("\(name), a party such as RU,")
      }
      _ = words.next()
      return .string(word.text)
    }
    func take(_ keyword: String) throws(FormatError) {
      guard words.peek?.text == keyword else { throw expected("'\(keyword)'") }
      _ = words.next()
    }
    var fields: JSONObject = ["debtor": try party("who owes")]
    try take("owes")
    fields["creditor"] = try party("to whom")
    guard let count = try words.takeCount() else { throw expected("how many, such as 6000,") }
    fields["count"] = .object(count.json)
    let whats = (words.peek?.text ?? "").split(separator: ",", omittingEmptySubsequences: false)
    guard words.peek?.isWhat ?? false, whats.allSatisfy({ Name.word.matches(String($0)) }) else {
      throw expected("what, such as remains or prisoners,civilians,")
    }
    _ = words.next()
    let named = whats.map { JSONValue.string(String($0)) }
    fields["what"] = named.count == 1 ? named.first : .array(named)
    try take("of")
    fields["whose"] = try party("whose they are")
    if words.peek != nil {
      try take("by")
      guard let date = words.next()?.text else { throw expected("a date") }
      _ = try EDTFDate(parsing: date)
      fields["due"] = .string(date)
    }
    guard words.peek == nil else { throw expected("nothing more") }
    return fields
  }
}
