internal import Dispatch
internal import TallyServer
internal import Tallystick
internal import TransparencyLog

/// A witness over HTTP (C2SP tlog-witness): `POST /add-checkpoint`, and for each log
/// `GET /HEX/checkpoint`, where HEX is SHA-256 of its origin.
final class WitnessService: Sendable {
  private let desk: WitnessDesk

  /// Files are read and synced beside the threads on which answers are awaited, one request at a time.
  private let queue = DispatchQueue(label: "witness")

  init(_ desk: WitnessDesk) { self.desk = desk }

  /// What a client may ask.
  static var limits: ServerLimits {
    var limits = ServerLimits()
    limits.bodyBytes = WitnessRequest.maxByteCount
    return limits
  }

  /// Answers a request.
  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    await withCheckedContinuation { continuation in
      queue.async { [self] in continuation.resume(returning: answerNow(request)) }
    }
  }

  private func answerNow(_ request: HTTPRequest) -> HTTPResponse {
    do {
      let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
      if request.path == "/add-checkpoint" {
        guard request.method == "POST" else { return WitnessService.notAllowed("POST") }
        return try decide(request.body)
      }
      guard parts.count == 3, parts[0].isEmpty, parts[2] == "checkpoint",
        WitnessService.isHex(parts[1])
      else { return HTTPResponse(status: 404, text: "There is nothing here.\n") }
      guard request.method == "GET" || request.method == "HEAD" else {
        return WitnessService.notAllowed("GET, HEAD")
      }
      guard let note = try desk.folder.shown(String(parts[1]), by: desk.key.verifier) else {
        return HTTPResponse(status: 404, text: "This witness has cosigned nothing of that log.\n")
      }
      return HTTPResponse(
        status: 200, headers: [WitnessService.text, HTTPField("Cache-Control", "no-cache")],
        body: .bytes(note))
    } catch {
      let failure = error as? Failure
      StandardError.write("Error: \(failure?.messages.joined(separator: " ") ?? "\(error)")\n")
      return HTTPResponse(status: 500, text: "This witness cannot answer: its keeper must look.\n")
    }
  }

  private func decide(_ body: [UInt8]) throws -> HTTPResponse {
    let (decision, notice) = try desk.answer(body, at: Clock.now().microseconds / 1_000_000)
    if let notice { StandardError.write("\(notice)\n") }
    return HTTPResponse(
      status: decision.status, headers: [HTTPField("Content-Type", decision.contentType)],
      body: .bytes(decision.body))
  }

  private static let text = HTTPField("Content-Type", "text/plain; charset=utf-8")

  private static func notAllowed(_ methods: String) -> HTTPResponse {
    HTTPResponse(
      status: 405, text: "Here are taken: \(methods).\n", headers: [HTTPField("Allow", methods)])
  }

  private static func isHex(_ text: Substring) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
