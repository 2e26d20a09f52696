import Tallystick
import Testing
import TransparencyLog

@testable import TallyDesk

/// Who comes in to the desk, and who does not.
struct DeskDoorTests {
  private static let authority = "127.0.0.1:4321"
  private static let token = [UInt8](repeating: 1, count: DeskDoor.secretSize)
  private static let folder = [UInt8](repeating: 2, count: DeskDoor.secretSize)
  private static let secret = [UInt8](repeating: 3, count: DeskDoor.secretSize)
  private static let home = "/\(folder.lowerHex)/"
  private static let cookie = "tally-desk=\(secret.lowerHex)"

  /// A door that was opened.
  private static func door() -> DeskDoor {
    var door = DeskDoor(authority: authority, token: token, folder: folder, secret: secret)
    _ = door.look(at: request("GET", "/open/\(token.lowerHex)"))
    return door
  }

  private static func request(
    _ method: String, _ target: String, _ headers: [(name: String, value: String)] = [],
    host: String = authority, body: String = "turn=0&action=accept"
  ) -> DeskRequest {
    DeskRequest(
      method: method, target: target, headers: [("Host", host)] + headers, body: Array(body.utf8))
  }

  /// The headers of a form that the page sends.
  private static let ofPage: [(name: String, value: String)] = [
    ("Cookie", cookie), ("Origin", "http://\(authority)"), ("Sec-Fetch-Site", "same-origin"),
    ("Content-Type", "application/x-www-form-urlencoded"),
  ]

  /// The headers of a form of the page, one of them as it is given, or left out.
  private static func form(
    _ name: String, _ value: String?
  ) -> [(name: String, value: String)] {
    ofPage.compactMap { field in
      field.name == name ? value.map { (name, $0) } : field
    }
  }

  private static func status(_ verdict: DeskDoor.Verdict) -> Int? {
    if case .answered(let answer) = verdict { answer.status } else { nil }
  }

  @Test func `the token opens once, to a folder and a cookie that are not the token`() throws {
    var door = DeskDoor(
      authority: Self.authority, token: Self.token, folder: Self.folder, secret: Self.secret)
    let path = String(door.address.dropFirst("http://\(Self.authority)".count))
    guard case .answered(let answer) = door.look(at: Self.request("GET", path)) else {
      Issue.record("the address opens nothing")
      return
    }
    #expect(answer.status == 303)
    let fields = Dictionary(answer.headers.map { ($0.name, $0.value) }) { first, _ in first }
    #expect(fields["Location"] == Self.home)
    #expect(fields["Set-Cookie"] == "\(Self.cookie); Path=\(Self.home); HttpOnly; SameSite=Strict")
    #expect(Self.status(door.look(at: Self.request("GET", path))) == 403)
  }

  @Test(arguments: ["", "0", String(repeating: "0", count: 64), "\(token.lowerHex)0", "../"])
  func `another token opens nothing, and spends nothing`(token: String) {
    var door = DeskDoor(
      authority: Self.authority, token: Self.token, folder: Self.folder, secret: Self.secret)
    #expect(Self.status(door.look(at: Self.request("GET", "/open/\(token)"))) == 403)
    #expect(Self.status(door.look(at: Self.request("HEAD", "/open/\(Self.token.lowerHex)"))) == 403)
    #expect(Self.status(door.look(at: Self.request("GET", "/open/\(Self.token.lowerHex)"))) == 303)
  }

