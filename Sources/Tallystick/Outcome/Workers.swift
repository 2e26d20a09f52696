internal import Synchronization

/// Where parts of a record are judged that do not bear on one another: here, or on other cores.
public struct Workers: Sendable {
  /// Begins some work, and returns what waits for its end.
  public typealias Begin = @Sendable (_ work: @escaping @Sendable () -> Void) -> () -> Void

  private let begin: Begin

  /// How many parts are judged at a time.
  private let most: Int

  /// Each part here, when it is read.
  public static let here = Workers(atOnce: 1) { work in
    work()
    return {}
  }

  /// Creates a way to judge parts, some at a time.
  public init(atOnce most: Int, begin: @escaping Begin) {
    self.most = most
    self.begin = begin
  }

  /// Folds what is judged of each part, in order, into `fold`.
  func judge(
    _ parts: some Sequence<ArraySlice<UInt32>>, into fold: inout OutcomeFold,
    reading: (ArraySlice<UInt32>) throws -> History,
    standing: @escaping @Sendable (History) -> Standing, done: (Int) -> Void
  ) throws {
    var pending: [(wait: () -> Void, found: JudgedPart, count: Int)] = []
    func take() {
      let (wait, found, count) = pending.removeFirst()
      wait()
      if let other = found.fold.withLock({ $0.take() }) { fold.merge(other) }
      done(count)
    }
    // Work that was begun is waited for, whatever fails.
    defer { for (wait, _, _) in pending { wait() } }
    let empty = fold.empty
    for seqs in parts {
      if pending.count >= most { take() }
      let history = try reading(seqs)
      let found = JudgedPart()
      let wait = begin {
        var fold = empty
        fold.take(standing(history))
        let made = fold
        found.fold.withLock { $0 = made }
      }
      pending.append((wait, found, seqs.count))
    }
    while !pending.isEmpty { take() }
  }
}

/// What was found of a part by another core.
private final class JudgedPart: Sendable {
  let fold = Mutex<OutcomeFold?>(nil)
}
