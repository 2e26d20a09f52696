/// Appends drafts to a record: decides, gives each its place and time, and stores them in one
/// transaction, again from the start when another writer was first.
public struct Appender {
  /// What became of one draft.
  public struct Outcome: Hashable, Sendable {
    /// Its place in the log.
    public let seq: Int
    /// Its id.
    public let id: EventID
    /// Its label, where one was stored with it now.
    public let label: String?
    /// Whether it was appended now, and not before.
    public let isNew: Bool
    /// What the person who asked should know besides.
    public let warnings: [String]
  }

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
  public func append(_ drafts: [Draft]) throws -> [Outcome] {
    if let outcomes = try appendAtKnownEnd(drafts) { return outcomes }
    while true {
      if let outcomes = try append(drafts, onto: try store.end()) { return outcomes }
    }
  }

  /// Appends all drafts where the last append left the record, so that nobody need ask where it
  /// ends; nil where nothing was appended, which may be owed to what others appended since.
  ///
  /// Of a single plain line it takes for granted that the record does not hold it, nor its label:
  /// the store refuses what it holds.
  private func appendAtKnownEnd(_ drafts: [Draft]) throws -> [Outcome]? {
    guard let end = known.end else { return nil }
    let record = known.record
    known.end = nil
    do {
      let outcomes = try append(drafts, onto: end, presumingNew: drafts.count == 1)
      return outcomes?.contains(where: \.isNew) ?? false ? outcomes : nil
    } catch is Refusals {
      return nil
    } catch is ClockError {
      return nil
    } catch StoreError.refused {
      known.record = record
      return nil
    }
  }

  /// Appends all drafts to a record that ends there, or none; nil when it does not.
  private func append(
    _ drafts: [Draft], onto end: LogEnd, presumingNew: Bool = false
  ) throws -> [Outcome]? {
    let now = clock()
    if !isClockRight { try ClockError.check(now, after: end.recorded, store.testClock) }
    let (decided, record) = try decide(drafts, end, now, presumingNew: presumingNew)
    let entries = NewEntries(decided, after: end, now: now, recorder: recorder)
    let sealing = decided.filter(\.isSealing)
    let sealed = SealedChanges(
      kept: sealing.flatMap(\.sealed.kept), destroyed: sealing.flatMap(\.sealed.destroyed))
    guard try isStored(entries, sealed, onto: end.size) else { return nil }
    known.record = record
    known.end = entries.end
    return outcomes(decided, end)
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
    _ drafts: [Draft], _ end: LogEnd, _ now: Instant, presumingNew: Bool = false
  ) throws -> ([Decided], PendingRecord) {
    var decided: [Decided] = []
    var refusals: [Refusal] = []
    decided.reserveCapacity(drafts.count)
    let (each, record) = try decideEach(drafts, end, now, presumingNew: presumingNew)
    for one in each {
      switch one {
      case .success(let taken): decided.append(taken)
      case .failure(let refused): refusals += refused.all
      }
    }
    guard refusals.isEmpty else { throw Refusals(refusals) }
    let repeats = try repeats(drafts, decided, end)
    guard repeats.isEmpty else {
      throw Refusals(repeats.sorted { $0.key < $1.key }.map(\.value))
    }
    return (decided, record)
  }

  /// Decides on each draft, the others taken or not; also gives what the record will be with those
  /// taken.
  private func decideEach(
    _ drafts: [Draft], _ end: LogEnd, _ now: Instant, presumingNew: Bool = false
  ) throws -> ([Result<Decided, Refusals>], PendingRecord) {
    let continued = known.record?.stored(upTo: end.size, now: now)
    known.record = nil
    var decide = Decide(
      continued ?? PendingRecord(store, size: end.size, now: now), salt: salt)
    try decide.record.foresee(drafts, presumingNew: presumingNew)
    let each = try drafts.map { draft -> Result<Decided, Refusals> in
      do {
        return .success(try decide.decide(draft))
      } catch let refusals as Refusals {
        return .failure(refusals)
      }
    }
    return (each, decide.record)
  }

  /// Decides on each draft onto the record as it is now.
  func decideEach(_ drafts: [Draft]) throws -> ([Result<Decided, Refusals>], LogEnd) {
    let end = try store.end()
    let now = clock()
    if !isClockRight { try ClockError.check(now, after: end.recorded, store.testClock) }
    return (try decideEach(drafts, end, now).0, end)
  }

  /// The drafts that were appended before and hold no longer, by their places.
  func repeats(
    _ drafts: [Draft], _ decided: [Decided], _ end: LogEnd
  ) throws -> [Int: Refusal] {
    guard decided.contains(where: \.isRepeat) else { return [:] }
    var repeats = Repeats(decided)
    guard let first = repeats.firstSeq else { return [:] }
    for (seq, id, content) in newEvents(decided, end).reversed() {
      repeats.look(at: id, seq: seq, content)
    }
    var last = end.size
    while last > first {
      let from = max(first + 1, last - type(of: store).batchSize + 1)
      for entry in try store.entries(from...last).reversed() {
        repeats.look(at: entry.id, seq: entry.seq, try entry.event().content)
      }
      last = from - 1
    }
    var refusals: [Int: Refusal] = [:]
    for (place, draft) in drafts.enumerated() {
      guard let end = repeats.ended[place] else { continue }
      refusals[place] = Refusal(
        "The same was appended before and \(end.how) by #\(end.seq) since. If it was said again, "
          + "give stated as an instant or \"repeat\":2 in the body.", line: draft.line)
    }
    return refusals
  }

  /// The events that will be new, each with its seq.
  private func newEvents(
    _ decided: [Decided], _ end: LogEnd
  ) -> [(seq: Int, id: EventID, content: Content)] {
    var seq = end.size
    return decided.compactMap { one in
      guard case .append(let id, _) = one.decision else { return nil }
      seq += 1
      return (seq, id, one.content)
    }
  }

  private func outcomes(_ decided: [Decided], _ end: LogEnd) -> [Outcome] {
    var seq = end.size
    return decided.map { decision in
      switch decision.decision {
      case .append(let id, let label):
        seq += 1
        return Outcome(seq: seq, id: id, label: label, isNew: true, warnings: decision.warnings)
      case .already(let first, let id):
        return Outcome(seq: first, id: id, label: nil, isNew: false, warnings: decision.warnings)
      }
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
  public func problems(of drafts: [Draft]) throws -> [Refusal] {
    do {
      _ = try decide(drafts, try store.end(), clock())
      return []
    } catch let refusals as Refusals {
      return refusals.all
    }
  }
}
