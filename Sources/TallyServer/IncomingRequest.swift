internal import NIOCore
internal import NIOHTTP1

/// A request while it is read: what of it has come, and whether it may go on.
struct IncomingRequest {
  /// Why a request is not read on: the status, and the sentence that is sent with it.
  struct Refusal: Error {
    let status: Int
    let sentence: String

    init(_ status: Int, _ sentence: String) {
      self.status = status
      self.sentence = sentence
    }

    /// What is said to bytes that are no HTTP.
    static let malformed = Refusal(400, "This is no request of HTTP/1.1.")

    /// What is said to a header that is too large.
    static let headerTooLarge = Refusal(431, "The header of this request is too large.")

    /// What is said to a target that is too long.
    static let targetTooLong = Refusal(414, "The target of this request is too long.")

    /// What is said to a body that is too large.
    static let bodyTooLarge = Refusal(413, "The body of this request is too large.")

    /// What is said to a client that is too slow.
    static let tooSlow = Refusal(408, "This request took too long.")
  }

  /// Whether the connection may be used again after the answer.
  let isKeepAlive: Bool

  /// Whether the client waits for a word before it sends the body.
  let isExpecting: Bool

  /// Whether it speaks HTTP/1.0, which knows no chunks.
  let isOld: Bool

  private let head: HTTPRequestHead
  private let path: String
  private let query: String?
  private let limit: Int
  private var body: [UInt8] = []

  /// Begins with the header of a request.
  init(_ head: HTTPRequestHead, limits: ServerLimits) throws(Refusal) {
    guard head.uri.utf8.count <= limits.targetBytes else { throw .targetTooLong }
    guard head.uri.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .malformed }
    let size = head.headers.reduce(head.uri.utf8.count) { sum, field in
      sum + field.name.utf8.count + field.value.utf8.count + 4
    }
    guard size <= limits.headerBytes, head.headers.count <= limits.headerFields else {
      throw .headerTooLarge
    }
    let hosts = head.headers["host"]
    isOld = head.version.minor == 0
    guard hosts.count == 1 || hosts.isEmpty && isOld else { throw .malformed }
    if let length = head.headers.first(name: "content-length") {
      guard let count = Int(length), count >= 0 else { throw .malformed }
      guard count <= limits.bodyBytes else { throw .bodyTooLarge }
    }
    let expectation = head.headers.first(name: "expect")
    guard expectation == nil || expectation?.lowercased() == "100-continue" else {
      throw Refusal(417, "This server meets no such expectation.")
    }
    isExpecting = expectation != nil && !isOld
    // What another protocol would be spoken after is not read on.
    isKeepAlive = head.isKeepAlive && !head.headers.contains(name: "upgrade")
    (path, query) = try Self.target(head.uri)
    self.head = head
    limit = limits.bodyBytes
  }

  /// Takes a part of the body.
  mutating func take(_ part: ByteBuffer) throws(Refusal) {
    guard body.count + part.readableBytes <= limit else { throw .bodyTooLarge }
    body.append(contentsOf: part.readableBytesView)
  }

  /// The request, once its end has come, of the other side of an address.
  func whole(from peer: String?) -> HTTPRequest {
    HTTPRequest(
      method: head.method.rawValue, path: path, query: query,
      headers: head.headers.map { HTTPField($0.name, $0.value) }, body: body, peer: peer)
  }

  /// Splits a target into path and query; one that names the server too (RFC 9112 §3.2.2) loses it.
  private static func target(_ uri: String) throws(Refusal) -> (String, String?) {
    var rest = uri[...]
    for scheme in ["http://", "https://"] where uri.lowercased().hasPrefix(scheme) {
      let authority = rest.dropFirst(scheme.count)
      rest = authority.drop { $0 != "/" && $0 != "?" }
      if !rest.hasPrefix("/") { rest = "/\(rest)"[...] }
    }
    guard rest.hasPrefix("/") || rest == "*" else { throw .malformed }
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
  }
}
