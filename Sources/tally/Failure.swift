internal import ArgumentParser
internal import Glibc
internal import Tallystick

/// A command that could not do what was asked: what happened, and what to do next.
struct Failure: Error {
  /// What happened, each a sentence.
  let messages: [String]

  /// What to do next, as a sentence.
  let hint: String?

  /// The exit status (`tally --help`).
  let status: Int32

  init(_ message: String, hint: String? = nil, status: Int32 = 1) {
    self.init([message], hint: hint, status: status)
  }

  init(_ messages: [String], hint: String? = nil, status: Int32 = 1) {
    self.messages = messages
    self.hint = hint
    self.status = status
  }

  init(_ error: StoreError) {
    let status: Int32 =
      switch error {
      case .damaged, .corrupt, .foreignSchema: 2
      default: 1
      }
    self.init(error.description, hint: error.advice, status: status)
  }

  /// Prints the messages to standard error and ends the program.
  func report() -> Never {
    var text = ""
    for message in messages { text += "Error: \(message)\n" }
    if let hint { text += "Hint: \(hint)\n" }
    StandardError.write(text)
    exit(status)
  }
}

/// Standard error, for messages that are not part of a report.
enum StandardError {
  /// Whether a person sees it.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  static func write(_ text: String) {
    var bytes = Array(Bidi.isolated(text).utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(count, 0))
    }
  }
}
