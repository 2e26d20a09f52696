internal import Dispatch

/// Where answers are worked out: on threads of their own, so that an answer that takes long keeps no
/// other task of the program waiting, nor they it.
final class AnsweringThreads: TaskExecutor {
  static let shared = AnsweringThreads()

  private let queue = DispatchQueue(label: "answers", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
