import TallyServer
import Testing

struct HTTPServerTests {
  private static let get = "GET /a%20b?c=d HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `answers several requests of one connection, one after another`() async throws {
    try await serving { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        var text = ""
        for _ in 0..<3 {
          client.send(Self.get)
          text += client.read { $0.hasSuffix("0\n") }
        }
        return text
      }
      #expect(text.components("HTTP/1.1 200 OK\r\n") == 3)
      #expect(text.components("GET /a%20b ?c=d 0\n") == 3)
      #expect(text.components("Content-Length: 18\r\n") == 3)
      #expect(text.components("Date: ") == 3)
      #expect(!text.contains("Connection:"))
    }
  }

  @Test
  func `answers requests that are sent at once in their order, and none before the one before it`()
    async throws
  {
    let notes = Notes()
    let handler: HTTPServer.Handler = { request in
      notes.add("begin \(request.path)")
      try? await Task.sleep(for: .milliseconds(request.path == "/1" ? 100 : 1))
      notes.add("end \(request.path)")
      return HTTPResponse(status: 200, text: "<\(request.path)>")
    }
    try await serving(ServerLimits(), handler) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send((1...5).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
        return client.read { $0.hasSuffix("</5>") }
      }
      #expect((1...5).allSatisfy { text.contains("</\($0)>") })
      #expect(notes.all == (1...5).flatMap { ["begin /\($0)", "end /\($0)"] })
    }
  }

  @Test func `what is ready is answered in its turn, among what is worked out`() async throws {
    let ready: HTTPServer.Ready = { request in
      request.path.hasSuffix("1") ? nil : HTTPResponse(status: 200, text: "[\(request.path)]")
    }
    let handler: HTTPServer.Handler = { request in
      try? await Task.sleep(for: .milliseconds(20))
      return HTTPResponse(status: 200, text: "[\(request.path)]")
    }
    try await serving(ready: ready, handler) { server in
      let port = server.address.port
      let paths = (0..<24).map { "/\($0)" }
      let text = try await blocking {
        let client = try RawClient(port)
        client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
        return client.read { $0.hasSuffix("[/23]") }
      }
      let told = text.split(separator: "[").dropFirst().map { String($0.prefix { $0 != "]" }) }
      #expect(told == paths)
    }
  }

  @Test func `ends a connection that rests, however many answers came before`() async throws {
    var limits = ServerLimits()
    limits.idleTime = .milliseconds(300)
    let ready: HTTPServer.Ready = { _ in HTTPResponse(status: 200, text: "[]") }
    try await serving(limits, ready: ready) { server in
      let port = server.address.port
      let (text, time) = try await blocking {
        let client = try RawClient(port)
        for _ in 0..<5 {
          client.send(Self.get)
          _ = client.read { $0.hasSuffix("[]") }
        }
        let begin = ContinuousClock.now
        return (client.readAll(), ContinuousClock.now - begin)
      }
      #expect(text.isEmpty && time < .seconds(60) && time > .milliseconds(100))
    }
  }

  @Test func `cuts off who sends a thousand requests without waiting for an answer`() async throws {
    let handler: HTTPServer.Handler = { request in
      try? await Task.sleep(for: .milliseconds(50))
      return await echo(request)
    }
    try await serving(ServerLimits(), handler) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send(String(repeating: Self.get, count: 1_000))
        return client.readAll()
      }
      #expect(text.components("HTTP/1.1 200 OK") < 100)
    }
  }

  @Test func `answers HEAD as GET, without the body`() async throws {
    try await serving { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send("HEAD /x HTTP/1.1\r\nHost: x\r\n\r\n\(Self.get)")
        return client.read { $0.hasSuffix("0\n") }
      }
      #expect(text.contains("Content-Length: 15\r\n"))
      #expect(!text.contains("HEAD /x ?"))
      #expect(text.hasSuffix("GET /a%20b ?c=d 0\n"))
    }
  }

  @Test(arguments: [
    "Content-Length: 5\r\n\r\nhello",
    "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
    "Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello",
  ])
  func `reads a body, told by its length, in chunks, or after a word of ours`(rest: String)
    async throws
  {
    try await serving { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send("POST / HTTP/1.1\r\nHost: x\r\n\(rest)\(Self.get)")
        return client.read { $0.hasSuffix("d 0\n") }
      }
      #expect(text.contains("POST / ?nil 5\n"))
      #expect(text.contains("100 Continue") == rest.contains("Expect"))
      #expect(text.hasSuffix("GET /a%20b ?c=d 0\n"))
    }
  }

  @Test func `closes after an answer where the client asks for it, or speaks the older HTTP`()
    async throws
  {
    try await serving { server in
      let port = server.address.port
      for request in [
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
      ] {
        let text = try await blocking {
          let client = try RawClient(port)
          client.send(request)
          return client.readAll()
        }
        #expect(text.contains("Connection: close\r\n"))
        #expect(text.hasSuffix("GET / ?nil 0\n"))
      }
    }
  }

  @Test func `answers a client that closes its side after the request`() async throws {
    try await serving { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send(Self.get)
        client.finish()
        return client.readAll()
      }
      #expect(text.hasSuffix("GET /a%20b ?c=d 0\n"))
    }
  }

  @Test func `hands over the address of the other side`() async throws {
    let handler: HTTPServer.Handler = { HTTPResponse(status: 200, text: "<\($0.peer ?? "-")>") }
    try await serving(ServerLimits(), handler) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send(Self.get)
        return client.read { $0.hasSuffix(">") }
      }
      #expect(text.hasSuffix("<127.0.0.1>"))
    }
  }

  @Test func `hands over the path and the query of a target that names the server`() async throws {
    try await serving { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send("GET http://x.example/p?q HTTP/1.1\r\nHost: x.example\r\n\r\n")
        return client.read { $0.hasSuffix("0\n") }
      }
      #expect(text.hasSuffix("GET /p ?q 0\n"))
    }
  }

  @Test func `streams a body in parts, and ends its task when the client goes away`() async throws {
    let notes = Notes()
    let handler: HTTPServer.Handler = { request in
      HTTPResponse(
        status: 200,
        body: .stream { writer in
          defer { notes.add("ended") }
          for place in 1...(request.path == "/endless" ? 1_000_000 : 3) {
            try await writer.write(Array("part \(place)\n".utf8))
            if request.path == "/endless" { try await Task.sleep(for: .milliseconds(1)) }
          }
        })
    }
    try await serving(ServerLimits(), handler) { server in
      let port = server.address.port
      let whole = try await blocking {
        let client = try RawClient(port)
        client.send(Self.get)
        return client.read { $0.hasSuffix("0\r\n\r\n") }
      }
      #expect(whole.lowercased().contains("transfer-encoding: chunked\r\n"))
      #expect(whole.contains("7\r\npart 1\n\r\n7\r\npart 2\n\r\n7\r\npart 3\n\r\n0\r\n\r\n"))
      #expect(notes.all == ["ended"])
      _ = try await blocking {
        let client = try RawClient(port)
        client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
        return client.read { $0.contains("part 20\n") }
      }
      for _ in 0..<1_000 where notes.all.count < 2 { try await Task.sleep(for: .milliseconds(10)) }
      #expect(notes.all == ["ended", "ended"])
    }
  }

  @Test func `breaks off where a stream fails, so that nobody takes it for whole`() async throws {
    struct Broken: Error {}
    let handler: HTTPServer.Handler = { _ in
      HTTPResponse(
        status: 200,
        body: .stream { writer in
          try await writer.write(Array("some".utf8))
          throw Broken()
        })
    }
    try await serving(ServerLimits(), handler) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send(Self.get)
        return client.readAll()
      }
      #expect(text.hasSuffix("some\r\n"))
    }
  }

  @Test func `sends nothing of an answer whose header would end early`() async throws {
    let handler: HTTPServer.Handler = { _ in
      HTTPResponse(status: 200, text: "x", headers: [HTTPField("X", "a\r\nSet-Cookie: b")])
    }
    try await serving(ServerLimits(), handler) { server in
      let port = server.address.port
      let text = try await blocking {
        let client = try RawClient(port)
        client.send(Self.get)
        return client.readAll()
      }
      #expect(text.isEmpty)
    }
  }

  @Test func `sends a large body whole, as fast as the client takes it`() async throws {
    let handler: HTTPServer.Handler = { _ in
      HTTPResponse(
        status: 200, body: .bytes([UInt8](repeating: UInt8(ascii: "x"), count: 5_000_000)))
    }
    try await serving(ServerLimits(), handler) { server in
      let port = server.address.port
      let count = try await blocking {
        let client = try RawClient(port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return client.countAll()
      }
      #expect(count > 5_000_000)
    }
  }

  @Test
  func `stops when it is told to: lets an answer end, and closes who rests`()
    async throws
  {
    let notes = Notes()
    let handler: HTTPServer.Handler = { request in
      notes.add("asked")
      while !notes.all.contains("answer") { try? await Task.sleep(for: .milliseconds(5)) }
      return await echo(request)
    }
    let server = try await HTTPServer.start(
      on: ListenAddress(host: "127.0.0.1", port: 0), handler: handler)
    let port = server.address.port
    async let resting = blocking {
      let client = try RawClient(port)
      return client.readAll()
    }
    async let answered = blocking {
      let client = try RawClient(port)
      client.send(Self.get)
      return client.readAll()
    }
    while notes.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    async let stopped: Void = server.stop(within: .seconds(60))
    // Who rests is closed once the server stops; then the answer may come.
    #expect(try await resting.isEmpty)
    try await Task.sleep(for: .milliseconds(200))
    notes.add("answer")
    let text = try await answered
    await stopped
    #expect(text.contains("Connection: close\r\n"))
    #expect(text.hasSuffix("GET /a%20b ?c=d 0\n"))
  }

  @Test func `says why it cannot listen`() async throws {
    try await serving { server in
      let error = await #expect(throws: HTTPServer.StartError.self) {
        try await HTTPServer.start(on: server.address, handler: echo)
      }
      #expect(
        error?.description == "\(server.address) cannot be listened on: Address already in use")
    }
  }
}

extension String {
  /// How often a text occurs in it.
  func components(_ text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}
