/// The scripts of letters, as far as a lexicon is in them.
enum Script: Hashable, Sendable {
  case latin, cyrillic, other
}

extension Unicode.Scalar {
  /// The script of a letter; nil of what is no letter.
  var script: Script? {
    guard properties.isAlphabetic else { return nil }
    switch value {
    case 0x41...0x2AF, 0x1E00...0x1EFF, 0xFB00...0xFB06: return .latin
    case 0x400...0x52F: return .cyrillic
    default:
      // Letters that stand above others, and those that only change how one is spoken, are of none.
      return properties.generalCategory == .modifierLetter ? nil : .other
    }
  }

  /// Whether it is a numeral other than `0` to `9`.
  var isOtherNumeral: Bool { !isDigit && properties.numericType != nil }
}
