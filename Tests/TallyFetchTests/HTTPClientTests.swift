import Foundation
import Glibc
import Synchronization
import Testing

@testable import TallyFetch

/// A server that answers each question with the next of some texts, and closes a connection after
/// those that ask for it.
final class CannedServer: Sendable {
  /// An answer, and what is done after it.
  struct Answer: Sendable {
    let bytes: [UInt8]
    var closes = false

    init(_ text: String, closes: Bool = false) {
      bytes = Array(text.utf8)
      self.closes = closes
    }
  }

  let port: Int
  private let socket: CInt
  private let answers: [Answer]
  private let state = Mutex((next: 0, connections: 0, questions: [String]()))

  init(_ answers: [Answer]) throws {
    self.answers = answers
    socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = bind(socket, address, length)
        _ = listen(socket, 16)
        _ = getsockname(socket, address, &length)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
    try #require(port > 0)
    Thread { [self] in serve() }.start()
  }

  /// Ends the server.
  ///
  /// Its thread closes the socket: closed here, its number could be another's by the time at which
  /// the thread waits on it.
  func end() { shutdown(socket, CInt(SHUT_RDWR)) }

  var connections: Int { state.withLock { $0.connections } }
  var questions: [String] { state.withLock { $0.questions } }

  /// A client of it.
  func client(patience: Int = 20) throws -> HTTPClient {
    HTTPClient(try HTTPAddress(parsing: "http://127.0.0.1:\(port)/"), patience: patience)
  }

  private func serve() {
    while true {
      let connection = accept(socket, nil, nil)
      guard connection >= 0 else {
        close(socket)
        return
      }
      state.withLock { $0.connections += 1 }
      answer(connection)
      close(connection)
    }
  }

  private func answer(_ connection: CInt) {
    while let question = read(connection) {
      let answer = state.withLock { state -> Answer? in
        state.questions.append(question)
        defer { state.next += 1 }
        return answers.indices.contains(state.next) ? answers[state.next] : nil
      }
      guard let answer else {  // it is silent until the client goes
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
        return
      }
      var rest = answer.bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
        }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
      if answer.closes { return }
    }
  }

  /// Reads a question with its body.
  private func read(_ connection: CInt) -> String? {
    var text = ""
    var byte: UInt8 = 0
    while !text.hasSuffix("\r\n\r\n") {
      guard recv(connection, &byte, 1, 0) == 1 else { return nil }
      text.unicodeScalars.append(UnicodeScalar(byte))
    }
    if let length = text.firstMatch(of: /Content-Length: (\d+)/).flatMap({ Int($0.1) }) {
      for _ in 0..<length {
        guard recv(connection, &byte, 1, 0) == 1 else { return nil }
        text.unicodeScalars.append(UnicodeScalar(byte))
      }
    }
    return text
  }
}

struct HTTPClientTests {
  private func with<Value>(
    _ answers: CannedServer.Answer..., body: (CannedServer) throws -> Value
  ) throws -> Value {
    let server = try CannedServer(answers)
    defer { server.end() }
    return try body(server)
  }

  private func ok(_ body: String) -> CannedServer.Answer {
    .init("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  @Test func `questions go over one connection, and have what a server needs`() throws {
    try with(ok("first"), ok(""), ok("third")) { server in
      let client = try server.client()
      let answers = try ["/a", "/b", "/c"].map { try client.send("GET", $0, limit: 9) }
      #expect(answers.map { String(decoding: $0.body, as: UTF8.self) } == ["first", "", "third"])
      #expect(answers.map(\.status) == [200, 200, 200] && server.connections == 1)
      #expect(
        server.questions.first
          == "GET /a HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nUser-Agent: tally\r\n"
          + "Accept: */*\r\n\r\n")
    }
  }

  @Test func `a question may have a body and headers`() throws {
    try with(ok("yes")) { server in
      _ = try server.client().send(
        "POST", "/add", headers: [("X-One", "1")], body: Array("words".utf8), limit: 9)
      #expect(server.questions[0].hasPrefix("POST /add HTTP/1.1\r\n"))
      #expect(server.questions[0].hasSuffix("X-One: 1\r\nContent-Length: 5\r\n\r\nwords"))
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwiki\r\n6;a=b\r\npedia \r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding:  Chunked \r\n\r\nA\r\nwikipedia \r\n0\r\nX: y\r\n\r\n",
    "HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\nwikipedia ",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nwikipedia ",
    "HTTP/1.1 200 OK\r\n\r\nwikipedia ",
  ])
  func `a body is read however its end is told`(answer: String) throws {
    try with(.init(answer, closes: true)) { server in
      let answer = try server.client().send("GET", "/", limit: 10)
      #expect(String(decoding: answer.body, as: UTF8.self) == "wikipedia ")
    }
  }

  @Test func `an answer of any status is an answer`() throws {
    try with(.init("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nX-Y: z\r\n\r\nnone")) { server in
      let answer = try server.client().send("GET", "/", limit: 10)
      #expect(answer.status == 404 && answer["x-y"] == "z" && answer["none"] == nil)
    }
  }

  @Test func `a kept connection that the server has closed is opened anew`() throws {
    let first = CannedServer.Answer(
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1", closes: true)
    try with(first, ok("2")) { server in
      let client = try server.client()
      _ = try client.send("GET", "/", limit: 1)
      #expect(try client.send("GET", "/", limit: 1).body == Array("2".utf8))
      #expect(server.connections == 2)
    }
  }

  @Test(arguments: [
    "HTTP/2 200 OK\r\n\r\n", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
    "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
    "HTTP/1.1 200 OK\r\nno header\r\n\r\n", "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nB\r\n01234567890\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n12\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n01234567890",
    "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 20_000) + "\r\n\r\n",
    String(repeating: "x", count: 20_000), "",
  ])
  func `an answer that cannot be used is refused, whatever its size`(answer: String) throws {
    try with(.init(answer, closes: true)) { server in
      let error = #expect(throws: FetchError.self) {
        try server.client().send("GET", "/", limit: 10)
      }
      if case .badAnswer = error {} else { Issue.record("\(String(describing: error))") }
    }
  }

  @Test func `a server that is silent is not waited for for ever`() throws {
    let server = try CannedServer([])
    defer { server.end() }
    #expect(throws: FetchError.tooSlow(seconds: 1)) {
      try server.client(patience: 1).send("GET", "/", limit: 10)
    }
  }

  @Test func `where nobody listens it says so`() throws {
    let server = try CannedServer([])
    server.end()
    let error = #expect(throws: FetchError.self) {
      try server.client().send("GET", "/", limit: 10)
    }
    if case .unreachable = error {} else { Issue.record("\(String(describing: error))") }
    #expect(throws: FetchError.self) {
      try HTTPClient(HTTPAddress(parsing: "http://no-host.invalid/")).send("GET", "/", limit: 10)
    }
  }
}
