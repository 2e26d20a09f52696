internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// The SHA-256 of a file given on the command line.
enum FileDigest {
  /// The digest in lower-case hexadecimal.
  static func sha256(path: String) throws -> String {
    // A pipe that nobody writes to would be waited for, and one that somebody does is no copy.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(
        "\(escaped(path)) is no regular file.", hint: "Name the file with the copy itself.")
    }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { throw failure(path) }
      if count == 0 { return hash.finalize().bytes.lowerHex }
      hash.update(buffer[..<max(count, 0)])
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(
      "\(escaped(path)) cannot be read: \(String(cString: strerror(errno))).",
      hint: "Name a file that you may read.")
  }
}
