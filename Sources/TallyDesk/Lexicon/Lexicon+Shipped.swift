internal import Tallystick
internal import TransparencyLog

extension Lexicon {
  /// The lexicons of the program, by language.
  package static let shipped: [String: Lexicon] = {
    var lexicons: [String: Lexicon] = [:]
    for words in [enWords, ukWords, ruWords] {
      guard let lexicon = try? Lexicon(Array(words.utf8)) else { continue }
      lexicons[lexicon.language] = lexicon
    }
    return lexicons
  }()

  /// The language that a text seems to be in, by its letters: of texts in Cyrillic that in which
  /// letters stand that the other does not have; nil where most letters are of a script that is not
  /// read.
  package static func language(of text: ArticleText) -> String? {
    var (latin, cyrillic, ukrainian, russian, strange) = (0, 0, 0, 0, 0)
    for line in text.lines {
      for scalar in line.unicodeScalars {
        switch scalar.value {
        case 0x404, 0x406, 0x407, 0x454, 0x456, 0x457, 0x490, 0x491: ukrainian += 1
        case 0x401, 0x42A, 0x42B, 0x42D, 0x44A, 0x44B, 0x44D, 0x451: russian += 1
        default: break
        }
        switch scalar.script {
        case .latin: latin += 1
        case .cyrillic: cyrillic += 1
        case .other: strange += 1
        case nil: break
        }
      }
    }
    if strange > latin + cyrillic { return nil }
    return latin >= cyrillic ? "en" : ukrainian > 0 && ukrainian >= russian ? "uk" : "ru"
  }
}
