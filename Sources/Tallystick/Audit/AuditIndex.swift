/// An index by which a store looks entries up; a wrong one misleads look-ups and no report.
public enum AuditIndex: String, CaseIterable, Hashable, Sendable {
  /// Entries by their id.
  case id
  /// Entries by their label.
  case label
  /// Sources, agreements, media, amendments and redactions by their type.
  case register

  /// One entry of an index, as it is.
  public struct Key: Hashable, Sendable {
    /// The value by which the entry is found.
    public var value: [UInt8] { column.bytes }

    private let column: ColumnBytes

    /// The seq to which it leads.
    public let seq: Int

    /// Creates an entry of an index.
    public init(value: [UInt8], seq: Int) {
      self.init(ColumnBytes(value), seq: seq)
    }

    /// Creates an entry of the index by id.
    public init(id: EventID, seq: Int) { self.init(.id(id), seq: seq) }

    init(_ column: ColumnBytes, seq: Int) {
      self.column = column
      self.seq = seq
    }

    /// What stands for the key in a sum that does not depend on its order (``IndexAudit``).
    var addend: Int {
      switch column {
      case .id(let id): Key.addend(of: id, seq: seq)
      case .other(let bytes): Key.addend(of: bytes.span, seq: seq)
      }
    }

    /// The addend of the key that has an id as its value.
    static func addend(of id: EventID, seq: Int) -> Int {
      var hasher = Hasher()
      hasher.combine(16)
      hasher.combine(id.high)
      hasher.combine(id.low)
      hasher.combine(seq)
      return hasher.finalize()
    }

    /// The addend of the key that has these bytes as its value; 16 bytes are an id.
    static func addend(of value: Span<UInt8>, seq: Int) -> Int {
      if value.count == 16, let id = EventID(bytes: value.withUnsafeBytes { Array($0) }) {
        return addend(of: id, seq: seq)
      }
      var hasher = Hasher()
      hasher.combine(value.count)
      value.withUnsafeBytes { hasher.combine(bytes: $0) }
      hasher.combine(seq)
      return hasher.finalize()
    }

    /// Whether an index holds this key before `other`: by value, byte for byte, then by seq.
    func precedes(_ other: Key) -> Bool {
      column == other.column ? seq < other.seq : column.precedes(other.column)
    }
  }

  /// The key that the index holds for a row; nil where it holds none.
  func key(of row: AuditRow) -> Key? {
    let value: ColumnBytes? =
      switch self {
      case .id: row.key
      case .label: row.label.flatMap { $0.isEmpty ? nil : ColumnBytes($0) }  // empty: no text
      case .register: row.type.flatMap { AuditIndex.registered.contains($0) ? .init($0) : nil }
      }
    return value.map { Key($0, seq: row.seq) }
  }

  private static let registered = [
    EventType.source, .agreement, .medium, .amendment, .redaction,
  ].map(\.rawValue)

  private static let registeredWords = registered.map { Array($0.utf8) }

  /// Whether the index of registers holds the entries of a type.
  static func isRegistered(_ type: Span<UInt8>) -> Bool {
    for word in registeredWords where type.holds(word, at: type.indices) { return true }
    return false
  }
}

/// Compares the indexes of a record with its rows, without holding either.
///
/// Rows and keys are added up to sums that do not depend on their order, so that one pass over each
/// is enough. The addends are keyed anew in every run of the program: nobody can choose keys whose
/// sums agree.
struct IndexAudit {
  private struct Sum: Hashable {
    private var count = 0
    private var sum = 0

    mutating func add(_ addend: Int) {
      count += 1
      sum &+= addend
    }
  }

  private var rows: [AuditIndex: Sum] = [:]
  private var largest = 0

  /// Takes rows of the table, each once, in the order of their seqs.
  mutating func take(_ table: AuditRows) {
    for index in AuditIndex.allCases {
      var sum = rows[index] ?? Sum()
      for place in table.indices {
        if let addend = table.addend(index, of: place) { sum.add(addend) }
      }
      rows[index] = sum
    }
    largest = max(largest, table.lastSeq ?? largest)
  }

  /// What is wrong with the indexes of `record`, the rows of which were all taken.
  ///
  /// Entries that were appended since are looked at too: a key beyond them leads to nothing.
  func findings(_ record: any AuditableRecord) throws -> [Finding] {
    try AuditIndex.allCases.compactMap { index in
      var (sum, later) = (Sum(), [AuditIndex.Key]())
      var last: AuditIndex.Key?
      var isOrdered = true
      try record.forEachKey(of: index) { key in
        guard let key else { return true }
        if let last, !last.precedes(key) {
          isOrdered = false
          return false
        }
        last = key
        if key.seq <= largest { sum.add(key.addend) } else { later.append(key) }
        return true
      }
      guard isOrdered, sum == rows[index] ?? Sum() else { return index.finding }
      return try areEntries(later, index, record) ? nil : index.phantom(after: largest)
    }
  }

  /// Whether keys that lead beyond the rows that were taken are just those of entries that were
  /// appended since.
  private func areEntries(
    _ keys: [AuditIndex.Key], _ index: AuditIndex, _ record: any AuditableRecord
  ) throws -> Bool {
    guard let end = keys.map(\.seq).max() else { return true }
    var (expected, found) = (Sum(), Sum())
    for key in keys { expected.add(key.addend) }
    var last = largest
    while last < end {
      let rows = try record.rows(after: last, limit: 1024)
      guard let next = rows.lastSeq, next > last else { break }
      for place in rows.indices where rows.seq(of: place) <= end {
        if let addend = rows.addend(index, of: place) { found.add(addend) }
      }
      last = next
    }
    return expected == found
  }
}

extension AuditIndex {
  fileprivate var finding: Finding {
    Finding(
      .indexAltered,
      "the index by \(rawValue) does not lead to the entries: look-ups by it cannot be relied on")
  }

  fileprivate func phantom(after last: Int) -> Finding {
    Finding(
      .indexAltered,
      "the index by \(rawValue) leads to entries beyond the last, #\(last), which are not there")
  }
}
