import TallyReports
import Tallystick
internal import TransparencyLog

/// The language of a site's own words, and how it writes numbers and days.
///
/// What people said, and words that the record holds, stay in their own language.
package struct Frame: Sendable {
  /// A language that is shipped.
  package enum Language: String, CaseIterable, Sendable {
    /// English.
    case en
    /// Ukrainian.
    case uk
    /// Russian.
    case ru

    var tongue: Tongue {
      switch self {
      case .en: Tongue.english.with(Tongue.englishSayings, Tongue.englishMeanings)
      case .uk: Tongue.ukrainian.with(Tongue.ukrainianSayings, Tongue.ukrainianMeanings)
      case .ru: Tongue.russian.with(Tongue.russianSayings, Tongue.russianMeanings)
      }
    }
  }

  /// The words of one language.
  struct Tongue: Sendable {
    /// The phrases.
    var phrases: [Phrase: String]
    /// The words of closed choices, such as a status; empty where the record's own words serve.
    var values: [String: String]
    /// The months, as a day has them.
    let months: [String]
    /// The months by themselves.
    let monthNames: [String]
    /// How a day is written: `{d}`, `{m}`, `{y}`.
    let day: String
    /// How a month is written.
    let month: String
    /// How days of one month are written, from `{d}` to `{e}`.
    let days: String
    /// How days of one year are written, from `{d}` of `{m}` to `{e}` of `{n}`.
    let daysOfYear: String
    /// What stands between groups of three digits.
    let group: String

    /// The same with more phrases and words, of which it has none yet.
    func with(_ phrases: [Phrase: String], _ values: [String: String]) -> Tongue {
      var tongue = self
      tongue.phrases.merge(phrases) { $1 }
      tongue.values.merge(values) { $1 }
      return tongue
    }
  }

  /// The language.
  package let language: Language

  let tongue: Tongue

  /// Creates the frame in a language.
  package init(_ language: Language) {
    self.language = language
    tongue = language.tongue
  }

  /// A phrase without anything in it.
  func callAsFunction(_ phrase: Phrase) -> String { tongue.phrases[phrase] ?? phrase.rawValue }

  /// A phrase with texts in it.
  func text(_ phrase: Phrase, _ parts: String...) -> String {
    var text = self(phrase)
    for (place, part) in parts.enumerated() { text = text.replacing("{\(place)}", with: part) }
    return text
  }

  /// A phrase with pieces of a page in it.
  func html(_ phrase: Phrase, _ parts: HTML...) -> HTML {
    var pieces: [HTML] = []
    var rest = self(phrase)[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append(.text(String(rest[..<open])))
      let place = Int(rest[rest.index(after: open)..<close])
      if let place, parts.indices.contains(place) { pieces.append(parts[place]) }
      rest = rest[rest.index(after: close)...]
    }
    pieces.append(.text(String(rest)))
    return .several(pieces)
  }

  /// The word for one of a closed choice; in another language than English, one that has no word
  /// stays English and is marked so.
  func value(_ word: String) -> HTML {
    if let found = tongue.values[word] { return .text(found) }
    let plain = HTML.data(word.spaced)
    return language == .en ? plain : .tag("span", ["lang": "en"]) { plain }
  }

  /// The word for one of a closed choice within a group, such as the parts of a claim; that of the choice
  /// alone where the group has none.
  func value(_ word: String, of group: String) -> HTML {
    tongue.values["\(group).\(word)"].map(HTML.text) ?? value(word)
  }

  /// A text that the program says in English, in the words of the frame where it has them.
  func value(_ key: String, or english: String) -> HTML {
    if let found = tongue.values[key] { return .text(found) }
    let plain = HTML.data(english)
    return language == .en ? plain : .tag("span", ["lang": "en"]) { plain }
  }

  /// The name of a column, or of another thing of which reports speak.
  func column(_ name: String) -> String {
    tongue.values["column.\(name)"] ?? name.spaced.capitalised
  }

  /// A type of event in the plural.
  func types(_ type: String) -> String { tongue.values["types.\(type)"] ?? escaped(type) }
}
