import Dispatch
import Testing

/// Lets a test that mostly waits do so on a thread beside those of the other tests.
///
/// Of those there are as many as the machine has cores, and a test that waits on one of them, for a
/// lock, slow commits or the moment of a kill, keeps a core idle. Tests that wait share one thread,
/// one after another.
struct WaitingTrait: TestTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OneThread.beside) { try await function() }
  }
}

extension Trait where Self == WaitingTrait {
  /// The test mostly waits.
  static var waiting: Self { Self() }
}

/// Runs what it is given one after another, on a thread that the pool of tasks does not count.
private final class OneThread: TaskExecutor {
  static let beside = OneThread()

  private let queue = DispatchQueue(label: "tests that wait")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
