import Foundation

/// Threads for clients that wait: of their own, so that none takes the place of a task.
enum Worker {
  static func start(_ work: @escaping @Sendable () -> Void) {
    Thread.detachNewThread(work)
  }
}
