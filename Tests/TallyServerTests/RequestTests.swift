import TallyServer
import Testing

struct RequestTests {
  @Test(
    arguments: [
      ("/a%20b", "/a b"), ("/%2e%2E/", "/../"), ("/%25%32%30", "/%20"), ("/%C3%A9", "/\u{e9}"),
      ("/%", nil), ("/%2", nil), ("/%zz", nil), ("/%FF", nil),
    ] as [(String, String?)])
  func `decodes its path once`(path: String, decoded: String?) {
    #expect(HTTPRequest(method: "GET", path: path).decodedPath == decoded)
  }

  @Test func `finds a field, whatever the case of its name`() {
    let request = HTTPRequest(method: "GET", path: "/", headers: [HTTPField("If-None-Match", "x")])
    #expect(request.header("if-none-match") == "x")
    #expect(request.header("if-match") == nil)
  }

  @Test(
    arguments: [
      ("8080", "127.0.0.1:8080"), ("localhost:80", "127.0.0.1:80"), ("0.0.0.0:1", "0.0.0.0:1"),
      ("[::1]:8080", "[::1]:8080"), ("x.example:80", nil), ("::1:80", nil), ("127.0.0.1", nil),
      (":80", nil), ("1:", nil), ("1:65536", nil), ("1:-1", nil), ("", nil), ("[::1]", nil),
    ] as [(String, String?)])
  func `is listened for where an address says`(text: String, meant: String?) {
    #expect(ListenAddress(parsing: text)?.description == meant)
  }
}
