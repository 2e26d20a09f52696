public import TransparencyLog

/// How people write numbers, and how they are read as counts: on the command line, in content
/// lines, and in spreadsheets, whose map may name other words.
///
/// Read are digits, in groups of three or not, alone; after a word for about, at least or at most;
/// before a plus sign; two of them with a word for a range between; and words for numbers that are
/// withheld or not given. The words are compared without regard to case.
public struct NumberStyle: Hashable, Sendable {
  /// What may stand between groups of three digits; the same within one number.
  public var groups = [",", " ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’"]

  /// What stands before a number that is about right.
  public var about = ["~", "≈", "about", "around", "approximately", "approx.", "ca.", "circa"]

  /// What stands before the least number.
  public var atLeast = ["≥", ">=", "at least"]

  /// What stands before the greatest number.
  public var atMost = ["≤", "<=", "at most", "up to"]

  /// What stands between the least and the greatest number.
  public var between = ["..", "–", "—", "-", "to"]

  /// What is written for a number that the speaker keeps back.
  public var withheld = ["withheld"]

  /// What is written for a number that is not given.
  public var unspecified = ["unspecified", "not given"]

  /// Creates the style that holds where nothing else is said.
  public init() {}

  /// Reads a number.
  ///
  /// - Throws: `FormatError` for a text that is none, and for a number beyond ``Count/largest``.
  public func count(of text: String) throws(FormatError) -> Count {
    let word = text.trimmed.lowercased()
    if withheld.contains(where: { $0.lowercased() == word }) { return Count(.withheld) }
    if unspecified.contains(where: { $0.lowercased() == word }) { return Count(.unspecified) }
    guard let kind = try kind(of: word, in: text) else {
      throw FormatError(
        "\(quoted(text)) is no count: "
          + (isNegative(word)
            ? "a count is not negative"
            : "write 1,212, about 7000, at least 6000, up to 6000, 57..79, withheld or unspecified")
      )
    }
    return Count(kind)
  }

  private func kind(of word: String, in text: String) throws(FormatError) -> Count.Kind? {
    if let number = try number(word, in: text) { return .exact(number) }
    for (words, make) in [
      (about, Count.Kind.about), (atLeast, Count.Kind.atLeast), (atMost, Count.Kind.atMost),
    ] {
      if let rest = after(words, in: word), let number = try number(rest, in: text) {
        return make(number)
      }
    }
    if word.hasSuffix("+"), let number = try number(String(word.dropLast()), in: text) {
      return .atLeast(number)
    }
    for separator in between.map({ $0.lowercased() }) where !separator.isEmpty {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 2, let low = try number(String(parts[0]), in: text),
        let high = try number(String(parts[1]), in: text)
      else { continue }
      guard low < high else {
        throw FormatError(
          "\(quoted(text)) is no count: the first number is not smaller than the second")
      }
      return .between(low, high)
    }
    return nil
  }

  private func isNegative(_ word: String) -> Bool {
    (after(about + atLeast + atMost, in: word)?.trimmed ?? word).hasPrefix("-")
  }

  /// What follows the longest of some words with which a text begins.
  private func after(_ words: [String], in text: String) -> String? {
    let longest = words.map { $0.lowercased() }.filter { text.hasPrefix($0) }
      .max { $0.utf8.count < $1.utf8.count }
    return longest.map { String(text.dropFirst($0.count)) }
  }

  private func number(_ part: String, in text: String) throws(FormatError) -> Int64? {
    let digits = part.trimmed
    guard let plain = ungrouped(digits) else { return nil }
    guard let number = Int64(plain), number <= Count.largest else {
      throw FormatError("\(quoted(text)) is no count: it is larger than \(Count.largest)")
    }
    return number
  }

  /// The digits of a number, whose groups of three one and the same sign parts, if any.
  private func ungrouped(_ text: String) -> String? {
    func isDigits(_ part: some StringProtocol) -> Bool {
      !part.isEmpty && part.utf8.allSatisfy(\.isDigit)
    }
    if isDigits(text) { return text }
    for group in groups where !group.isEmpty {
      let parts = text.split(separator: group, omittingEmptySubsequences: false)
      guard parts.count > 1, parts.allSatisfy(isDigits), parts[0].utf8.count <= 3,
        parts.dropFirst().allSatisfy({ $0.utf8.count == 3 })
      else { continue }
      return parts.joined()
    }
    return nil
  }
}
