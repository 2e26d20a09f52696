internal import NIOCore

/// Writes the body of an answer part by part.
public struct BodyWriter: Sendable {
  private let connection: NIOLoopBound<Connection>

  init(_ connection: NIOLoopBound<Connection>) { self.connection = connection }

  /// Sends bytes, and returns once the client's side has taken them.
  ///
  /// - Throws: When the client went away, or took none for the time that the limits give it.
  public func write(_ bytes: [UInt8]) async throws {
    try Task.checkCancellation()
    guard !bytes.isEmpty else { return }
    let promise = connection.eventLoop.makePromise(of: Void.self)
    connection.eventLoop.execute { [connection] in connection.value.write(bytes, promise) }
    try await promise.futureResult.get()
  }
}
