internal import Glibc
internal import TallyServer
internal import Tallystick
internal import TransparencyLog

/// A token without which a private record is not shown.
///
/// Digests are compared, so that how long it takes says nothing of the token.
struct AccessToken: Sendable {
  /// The name of the cookie by which a browser gives it.
  private static let cookie = "tally"

  private let digest: Hash

  /// The digest of what the cookie holds, which is not the token itself.
  private let cookieDigest: Hash

  private let cookieValue: String

  /// Reads the token of a file that only its owner may read: its first line, of 16 visible characters
  /// or more.
  init(file path: String) throws {
    let hint =
      "Make one: `(umask 077; head -c 24 /dev/urandom | base64 > \(escaped(path)))`."
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw Failure("\(escaped(path)): \(String(cString: strerror(errno))).", hint: hint)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(
        "Others than its owner may read the token in \(escaped(path)).",
        hint: "Run `chmod 600 \(escaped(path))`, and make a new token if others may have read it.")
    }
    let bytes = try Files.read(path, limit: 4096, what: "a token")
    let line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
    guard line.count >= 16, line.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw Failure(
        "\(escaped(path)) holds no token: 16 visible characters or more, without spaces.",
        hint: hint)
    }
    digest = Hash.of(line)
    cookieValue = Hash.of(Array("tally cookie\n".utf8) + line).description
    cookieDigest = Hash.of(Array(cookieValue.utf8))
  }

  /// Whether a text is the token.
  func isGiven(by text: String) -> Bool { Hash.of(Array(text.utf8)) == digest }

  /// Whether a request bears it: as a bearer token (RFC 6750), as the password of a browser's own form
  /// (RFC 7617) under any name, or by the cookie of the form of this server.
  func isGiven(by request: HTTPRequest) -> Bool {
    if let field = request.header("authorization"), isAuthorized(field) { return true }
    return request.headers.lazy.filter { $0.name.lowercased() == "cookie" }
      .flatMap { $0.value.split(separator: ";") }.contains { pair in
        let halves = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        return halves.count == 2 && halves[0] == Self.cookie
          && Hash.of(Array(halves[1].utf8)) == cookieDigest
      }
  }

  private func isAuthorized(_ field: String) -> Bool {
    let parts = field.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return false }
    switch parts[0].lowercased() {
    case "bearer": return isGiven(by: parts[1])
    case "basic":
      guard let pair = try? Base64.standard.decode(Array(parts[1].utf8)[...]),
        let colon = pair.firstIndex(of: UInt8(ascii: ":"))
      else { return false }
      return Hash.of(Array(pair[pair.index(after: colon)...])) == digest
    default: return false
    }
  }

  /// The field of a header by which a browser keeps it until it is closed.
  ///
  /// It goes with no request that another site makes but a link that a person follows, and no script
  /// reads it.
  func field(isSecure: Bool) -> HTTPField {
    let flags = "HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    return HTTPField("Set-Cookie", "\(Self.cookie)=\(cookieValue); \(flags)")
  }
}
