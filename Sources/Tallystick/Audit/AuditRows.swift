internal import TransparencyLog

/// Rows of the table of entries, in order, whatever they hold, in one piece of memory.
///
/// Of a row whose columns are of the kinds that an entry has, the bytes stand one after another in
/// it; a row of another kind is kept as it is.
public struct AuditRows: Sendable {
  /// Where the columns of a row stand: label, type and bytes from `start` on.
  private struct Place: Sendable {
    let seq: Int
    let id: EventID
    let recorded: Int64
    let start: Int

    /// The number of bytes of each, a zero byte standing before those of the entry; a label of none is
    /// no label.
    let label, type, bytes: Int

    /// The number of a row that is kept as it is; then the rest, but for the seq, says nothing.
    var odd: Int?

    var labelRange: Range<Int> { start..<start + label }
    var typeRange: Range<Int> { labelRange.upperBound..<labelRange.upperBound + type }
    var bytesRange: Range<Int> { typeRange.upperBound + 1..<typeRange.upperBound + 1 + bytes }

    /// The entry with its zero byte, as a leaf is hashed (RFC 6962 §2.1).
    var leafRange: Range<Int> { typeRange.upperBound..<bytesRange.upperBound }
  }

  private var memory: [UInt8] = []
  private var places: [Place] = []
  private var odd: [AuditRow] = []

  /// Creates no rows.
  public init() {}

  /// Creates the rows of an array.
  public init(_ rows: some Sequence<AuditRow>) {
    for row in rows { append(row) }
  }

  /// Makes room for `rows` rows that have `bytes` bytes together.
  public mutating func reserveCapacity(rows: Int, bytes: Int) {
    places.reserveCapacity(rows)
    memory.reserveCapacity(bytes)
  }

  /// Adds a row.
  public mutating func append(_ row: AuditRow) {
    guard row.hasColumns, case .id(let id) = row.key, let recorded = row.recorded,
      let type = row.type, let bytes = row.bytes, row.label != ""
    else {
      let place = Place(
        seq: row.seq, id: EventID(high: 0, low: 0), recorded: 0, start: 0, label: 0, type: 0,
        bytes: 0, odd: odd.count)
      places.append(place)
      odd.append(row)
      return
    }
    Array((row.label ?? "").utf8).withUnsafeBytes { label in
      Array(type.utf8).withUnsafeBytes { type in
        bytes.withUnsafeBytes { bytes in
          append(
            seq: row.seq, id: id, label: label, recorded: recorded, type: type, bytes: bytes)
        }
      }
    }
  }

  /// Adds a row of which the label and the type are valid UTF-8; a label of no bytes is none.
  ///
  /// The bytes are copied.
  public mutating func append(
    seq: Int, id: EventID, label: UnsafeRawBufferPointer, recorded: Int64,
    type: UnsafeRawBufferPointer, bytes: UnsafeRawBufferPointer
  ) {
    places.append(
      Place(
        seq: seq, id: id, recorded: recorded, start: memory.count, label: label.count,
        type: type.count, bytes: bytes.count))
    memory.append(contentsOf: label)
    memory.append(contentsOf: type)
    memory.append(0)
    memory.append(contentsOf: bytes)
  }
}

extension AuditRows: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }

  /// The number of rows.
  public var endIndex: Int { places.count }

  /// The seq of the last row; nil where there is none.
  public var lastSeq: Int? { places.last?.seq }

  /// The row at a place, by itself.
  ///
  /// - Complexity: O(*n*) in the number of its bytes.
  public subscript(index: Int) -> AuditRow {
    let place = places[index]
    if let number = place.odd { return odd[number] }
    let label = String(decoding: memory[place.labelRange], as: UTF8.self)
    return AuditRow(
      seq: place.seq, id: place.id, label: label.isEmpty ? nil : label, recorded: place.recorded,
      type: String(decoding: memory[place.typeRange], as: UTF8.self),
      bytes: Array(memory[place.bytesRange]))
  }
}

extension AuditRows {
  /// Looks at some of the rows, each by itself (``CheckedRow/init(_:)``).
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func checked(_ range: Range<Int>) -> [CheckedRow] {
    var form = EntryForm()
    var rows: [CheckedRow] = []
    rows.reserveCapacity(range.count)
    for place in range { rows.append(checked(scanning: place, &form) ?? CheckedRow(self[place])) }
    return rows
  }

  /// Takes a row that has nothing wrong, as ``CheckedRow/init(scanning:)`` does; nil for others.
  private func checked(scanning index: Int, _ form: inout EntryForm) -> CheckedRow? {
    let place = places[index]
    guard place.odd == nil else { return nil }
    let memory = memory.span
    let bytes = memory.extracting(place.bytesRange)
    guard let entry = EntryParts(scanning: bytes, &form), entry.id == place.id,
      entry.recorded.microseconds == place.recorded,
      memory.extracting(place.typeRange).isSame(as: bytes.extracting(entry.type)),
      memory.extracting(place.labelRange).isSame(as: bytes.extracting(entry.label ?? 0..<0))
    else { return nil }
    return CheckedRow(
      entry, seq: place.seq, in: bytes, leaf: Hash(prefixed: memory.extracting(place.leafRange)))
  }

  /// The seq of the row at a place.
  func seq(of row: Int) -> Int { places[row].seq }

  /// The addend of the key that an index holds for the row at a place (``IndexAudit``); nil where it
  /// holds none.
  func addend(_ index: AuditIndex, of row: Int) -> Int? {
    let place = places[row]
    if let number = place.odd { return index.key(of: odd[number])?.addend }
    let memory = memory.span
    switch index {
    case .id: return AuditIndex.Key.addend(of: place.id, seq: place.seq)
    case .label:
      guard place.label > 0 else { return nil }
      return AuditIndex.Key.addend(of: memory.extracting(place.labelRange), seq: place.seq)
    case .register:
      let type = memory.extracting(place.typeRange)
      guard AuditIndex.isRegistered(type) else { return nil }
      return AuditIndex.Key.addend(of: type, seq: place.seq)
    }
  }
}

extension Span<UInt8> {
  /// Whether `other` holds the same bytes.
  fileprivate func isSame(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for place in indices where self[place] != other[place] { return false }
    return true
  }
}
