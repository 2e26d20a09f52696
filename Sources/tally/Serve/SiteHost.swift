internal import Synchronization
internal import TallyServer
internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// Answers requests with the sites of records, and with what a server has beside them: a list of the
/// records, the stream of new events, its health and its numbers.
final class SiteHost: Sendable {
  let records: [ServedRecord]
  let site: Site
  private let token: AccessToken?

  /// The tokens of audiences, to which fields were disclosed.
  private let audiences: [(name: String, token: AccessToken)]
  private let isSecure: Bool
  private let log: AccessLog?
  let streams = WaitCount()
  let counts = Mutex<[Int: Int]>([:])

  /// The most streams at one time.
  static let mostStreams = 1000

  /// Serves records; with a token only those who give it are answered.
  ///
  /// A cookie that bears it goes over TLS alone where the site `isSecure`. Who gives the token of an audience
  /// is answered as that one.
  init(
    _ records: [ServedRecord], site: Site, token: AccessToken?,
    audiences: [(name: String, token: AccessToken)] = [], isSecure: Bool, log: AccessLog?
  ) {
    self.records = records
    self.site = site
    self.token = token
    self.audiences = audiences
    self.isSecure = isSecure
    self.log = log
  }

  /// Answers a request, and tells the log.
  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    var response = await answered(request)
    if token != nil { response = response.madePrivate }
    tell(request, response)
    return response
  }

  /// Answers a request of what is public and kept; nil for all else.
  func ready(_ request: HTTPRequest) -> HTTPResponse? {
    guard token == nil, request.query == nil, audience(of: request) == nil,
      request.method == "GET" || request.method == "HEAD",
      let path = request.decodedPath, path.hasPrefix("/")
    else { return nil }
    var rest = path.dropFirst()
    var record = records[0]
    if records.count > 1 {
      let first = rest.prefix { $0 != "/" }
      guard let named = records.first(where: { $0.name == first }) else { return nil }
      record = named
      rest = rest.dropFirst(first.count + 1)
    }
    let takesGzip = takesGzip(request)
    guard let kept = record.ready(String(rest), packed: takesGzip) else { return nil }
    let response = kept.response(to: request.header("if-none-match"), takingGzip: takesGzip)
    tell(request, response)
    return response
  }

  private func tell(_ request: HTTPRequest, _ response: HTTPResponse) {
    counts.withLock { $0[response.status, default: 0] += 1 }
    log?.write(request, response)
  }

  /// Whether the answer may be packed: a public one alone, so that its length tells of nothing secret.
  private func takesGzip(_ request: HTTPRequest) -> Bool {
    token == nil && Gzip.isAccepted(by: request.header("accept-encoding"))
  }

  private func answered(_ request: HTTPRequest) async -> HTTPResponse {
    if token != nil || !audiences.isEmpty, request.path.hasSuffix("/login") {
      if request.method == "POST" { return logIn(request) }
      if request.method == "GET" { return unauthorized(request.path, page: "", 401) }
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      var refusal = HTTPResponse(site.refusal(405, "Nothing can be done here but to read."))
      refusal.headers.append(HTTPField("Allow", "GET, HEAD"))
      return refusal
    }
    if request.path == "/healthz" { return await health() }
    guard let path = request.decodedPath, path.hasPrefix("/"), let query = Self.query(request.query)
    else { return HTTPResponse(site.refusal(400, "The address has a broken escape.")) }
    if let token, !token.isGiven(by: request), audience(of: request) == nil {
      return unauthorized(path, page: String(path.dropFirst()), 401)
    }
    if request.path == "/metrics" { return await metrics() }
    return await answer(String(path.dropFirst()), query, request)
  }

  /// Answers what is of a record: of the only one, or of the one that the path begins with.
  private func answer(
    _ path: String, _ query: [(name: String, value: String)], _ request: HTTPRequest
  ) async -> HTTPResponse {
    if records.count == 1 { return await answer(path, query, request, by: records[0]) }
    let names = records.map(\.name)
    if path.isEmpty { return HTTPResponse(site.list(of: names)) }
    let first = String(path.prefix { $0 != "/" })
    guard let record = records.first(where: { $0.name == first }) else {
      return HTTPResponse(site.noRecord(first, of: names))
    }
    guard path.utf8.count > first.utf8.count else {
      guard !query.contains(where: { Site.asksForFigures($0.name) }) else {
        return HTTPResponse(
          site.refusal(
            400, "No query is read here. A day stands in the path, as in \(first)/at/2025-06-13/."))
      }
      return HTTPResponse(status: 302, headers: [HTTPField("Location", "\(first)/")])
    }
    return await answer(String(path.dropFirst(first.count + 1)), query, request, by: record)
  }

  private func answer(
    _ path: String, _ query: [(name: String, value: String)], _ request: HTTPRequest,
    by record: ServedRecord
  ) async -> HTTPResponse {
    if path == "stream" { return stream(of: record, query, request) }
    if let audience = audience(of: request) {
      guard let answer = await record.answer(path, query: query, to: audience) else { return busy }
      return HTTPResponse(answer)
    }
    let takesGzip = takesGzip(request)
    guard let answer = await record.answer(path, query: query, packed: takesGzip) else {
      return busy
    }
    if answer.status == 503 {
      var response = answer.plain.response
      response.headers.append(HTTPField("Retry-After", "10"))
      return response
    }
    return answer.response(to: request.header("if-none-match"), takingGzip: takesGzip)
  }

  private var busy: HTTPResponse {
    var busy = HTTPResponse(site.refusal(503, "Too many wait for this record: try again soon."))
    busy.headers.append(HTTPField("Retry-After", "2"))
    return busy
  }

  /// The audience whose token a request bears; nil for none.
  private func audience(of request: HTTPRequest) -> String? {
    audiences.first { $0.token.isGiven(by: request) }?.name
  }

  /// The names and values of a query; nil where an escape is broken.
  static func query(_ text: String?) -> [(name: String, value: String)]? {
    var parts: [(name: String, value: String)] = []
    for part in (text ?? "").split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let decoded = halves.map { HTTPRequest.decoded($0.replacing("+", with: " ")) }
      guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else {
        return nil
      }
      parts.append((name, value))
    }
    return parts
  }
}

