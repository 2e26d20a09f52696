internal import Glibc
internal import Tallystick

/// Questions to the person at the terminal, or to whoever stands in for one.
///
/// On a terminal one key answers a question of keys; else, and in plain mode, a line does.
struct Asking {
  /// Whether a single key answers.
  let takesKeys: Bool

  /// The longest line that is taken.
  private static let longest = 65_536

  /// Begins to ask, by keys where standard input is a terminal and `plain` is not asked for.
  init(plain: Bool) { takesKeys = !plain && isatty(STDIN_FILENO) == 1 }

  /// The key that answers a question; nil at the end of the input, and where the person interrupts.
  func key(_ question: String) -> Character? {
    say(question)
    guard takesKeys else {
      guard let line = readBytes() else { return nil }
      return String(decoding: line, as: UTF8.self).first { $0 != " " } ?? " "
    }
    var kept = termios()
    guard tcgetattr(STDIN_FILENO, &kept) == 0 else { return nil }
    var raw = kept
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
    let byte = readByte()
    tcsetattr(STDIN_FILENO, TCSANOW, &kept)
    // The end of input, and an interruption.
    guard let byte, byte != 3, byte != 4 else {
      say("\n")
      return nil
    }
    let key = byte < 0x80 ? Character(Unicode.Scalar(byte)) : "?"
    say(byte > 0x20 && byte < 0x7F ? "\(key)\n" : "\n")
    return key
  }

  /// The line that answers a question; nil at the end of the input.
  ///
  /// One that is not UTF-8 is asked for again.
  func line(_ question: String) -> String? {
    while true {
      say(question)
      guard let line = readBytes() else { return nil }
      if let text = String(validating: line, as: UTF8.self) { return text }
      say("This is not UTF-8 text: set the terminal, or save the answers, in UTF-8.\n")
    }
  }

  /// Shows words at once.
  func say(_ text: String) {
    var output = StandardOutput()
    output.write(text)
    output.flush()
  }

  /// Shows words in which nothing acts on a terminal, to the byte: right-to-left words are not set apart.
  func say(exact text: String) {
    var output = StandardOutput()
    output.write(exact: text)
    output.flush()
  }

  private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count == 1 { return byte }
      guard count < 0, errno == EINTR else { return nil }
    }
  }

  private func readBytes() -> [UInt8]? {
    var line: [UInt8] = []
    while line.count < Asking.longest {
      guard let byte = readByte() else { return line.isEmpty ? nil : line }
      if byte == UInt8(ascii: "\n") { break }
      if byte != UInt8(ascii: "\r") { line.append(byte) }
    }
    return line
  }
}
