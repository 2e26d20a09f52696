public import TransparencyLog

/// Some entries that stand one after another in a record, in one piece of memory.
public struct EntryBatch: Sendable {
  /// The columns of an entry; of the texts and the bytes where they stand in ``EntryBatch/memory``.
  public struct Row: Sendable {
    /// The place in the log, from 1.
    public let seq: Int

    /// The id of the content.
    public let id: EventID

    /// When the log took it.
    public let recorded: Instant

    /// Its label, where it has one.
    public let label: Range<Int>?

    /// The word of its type.
    public let type: Range<Int>

    /// The canonical bytes that are hashed; a zero byte stands before them.
    public let bytes: Range<Int>
  }

  /// The entries, in order.
  public private(set) var rows: [Row] = []

  /// What the entries hold.
  public private(set) var memory: [UInt8] = []

  /// Creates no entries.
  public init() {}

  /// Forgets all entries, and keeps their memory for others.
  public mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    memory.removeAll(keepingCapacity: true)
  }

  /// Adds an entry.
  public mutating func append(_ entry: StoredEntry) {
    memory.append(0)
    let bytes = add(entry.bytes)
    rows.append(
      Row(
        seq: entry.seq, id: entry.id, recorded: entry.recorded,
        label: entry.label.map { add($0.utf8) }, type: add(entry.type.utf8), bytes: bytes))
  }

  /// The entry at a place, by itself.
  ///
  /// - Complexity: O(*n*) in the number of its bytes.
  public func entry(_ place: Int) -> StoredEntry {
    let row = rows[place]
    return StoredEntry(
      seq: row.seq, id: row.id,
      label: row.label.map { String(decoding: memory[$0], as: UTF8.self) },
      recorded: row.recorded, type: String(decoding: memory[row.type], as: UTF8.self),
      bytes: Array(memory[row.bytes]))
  }

  /// The leaf hashes of all entries (RFC 6962 §2.1).
  public var leafHashes: [Hash] {
    let memory = memory.span
    return rows.map { row in
      Hash(prefixed: memory.extracting(row.bytes.lowerBound - 1..<row.bytes.upperBound))
    }
  }

  private mutating func add(_ bytes: some Collection<UInt8>) -> Range<Int> {
    let start = memory.count
    memory.append(contentsOf: bytes)
    return start..<memory.count
  }
}

extension EntryBatch {
  /// What the log adds to each entry of an append, as the bytes that stand around it.
  struct Envelope {
    /// From the end of the time of recording to the seq, with the name of the recorder.
    let recorder: [UInt8]

    init(recorder: String) {
      self.recorder = Array("\",\"recorder\":\"\(recorder)\",\"seq\":".utf8)
    }
  }

  /// Adds the entry that a plain line becomes: what ``LogPlace/entry(around:bodyEnd:)`` puts
  /// together around its content.
  mutating func append(
    _ line: PlainLine, of lines: PlainLines, seq: Int, recorded: Instant, _ envelope: Envelope
  ) {
    let block = lines.blocks[Int(line.block)]
    memory.append(0)
    let start = memory.count
    memory.append(contentsOf: block[line.body])
    memory.append(contentsOf: ",\"id\":\"".utf8)
    line.id.append(to: &memory)
    var label: Range<Int>?
    if let place = line.label {
      memory.append(contentsOf: "\",\"label\":\"".utf8)
      label = add(block[place])
    }
    memory.append(contentsOf: "\",\"recorded\":\"".utf8)
    recorded.append(to: &memory)
    memory.append(contentsOf: envelope.recorder)
    memory.append(contentsOf: seq.description.utf8)
    memory.append(contentsOf: block[line.rest])
    let end = memory.count - 1
    memory.append(contentsOf: ",\"v\":1}".utf8)
    rows.append(
      Row(
        seq: seq, id: line.id, recorded: recorded, label: label,
        type: end - line.type.length..<end, bytes: start..<memory.count))
  }
}

extension EventType {
  /// The number of letters of its word.
  fileprivate var length: Int { rawValue.utf8.count }
}
