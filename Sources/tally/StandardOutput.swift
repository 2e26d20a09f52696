internal import Glibc
internal import Tallystick

/// Standard output: buffered, and content with a reader that goes away.
///
/// Text for people and data for programs are written by different calls: on a terminal, what would
/// act on it is escaped in data too, and in text right-to-left words are set apart from the rest of
/// their line.
struct StandardOutput: ~Copyable {
  private var buffer: [UInt8] = []

  /// What the command has done before it prints, which an error must not hide.
  var done: String?

  /// Whether nobody reads any more; what the command still writes is dropped, and its exit status
  /// is what it would have been.
  private(set) var isClosed = false

  /// Whether the program ends with its reader, as there is nothing to do but to print.
  private let endsWithReader: Bool

  /// Begins to write.
  init(after done: String? = nil, endingWithReader: Bool = false) {
    self.done = done
    endsWithReader = endingWithReader
  }

  /// Whether a person sees it.
  static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Whether a person sees it and wants colours (https://no-color.org).
  static var isColoured: Bool { isTerminal && (Environment["NO_COLOR"] ?? "").isEmpty }

  /// Writes text for people, later at the latest with ``flush()``.
  mutating func write(_ text: String) {
    buffer += Bidi.isolated(text).utf8
    flushFull()
  }

  /// Writes text to be pasted, in which nothing acts on a terminal.
  mutating func write(exact text: String) {
    buffer += text.utf8
    flushFull()
  }

  /// Writes one value of JSON and a line feed.
  mutating func writeLine(_ json: [UInt8]) {
    buffer += StandardOutput.isTerminal ? TerminalSafe.json(json) : json
    buffer.append(UInt8(ascii: "\n"))
    flushFull()
  }

  /// Writes lines of JSON.
  mutating func write(json: [UInt8]) {
    buffer += StandardOutput.isTerminal ? TerminalSafe.json(json) : json
    flushFull()
  }

  /// Writes lines of CSV, and other data that are no JSON.
  mutating func write(data: some Sequence<UInt8>) {
    buffer += StandardOutput.isTerminal ? TerminalSafe.csv(Array(data)) : Array(data)
    flushFull()
  }

  private mutating func flushFull() { if buffer.count > 65_536 { flush() } }

  /// Hands over everything that was written.
  ///
  /// A pipe that nobody reads any more is well; a full disk ends the program badly.
  mutating func flush() {
    var rest = buffer[...]
    while !rest.isEmpty, !isClosed {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        if endsWithReader { exit(0) }
        isClosed = true
      } else if errno != EINTR {
        Failure(
          "Standard output cannot be written: \(String(cString: strerror(errno))).", hint: done
        ).report()
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// The descriptors that a program is started with.
enum StandardFiles {
  /// Opens those that are closed, so that no file of ours gets their numbers; what is read from
  /// them or written to them fails as before.
  static func open() {
    for (number, flags) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(number, F_GETFD) < 0 {
      _ = Glibc.open("/dev/null", flags)  // takes the lowest number that is free
    }
  }
}

/// The environment that the program was started in.
enum Environment {
  /// The value of a variable.
  static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
