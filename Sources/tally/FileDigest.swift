internal import Glibc
internal import Tallystick

/// The SHA-256 of a file given on the command line.
enum FileDigest {
  /// The digest in lower-case hexadecimal.
  static func sha256(path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return hash.finalize().bytes.lowerHex }
      hash.update(buffer[..<count])
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(
      "\(escaped(path)) cannot be read: \(String(cString: strerror(errno))).",
      hint: "Name a file that you may read.")
  }
}
