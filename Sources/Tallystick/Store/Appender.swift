/// Appends drafts to a record: decides, gives each its place and time, and stores them in one
/// transaction; when another writer was first, again from the start while nobody else can append.
public struct Appender {
  private let store: any EventStore
  private let recorder: String
  private let clock: () -> Instant
  private let isClockRight: Bool
  private let salt: () -> [UInt8]

  /// What the last append knew of the record, for the next one.
  private let known = Known()

  private final class Known {
    var record: PendingRecord?

    /// Where the record ended then; others may have appended to it since.
    var end: LogEnd?
  }

  /// Creates an appender.
  ///
  /// - Parameters:
  ///   - store: The record.
  ///   - recorder: The name that the recorder chose.
  ///   - isClockRight: Whether a clock far from the record's last time is to be believed.
  ///   - salt: Draws a salt of at least ``Disclosure/saltSize`` bytes for one sealed field. Where
  ///     none is drawn, a draft with fields to seal is refused.
  ///   - clock: What time it is; asked once for each attempt. A record with a test clock asks it
  ///     only for the instant to move on to.
  public init(
    to store: any EventStore, recorder: String, isClockRight: Bool = false,
    salt: @escaping () -> [UInt8] = { [] }, clock: @escaping () -> Instant
  ) {
    self.store = store
    self.recorder = recorder
    self.isClockRight = isClockRight
    self.clock = clock
    self.salt = salt
  }

  /// Appends all drafts, or none.
  ///
  /// - Throws: ``Refusals``, ``ClockError``, or ``StoreError``; nothing is appended then.
  /// - Complexity: O(*n*) in the number of drafts, and one pass over the record where some of
  ///   them are in it already.
  public func append(_ drafts: Drafts) throws -> Outcomes {
    if let outcomes = try appendAtKnownEnd(drafts) { return outcomes }
    let end = try store.end()
    if try seemsNew(drafts, end), let outcomes = try appendPresumingNew(drafts, onto: end) {
      return outcomes
    }
    return try append(drafts, onto: end) ?? appendHolding(drafts)
  }

  /// Appends all drafts while no other writer can append, or none.
  private func appendHolding(_ drafts: Drafts) throws -> Outcomes {
    var made: (outcomes: Outcomes, record: PendingRecord, end: LogEnd?)?
    known.record = nil
    try store.append(holding: { end in
      let now = clock()
      if !isClockRight { try ClockError.check(now, after: end.recorded, store.testClock) }
      let (decisions, record) = try decide(drafts, end, now)
      let entries = NewEntries(decisions, after: end, now: now, recorder: recorder)
      made = (Outcomes(decisions, after: end), record, entries.end)
      return entries.isEmpty ? nil : (entries, decisions.sealed)
    })
    guard let made else { return try append(drafts) }
    (known.record, known.end) = (made.record, made.end)
    return made.outcomes
  }

  /// Appends all drafts where the last append left the record, so that nobody need ask where it
  /// ends; nil where nothing was appended, which may be owed to what others appended since.
  private func appendAtKnownEnd(_ drafts: Drafts) throws -> Outcomes? {
    guard let end = known.end else { return nil }
    known.end = nil
    let outcomes = try appendPresumingNew(drafts, onto: end)
    return outcomes.map { $0.newSeqs.isEmpty } ?? true ? nil : outcomes
  }

  /// Appends all drafts to a record that is taken to hold no plain line of them, nor its label.
  ///
  /// The store refuses what it holds. It is nil where nothing was appended: then they are to be
  /// looked up.
  private func appendPresumingNew(_ drafts: Drafts, onto end: LogEnd) throws -> Outcomes? {
    let record = known.record
    do {
      return try append(drafts, onto: end, presumingNew: true)
    } catch is Refusals {
      return nil
    } catch is ClockError {
      return nil
    } catch StoreError.refused {
      known.record = record
      return nil
    }
  }

  /// Whether the record holds none of some plain lines, spread over all of them.
  private func seemsNew(_ drafts: Drafts, _ end: LogEnd) throws(StoreError) -> Bool {
    guard end.size > 0 else { return false }
    var ids: [EventID] = []
    for place in stride(from: 0, to: drafts.count, by: drafts.count / 16 + 1) {
      if case .plain(let line) = drafts.rows[place] { ids.append(line.id) }
    }
    if ids.isEmpty { return false }
    return try store.seqs(ofIDs: ids, labels: []).ids.isEmpty
  }

  /// Appends all drafts to a record that ends there, or none; nil when it does not.
  private func append(
    _ drafts: Drafts, onto end: LogEnd, presumingNew: Bool = false
  ) throws -> Outcomes? {
    let now = clock()
    if !isClockRight { try ClockError.check(now, after: end.recorded, store.testClock) }
    let (decisions, record) = try decide(drafts, end, now, presumingNew: presumingNew)
    let entries = NewEntries(decisions, after: end, now: now, recorder: recorder)
    guard try isStored(entries, decisions.sealed, onto: end.size) else { return nil }
    known.record = record
    known.end = entries.end
    return Outcomes(decisions, after: end)
  }

