internal import Glibc
internal import Synchronization
internal import TallyPostgres
internal import TallySite
internal import Tallystick
internal import TransparencyLog

/// A record while it is served: read again as it grows, and answered from memory where it did not.
///
/// One request of a record is worked out at a time, on a thread of its own, so no page is made twice at
/// once; what was made already is answered without waiting. It opens the record for reading alone: a file,
/// the folder of a mirror, or a record in a database.
actor ServedRecord {
  /// Why a page cannot be had.
  struct Unavailable: Error {
    /// A sentence for everybody, which tells of no file, server or name of this machine.
    let reason: String

    /// A sentence for who runs the server, where there is more to tell.
    var details: String?
  }

  /// How far a record goes.
  struct Head {
    let size: Int
    let root: Hash
    let recorded: Instant?
  }

  /// What stands in the metrics.
  struct Numbers {
    var size = 0
    var covered = 0
    var recorded: Instant?
    var signed: Instant?
    var made = 0
    var kept = 0
    var bytesKept = 0
    var isWell = true

    /// The lines of witnesses on the last checkpoint.
    var cosignatures = 0

    /// The server of a record in a database.
    var server: DatabaseServer?
  }

  /// The name under which it is served among several.
  nonisolated let name: String

  private let path: String
  private let site: Site
  private var state: State?
  private var trouble: Unavailable?
  private var made = 0

  /// What the record was when it was last seen: another that is put in its place must extend it.
  private var seen: (size: Int, root: Hash, origin: String)?

  private let thread: OwnThread

  /// The thread on which it works.
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// What is answered without waiting, while it is fresh.
  private nonisolated let shelf = Mutex(Shelf())

  /// How often the record is looked at again.
  private static let pause = Duration.milliseconds(250)

  /// How many requests may wait for one another.
  private static let mostWaiting = 64

  private nonisolated let waiting = WaitCount()

  private struct Shelf {
    var answers = KeptAnswers(limit: 64 << 20)
    var looked: ContinuousClock.Instant?
    var head: Head?

    /// Whether the record was looked at just now, and was well.
    var isFresh: Bool {
      guard head != nil, let looked else { return false }
      return ContinuousClock.now - looked < ServedRecord.pause
    }
  }

  /// The record, open.
  private struct State {
    let store: any RecordReader
    let record: SiteRecord

    /// Which file it is; nil for a record in a database.
    let file: FileIdentity?
    var today: Day
  }

  init(_ path: String, name: String, site: Site) {
    self.path = path
    self.name = name
    self.site = site
    thread = OwnThread("tally.record.\(name)")
  }

  /// The answer to a path that is there already, in the form that is wanted.
  nonisolated func ready(_ path: String, packed: Bool) -> KeptAnswer? {
    guard let answer = shelf.withLock({ $0.isFresh ? $0.answers[path] : nil }),
      !packed || !answer.isPackable
    else { return nil }
    return answer
  }

  /// Answers a path, packed by gzip too where that is wanted; nil where too many wait already.
  nonisolated func answer(
    _ path: String, query: [(name: String, value: String)], packed: Bool
  ) async -> KeptAnswer? {
    if query.isEmpty, let answer = ready(path, packed: packed) { return answer }
    guard waiting.enter(most: Self.mostWaiting) else { return nil }
    defer { waiting.leave() }
    let made = await worked(path, query)
    var answer = made.answer
    guard packed, answer.isPackable else { return answer }
    answer.pack()
    if query.isEmpty {
      shelf.withLock { shelf in
        // Another answer may have come meanwhile.
        if shelf.head?.root == made.root, shelf.answers.holds(answer, for: path) {
          shelf.answers.keep(answer, for: path)
        }
      }
    }
    return answer
  }

  /// Answers a path for an audience, to which fields were disclosed; nil where too many wait already.
  ///
  /// Nothing of it is kept.
  nonisolated func answer(
    _ path: String, query: [(name: String, value: String)], to audience: String
  ) async -> SiteAnswer? {
    guard waiting.enter(most: Self.mostWaiting) else { return nil }
    defer { waiting.leave() }
    return await worked(path, query, to: audience)
  }

  private func worked(
    _ path: String, _ query: [(name: String, value: String)], to audience: String
  ) -> SiteAnswer {
    do {
      let state = try look()
      made += 1
      let disclosures = try state.store.disclosures(to: [audience]).map { try $0.disclosure() }
      return try site.answer(
        path, query: query, of: state.record, today: state.today, to: audience,
        opening: Dictionary(disclosures.map { ($0.digest, $0) }) { first, _ in first })
    } catch {
      return site.unavailable(fail(error).reason)
    }
  }

  private func worked(
    _ path: String, _ query: [(name: String, value: String)]
  ) -> (answer: KeptAnswer, root: Hash?) {
    do {
      let state = try look()
      let root = state.record.root
      if query.isEmpty, let answer = shelf.withLock({ $0.answers[path] }) { return (answer, root) }
      made += 1
      let answer = KeptAnswer(
        try site.answer(path, query: query, of: state.record, today: state.today))
      if query.isEmpty, answer.status == 200 {
        shelf.withLock { $0.answers.keep(answer, for: path) }
      }
      return (answer, root)
    } catch {
      return (KeptAnswer(site.unavailable(fail(error).reason)), nil)
    }
  }

  /// How far the record goes.
  nonisolated func head() async throws(Unavailable) -> Head {
    if let head = shelf.withLock({ $0.isFresh ? $0.head : nil }) { return head }
    return try await lookedHead()
  }

  private func lookedHead() throws(Unavailable) -> Head {
    do {
      let state = try look()
      return shelf.withLock { $0.head }
        ?? Head(size: state.record.size, root: state.record.root, recorded: nil)
    } catch {
      throw fail(error)
    }
  }

  /// The bytes of entries, which are there.
  func entries(_ seqs: ClosedRange<Int>) throws(Unavailable) -> [EntryBytes] {
    do {
      return try look().store.bytes(seqs)
    } catch {
      throw fail(error)
    }
  }

  /// What stands in the metrics.
  func numbers() -> Numbers {
    let state: State?
    do { state = try look() } catch {
      state = nil
      _ = fail(error)
    }
    let (kept, bytes, head) = shelf.withLock {
      ($0.answers.hits, $0.answers.size, $0.head)
    }
    let covered = state?.record.covered ?? 0
    let signed = covered > 0 ? try? state?.store.entries(covered...covered).first?.recorded : nil
    var numbers = Numbers(
      size: state?.record.size ?? seen?.size ?? 0, covered: covered, recorded: head?.recorded,
      signed: signed, made: made, kept: kept, bytesKept: bytes, isWell: trouble == nil)
    if let store = state?.store, covered > 0, let notes = try? CosignedNotes(of: store, at: path) {
      numbers.cosignatures = (try? notes.lines(onSize: covered).count) ?? 0
    }
    numbers.server = try? (state?.store as? PostgresStore)?.server()
    return numbers
  }

  /// Looks whether the record grew, at most a few times a second.
  private func look() throws -> State {
    if let looked = shelf.withLock({ $0.looked }), ContinuousClock.now - looked < Self.pause {
      if let trouble { throw trouble }
      if let state { return state }
    }
    var state = try current()
    let today = try state.store.today()
    let isOld = try state.record.catchUp() || today != state.today
    state.today = today
    self.state = state
    seen = (state.record.size, state.record.root, state.record.origin)
    trouble = nil
    let size = state.record.size
    let recorded = size > 0 ? try state.store.entries(size...size).first?.recorded : nil
    let head = Head(size: size, root: state.record.root, recorded: recorded)
    shelf.withLock { shelf in
      if isOld { shelf.answers.removeAll() }
      shelf.head = head
      shelf.looked = .now
    }
    return state
  }

  /// The record, opened again where another file has its name now.
  private func current() throws -> State {
    let file = FileIdentity(of: path)
    guard file != nil || isInDatabase else {
      throw Unavailable(reason: "The record is not where it was: its file is gone.")
    }
    if let state, state.file == file { return state }
    let store = try RecordOptions.openForReading(path)
    let record = try SiteRecord(store)
    if let seen {
      guard record.origin == seen.origin, record.size >= seen.size,
        try store.root(ofSize: seen.size) == seen.root
      else {
        throw Unavailable(
          reason: "Another record, or an older state of this one, was put in the place of the "
            + "record: it does not hold the \(seen.size) events that were shown.")
      }
    }
    shelf.withLock { $0.answers.removeAll() }
    return State(store: store, record: record, file: file, today: .minimum)
  }

  private nonisolated var isInDatabase: Bool { RecordAddress.isAddress(path) }

  /// Forgets what was open, so that the next look begins anew, and says what happened: in general words to
  /// everybody, and exactly to whoever runs the server.
  private func fail(_ error: any Error) -> Unavailable {
    state = nil
    let reason = (error as? Unavailable) ?? Unavailable(reason: general(error), details: "\(error)")
    if let details = reason.details, trouble?.details != details {
      StandardError.write("Error: \(name): \(escaped(details))\n")
    }
    trouble = reason
    shelf.withLock { shelf in
      shelf.answers.removeAll()
      shelf.head = nil
      shelf.looked = .now
    }
    return reason
  }

  /// What happened, without anything that tells of this machine.
  private func general(_ error: any Error) -> String {
    switch error as? StoreError {
    case .busy: "The record is locked by another program."
    case .damaged, .corrupt, .foreignSchema: "The record is damaged."
    default:
      isInDatabase
        ? "The database of the record cannot be read now." : "The record cannot be read now."
    }
  }
}

/// Which file has a name: its place on the disk.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64

  /// The file of a path, links followed; nil where there is none.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }
}
