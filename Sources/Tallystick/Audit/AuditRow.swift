internal import TransparencyLog

/// A row of the table of entries as it is, whatever it holds.
public struct AuditRow: Hashable, Sendable {
  /// Its key.
  public let seq: Int

  /// The column `id`; nil where it is no blob.
  public var id: [UInt8]? { key?.bytes }

  /// The same, as it is compared.
  let key: ColumnBytes?

  /// The column `label`.
  public let label: String?

  /// The column `recorded` in microseconds; nil where it is no integer.
  public let recorded: Int64?

  /// The column `type`; nil where it is no text.
  public let type: String?

  /// The column `bytes`; nil where it is no blob.
  public let bytes: [UInt8]?

  /// Whether it stands in a table, with columns beside its bytes.
  let hasColumns: Bool

  /// Creates a row of a table.
  public init(
    seq: Int, id: [UInt8]?, label: String?, recorded: Int64?, type: String?, bytes: [UInt8]?
  ) {
    hasColumns = true
    self.seq = seq
    key = id.map { ColumnBytes($0) }
    self.label = label
    self.recorded = recorded
    self.type = type
    self.bytes = bytes
  }

  /// Creates a row of a table whose column `id` is an id.
  public init(
    seq: Int, id: EventID, label: String?, recorded: Int64?, type: String?, bytes: [UInt8]?
  ) {
    hasColumns = true
    self.seq = seq
    key = .id(id)
    self.label = label
    self.recorded = recorded
    self.type = type
    self.bytes = bytes
  }

  /// Creates the row of an entry that was read whole.
  public init(_ entry: StoredEntry) {
    self.init(
      seq: entry.seq, id: entry.id, label: entry.label,
      recorded: entry.recorded.microseconds, type: entry.type, bytes: entry.bytes)
  }

  /// Creates the row of an entry that stands in no table: a snapshot or a proof has its bytes only.
  public init(seq: Int, bytes: [UInt8]) {
    self.seq = seq
    self.bytes = bytes
    (key, label, recorded, type, hasColumns) = (nil, nil, nil, nil, false)
  }
}

/// A row looked at by itself: its leaf hash, and what is wrong with it.
public struct CheckedRow: Sendable {
  /// Its key.
  public let seq: Int

  /// The hash of its bytes; nil where it has none.
  let leaf: Hash?

  /// When it was recorded, as its bytes say; nil where they are no entry.
  package let recorded: Instant?

  /// The event in it, where that seals a field or says that one was destroyed.
  var sealing: Event? { notes?.sealing }

  /// What it has to do with who signed what; nil where nothing.
  var signing: SigningNote? { notes?.signing }

  /// What is wrong with it.
  public var finding: Finding? { notes?.finding }

  /// What most rows do not have.
  private let notes: Notes?

  private final class Notes: Sendable {
    let sealing: Event?
    let signing: SigningNote?
    let finding: Finding?

    /// Creates the notes on an event; nil where there is nothing to note.
    init?(_ event: Event?, _ finding: Finding?) {
      sealing = event.flatMap(CheckedRow.sealing)
      signing = event.flatMap { SigningNote($0) }
      if sealing == nil && signing == nil && finding == nil { return nil }
      self.finding = finding
    }

    /// Creates the notes on an entry that has nothing wrong; nil where there is nothing to note.
    convenience init?(_ entry: EntryParts, in bytes: Span<UInt8>) {
      let copy = bytes.withUnsafeBufferPointer { Array($0) }
      if !entry.hasDigests, SigningNote.isBearing(entry, in: bytes) {
        self.init(bearing: copy)
      } else {
        self.init(try? Event(decoding: copy), nil)
      }
    }

    private init(bearing bytes: [UInt8]) {
      (sealing, signing, finding) = (nil, .bearing(bytes), nil)
    }
  }

