internal import Glibc
internal import Synchronization
internal import TallyServer
internal import Tallystick
internal import TransparencyLog

/// What was asked and answered, a line each, in the common log format.
///
/// The client is the other side of the connection. No field of a header is believed that names another,
/// but one that the proxy in front is known to set.
final class AccessLog: Sendable {
  private let descriptor: CInt
  private let turn = Mutex(())

  /// The field in which a proxy tells the client's address.
  private let header: String?

  /// Appends to a file, or writes to standard output for `-`.
  init(_ path: String, header: String? = nil) throws {
    self.header = header
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
    let line =
      "\(client(of: request)) - - [\(AccessLog.time(Clock.now()))] \"\(asked)\" \(response.status) \(size)\n"
    let bytes = Array(line.utf8)
    turn.withLock { _ in
      _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
  }

  /// The address of the client; of several in a field the last, which the nearest proxy added.
  private func client(of request: HTTPRequest) -> String {
    let told = header.flatMap(request.header)?.split(separator: ",").last.map {
      String($0.filter { $0 != " " && $0 != "\t" })
    }
    if let told, (2...45).contains(told.utf8.count),
      told.utf8.allSatisfy({ "0123456789abcdefABCDEF.:".utf8.contains($0) })
    {
      return told
    }
    return request.peer ?? "-"
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
