internal import Glibc
internal import Tallystick

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

  /// Replaces a file, or makes it: by a temporary file beside it, synced, that takes its name.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws {
    let temporary = "\(path).new"
    unlink(temporary)
    try make(temporary, with: bytes, mode: mode)
    guard rename(temporary, path) == 0 else {
      let error = failure(path, "a file that can be written")
      unlink(temporary)
      throw error
    }
    try syncFolder(of: path)
  }

  /// Makes a file that must not exist, and syncs it; after a failure there is none.
  static func make(_ path: String, with bytes: [UInt8], mode: mode_t) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure(path, "a file that can be made") }
    defer { close(descriptor) }
    var rest = bytes[...]
    var isWell = fchmod(descriptor, mode) == 0
    while isWell, !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      isWell = count > 0
      rest = rest.dropFirst(max(count, 0))
    }
    guard isWell, fsync(descriptor) == 0 else {
      let error = failure(path, "a disk that can be written")
      unlink(path)
      throw error
    }
  }

  /// Syncs the folder that holds a file, so that its name is durable too.
  static func syncFolder(of path: String) throws {
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder, "a folder that can be read") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(folder, "a disk that can be written") }
  }

  /// Whether anything has this name.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func failure(_ path: String, _ what: String) -> Failure {
    Failure("\(escaped(path)): \(String(cString: strerror(errno))).", hint: "It needs \(what).")
  }
}
