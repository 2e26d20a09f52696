public import TransparencyLog

/// An entry as a store keeps it: its bytes, and beside them the columns that find it.
public struct StoredEntry: Hashable, Sendable {
  /// The place in the log, from 1.
  public let seq: Int

  /// The id of the content.
  public let id: EventID

  /// The label, where it has one.
  public let label: String?

  /// When the log took it.
  public let recorded: Instant

  /// The word of its type.
  public let type: String

  /// The canonical bytes that are hashed.
  public let bytes: [UInt8]

  /// Creates an entry.
  public init(
    seq: Int, id: EventID, label: String?, recorded: Instant, type: String, bytes: [UInt8]
  ) {
    self.seq = seq
    self.id = id
    self.label = label
    self.recorded = recorded
    self.type = type
    self.bytes = bytes
  }

  /// Creates the row that holds `event`.
  public init(_ event: Event) { self.init(event, bytes: event.bytes) }

  /// Creates the row that holds `event`, whose bytes these are.
  init(_ event: Event, bytes: [UInt8]) {
    self.init(
      seq: event.seq, id: event.id, label: event.label, recorded: event.recorded,
      type: event.content.type, bytes: bytes)
  }

  /// Creates the entry that stands as number `seq`, of its bytes alone.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when they are no entry.
  public init(seq: Int, bytes: [UInt8]) throws(StoreError) {
    let event = try Event(stored: bytes, seq: seq)
    self.init(
      seq: seq, id: event.id, label: event.label, recorded: event.recorded,
      type: event.content.type, bytes: bytes)
  }

  /// The event in the bytes.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when the bytes are no entry.
  public func event() throws(StoreError) -> Event { try Event(stored: bytes, seq: seq) }
}

extension Event {
  /// Reads the entry that is stored as number `seq`.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when the bytes are no entry.
  init(stored bytes: [UInt8], seq: Int) throws(StoreError) {
    do {
      self = try Event(decoding: bytes)
    } catch {
      throw .damaged(seq: seq, reason: error.description)
    }
  }
}

/// The canonical bytes of an entry, and where they stand in the log: all that a fold looks at.
public struct EntryBytes: Hashable, Sendable {
  /// The place in the log, from 1.
  public let seq: Int

  /// The canonical bytes that are hashed.
  public let bytes: [UInt8]

  /// Creates the bytes of an entry.
  public init(seq: Int, bytes: [UInt8]) {
    self.seq = seq
    self.bytes = bytes
  }

  /// The event in the bytes.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when the bytes are no entry.
  public func event() throws(StoreError) -> Event { try Event(stored: bytes, seq: seq) }
}

/// A checkpoint as a store keeps it.
public struct StoredCheckpoint: Hashable, Sendable {
  /// The number of entries that it covers.
  public let size: Int

  /// The signed note.
  public let note: [UInt8]

  /// Creates a checkpoint.
  public init(size: Int, note: [UInt8]) {
    self.size = size
    self.note = note
  }
}

/// How many entries a record holds, and when it took the last.
public struct LogEnd: Hashable, Sendable {
  /// The number of entries; the seq of the last one.
  public let size: Int

  /// When the last entry was recorded; nil for an empty record.
  public let recorded: Instant?

  /// Creates an end.
  public init(size: Int, recorded: Instant?) {
    self.size = size
    self.recorded = recorded
  }
}

/// Where some ids and labels stand in a record; those that it does not hold are left out.
public struct HeldSeqs: Hashable, Sendable {
  /// The seqs of the ids.
  public var ids: [EventID: Int] = [:]

  /// The seqs of the entries with the labels.
  public var labels: [String: Int] = [:]

  /// Creates what is known of no ids.
  public init() {}
}

/// A record that can be read.
///
/// Every call is a short transaction of its own: a reader holds no lock between calls, so it fixes
/// a size first and asks for nothing beyond it.
public protocol EventReader {
  /// The name of the record, the origin of its checkpoints.
  var origin: String { get }

  /// The instant from which a record of the reserved domain `.test` counts its own time; nil for
  /// every other record, which goes by the clock.
  var testClock: Instant? { get }

  /// The number of entries and the time of the last one.
  func end() throws(StoreError) -> LogEnd

