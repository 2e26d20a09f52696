/// An answer.
public struct HTTPResponse: Sendable {
  /// What is sent after the header.
  public enum Body: Sendable {
    /// These bytes; their number is told as `Content-Length`.
    case bytes([UInt8])

    /// What the closure writes, until it returns; its length is not told before.
    ///
    /// Where it throws, the connection is broken off, so that nobody takes what was sent for whole.
    /// Its task is cancelled when the client goes away or the server stops. For `HEAD` it is not called.
    case stream(@Sendable (BodyWriter) async throws -> Void)
  }

  /// The status, 200 to 599.
  public var status: Int

  /// The header fields; the server adds `Date`, the framing, and `Connection` where it closes.
  ///
  /// A name or value that no header can hold, such as one with a line feed, breaks the connection off
  /// with nothing sent.
  public var headers: [HTTPField]

  /// The body.
  public var body: Body

  /// Creates an answer.
  public init(status: Int, headers: [HTTPField] = [], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Creates an answer of text, with what else its header holds.
  public init(
    status: Int, text: String, type: String = "text/plain; charset=utf-8",
    headers: [HTTPField] = []
  ) {
    self.init(
      status: status, headers: [HTTPField("Content-Type", type)] + headers,
      body: .bytes(Array(text.utf8)))
  }
}