  @Test func `the page and its forms come in`() {
    var door = Self.door()
    guard case .page = door.look(at: Self.request("GET", Self.home, [("Cookie", Self.cookie)]))
    else {
      Issue.record("no page")
      return
    }
    for headers in [
      Self.ofPage, Self.form("Sec-Fetch-Site", nil), Self.form("Cookie", "a=b; \(Self.cookie)"),
      Self.form("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
    ] {
      guard case .form(let form) = door.look(at: Self.request("POST", Self.home, headers)) else {
        Issue.record("no form: \(headers)")
        return
      }
      #expect(form.action == .accept && form["turn"] == "0")
    }
  }

  @Test(arguments: [
    "evil.test", "evil.test:4321", "localhost:4321", "127.0.0.1", "127.0.0.1:4322",
    "127.0.0.1:4321.evil.test", "[::1]:4321", "", "127.0.0.1:4321, evil.test",
  ])
  func `another name of this machine opens nothing`(host: String) {
    var door = Self.door()
    for (method, target) in [
      ("GET", Self.home), ("POST", Self.home), ("GET", "/open/\(Self.token.lowerHex)"),
    ] {
      let request = Self.request(method, target, Self.ofPage, host: host)
      #expect(Self.status(door.look(at: request)) == 421)
    }
    let twice = Self.request("GET", Self.home, Self.ofPage + [("Host", Self.authority)])
    #expect(Self.status(door.look(at: twice)) == 421)
  }

  @Test(arguments: [
    nil, "null", "", "http://evil.test", "http://127.0.0.1", "http://127.0.0.1:4322",
    "http://localhost:4321", "https://127.0.0.1:4321", "http://127.0.0.1:4321.evil.test",
  ])
  func `a form of another origin does nothing`(origin: String?) {
    var door = Self.door()
    let request = Self.request("POST", Self.home, Self.form("Origin", origin))
    #expect(Self.status(door.look(at: request)) == 403)
  }

  @Test(arguments: [
    ("Sec-Fetch-Site", "cross-site", 403), ("Sec-Fetch-Site", "same-site", 403),
    ("Sec-Fetch-Site", "none", 403), ("Cookie", nil, 403), ("Cookie", "tally-desk=", 403),
    ("Cookie", "tally-desk=\(token.lowerHex)", 403), ("Cookie", "tally=\(secret.lowerHex)", 403),
    ("Content-Type", nil, 415), ("Content-Type", "text/plain", 415),
    ("Content-Type", "application/json", 415), ("Content-Type", "multipart/form-data", 415),
  ])
  func `a form without what the page's own have does nothing`(
    name: String, value: String?, status: Int
  ) {
    var door = Self.door()
    let request = Self.request("POST", Self.home, Self.form(name, value))
    #expect(Self.status(door.look(at: request)) == status)
  }

  @Test(arguments: [
    ("/", 404), ("/index.html", 404), ("\(home)?x", 404), ("\(home)x", 404), ("*", 404),
    ("/\(secret.lowerHex)/", 404), ("/../", 404), ("/favicon.ico", 404),
  ])
  func `nothing else is there`(target: String, status: Int) {
    var door = Self.door()
    for method in ["GET", "POST"] {
      let request = Self.request(method, target, Self.ofPage)
      #expect(Self.status(door.look(at: request)) == status)
    }
  }

  @Test(arguments: ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get"])
  func `no other method is taken`(method: String) {
    var door = Self.door()
    let request = Self.request(method, Self.home, Self.ofPage)
    #expect(Self.status(door.look(at: request)) == 405)
  }

  @Test(arguments: [
    "a=%", "a=%4", "a=%zz", "a=%ff", "%ff=a", String(repeating: "a=b&", count: 200),
  ])
  func `a form that cannot be read does nothing`(body: String) {
    var door = Self.door()
    let request = Self.request("POST", Self.home, Self.ofPage, body: body)
    #expect(Self.status(door.look(at: request)) == 400)
  }

  @Test func `a field that is there twice is none`() throws {
    let form = try #require(DeskForm(Array("action=accept&action=skip&part.to=U%C3%84+x&x".utf8)))
    #expect(form.action == nil && form["x"] == "")
    #expect(form.parts.map(\.name) == ["to"] && form.parts.map(\.text) == ["UÄ x"])
  }

  @Test func `every answer keeps frames, scripts and caches away`() {
    for answer in [DeskAnswer.notice(404, "x"), Self.door().toPage] {
      let fields = Dictionary(answer.headers.map { ($0.name, $0.value) }) { first, _ in first }
      let policy = fields["Content-Security-Policy"] ?? ""
      #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
      #expect(policy.contains("form-action 'self'") && policy.contains("base-uri 'none'"))
      #expect(!policy.contains("script") && !policy.contains("unsafe"))
      #expect(fields["X-Frame-Options"] == "DENY" && fields["Cache-Control"] == "no-store")
      #expect(fields["X-Content-Type-Options"] == "nosniff")
      #expect(fields["Cross-Origin-Resource-Policy"] == "same-origin")
      // With no-referrer a browser would send forms of the page with the origin null.
      #expect(fields["Referrer-Policy"] == "same-origin")
    }
  }
}