  /// The entries with seqs in `range`, in order; fewer where the record ends, and at most
  /// ``batchSize`` of them.
  func entries(_ range: ClosedRange<Int>) throws(StoreError) -> [StoredEntry]

  /// The bytes of the entries with seqs in `range`, in order; fewer where the record ends, and at
  /// most ``batchSize`` of them.
  func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes]

  /// Fills a batch with the entries with seqs in `range`; fewer where the record ends, and at most
  /// ``batchSize`` of them.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when one of them is missing.
  func read(_ range: ClosedRange<Int>, into batch: inout LeafBatch) throws(StoreError)

  /// The bytes of the entries with these seqs, which ascend, in order; at most ``batchSize``.
  ///
  /// - Throws: ``StoreError/damaged(seq:reason:)`` when one of them is missing.
  func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes]

  /// The entry with this id.
  func entry(id: EventID) throws(StoreError) -> StoredEntry?

  /// The entry with this label.
  func entry(label: String) throws(StoreError) -> StoredEntry?

  /// The seqs of those of some ids, and of those of some labels, that the record holds.
  func seqs(ofIDs ids: [EventID], labels: [String]) throws(StoreError) -> HeldSeqs

  /// At most `limit` entries whose id in hexadecimal begins with `prefix`, in the order of ids.
  func entries(idPrefix prefix: String, limit: Int) throws(StoreError) -> [StoredEntry]

  /// All entries of one of the types that register names (`source`, `agreement`, `medium`), of
  /// `amendment` or of `redaction`, in order.
  func entries(ofType type: EventType) throws(StoreError) -> [StoredEntry]

  /// The verifier key of the record's checkpoints; nil for a record that has none yet.
  func verifierKey() throws(StoreError) -> String?

  /// The stored tile at this place; nil while it is not full.
  func tile(level: Int, index: Int) throws(StoreError) -> StoredTile?

  /// The roots of the stored tiles of one level with these indexes, in order; fewer where some are
  /// missing.
  func tileRoots(level: Int, _ indexes: Range<Int>) throws(StoreError) -> [Hash]

  /// The checkpoints, smallest first.
  func checkpoints() throws(StoreError) -> [StoredCheckpoint]
}

extension EventReader {
  /// The most entries that one call returns.
  public static var batchSize: Int { 10_000 }

  /// The bytes of the entries with seqs in `range`, taken from the entries.
  public func bytes(_ range: ClosedRange<Int>) throws(StoreError) -> [EntryBytes] {
    try entries(range).map { EntryBytes(seq: $0.seq, bytes: $0.bytes) }
  }

  /// The bytes of the entries with these seqs, taken from the entries one by one.
  public func bytes(at seqs: [Int]) throws(StoreError) -> [EntryBytes] {
    try seqs.prefix(Self.batchSize).map { seq throws(StoreError) in
      guard seq > 0, let entry = try entries(seq...seq).first, entry.seq == seq else {
        throw .damaged(seq: seq, reason: "it is missing")
      }
      return EntryBytes(seq: seq, bytes: entry.bytes)
    }
  }

  /// The seqs of those of some ids, and of those of some labels, that the record holds, each looked
  /// up by itself.
  public func seqs(ofIDs ids: [EventID], labels: [String]) throws(StoreError) -> HeldSeqs {
    var held = HeldSeqs()
    for id in ids { held.ids[id] = try entry(id: id)?.seq }
    for label in labels { held.labels[label] = try entry(label: label)?.seq }
    return held
  }
}

/// A record that can be appended to.
public protocol EventStore: EventReader, DisclosureReader {
  /// Appends all of `entries` after the first `size`, and keeps and destroys what `sealed` says,
  /// in one transaction, or does nothing.
  ///
  /// Returns only after all of it is durable. The entries continue the seqs from `size` + 1; their
  /// ids and labels are new. Without entries nothing is kept or destroyed. What is destroyed has no
  /// byte left in the record.
  ///
  /// - Throws: ``StoreError/headMoved(expected:actual:)`` when the record does not hold `size`
  ///   entries; nothing is changed then.
  func append(
    _ entries: NewEntries, sealed: SealedChanges, onto size: Int
  ) throws(StoreError)

