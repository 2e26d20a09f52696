internal import Tallystick

/// Looks for a name with a date of birth in free text.
///
/// A guess, made to be looked at by a person: two words in a row with capitals, and near them a
/// date so old that it is hardly one of the news, or a word for being born with a year.
enum BirthDate {
  /// Whether a text, recorded in a year, has something of the kind.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  static func isIn(_ text: String, recordedIn year: Int) -> Bool {
    let words = Self.words(of: text)
    let names = words.indices.dropLast().filter { place in
      words[place].isName && words[place + 1].isName && !words[place].endsSentence
    }
    guard !names.isEmpty else { return false }
    return words.indices.contains { place in
      let near = names.contains { abs(place - $0) <= reach }
      guard near else { return false }
      if let written = words[place].fullDateYear { return isBirth(written, year) }
      if let span = words[place].lifeSpanYear { return isBirth(span, year) }
      guard words[place].isBorn else { return false }
      let around = words[max(0, place - 4)..<min(words.count, place + 5)]
      return around.contains { $0.year.map { isBirth($0, year) } ?? false }
    }
  }

  /// How many words a date may be away from a name.
  private static let reach = 6

  /// Nobody of whom these records speak was born in the last years, or very long ago.
  private static func isBirth(_ written: Int, _ year: Int) -> Bool {
    (1900...(year - 12)).contains(written)
  }

  private struct Word {
    let text: String

    /// Whether it may be a part of a name: a capital letter, then small ones.
    var isName: Bool {
      let scalars = trimmed.unicodeScalars
      guard let first = scalars.first, first.properties.isUppercase, scalars.count > 1 else {
        return false
      }
      return scalars.dropFirst().allSatisfy {
        $0.properties.isAlphabetic || "'’-.".unicodeScalars.contains($0)
      } && scalars.dropFirst().contains { $0.properties.isLowercase }
    }

    var endsSentence: Bool {
      text.unicodeScalars.last.map { ".!?".unicodeScalars.contains($0) } ?? false
    }

    /// Whether it is a word for being born, in the languages of the first records.
    var isBorn: Bool {
      let lower = trimmed.lowercased()
      let words = ["born", "b", "dob", "birth", "birthdate", "род", "нар", "г.р", "р.н"]
      return words.contains(lower)
        || ["народ", "рожд", "урож"].contains { lower.utf8.starts(with: $0.utf8) }
    }

    /// The year that it is, or that a date ends or begins with.
    var year: Int? {
      fullDateYear ?? Int(trimmed).flatMap { (1000...2999).contains($0) ? $0 : nil }
    }

    /// The year of a date with its day: `12.03.1985`, `12/03/1985` or `1985-03-12`.
    var fullDateYear: Int? {
      let parts = trimmed.utf8.split { ".-/".utf8.contains($0) }.map { String(Substring($0)) }
      guard parts.count == 3, parts.allSatisfy({ Int($0) != nil }) else { return nil }
      return parts.first { $0.utf8.count == 4 }.flatMap { Int($0) }
    }

    /// The first year of `(1985–2024)`.
    var lifeSpanYear: Int? {
      let parts = trimmed.unicodeScalars.split { "–—-".unicodeScalars.contains($0) }.map(
        String.init)
      guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 4 }), let first = Int(parts[0]),
        let second = Int(parts[1]), text.unicodeScalars.first == "(", second - first >= 12
      else { return nil }
      return first
    }

    private var trimmed: String {
      var scalars = text.unicodeScalars[...]
      let marks = ",;:()[]\"“”«».!?".unicodeScalars
      while let first = scalars.first, marks.contains(first) { scalars.removeFirst() }
      while let last = scalars.last, marks.contains(last) { scalars.removeLast() }
      return String(scalars)
    }
  }

  private static func words(of text: String) -> [Word] {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { Word(text: String($0)) }
  }
}