  /// Re-hashes the bytes, re-derives the id, and compares the columns with the bytes.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public init(_ row: AuditRow) {
    if let whole = CheckedRow(scanning: row) {
      self = whole
    } else {
      self.init(reading: row)
    }
  }

  /// Takes a row that has nothing wrong, as far as its bytes can be scanned; nil for every other
  /// row, which ``init(reading:)`` is to look at.
  init?(scanning row: AuditRow) {
    guard let bytes = row.bytes, let entry = EntryParts(scanning: bytes.span),
      !row.hasColumns || CheckedRow.agrees(row, entry, in: bytes.span)
    else { return nil }
    self.init(entry, seq: row.seq, in: bytes.span, leaf: Hash.leaf(of: bytes))
  }

  /// Takes a row that has nothing wrong, whose bytes are those of an entry and whose columns agree
  /// with them; nil for every other row.
  ///
  /// The hash of the bytes is asked for where it is wanted.
  init?(_ entry: EntryParts, seq: Int, in bytes: Span<UInt8>, leaf: @autoclosure () -> Hash) {
    guard entry.seq == seq, DaySpan(plainStated: bytes.extracting(entry.stated)) != nil,
      entry.contentID(in: bytes) == entry.id
    else { return nil }
    self.seq = seq
    self.leaf = leaf()
    recorded = entry.recorded
    let isNoted =
      entry.hasDigests || bytes.isText(EventType.redaction.rawValue, at: entry.type)
      || SigningNote.mayBe(of: entry, in: bytes)
    notes = isNoted ? Notes(entry, in: bytes) : nil
  }

  private static func sealing(_ event: Event) -> Event? {
    let content = event.content
    return content.knownType == .redaction || content.body.isSealed ? event : nil
  }

  /// Whether the columns say what the bytes say.
  private static func agrees(
    _ row: AuditRow, _ entry: EntryParts, in bytes: Span<UInt8>
  ) -> Bool {
    guard row.key == .id(entry.id), entry.recorded.microseconds == row.recorded,
      let type = row.type, bytes.isText(type, at: entry.type)
    else { return false }
    switch (row.label, entry.label) {
    case (nil, nil): return true
    case (let label?, let place?): return bytes.isText(label, at: place)
    default: return false
    }
  }

  /// Looks at a row by reading its entry whole and writing it again.
  init(reading row: AuditRow) {
    seq = row.seq
    leaf = row.bytes.map { Hash.leaf(of: $0) }
    guard let bytes = row.bytes else {
      recorded = nil
      notes = Notes(nil, Finding(.altered, at: row.seq...row.seq, "the entry has no bytes"))
      return
    }
    let event: Event
    do {
      event = try Event(decoding: bytes)
    } catch {
      recorded = nil
      notes = Notes(
        nil, Finding(.altered, at: row.seq...row.seq, "its bytes are no entry: \(error)"))
      return
    }
    recorded = event.recorded
    notes = Notes(event, CheckedRow.finding(row, bytes, event))
  }

  private static func finding(_ row: AuditRow, _ bytes: [UInt8], _ event: Event) -> Finding? {
    let place = row.seq...row.seq
    if event.bytes != bytes {
      return Finding(.altered, at: place, "its bytes are not canonical, or hold a foreign field")
    }
    let id = event.content.id
    if id != event.id {
      return Finding(.altered, at: place, "its content has the id \(id), and it says \(event.id)")
    }
    if event.seq != row.seq {
      return Finding(
        .reordered, at: place, "the entry that stands here says that it is #\(event.seq)")
    }
    guard row.hasColumns else { return nil }
    let columns = [
      ("id", row.id == event.id.bytes), ("label", row.label == event.label),
      ("recorded", row.recorded == event.recorded.microseconds),
      ("type", row.type == event.content.type),
    ]
    guard let wrong = columns.first(where: { !$0.1 }) else { return nil }
    return Finding(.altered, at: place, "the column \(wrong.0) differs from the bytes")
  }
}
