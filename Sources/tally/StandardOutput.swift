internal import Glibc

/// Standard output: buffered, and content with a reader that goes away.
struct StandardOutput: ~Copyable {
  private var buffer: [UInt8] = []

  /// Whether a person sees it and wants colours (https://no-color.org).
  static var isColoured: Bool {
    isatty(STDOUT_FILENO) == 1 && (Environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Writes text, later at the latest with ``flush()``.
  mutating func write(_ text: String) {
    buffer += text.utf8
    if buffer.count > 65_536 { flush() }
  }

  /// Writes bytes.
  mutating func write(_ bytes: [UInt8]) {
    buffer += bytes
    if buffer.count > 65_536 { flush() }
  }

  /// Writes bytes and a line feed.
  mutating func writeLine(_ bytes: [UInt8]) {
    buffer += bytes
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 65_536 { flush() }
  }

  /// Hands over everything that was written.
  ///
  /// A pipe that nobody reads any more ends the program well; a full disk ends it badly.
  mutating func flush() {
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        exit(0)
      } else if errno != EINTR {
        Failure("Standard output cannot be written: \(String(cString: strerror(errno))).").report()
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// The environment that the program was started in.
enum Environment {
  /// The value of a variable.
  static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
