internal import Glibc
internal import TallySQLite
internal import Tallystick
internal import TransparencyLog

/// Files that are read and replaced whole.
enum Files {
  /// The bytes of a regular file, at most `limit` of them.
  static func read(_ path: String, limit: Int, what: String) throws -> [UInt8] {
    let isInput = path == "/dev/stdin"
    // Without O_NONBLOCK a pipe would be waited for, before it could be refused.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (isInput ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw failure(path, what) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, what) }
    guard status.st_mode & S_IFMT == S_IFREG || isInput else {
      throw Failure("\(escaped(path)) is no regular file.", hint: "Name \(what).")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = buffer.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      guard count >= 0 || errno == EINTR else { throw failure(path, what) }
      if count == 0 { return bytes }
      bytes += buffer[..<max(count, 0)]
    }
    throw Failure("\(escaped(path)) is larger than \(what) can be.", hint: "Name \(what).")
  }

  /// The first line of standard input without its line feed, of `limit` bytes at most; nil where
  /// there is none.
  static func firstLineOfInput(limit: Int, what: String) throws -> [UInt8]? {
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while line.count <= limit {
      let count = buffer.withUnsafeMutableBytes {
        Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("standard input", what) }
      if count == 0 { return line.isEmpty ? nil : line }
      line += buffer[..<count]
      if let end = line.firstIndex(of: UInt8(ascii: "\n")) { return Array(line[..<end]) }
    }
    throw Failure("Standard input is longer than \(what) can be.", hint: "Give \(what).")
  }

  /// Replaces a file, or makes it, durably and whole: one that is killed leaves what was there.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws {
    try put(bytes, at: path, mode, replacing: true)
  }

  /// Makes a file that must not exist, durably and whole; after a failure there is none.
  static func make(_ path: String, with bytes: [UInt8], mode: mode_t) throws {
    try put(bytes, at: path, mode, replacing: false)
  }

  /// Whether a file is there already with just these bytes, as one that a program made which was
  /// killed after that.
  static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    exists(path) && (try? read(path, limit: bytes.count, what: "a file")) == bytes
  }

  /// Whether a regular file begins with these bytes; false where it cannot be read.
  static func begins(_ path: String, with bytes: [UInt8]) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var held = [UInt8](repeating: 0, count: bytes.count)
    let count = held.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return count == bytes.count && held == bytes
  }

  private static func put(
    _ bytes: [UInt8], at path: String, _ mode: mode_t, replacing: Bool
  ) throws {
    do {
      try NewFile.make(path, mode: mode, replacing: replacing) { _, descriptor in
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
          guard count > 0 || count < 0 && errno == EINTR else {
            throw NewFile.Trouble(.writing, count == 0 ? EIO : errno)
          }
          rest = rest.dropFirst(max(count, 0))
        }
      }
    } catch let trouble as NewFile.Trouble {
      throw failure(path, trouble)
    }
  }

  private static func failure(_ path: String, _ trouble: NewFile.Trouble) -> Failure {
    let what =
      switch trouble.step {
      case .exists: "a name that nothing has yet"
      case .making: "a file that can be made"
      case .writing: "a file that can be written"
      case .confirming: "a disk that can be written"
      }
    return failure(path, what, trouble.code)
  }

  /// Syncs the folder that holds a file, so that its name is durable too.
  static func syncFolder(of path: String) throws {
    do {
      try NewFile.syncFolder(of: path)
    } catch {
      throw failure(path, error)
    }
  }

  /// Whether anything has this name.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func failure(_ path: String, _ what: String, _ code: CInt = errno) -> Failure {
    Failure("\(escaped(path)): \(String(cString: strerror(code))).", hint: "It needs \(what).")
  }
}
