internal import Dispatch
internal import Synchronization
internal import TallyDesk
internal import TallyServer

/// Requests on their way from the threads of a server to the one that answers, one at a time.
final class DeskMailbox: Sendable {
  /// A request that waits for its answer.
  struct Letter: Sendable {
    let request: DeskRequest
    fileprivate let reply: CheckedContinuation<DeskAnswer, Never>

    /// Hands over the answer; it is done once.
    func answer(_ answer: DeskAnswer) { reply.resume(returning: answer) }
  }

  private struct State {
    var letters: [Letter] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  /// What a browser may ask: a form of a draft's parts, on few connections.
  static var limits: ServerLimits {
    var limits = ServerLimits()
    limits.bodyBytes = 262_144
    limits.connections = 32
    return limits
  }

  /// The answer to a request, once it was taken out and answered.
  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let asked = DeskRequest(
      method: request.method, target: request.path + (request.query.map { "?\($0)" } ?? ""),
      headers: request.headers.map { ($0.name, $0.value) }, body: request.body)
    let answer = await withCheckedContinuation { reply in
      let isTaken = state.withLock { state in
        if !state.isClosed { state.letters.append(Letter(request: asked, reply: reply)) }
        return !state.isClosed
      }
      if isTaken { signal.signal() } else { reply.resume(returning: DeskMailbox.closed) }
    }
    return HTTPResponse(
      status: answer.status, headers: answer.headers.map { HTTPField($0.name, $0.value) },
      body: .bytes(answer.body))
  }

  private static var closed: DeskAnswer { .notice(503, "The desk is closed.") }

  /// Waits for the next request; nil once the mailbox is closed.
  func next() -> Letter? {
    while true {
      let (letter, isClosed) = state.withLock { state in
        (state.letters.isEmpty ? nil : state.letters.removeFirst(), state.isClosed)
      }
      if isClosed {
        letter?.answer(DeskMailbox.closed)
        if letter == nil { return nil }
      } else if let letter {
        return letter
      } else {
        signal.wait()
      }
    }
  }

  /// Closes it: what waits is told so, and nothing more is taken.
  func close() {
    state.withLock { $0.isClosed = true }
    signal.signal()
  }
}
