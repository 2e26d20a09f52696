import Glibc
import TallyServer
import Testing

struct HostileClientTests {
  private static var limits: ServerLimits {
    var limits = ServerLimits()
    limits.headerBytes = 4_096
    limits.targetBytes = 512
    limits.bodyBytes = 1_000
    return limits
  }

  /// Requests that are refused, each with its status.
  private static let bad: [(name: String, status: Int, text: String)] = [
    ("a target of 513 bytes", 414, "GET /\(letters(512)) HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a field of 5,000 bytes", 431, "GET / HTTP/1.1\r\nHost: x\r\nA: \(letters(5_000))\r\n\r\n"),
    (
      "many fields", 431,
      "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "a: b\r\n", count: 101))\r\n"
    ),
    (
      "a header without an end", 431,
      "GET / HTTP/1.1\r\nHost: x\r\n\(String(repeating: "abcdefgh: ijklmnop\r\n", count: 400))"
    ),
    (
      "a body of 1,001 bytes", 413,
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n\(letters(1_001))"
    ),
    (
      "a body that is told to be huge", 413,
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n"
    ),
    (
      "chunks of 1,200 bytes in all", 413,
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n258\r\n\(letters(600))\r\n"
        + "258\r\n\(letters(600))\r\n0\r\n\r\n"
    ),
    (
      "a length beyond all numbers", 400,
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"
    ),
    (
      "two lengths", 400,
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
    ),
    (
      "a length and chunks", 400,
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ),
    (
      "a chunk that is no number", 400,
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
    ),
    ("no host", 400, "GET / HTTP/1.1\r\n\r\n"),
    ("two hosts", 400, "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
    ("white space before a colon", 400, "GET / HTTP/1.1\r\nHost : x\r\n\r\n"),
    ("a target outside of ASCII", 400, "GET /\u{e9} HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("a target without a slash", 400, "GET x HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("another expectation", 417, "GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n"),
    ("HTTP/2.0", 505, "GET / HTTP/2.0\r\nHost: x\r\n\r\n"),
    ("TLS", 400, "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\r\n\r\n"),
    ("no method", 400, "hello there, how are you\r\n\r\n"),
  ]

  private static func letters(_ count: Int) -> String { String(repeating: "x", count: count) }

  @Test(arguments: bad)
  func `what is wrong or too large, with a sentence, and closes in order`(
    name: String, status: Int, text: String
  ) async throws {
    try await serving(Self.limits) { server in
      let port = server.address.port
      let (answer, isInOrder) = try await blocking {
        let client = try RawClient(port)
        client.send(text)
        let answer = client.read { $0.hasSuffix(".\n") }
        client.finish()
        return (answer, client.isClosedInOrder())
      }
      #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(name): \(answer)")
      #expect(answer.contains("Connection: close\r\n"))
      #expect(isInOrder)
    }
  }

  @Test func `who takes too long for a header, or for a body`() async throws {
    var limits = Self.limits
    limits.headerTime = .milliseconds(200)
    limits.bodyTime = .milliseconds(200)
    try await serving(limits) { server in
      let port = server.address.port
      for start in [
        "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab",
      ] {
        let text = try await blocking {
          let client = try RawClient(port)
          client.send(start)
          return client.readAll()
        }
        #expect(text.hasPrefix("HTTP/1.1 408 "))
      }
      let silent = try await blocking { try RawClient(port).readAll() }
      #expect(silent.isEmpty)
    }
  }

  @Test func `who drips a header byte by byte, however steadily`() async throws {
    var limits = Self.limits
    limits.headerTime = .milliseconds(300)
    try await serving(limits) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        for byte in "GET / HTTP/1.1\r\nHost: x\r\nA: " + Self.letters(200) {
          guard client.send(String(byte)) else { break }
          usleep(10_000)
        }
        return client.readAll()
      }
      #expect(text.hasPrefix("HTTP/1.1 408 ") || text.isEmpty)
    }
  }

  @Test func `who takes no byte of a large answer`() async throws {
    var limits = Self.limits
    limits.writeTime = .milliseconds(300)
    limits.connections = 1
    let handler: HTTPServer.Handler = { request in
      let size = request.path == "/large" ? 20_000_000 : 1
      return HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 0, count: size)))
    }
    try await serving(limits, handler) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.shrink()
        client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        // Its place is free again, though it never closed, once the server has given it up.
        var text = ""
        for _ in 0..<600 where !text.hasPrefix("HTTP/1.1 200 ") {
          usleep(100_000)
          let next = try RawClient(port)
          next.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          text = next.readAll()
        }
        withExtendedLifetime(client) {}
        return text
      }
      #expect(text.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `who rests too long between two requests`() async throws {
    var limits = Self.limits
    limits.idleTime = .milliseconds(200)
    try await serving(limits) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        return client.readAll()
      }
      #expect(text.hasSuffix("GET / ?nil 0\n"))
    }
  }

  @Test func `one connection more than its number, and takes one again when another has closed`()
    async throws
  {
    var limits = Self.limits
    limits.connections = 3
    try await serving(limits) { server in
      let port = server.address.port
      try await blocking {
        var clients = try (0..<3).map { _ in
          let client = try RawClient(port)
          client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
          #expect(client.read { $0.hasSuffix("0\n") }.hasPrefix("HTTP/1.1 200 "))
          return client
        }
        let answer = try RawClient(port).readAll()
        #expect(answer.hasPrefix("HTTP/1.1 503 "))
        #expect(answer.contains("Retry-After: 2\r\n"))
        withExtendedLifetime(clients) {}
        clients.removeAll()
        var last = ""
        for _ in 0..<500 where !last.hasPrefix("HTTP/1.1 200 ") {
          let client = try RawClient(port)
          client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          last = client.readAll()
          usleep(10_000)
        }
        #expect(last.hasPrefix("HTTP/1.1 200 "))
      }
    }
  }
}
