internal import Glibc
internal import Tallystick

/// A temporary file without a name.
struct UnnamedFile: ~Copyable {
  private let descriptor: Descriptor

  /// Makes a file that holds some bytes, and is read from its beginning.
  init(_ bytes: [UInt8] = []) throws {
    let folder = Environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var path = Array("\(folder)/tally-XXXXXX".utf8CString)
    guard let made = Descriptor(mkstemp(&path)) else { throw UnnamedFile.failure() }
    unlink(path)
    // Descriptors below 10 are those that a program is handed.
    guard let high = Descriptor(made.use { fcntl($0, F_DUPFD_CLOEXEC, 10) }) else {
      throw UnnamedFile.failure()
    }
    try high.use { number in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
        guard count > 0 || errno == EINTR else { throw UnnamedFile.failure() }
        rest = rest.dropFirst(max(count, 0))
      }
      lseek(number, 0, SEEK_SET)
    }
    descriptor = high
  }

  /// Does `body` with the number of its descriptor, which stays open meanwhile.
  borrowing func use<Value>(_ body: (CInt) throws -> Value) rethrows -> Value {
    try descriptor.use(body)
  }

  /// Does `body` with the numbers of files that hold some bytes each.
  static func with<Value>(
    _ contents: ArraySlice<[UInt8]>, _ numbers: [CInt] = [], _ body: ([CInt]) throws -> Value
  ) throws -> Value {
    guard let first = contents.first else { return try body(numbers) }
    let file = try UnnamedFile(first)
    return try file.use { try with(contents.dropFirst(), numbers + [$0], body) }
  }

  /// All that the file holds, which may be `limit` bytes at most.
  borrowing func bytes(limit: Int = .max) throws -> [UInt8] {
    try descriptor.use { number in
      let count = max(0, lseek(number, 0, SEEK_END))
      guard count <= limit else {
        throw Failure(
          "\(count) bytes were written, where at most \(limit) are read.",
          hint: "Give a shorter text.")
      }
      var bytes = [UInt8](repeating: 0, count: Int(count))
      let read = bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, 0) }
      guard read == bytes.count else { throw UnnamedFile.failure() }
      return bytes
    }
  }

  private static func failure() -> Failure {
    Failure(
      "A temporary file cannot be written: \(String(cString: strerror(errno))).",
      hint: "Free space in the folder for temporary files, or set TMPDIR to another.")
  }
}
