internal import Glibc
internal import Tallystick

/// The lines of a file or of standard input, one after the other, however long.
struct LineReader: ~Copyable {
  /// One line without its line feed.
  struct Line {
    let number: Int
    let bytes: [UInt8]
  }

  /// The longest line that is read whole; a longer one is cut, and refused by what reads it.
  private static let longest = 1_000_000

  private let descriptor: Int32
  private let name: String

  /// What became of the lines before one that cannot be read.
  private let hint: String
  private var buffer: [UInt8] = []

  /// What one call of read(2) fills.
  private var room = [UInt8](repeating: 0, count: 65_536)
  private var start = 0
  private var number = 0
  private var isAtEnd = false

  init(path: String, hint: String) throws {
    name = path == "-" ? "standard input" : path
    self.hint = hint
    if path == "-" {
      descriptor = STDIN_FILENO
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(
        "\(escaped(path)) cannot be read: \(String(cString: strerror(errno))).",
        hint: "Name a file of JSON lines that you may read, or - for standard input.")
    }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// The next line that is not empty; nil at the end.
  mutating func next() throws -> Line? {
    while true {
      guard let bytes = try nextLine() else { return nil }
      number += 1
      var line = bytes
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      if !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
        return Line(number: number, bytes: Array(line))
      }
    }
  }

  private mutating func nextLine() throws -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = lineFeed(from: searched) {
        defer { start = end + 1 }
        return buffer[start..<end]
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return buffer[start...]
      }
      if buffer.count - start > LineReader.longest {
        throw Failure(
          "\(escaped(name)):\(number + 1): The line is longer than any event can be.",
          hint: "Is this a file of JSON lines, one event a line? \(hint)")
      }
      searched = try fill(searched)
    }
  }

  private func lineFeed(from place: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard place < bytes.count, let start = bytes.baseAddress,
        let found = memchr(start + place, CInt(UInt8(ascii: "\n")), bytes.count - place)
      else { return nil }
      return UnsafeRawPointer(found) - start
    }
  }

  /// Reads more, and returns where in the buffer it begins.
  private mutating func fill(_ searched: Int) throws -> Int {
    buffer.removeFirst(start)
    start = 0
    let old = buffer.count
    let count = room.withUnsafeMutableBytes { room in
      read(descriptor, room.baseAddress, room.count)
    }
    let reason = errno
    buffer.append(contentsOf: room[..<max(0, count)])
    if count == 0 { isAtEnd = true }
    if count < 0, reason != EINTR {
      throw Failure(
        "\(escaped(name)) cannot be read: \(String(cString: strerror(reason))).",
        hint: hint)
    }
    return old
  }
}
