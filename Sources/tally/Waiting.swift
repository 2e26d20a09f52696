internal import Dispatch
internal import Synchronization

/// Asynchronous work of a command that itself is not.
enum Waiting {
  /// Does `body`, and returns once it is done.
  static func until(_ body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Void, any Error>>(.success(()))
    Task {
      do {
        try await body()
      } catch {
        result.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    try result.withLock { $0 }.get()
  }
}
