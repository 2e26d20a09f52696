internal import Glibc
internal import Synchronization
internal import TallyServer
internal import Tallystick
internal import TransparencyLog

/// What was asked and answered, a line each, in the common log format.
///
/// The client is a hyphen: the proxy in front knows it, and this program trusts no header that says so.
final class AccessLog: Sendable {
  private let descriptor: CInt
  private let turn = Mutex(())

  /// Appends to a file, or writes to standard output for `-`.
  init(_ path: String) throws {
    if path == "-" {
      descriptor = STDOUT_FILENO
      return
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw Failure(
        "\(escaped(path)) cannot be written: \(String(cString: strerror(errno))).",
        hint: "Name a file in a folder that this program may write to.")
    }
  }

  /// Writes a line; one that cannot be written is lost, and the answer is given all the same.
  func write(_ request: HTTPRequest, _ response: HTTPResponse) {
    let size: String =
      if case .bytes(let bytes) = response.body { "\(bytes.count)" } else { "-" }
    let target = request.path + (request.query.map { "?\($0)" } ?? "")
    let asked = escaped("\(request.method) \(target) HTTP/1.1").replacing("\"", with: "%22")
    let line = "- - - [\(AccessLog.time(Clock.now()))] \"\(asked)\" \(response.status) \(size)\n"
    let bytes = Array(line.utf8)
    turn.withLock { _ in
      _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
  }

  /// `28/Nov/2026:19:20:00 +0000`.
  static func time(_ instant: Instant) -> String {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let text = instant.description  // 2026-11-28T19:20:00…Z
    let day = instant.day
    let clock = text.utf8.dropFirst(11).prefix(8)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(day.day))/\(months[day.month - 1])/\(day.year):"
      + "\(String(decoding: clock, as: UTF8.self)) +0000"
  }
}
