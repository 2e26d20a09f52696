internal import Tallystick

/// Numbers and closed choices as a page writes them.
extension Int64 {
  /// The number with commas between groups of three digits.
  var grouped: String {
    let digits = Array(String(magnitude).utf8)
    var text: [UInt8] = self < 0 ? Array("−".utf8) : []
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Bounds {
  /// `1,212`, `57–79` or `6,000 or more`.
  var words: String { words(\.grouped) }
}

extension Bounds? {
  /// The bounds in words; a dash where nothing was said.
  var words: String { map(\.words) ?? "–" }
}

extension Amount? {
  /// The number; a dash where nothing was said.
  var words: String { map { $0.words(\.grouped) } ?? "–" }
}

extension Int {
  /// `1 event` or `26 events`.
  func of(_ one: String, _ several: String? = nil) -> String {
    self == 1 ? "1 \(one)" : "\(Int64(self).grouped) \(several ?? one + "s")"
  }
}

extension String {
  /// The word with spaces for underscores.
  package var spaced: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }

  /// The word with a capital first letter, where that is one of a to z.
  package var capitalised: String {
    guard let first = utf8.first, (97...122).contains(first) else { return self }
    return String(decoding: [first - 32] + utf8.dropFirst(), as: UTF8.self)
  }
}

extension Contradiction.Kind {
  /// What it is called on a page.
  var words: String {
    switch self {
    case .number: "Two numbers"
    case .direction: "Which way they went"
    case .what: "What was handed over"
    case .whose: "Whose they are"
    case .transmission: "Two renderings"
    case .agreement: "Two agreements"
    case .identity: "Whose they turned out to be"
    case .existence: "A denial"
    case .totalMismatch: "A total that is off"
    case .totalFalls: "A total that falls"
    case .implausible: "What cannot be"
    case .compliance: "A verdict on an agreement"
    case .declared: "Declared by the recorder"
    }
  }
}

extension HTML {
  /// A number or a date, which does not break over lines.
  package static func figure(_ words: String) -> HTML {
    tag("span", ["class": "n"]) { HTML.text(words) }
  }

  /// A word set apart, such as a status.
  package static func mark(_ words: String) -> HTML {
    .several([" ", tag("span", ["class": "mark"]) { HTML.text(words) }])
  }
}
