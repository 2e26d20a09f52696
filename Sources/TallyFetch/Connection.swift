internal import Glibc

/// A connection to a server, which is closed when nobody holds it any more.
final class Connection {
  private let socket: CInt

  /// What was read and not yet taken.
  private var buffer: [UInt8] = []

  /// Whether nothing was read since the last question: then the server may have closed it before.
  private(set) var isUntouched = true

  private static let step = 65_536

  /// Connects to the first of the host's addresses that answers.
  init(to address: HTTPAddress, _ end: Deadline) throws(FetchError) {
    var hints = addrinfo()
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(address.host, address.port.description, &hints, &found)
    guard code == 0, let found else {
      throw .unreachable(
        "the host \(address.host) is not known: \(String(cString: gai_strerror(code)))")
    }
    defer { freeaddrinfo(found) }
    var reason = "it has no address"
    var next: UnsafeMutablePointer<addrinfo>? = found
    while let one = next {
      next = one.pointee.ai_next
      switch Connection.open(one.pointee, try end.left()) {
      case .success(let socket):
        self.socket = socket
        return
      case .failure(let error): reason = String(cString: strerror(error.code))
      }
    }
    throw .unreachable("\(address.host):\(address.port) cannot be reached: \(reason)")
  }

  deinit { close(socket) }

  private struct Trouble: Error { let code: CInt }

  private static func open(_ one: addrinfo, _ milliseconds: CInt) -> Result<CInt, Trouble> {
    let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let socket = Glibc.socket(one.ai_family, one.ai_socktype | flags, one.ai_protocol)
    guard socket >= 0 else { return .failure(Trouble(code: errno)) }
    var code: CInt = 0
    if connect(socket, one.ai_addr, one.ai_addrlen) != 0 {
      code = errno
      if code == EINPROGRESS || code == EINTR {
        var waiting = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        var length = socklen_t(MemoryLayout<CInt>.size)
        code = ETIMEDOUT
        if poll(&waiting, 1, milliseconds) > 0 {
          getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &length)
        }
      }
    }
    guard code == 0 else {
      close(socket)
      return .failure(Trouble(code: code))
    }
    var on: CInt = 1  // a question is sent as it is, whatever its size
    setsockopt(
      socket, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
    return .success(socket)
  }

  private func wait(for events: Int32, _ end: Deadline) throws(FetchError) {
    while true {
      var waiting = pollfd(fd: socket, events: Int16(events), revents: 0)
      let found = poll(&waiting, 1, try end.left())
      if found > 0 { return }
      guard found == 0 || errno == EINTR else { throw Connection.broken() }
    }
  }

  private static func broken() -> FetchError {
    .unreachable("the connection failed: \(String(cString: strerror(errno)))")
  }

  /// Sends a question.
  func write(_ bytes: [UInt8], _ end: Deadline) throws(FetchError) {
    isUntouched = true
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        try wait(for: POLLOUT, end)
      } else if errno != EINTR {
        throw Connection.broken()
      }
    }
  }

  /// Reads some bytes more; false where the server has closed the connection.
  private func fill(_ end: Deadline) throws(FetchError) -> Bool {
    while true {
      var code: CInt = 0
      var count = 0
      // The kernel would hold back its word that something came for 40 ms, and some servers send the
      // last piece of an answer only after it. The kernel forgets the setting, so it is made each time.
      var on: CInt = 1
      setsockopt(
        socket, CInt(IPPROTO_TCP), TCP_QUICKACK, &on, socklen_t(MemoryLayout<CInt>.size))
      let more = [UInt8](unsafeUninitializedCapacity: Connection.step) { space, filled in
        count = recv(socket, space.baseAddress, Connection.step, 0)
        code = errno
        filled = max(count, 0)
      }
      if count > 0 {
        isUntouched = false
        buffer += more
        return true
      }
      if count == 0 { return false }
      guard code == EAGAIN || code == EINTR else {
        errno = code
        throw Connection.broken()
      }
      if code == EAGAIN { try wait(for: POLLIN, end) }
    }
  }

  private func need(_ end: Deadline) throws(FetchError) {
    guard try fill(end) else { throw .badAnswer("the connection was closed before its end") }
  }

  /// Reads the head of an answer.
  func head(_ end: Deadline) throws(FetchError) -> HTTPAnswer {
    while true {
      if let size = HTTPAnswer.headEnd(in: buffer), size <= HTTPAnswer.mostHead {
        let answer = try HTTPAnswer(head: buffer[..<size])
        buffer.removeFirst(size)
        return answer
      }
      guard buffer.count < HTTPAnswer.mostHead else {
        throw .badAnswer("its head is longer than \(HTTPAnswer.mostHead) bytes")
      }
      try need(end)
    }
  }

  /// Reads so many bytes.
  func bytes(_ count: Int, _ end: Deadline) throws(FetchError) -> [UInt8] {
    while buffer.count < count { try need(end) }
    defer { buffer.removeFirst(count) }
    return Array(buffer[..<count])
  }

  /// Reads until the server closes the connection.
  func rest(_ limit: Int, _ end: Deadline) throws(FetchError) -> [UInt8] {
    repeat {
      guard buffer.count <= limit else { throw .badAnswer("it has more than \(limit) bytes") }
    } while try fill(end)
    return buffer
  }

  /// Reads a body in chunks (RFC 9112 §7.1).
  func chunks(_ limit: Int, _ end: Deadline) throws(FetchError) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let text = try line(end).prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
      guard (1...8).contains(text.count), text.allSatisfy({ $0 != UInt8(ascii: "+") }),
        let size = Int(String(decoding: text, as: UTF8.self), radix: 16), size >= 0
      else { throw .badAnswer("the length of a chunk is no number") }
      guard body.count + size <= limit else { throw .badAnswer("it has more than \(limit) bytes") }
      if size == 0 { break }
      body += try bytes(size, end)
      guard try line(end).isEmpty else { throw .badAnswer("a chunk does not end where it says") }
    }
    var trailers = 0
    while try !line(end).isEmpty {
      trailers += 1
      guard trailers < 100 else { throw .badAnswer("it does not end") }
    }
    return body
  }

  /// Reads a line, without its end.
  private func line(_ end: Deadline) throws(FetchError) -> [UInt8] {
    while true {
      if let feed = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(buffer[..<feed])
        buffer.removeFirst(feed + 1)
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      }
      guard buffer.count < HTTPAnswer.mostHead else { throw .badAnswer("a line is too long") }
      try need(end)
    }
  }
}
