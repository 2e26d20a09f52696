internal import Dispatch
internal import Glibc
internal import Synchronization

/// Signals that ask the program to end, held back while it writes what it would have to clean up.
enum Interrupts {
  /// Those that are not ignored, as SIGHUP is below nohup(1).
  private static var heeded: [CInt] {
    [SIGINT, SIGTERM, SIGHUP].filter { signal in
      var action = sigaction()
      sigaction(signal, nil, &action)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != 1  // SIG_IGN
    }
  }

  /// Those signals.
  static var all: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in heeded { sigaddset(&set, signal) }
    return set
  }

  /// Ends the program as the signal ends one that does not hold it back.
  static func end(by number: CInt) {
    signal(number, SIG_DFL)
    var (set, old) = (sigset_t(), sigset_t())
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, &old)
    raise(number)
  }

  /// Does `body` while they are held back; one that waits then takes effect.
  static func held<Value>(_ body: () throws -> Value) rethrows -> Value {
    var (set, old) = (all, sigset_t())
    pthread_sigmask(SIG_BLOCK, &set, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    return try body()
  }
}

/// Removes a folder that is being made as soon as a signal asks the program to end, whatever the
/// program is doing; the signal then ends it.
///
/// The signals must be held back meanwhile.
final class InterruptWatch: Sendable {
  private let path: String

  /// Whether nothing is to be removed any more; held while something is written.
  private let isOver = Mutex(false)

  /// Begins to wait for a signal.
  init(removing path: String) {
    self.path = path
    DispatchQueue.global().async { self.wait() }
  }

  /// Ends the wait, once `body` is done: what was written stays.
  func end(_ body: () throws -> Void) rethrows {
    try isOver.withLock { isOver in
      try body()
      isOver = true
    }
  }

  /// Ends the wait; nothing is removed any more.
  func end() { isOver.withLock { $0 = true } }

  /// Does `body` while no signal is heeded.
  func whileWriting(_ body: () throws -> Void) rethrows {
    try isOver.withLock { _ in try body() }
  }

  private func wait() {
    var set = Interrupts.all
    while !isOver.withLock({ $0 }) {
      var time = timespec(tv_sec: 0, tv_nsec: 50_000_000)
      let signal = sigtimedwait(&set, nil, &time)
      if signal > 0 { heed(signal) }
    }
  }

  private func heed(_ number: CInt) {
    isOver.withLock { isOver in
      guard !isOver else {
        kill(getpid(), number)
        return
      }
      FolderRemoval.remove(path)
      Interrupts.end(by: number)
    }
  }
}
