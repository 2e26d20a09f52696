internal import TransparencyLog

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
