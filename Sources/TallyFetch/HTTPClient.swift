internal import Glibc

/// Asks one server over HTTP/1.1, without encryption, one question after another over a connection
/// that is kept.
///
/// Everything that the server sends is bounded: the head of an answer, its body, and the time. It
/// follows no redirection, keeps no cookie and asks for no encoding.
public final class HTTPClient {
  private let address: HTTPAddress
  private let patience: Int
  private var connection: Connection?

  /// Creates a client of the server at an address; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - address: Where the server is; its path says nothing.
  ///   - patience: How many seconds one question may take in all.
  public init(_ address: HTTPAddress, patience: Int = 60) {
    self.address = address
    self.patience = patience
  }

  /// Asks for a path, and waits for the whole answer.
  ///
  /// A connection that the server has closed since the question before is opened anew once.
  ///
  /// - Parameters:
  ///   - method: `GET`, `POST` or another.
  ///   - path: The path on the server, with a slash before it.
  ///   - headers: What is said beside `Host`, `User-Agent`, `Accept` and the length of the body.
  ///   - body: What is sent along.
  ///   - limit: The most bytes that the body of the answer may have.
  /// - Returns: The answer, of whatever status.
  /// - Throws: ``FetchError`` where there is none.
  public func send(
    _ method: String, _ path: String, headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil, limit: Int
  ) throws(FetchError) -> HTTPAnswer {
    let question = question(method, path, headers, body)
    let end = Deadline(seconds: patience)
    if let kept = connection {
      connection = nil
      do {
        return try exchange(question, over: kept, isHead: method == "HEAD", limit, end)
      } catch {
        guard kept.isUntouched else { throw error }
      }
    }
    let fresh = try Connection(to: address, end)
    return try exchange(question, over: fresh, isHead: method == "HEAD", limit, end)
  }

  private func question(
    _ method: String, _ path: String, _ headers: [(name: String, value: String)], _ body: [UInt8]?
  ) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: \(address.authority)\r\n"
    head += "User-Agent: tally\r\nAccept: */*\r\n"
    for header in headers { head += "\(header.name): \(header.value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    return Array("\(head)\r\n".utf8) + (body ?? [])
  }

  private func exchange(
    _ question: [UInt8], over connection: Connection, isHead: Bool, _ limit: Int, _ end: Deadline
  ) throws(FetchError) -> HTTPAnswer {
    try connection.write(question, end)
    var answer = try connection.head(end)
    while (100..<200).contains(answer.status) { answer = try connection.head(end) }
    let isWithout = isHead || answer.status == 204 || answer.status == 304
    var isWhole = true
    if isWithout {
      answer.body = []
    } else if try answer.isChunked() {
      answer.body = try connection.chunks(limit, end)
    } else if let length = try answer.bodyLength() {
      guard length <= limit else { throw .badAnswer("it has \(length) bytes, over \(limit)") }
      answer.body = try connection.bytes(length, end)
    } else {
      answer.body = try connection.rest(limit, end)
      isWhole = false
    }
    if isWhole, !answer.closes { self.connection = connection }
    return answer
  }
}

/// A moment until which something may take.
struct Deadline {
  private let end: Int64
  private let seconds: Int

  init(seconds: Int) {
    self.seconds = seconds
    end = Deadline.now() + Int64(seconds) * 1000
  }

  /// The milliseconds that are left.
  ///
  /// - Throws: ``FetchError/tooSlow(seconds:)`` where none is.
  func left() throws(FetchError) -> CInt {
    let left = end - Deadline.now()
    guard left > 0 else { throw .tooSlow(seconds: seconds) }
    return CInt(min(left, Int64(CInt.max)))
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
