import Testing

@testable import TallyFetch

struct HTTPAddressTests {
  @Test(arguments: [
    ("http://example.org", "example.org", 80, "/", "example.org", "/checkpoint"),
    ("http://example.org/", "example.org", 80, "/", "example.org", "/checkpoint"),
    (
      "http://example.org:8080/a/b", "example.org", 8080, "/a/b", "example.org:8080",
      "/a/b/checkpoint"
    ),
    ("http://127.0.0.1:1/a/", "127.0.0.1", 1, "/a/", "127.0.0.1:1", "/a/checkpoint"),
    ("http://[::1]:9/x", "::1", 9, "/x", "[::1]:9", "/x/checkpoint"),
    ("http://[::1]", "::1", 80, "/", "[::1]", "/checkpoint"),
  ])
  func `an address is read`(
    text: String, host: String, port: Int, path: String, authority: String, below: String
  ) throws {
    let address = try HTTPAddress(parsing: text)
    #expect(address.host == host && address.port == port && address.path == path)
    #expect(address.authority == authority)
    #expect(address.path(of: "checkpoint") == below)
  }

  @Test(arguments: [
    "", "http://", "http:///x", "https://example.org/", "ftp://example.org/", "example.org",
    "http://example.org:0/", "http://example.org:65536/", "http://example.org:/",
    "http://example.org:80x/", "http://user@example.org/", "http://example.org/?a=b",
    "http://example.org/#a", "http://example.org/ a", "http://exa\r\nmple.org/", "http://[::1/",
    "http://[]/", "http://[::1]x/", "http://exämple.org/",
    "http://example.org/" + String(repeating: "a", count: 2000),
  ])
  func `what is no address is refused`(text: String) {
    #expect(throws: FetchError.self) { try HTTPAddress(parsing: text) }
  }
}