extension SiteHost {
  /// The form by which a browser gives the token.
  private func unauthorized(_ path: String, page: String, _ status: Int) -> HTTPResponse {
    let depth = path.utf8.count { $0 == UInt8(ascii: "/") } - 1
    var refusal = HTTPResponse(site.login(from: page, depth: max(depth, 0), status: status))
    refusal.headers.append(
      HTTPField("WWW-Authenticate", "Bearer realm=\"tally\""))
    return refusal
  }

  /// Takes the token of the form, and leads back to the page that was wanted.
  private func logIn(_ request: HTTPRequest) -> HTTPResponse {
    let fields = Self.query(String(decoding: request.body, as: UTF8.self)) ?? []
    func field(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
    let wanted = field("page")
    let tokens = [token].compactMap { $0 } + audiences.map(\.token)
    guard let token = tokens.first(where: { $0.isGiven(by: field("token")) }) else {
      return unauthorized(request.path, page: wanted, 403)
    }
    let location = Site.isPlainPath(wanted) ? "./\(wanted)" : "./"
    return HTTPResponse(
      status: 303, headers: [token.field(isSecure: isSecure), HTTPField("Location", location)])
  }

  /// The stream of new events (server-sent events, as the HTML standard has them).
  private func stream(
    of record: ServedRecord, _ query: [(name: String, value: String)], _ request: HTTPRequest
  ) -> HTTPResponse {
    func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
    let asked = request.header("last-event-id") ?? value("after")
    let after = asked.map { Int($0) ?? -1 }
    guard (after ?? 0) >= 0 else {
      return HTTPResponse(site.refusal(400, "after is the number of an event."))
    }
    guard streams.number < Self.mostStreams else {
      var busy = HTTPResponse(site.refusal(503, "Too many streams are open: try again later."))
      busy.headers.append(HTTPField("Retry-After", "60"))
      return busy
    }
    let stream = EventStream(record: record, hasEntries: value("events") == "1", after: after)
    let streams = streams
    return HTTPResponse(
      status: 200,
      headers: [
        HTTPField("Content-Type", "text/event-stream"), HTTPField("Cache-Control", "no-store"),
        HTTPField("X-Accel-Buffering", "no"), HTTPField("Access-Control-Allow-Origin", "*"),
        HTTPField("X-Content-Type-Options", "nosniff"),
      ],
      body: .stream { writer in
        guard streams.enter(most: Self.mostStreams) else { return }
        defer { streams.leave() }
        try await stream.run { try await writer.write(Array($0.utf8)) }
      })
  }
}

extension HTTPResponse {
  /// What a site answers.
  init(_ answer: SiteAnswer) {
    self.init(
      status: answer.status, headers: answer.fields.map { HTTPField($0.name, $0.value) },
      body: .bytes(answer.bytes))
  }

  /// The answer as nobody else may keep or read it.
  fileprivate var madePrivate: HTTPResponse {
    var other = self
    if headers.contains(where: { $0.value == SiteAnswer.Caching.secret.rawValue }) { return self }
    let open = ["cache-control", "access-control-allow-origin", "cross-origin-resource-policy"]
    other.headers.removeAll { open.contains($0.name.lowercased()) }
    other.headers.append(HTTPField("Cache-Control", "private, no-cache"))
    return other
  }
}
