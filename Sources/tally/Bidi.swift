/// Right-to-left words in lines for people.
///
/// A terminal that sets Hebrew or Arabic from right to left (UAX #9) takes the numbers and words
/// between two such words along with them, so that a number seems to stand in another column. What is
/// put between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE is set by itself, and the rest of the
/// line stays in its order. Isolates that stand in data are escaped, so those on a line are ours.
enum Bidi {
  private static let start: Unicode.Scalar = "\u{2068}"
  private static let end: Unicode.Scalar = "\u{2069}"

  /// A cell of a table, or free text within a line: set by itself as a whole where its first letter
  /// runs from right to left, else its right-to-left words.
  static func cell(_ text: String) -> String {
    guard holdsRightToLeft(text) else { return text }
    let first = text.unicodeScalars.first { isRightToLeft($0) || $0.properties.isAlphabetic }
    return first.map(isRightToLeft) ?? false ? "\(start)\(text)\(end)" : isolated(text)
  }

  /// Lines in which right-to-left words are set by themselves, where that was not done already.
  ///
  /// That is from the first to the last of a run of them, with the spaces and marks between. A number
  /// between two of them ends the run, for it may be a figure of the line.
  static func isolated(_ text: String) -> String {
    guard holdsRightToLeft(text) else { return text }
    var result = String.UnicodeScalarView()
    var run = String.UnicodeScalarView()
    var after = String.UnicodeScalarView()  // what may still belong to the run
    var depth = 0
    func close() {
      if !run.isEmpty { result += [start] + run + [end] }
      result += after
      (run, after) = (.init(), .init())
    }
    for scalar in text.unicodeScalars {
      if scalar == start || scalar == end || depth > 0 {
        if depth == 0 { close() }
        depth += scalar == start ? 1 : scalar == end ? -1 : 0
        result.append(scalar)
      } else if isRightToLeft(scalar) {
        run += after
        after = .init()
        run.append(scalar)
      } else if run.isEmpty {
        result.append(scalar)
      } else if scalar == "\n" || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil
      {
        close()
        result.append(scalar)
      } else {
        after.append(scalar)
      }
    }
    close()
    return String(result)
  }

  private static func holdsRightToLeft(_ text: String) -> Bool {
    text.utf8.contains { $0 >= 0xD6 } && text.unicodeScalars.contains { isRightToLeft($0) }
  }

  /// The blocks of scripts that run from right to left, with the digits of theirs, of which two beside
  /// one another change places too.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
