internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// The lines of a file or of standard input, one after the other, however long.
struct LineReader: ~Copyable {
  /// One line without its line feed.
  struct Line {
    let number: Int
    let bytes: [UInt8]
  }

  /// The longest line that is read whole; a longer one is cut, and refused by what reads it.
  private static let longest = 1_000_000

  /// How much is read at once where many lines are wanted.
  private static let blockSize = 1 << 20

  private let descriptor: Descriptor
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
    let opened =
      path == "-" ? Descriptor.standardInput() : Descriptor(open(path, O_RDONLY | O_CLOEXEC))
    guard let opened else {
      throw Failure(
        "\(escaped(name)) cannot be read: \(String(cString: strerror(errno))).",
        hint: "Name a file of JSON lines that you may read, or - for standard input.")
    }
    descriptor = opened
  }

  /// The next whole lines, about a megabyte of them; nil at the end.
  ///
  /// The last of a file may have no line feed. Whoever asks has taken `taken` lines so far.
  mutating func nextBlock(after taken: Int) throws -> [UInt8]? {
    number = taken
    while !isAtEnd {
      var block = try filled(after: buffer)
      guard let end = block.lastIndex(of: UInt8(ascii: "\n")), !isAtEnd else {
        buffer = block
        try checkLength(isAtEnd ? 0 : block.count)
        continue
      }
      buffer = Array(block[(end + 1)...])
      block.removeLast(buffer.count)
      return block
    }
    defer { buffer = [] }
    return buffer.isEmpty ? nil : buffer
  }

  /// `rest`, and as much after it as is read at once.
  private mutating func filled(after rest: [UInt8]) throws -> [UInt8] {
    var reason: Int32 = 0
    let block = [UInt8](unsafeUninitializedCapacity: rest.count + LineReader.blockSize) {
      (memory, count) in
      count = memory.initialize(from: rest).index
      while !isAtEnd, reason == 0, count < memory.count {
        let more = descriptor.use {
          read($0, memory.baseAddress.map { $0 + count }, memory.count - count)
        }
        if more > 0 { count += more }
        if more == 0 { isAtEnd = true }
        if more < 0, errno != EINTR { reason = errno }
      }
    }
    if reason != 0 { throw unreadable(reason) }
    try checkEncoding(block)
    return block
  }

  /// The next line that is not empty; nil at the end.
  mutating func next() throws -> Line? {
    while true {
      guard let line = try nextLine() else { return nil }
      number += 1
      let bytes = Array(line)
      if let place = bytes.span.contentLine(bytes.indices, isFirst: number == 1) {
        return Line(number: number, bytes: place == bytes.indices ? bytes : Array(bytes[place]))
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
      try checkLength(buffer.count - start)
      var bytes = buffer
      buffer = []
      bytes.removeFirst(start)
      start = 0
      searched = bytes.count
      try fill(&bytes)
      buffer = bytes
    }
  }

  private func checkLength(_ count: Int) throws {
    guard count > LineReader.longest else { return }
    throw Failure(
      "\(escaped(name)):\(number + 1): The line is longer than any event can be.",
      hint: "Is this a file of JSON lines, one event a line? \(hint)")
  }

  private func lineFeed(from place: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard place < bytes.count, let start = bytes.baseAddress,
        let found = memchr(start + place, CInt(UInt8(ascii: "\n")), bytes.count - place)
      else { return nil }
      return UnsafeRawPointer(found) - start
    }
  }

  /// Reads more to the end of `bytes`.
  private mutating func fill(_ bytes: inout [UInt8]) throws {
    let count = room.withUnsafeMutableBytes { room in
      descriptor.use { read($0, room.baseAddress, room.count) }
    }
    let reason = errno
    bytes.append(contentsOf: room[..<max(0, count)])
    if count == 0 { isAtEnd = true }
    if count < 0, reason != EINTR {
      throw unreadable(reason)
    }
    try checkEncoding(bytes)
  }

  /// Refuses a file that begins as UTF-16 does, of which every line would be said to be no JSON.
  private func checkEncoding(_ bytes: [UInt8]) throws {
    guard number == 0, bytes.count > 1 else { return }
    let (first, second) = (bytes[0], bytes[1])
    let hasMark = (first, second) == (0xFF, 0xFE) || (first, second) == (0xFE, 0xFF)
    // Of a letter one of the two bytes is 0.
    guard hasMark || (first == 0) != (second == 0) else { return }
    throw Failure("\(escaped(name)):1: This is UTF-16; save it in UTF-8.", hint: hint)
  }

  private func unreadable(_ reason: Int32) -> Failure {
    Failure("\(escaped(name)) cannot be read: \(String(cString: strerror(reason))).", hint: hint)
  }
}
