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
      case .en: .english
      case .uk: .ukrainian
      case .ru: .russian
      }
    }
  }

  /// The words of one language.
  struct Tongue: Sendable {
    /// The phrases.
    let phrases: [Phrase: String]
    /// The words of closed choices, such as a status; empty where the record's own words serve.
    let values: [String: String]
    /// The months, as a day has them.
    let months: [String]
    /// How a day is written: `{d}`, `{m}`, `{y}`.
    let day: String
    /// What stands between groups of three digits.
    let group: String
  }

  /// The language.
  package let language: Language

  private let tongue: Tongue

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

  /// A number, in groups of three digits.
  func number(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "−" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += tongue.group }
      text.append(digit)
    }
    return text
  }

  /// A number, in groups of three digits.
  func number(_ number: Int) -> String { self.number(Int64(number)) }

  /// A day in words.
  func day(_ day: Day) -> String {
    tongue.day.replacing("{d}", with: "\(day.day)")
      .replacing("{m}", with: tongue.months[day.month - 1])
      .replacing("{y}", with: "\(day.year)")
  }

  /// A date as an event has it: a plain day in words, any other as it is written.
  func date(_ text: String) -> String {
    guard text.utf8.count == 10, let day = try? Day(parsing: text) else { return escaped(text) }
    return self.day(day)
  }

  /// The word for one of a closed choice; in another language than English, one that has no word
  /// stays English and is marked so.
  func value(_ word: String) -> HTML {
    if let found = tongue.values[word] { return .text(found) }
    let plain = HTML.data(word.spaced)
    return language == .en ? plain : .tag("span", ["lang": "en"]) { plain }
  }

  /// The name of a column, or of another thing of which reports speak.
  func column(_ name: String) -> String {
    tongue.values["column.\(name)"] ?? name.spaced.capitalised
  }

  /// A type of event in the plural.
  func types(_ type: String) -> String { tongue.values["types.\(type)"] ?? escaped(type) }
}
