/// A request, read whole within the limits of the server.
public struct HTTPRequest: Sendable {
  /// The method as it was sent, such as `GET`.
  ///
  /// A handler answers `HEAD` as it answers `GET`: the server leaves the body out.
  public let method: String

  /// The path as it was sent, percent-encoded: visible ASCII that begins with `/`, or `*`.
  public let path: String

  /// What stands after the first `?`, as it was sent; nil where there is none.
  public let query: String?

  /// The header fields in the order in which they were sent, each name as it was sent.
  public let headers: [HTTPField]

  /// The body; of HTTP's framing nothing is left in it.
  public let body: [UInt8]

  /// The address of the other side of the connection as a number, such as that of a proxy; nil where
  /// it is not known.
  public let peer: String?

  /// Creates a request, as a test of a handler needs it.
  public init(
    method: String, path: String, query: String? = nil, headers: [HTTPField] = [],
    body: [UInt8] = [], peer: String? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.peer = peer
  }

  /// The value of the first field of a name, whatever its letters' case; nil where there is none.
  public func header(_ name: String) -> String? { headers.first { $0.isNamed(name) }?.value }

  /// The path with its `%XX` decoded, once; nil where one is broken, or the bytes are no UTF-8.
  ///
  /// A `%2F` becomes a `/`: who splits the path at its slashes splits ``path`` and decodes the parts.
  public var decodedPath: String? { Self.decoded(path) }

  /// A text with its `%XX` decoded, once; nil where one is broken, or the bytes are no UTF-8.
  ///
  /// - Complexity: O(*n*).
  public static func decoded(_ text: some StringProtocol) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// A header field.
public struct HTTPField: Hashable, Sendable {
  /// Its name.
  public let name: String

  /// Its value, without white space around it.
  public let value: String

  /// Creates a field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether it has this name, whatever the case of ASCII letters (RFC 9110 §5.1).
  public func isNamed(_ other: String) -> Bool {
    func small(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
    return name.utf8.count == other.utf8.count
      && zip(name.utf8, other.utf8).allSatisfy { small($0) == small($1) }
  }
}
