internal import Synchronization
internal import TallyServer
internal import TallySite

/// An answer with all that it is sent with, made once, and packed by gzip once somebody takes it so.
struct KeptAnswer: Sendable {
  /// One form of the answer.
  struct Form: Sendable {
    /// The answer.
    let response: HTTPResponse

    /// What tells its bytes from others of the same path, and from other forms of the same bytes.
    let etag: String

    /// The answer to who has these bytes already.
    let unchanged: HTTPResponse

    fileprivate init(_ response: HTTPResponse, etag: String) {
      self.response = response
      self.etag = etag
      let told = [
        "etag", "cache-control", "content-security-policy", "x-content-type-options", "vary",
      ]
      unchanged = HTTPResponse(
        status: 304, headers: response.headers.filter { told.contains($0.name.lowercased()) })
    }
  }

  /// The bytes as they are.
  let plain: Form

  /// The same packed by gzip; nil as long as nobody asked, and where that saves nothing.
  private(set) var packed: Form?

  /// Whether it may still be packed: text of some length, which tells of no input.
  private(set) var isPackable: Bool

  /// The number of its bytes in all forms.
  private(set) var size: Int

  /// The status.
  var status: Int { plain.response.status }

  /// Text of fewer bytes goes into one packet either way.
  private static let fewestPacked = 1024

  init(_ answer: SiteAnswer) {
    var response = HTTPResponse(answer)
    size = answer.bytes.count
    let isText =
      answer.type.hasPrefix("text/") || answer.type.hasPrefix("application/json")
      || answer.type.hasPrefix("application/atom+xml")
    // A refusal repeats what was asked for: it is never packed beside what the record holds (BREACH).
    isPackable = answer.status == 200 && isText && size >= Self.fewestPacked
    if isPackable { response.headers.append(HTTPField("Vary", "Accept-Encoding")) }
    plain = Form(response, etag: answer.status == 200 ? answer.etag : "")
  }

  /// Packs it, where that was not done yet.
  mutating func pack() {
    guard isPackable, case .bytes(let bytes) = plain.response.body else { return }
    isPackable = false
    guard let packed = Gzip.packed(bytes) else { return }
    let etag = plain.etag.dropLast() + "-gzip\""
    var response = plain.response
    response.headers.removeAll { $0.isNamed("etag") }
    response.headers += [HTTPField("ETag", String(etag)), HTTPField("Content-Encoding", "gzip")]
    response.body = .bytes(packed)
    self.packed = Form(response, etag: String(etag))
    size += packed.count
  }

  /// What is sent to who has the bytes of some entity tags, and takes gzip or not.
  func response(to wanted: String?, takingGzip: Bool) -> HTTPResponse {
    let form = takingGzip ? packed ?? plain : plain
    guard status == 200, let wanted else { return form.response }
    for form in [plain, packed] {
      if let form, KeptAnswer.names(wanted, form.etag) { return form.unchanged }
    }
    return form.response
  }

  /// Whether a list of entity tags has this one (RFC 9110 §13.1.2).
  private static func names(_ list: String, _ etag: String) -> Bool {
    list.split(separator: ",").contains { part in
      let tag = part.drop { $0 == " " || $0 == "\t" }
      let plain = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
      return plain.prefix(etag.count) == etag || tag.first == "*"
    }
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

  /// Keeps an answer, or one that was packed since; one of more than an eighth of the room is not kept.
  mutating func keep(_ answer: KeptAnswer, for path: String) {
    guard answer.size <= limit / 8 else { return }
    clock += 1
    let had = answers.updateValue((answer, clock), forKey: path)
    size += answer.size - (had?.answer.size ?? -Self.overhead)
    if size > limit { removeOldest() }
  }

  /// Whether this answer is kept, packed or not.
  func holds(_ answer: KeptAnswer, for path: String) -> Bool {
    answers[path]?.answer.plain.etag == answer.plain.etag
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
