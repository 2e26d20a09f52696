internal import TransparencyLog

/// Words of commands that are printed to be pasted: a shell reads them as just these bytes.
///
/// A word stands in quotes where it needs them, and in `$'…'` (POSIX.1-2024) where it has characters that
/// act on a terminal or are not seen, each byte of which is written as its octal number.
enum ShellWord {
  /// A word, where nothing is put around what runs from right to left (``Asking/say(exact:)``).
  static func quoted(_ word: String) -> String {
    isPlain(word) ? word : inQuotes(word, isHarmful)
  }

  /// A word within text for people, in which right-to-left words are set apart by characters that would
  /// be pasted too: those words are written as numbers.
  static func within(_ word: String) -> String { isPlain(word) ? word : inQuotes(word) }

  /// The same in quotes, whether it needs them or not.
  static func inQuotes(_ word: String) -> String {
    inQuotes(word) { isHarmful($0) || Bidi.isRightToLeft($0) }
  }

  private static func inQuotes(_ word: String, _ isHidden: (Unicode.Scalar) -> Bool) -> String {
    guard word.unicodeScalars.contains(where: isHidden) else {
      return "'" + written(word) { $0 == "'" ? "'\\''" : nil } + "'"
    }
    return "$'"
      + written(word) { scalar in
        if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
        return isHidden(scalar) ? octal(scalar) : nil
      } + "'"
  }

  private static func isPlain(_ word: String) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || "-_./:,+=@%".utf8.contains(byte)
      }
  }

  /// A word with some of its scalars written otherwise; a mark may follow a quote and be one letter with it.
  private static func written(
    _ word: String, _ escape: (Unicode.Scalar) -> String?
  ) -> String {
    var result = String.UnicodeScalarView()
    for scalar in word.unicodeScalars {
      if let other = escape(scalar) {
        result += other.unicodeScalars
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func octal(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf8.map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }.joined()
  }
}
