import Synchronization
import TallyServer

/// A server on a port of its own, for as long as `body` runs.
func serving<Value>(
  _ limits: ServerLimits = ServerLimits(),
  ready: @escaping HTTPServer.Ready = { _ in nil },
  _ handler: @escaping HTTPServer.Handler = echo,
  _ body: (HTTPServer) async throws -> Value
) async throws -> Value {
  let server = try await HTTPServer.start(
    on: ListenAddress(host: "127.0.0.1", port: 0), limits: limits, ready: ready,
    handler: handler)
  do {
    let value = try await body(server)
    await server.stop(within: .seconds(1))
    return value
  } catch {
    await server.stop(within: .seconds(1))
    throw error
  }
}

/// Answers with what was asked.
let echo: HTTPServer.Handler = { request in
  HTTPResponse(
    status: 200,
    text: "\(request.method) \(request.path) ?\(request.query ?? "nil") \(request.body.count)\n")
}

/// Does blocking work beside the threads that tasks run on.
func blocking<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Worker.start { continuation.resume(with: Result(catching: work)) }
  }
}

/// What clients did, in the order in which they did it.
final class Notes: Sendable {
  private let lines = Mutex<[String]>([])

  /// What was noted.
  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
