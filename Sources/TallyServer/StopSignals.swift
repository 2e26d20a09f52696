internal import Dispatch
internal import Glibc

/// The signals that ask a server to stop.
///
/// From its making on they no longer end the program.
public final class StopSignals: Sendable {
  private let stream: AsyncStream<CInt>

  /// Held, so that they go on; nobody touches them after they were made.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  /// Begins to heed SIGTERM and SIGINT.
  public convenience init() { self.init([SIGTERM, SIGINT]) }

  /// Begins to heed signals, by their numbers.
  public init(_ numbers: [CInt]) {
    let (stream, continuation) = AsyncStream.makeStream(of: CInt.self)
    self.stream = stream
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
  }

  /// Waits for the first of them.
  public func wait() async {
    for await _ in stream { return }
  }
}
