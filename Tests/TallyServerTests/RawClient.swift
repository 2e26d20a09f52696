import Glibc
import Testing

/// A client that sends just the bytes that it is told to.
final class RawClient {
  /// Why it could not connect.
  struct Refused: Error {
    let code: CInt
  }

  private let descriptor: CInt

  /// Connects to a port of 127.0.0.1.
  init(_ port: Int) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    try #require(descriptor >= 0)
    // No test waits longer than this for bytes that do not come; a busy machine is slow to send them.
    var time = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw Refused(code: errno) }
  }

  deinit { close(descriptor) }

  /// Sends bytes; whether all could be sent.
  @discardableResult
  func send(_ text: String) -> Bool {
    defer { extendLifetime(self) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Says that no more will be sent.
  func finish() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// Takes bytes into a small buffer of the kernel only.
  func shrink(to bytes: CInt = 4_096) {
    var size = bytes
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
  }

  /// Reads what comes until `isEnough`, or until the other side closes.
  func read(until isEnough: (String) -> Bool) -> String {
    defer { extendLifetime(self) }  // or its end closes what is still read from
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !isEnough(String(decoding: bytes, as: UTF8.self)) {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads until the other side closes.
  func readAll() -> String { read { _ in false } }

  /// How many bytes come until the other side closes.
  func countAll() -> Int {
    defer { extendLifetime(self) }
    var sum = 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return sum }
      sum += count
    }
  }

  /// How the other side ended the connection: true for in order, false for a reset or silence.
  func isClosedInOrder() -> Bool {
    defer { extendLifetime(self) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return count == 0 }
    }
  }
}
