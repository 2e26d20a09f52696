internal import Synchronization
internal import TallyServer
internal import TallySite

/// An answer with all that it is sent with, made once.
struct KeptAnswer: Sendable {
  /// The answer.
  let response: HTTPResponse

  /// What tells its bytes from others of the same path.
  let etag: String

  /// The answer to who has these bytes already.
  let unchanged: HTTPResponse

  /// The number of its bytes.
  let size: Int

  /// The status.
  var status: Int { response.status }

  init(_ answer: SiteAnswer) {
    response = HTTPResponse(answer)
    size = answer.bytes.count
    etag = answer.status == 200 ? answer.etag : ""
    let told = ["etag", "cache-control", "content-security-policy", "x-content-type-options"]
    unchanged = HTTPResponse(
      status: 304, headers: response.headers.filter { told.contains($0.name.lowercased()) })
  }
}

/// Answers that were made, up to a number of bytes; those that nobody asked for the longest go first.
struct KeptAnswers {
  private var answers: [String: (answer: KeptAnswer, used: Int)] = [:]
  private let limit: Int
  private var clock = 0

  /// The bytes of all of them.
  private(set) var size = 0

  /// How many times one of them was there.
  private(set) var hits = 0

  /// What an answer takes beside its bytes.
  private static let overhead = 2048

  init(limit: Int) { self.limit = limit }

  /// The answer to a path.
  subscript(path: String) -> KeptAnswer? {
    mutating get {
      guard let found = answers[path]?.answer else { return nil }
      clock += 1
      hits += 1
      answers[path]?.used = clock
      return found
    }
  }

  /// Keeps an answer; one of more than an eighth of the room is not kept.
  mutating func keep(_ answer: KeptAnswer, for path: String) {
    guard answer.size <= limit / 8, answers[path] == nil else { return }
    clock += 1
    answers[path] = (answer, clock)
    size += answer.size + Self.overhead
    if size > limit { removeOldest() }
  }

  /// Forgets all.
  mutating func removeAll() {
    answers.removeAll()
    size = 0
  }

  /// Makes room: the older half goes.
  private mutating func removeOldest() {
    let middle = answers.values.map(\.used).sorted()[answers.count / 2]
    answers = answers.filter { $0.value.used > middle }
    size = answers.values.reduce(0) { $0 + $1.answer.size + Self.overhead }
  }
}

/// How many wait at one time.
final class WaitCount: Sendable {
  private let count = Mutex(0)

  /// How many there are.
  var number: Int { count.withLock { $0 } }

  /// Adds one, unless there are so many.
  func enter(most: Int) -> Bool {
    count.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
  }

  /// Takes one off.
  func leave() { count.withLock { $0 -= 1 } }
}
