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

  /// A number as an event's words give it, such as `1000+` or `~5000`, in groups; nil of other texts.
  func counted(_ text: String) -> String? {
    let digits = text.drop { "~≥≤ ".contains($0) }.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), ["", "+"].contains(text[digits.endIndex...]),
      text.utf8.first != UInt8(ascii: " ")
    else { return nil }
    return text[..<digits.startIndex] + self.number(number) + text[digits.endIndex...]
  }

  /// A date as an event has it: days, months and spans of days in words, any other as it is written.
  func date(_ text: String) -> String {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
    let isUnsure = ends.contains { $0.hasSuffix("?") }
    let plain = ends.map { $0.hasSuffix("?") ? $0.dropLast() : $0 }.joined(separator: "/")
    return spelled(plain).map { isUnsure ? $0 + "?" : $0 } ?? escaped(text)
  }

  /// When something was recorded, to the minute.
  func instant(_ instant: Instant) -> String {
    "\(day(instant.day)), \(String("\(instant)".dropFirst(11).prefix(5))) UTC"
  }

  private func spelled(_ text: String) -> String? {
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if ends.count == 2 {
      let (first, last) = (Frame.day(ends[0]), Frame.day(ends[1]))
      switch (first, last) {
      case (let first?, let last?): return span(first, last)
      case (nil, let last?) where ends[0] == "..": return self.text(.upTo, day(last))
      case (let first?, nil) where ends[1] == "..": return self.text(.fromOn, day(first))
      default: return nil
      }
    }
    if text.utf8.count == 7, let day = Frame.day(text + "-01") {
      return tongue.month.replacing("{m}", with: tongue.monthNames[day.month - 1])
        .replacing("{y}", with: "\(day.year)")
    }
    return Frame.day(text).map(day)
  }

  private static func day(_ text: String) -> Day? {
    text.utf8.count == 10 ? try? Day(parsing: text) : nil
  }

  /// Two days and what lies between them.
  private func span(_ first: Day, _ last: Day) -> String {
    guard first.year == last.year else { return "\(day(first)) – \(day(last))" }
    let form = first.month == last.month ? tongue.days : tongue.daysOfYear
    return form.replacing("{d}", with: "\(first.day)").replacing("{e}", with: "\(last.day)")
      .replacing("{m}", with: tongue.months[first.month - 1])
      .replacing("{n}", with: tongue.months[last.month - 1])
      .replacing("{y}", with: "\(first.year)")
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