  /// Stores entries; false when another writer was first.
  private func isStored(
    _ entries: NewEntries, _ sealed: SealedChanges, onto size: Int
  ) throws(StoreError) -> Bool {
    if entries.isEmpty { return true }
    do {
      try store.append(entries, sealed: sealed, onto: size)
      return true
    } catch {
      guard case .headMoved = error else { throw error }
      return false
    }
  }

  /// Decides on all drafts, storing nothing; also gives what the record will be with them.
  private func decide(
    _ drafts: Drafts, _ end: LogEnd, _ now: Instant, presumingNew: Bool = false
  ) throws -> (Decisions, PendingRecord) {
    let (decisions, record) = try decideEach(drafts, end, now, presumingNew: presumingNew)
    guard decisions.refusals.isEmpty else { throw Refusals(decisions.refusals) }
    let repeats = try repeats(decisions, end)
    guard repeats.isEmpty else {
      throw Refusals(repeats.sorted { $0.key < $1.key }.map(\.value))
    }
    return (decisions, record)
  }

  /// Decides on each draft, the others taken or not; also gives what the record will be with those
  /// taken.
  private func decideEach(
    _ drafts: Drafts, _ end: LogEnd, _ now: Instant, presumingNew: Bool = false
  ) throws -> (Decisions, PendingRecord) {
    let continued = known.record?.stored(upTo: end.size, now: now)
    known.record = nil
    var decide = Decide(
      continued ?? PendingRecord(store, size: end.size, now: now), salt: salt)
    try decide.record.foresee(drafts, presumingNew: presumingNew)
    let decisions = try Decisions(drafts, by: &decide)
    return (decisions, decide.record)
  }

  /// Decides on each draft onto the record as it is now.
  func decideEach(_ drafts: Drafts) throws -> (Decisions, LogEnd) {
    let end = try store.end()
    let now = clock()
    if !isClockRight { try ClockError.check(now, after: end.recorded, store.testClock) }
    return (try decideEach(drafts, end, now).0, end)
  }

  /// The drafts that were appended before and hold no longer, by their places.
  func repeats(_ decisions: Decisions, _ end: LogEnd) throws -> [Int: Refusal] {
    guard decisions.countOfRepeats > 0 else { return [:] }
    var repeats = Repeats(decisions)
    guard let first = repeats.firstSeq else { return [:] }
    repeats.look(at: decisions, after: end.size, from: first)
    var last = end.size
    while last > first {
      let from = max(first + 1, last - type(of: store).batchSize + 1)
      for entry in try store.entries(from...last).reversed() {
        repeats.look(at: entry.id, seq: entry.seq, try entry.event().content)
      }
      last = from - 1
    }
    return repeats.ended.reduce(into: [:]) { refusals, ended in
      let draft = decisions.drafts[ended.key]
      let again = draft.content.knownType?.isAct ?? true ? "was said again" : "is to hold again"
      refusals[ended.key] = Refusal(
        "The same was appended before and \(ended.value.how) by #\(ended.value.seq) since. If it "
          + "\(again), give stated as an instant or \"repeat\":2 in the body.",
        line: draft.line)
    }
  }
}

/// The clock and the record's last time are too far apart to append.
public enum ClockError: Error, Hashable, Sendable {
  /// The last event was recorded after what the clock shows.
  case behind(last: Instant, now: Instant)

  /// The last event was recorded long before what the clock shows.
  case farAhead(last: Instant, now: Instant)

  static func check(_ now: Instant, after last: Instant?, _ testClock: Instant?) throws(ClockError)
  {
    guard let last, testClock == nil else { return }
    let difference = now.microseconds - last.microseconds
    if difference < -60_000_000 { throw .behind(last: last, now: now) }
    if difference > 400 * 86_400_000_000 { throw .farAhead(last: last, now: now) }
  }
}

extension ClockError: CustomStringConvertible {
  /// What happened, as sentences.
  public var description: String {
    switch self {
    case .behind(let last, let now):
      "The record's last event was recorded at \(last), and the clock shows \(now), which is before."
    case .farAhead(let last, let now):
      "The record's last event was recorded at \(last), and the clock shows \(now), over 400 days "
        + "later."
    }
  }
}

extension Appender {
  /// Lists what stands against some drafts, and appends nothing.
  public func problems(of drafts: Drafts) throws -> [Refusal] {
    do {
      _ = try decide(drafts, try store.end(), clock())
      return []
    } catch let refusals as Refusals {
      return refusals.all
    }
  }
}

extension Appender {
  /// Appends all drafts, or none, as ``append(_:)-(Drafts)`` does.
  public func append(_ drafts: [Draft]) throws -> [Outcome] { Array(try append(Drafts(drafts))) }

  /// Lists what stands against some drafts, and appends nothing.
  public func problems(of drafts: [Draft]) throws -> [Refusal] {
    try problems(of: Drafts(drafts))
  }

  /// Decides on all drafts, each by itself, and appends nothing.
  public func rehearse(_ drafts: [Draft]) throws -> [Rehearsed] { try rehearse(Drafts(drafts)) }
}