  /// Appends what `decide` makes of where the record ends, while nobody else can append to it; nothing
  /// where that is nil.
  ///
  /// `decide` may read the record. Where somebody else was first, this is how a writer gets its turn.
  ///
  /// - Throws: What `decide` throws, and as ``append(_:sealed:onto:)``; nothing is appended then.
  func append(
    holding decide: (LogEnd) throws -> (entries: NewEntries, sealed: SealedChanges)?
  ) throws

  /// Names an audience to which a disclosure goes; one that is named already stays.
  ///
  /// - Throws: ``StoreError/refused(code:reason:)`` when the record does not hold the disclosure.
  func disclose(_ digest: String, to audience: String) throws(StoreError)

  /// Stores a checkpoint, durably; one that is stored already is left as it is.
  func add(_ checkpoint: StoredCheckpoint) throws(StoreError)

  /// Gives a record that has none its verifier key.
  func adopt(verifierKey: String) throws(StoreError)
}

extension EventStore {
  /// Appends what `decide` makes of where the record ends; decides anew as often as somebody else is
  /// first.
  ///
  /// - Throws: What `decide` throws, and as ``append(_:sealed:onto:)``; nothing is appended then.
  public func append(
    holding decide: (LogEnd) throws -> (entries: NewEntries, sealed: SealedChanges)?
  ) throws {
    while true {
      let end = try end()
      guard let (entries, sealed) = try decide(end) else { return }
      do throws(StoreError) {
        try append(entries, sealed: sealed, onto: end.size)
        return
      } catch {
        guard case .headMoved = error else { throw error }
      }
    }
  }

  /// Appends all of `entries`, of which none seals or destroys anything, after the first `size`.
  ///
  /// - Throws: As ``append(_:sealed:onto:)``.
  public func append(_ entries: [StoredEntry], onto size: Int) throws(StoreError) {
    try append(entries, sealed: SealedChanges(), onto: size)
  }

  /// Appends all of `entries` after the first `size`, and keeps and destroys what `sealed` says.
  ///
  /// - Throws: As ``append(_:sealed:onto:)``.
  public func append(
    _ entries: [StoredEntry], sealed: SealedChanges, onto size: Int
  ) throws(StoreError) {
    try append(NewEntries(entries), sealed: sealed, onto: size)
  }
}

/// A refusal by a store.
public enum StoreError: Error, Hashable, Sendable {
  /// Another writer appended first; read the end again and decide again.
  case headMoved(expected: Int, actual: Int)

  /// An entry's bytes are no entry.
  case damaged(seq: Int, reason: String)

  /// Others kept the record locked for `seconds` while nothing was added to it.
  case busy(seconds: Int)

  /// The record cannot be opened, read or written; `advice` tells what to do.
  case unusable(reason: String, advice: String)

  /// The file is damaged below the tables; `reason` is a sentence.
  case corrupt(reason: String)

  /// The file's tables or triggers are not those of a record.
  case foreignSchema(reason: String)

  /// The database refused; `code` is an SQLite extended result code, or PostgreSQL's SQLSTATE.
  case refused(code: String, reason: String)
}

extension StoreError: CustomStringConvertible {
  /// What happened, as a sentence.
  public var description: String {
    switch self {
    case .headMoved(let expected, let actual):
      "The record grew from \(expected) to \(actual) events while this was prepared."
    case .damaged(let seq, let reason): "Event #\(seq) of the record is damaged: \(reason)."
    case .busy(let seconds):
      "The record is locked by another program, and nothing was added to it for \(seconds) seconds."
    case .unusable(let reason, _), .corrupt(let reason): reason
    case .foreignSchema(let reason):
      "The tables of the record are not as they should be: \(reason)."
    case .refused(let code, let reason): "The database refused (\(code)): \(reason)."
    }
  }

  /// What to do next.
  public var advice: String {
    switch self {
    case .headMoved: "Run the command again."
    case .damaged, .foreignSchema: "Run `tally verify` and compare with a copy kept elsewhere."
    case .corrupt: "Keep it as it is, and go on with a copy kept elsewhere."
    case .busy: "See which program holds it, or try again later."
    case .unusable(_, let advice): advice
    case .refused: "Look at the disk and at the file's permissions; nothing was appended."
    }
  }
}
