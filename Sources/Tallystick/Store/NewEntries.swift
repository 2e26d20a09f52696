internal import TransparencyLog

/// The entries that an append adds to a record, put together some at a time: of a long append they
/// would fill the memory.
public struct NewEntries: Sendable {
  private enum Source: Sendable {
    case decided(Decisions, size: Int, first: Instant, recorder: String)
    case stored([StoredEntry])
  }

  private let source: Source

  /// The number of entries.
  public let count: Int

  /// The most entries that stand in one batch: as many as fill a tile.
  static let batchSize = TileID.fullWidth

  /// Creates the entries of an array.
  public init(_ entries: [StoredEntry]) {
    source = .stored(entries)
    count = entries.count
  }

  /// Creates the entries of those decisions that make one, after the end of the record.
  ///
  /// The first is recorded now, and each other a microsecond later than the one before it.
  init(_ decisions: Decisions, after end: LogEnd, now: Instant, recorder: String) {
    let first = Swift.max(now, end.recorded?.next ?? now)
    source = .decided(decisions, size: end.size, first: first, recorder: recorder)
    count = decisions.countOfNew
  }

  /// Whether there are none.
  public var isEmpty: Bool { count == 0 }

  /// Where the record ends with them; nil where there is none, and where they were stored before.
  var end: LogEnd? {
    guard case .decided(_, let size, let first, _) = source, !isEmpty else { return nil }
    return LogEnd(size: size + count, recorded: first.later(by: count - 1))
  }

  /// Hands all entries to `body`, some at a time, in order.
  ///
  /// - Throws: What `body` throws.
  public func forEachBatch<Failure>(
    _ body: (EntryBatch) throws(Failure) -> Void
  ) throws(Failure) {
    var batch = EntryBatch()
    switch source {
    case .stored(let entries):
      for entry in entries {
        batch.append(entry)
        try hand(&batch, to: body, atLeast: NewEntries.batchSize)
      }
    case .decided(let decisions, let size, let first, let recorder):
      let envelope = EntryBatch.Envelope(recorder: recorder)
      var (next, new) = (decisions.read.makeIterator(), 0)
      var read = next.next()
      for place in decisions.drafts.indices {
        if let one = read, one.place == place {
          read = next.next()
          guard case .success(let decided) = one.result,
            case .append(let id, let label) = decided.decision
          else { continue }
          batch.append(
            decided.entry(
              at: LogPlace(
                seq: size + new + 1, id: id, label: label, recorded: first.later(by: new),
                recorder: recorder)))
        } else if case .plain(let line) = decisions.drafts.rows[place] {
          batch.append(
            line, of: decisions.drafts.lines, seq: size + new + 1, recorded: first.later(by: new),
            envelope)
        }
        new += 1
        try hand(&batch, to: body, atLeast: NewEntries.batchSize)
      }
    }
    try hand(&batch, to: body, atLeast: 1)
  }

  private func hand<Failure>(
    _ batch: inout EntryBatch, to body: (EntryBatch) throws(Failure) -> Void, atLeast least: Int
  ) throws(Failure) {
    guard batch.rows.count >= least else { return }
    try body(batch)
    batch.removeAll()
  }
}

extension Decided {
  /// The entry that it becomes.
  fileprivate func entry(at place: LogPlace) -> StoredEntry {
    let event = Event(
      seq: place.seq, id: place.id, label: place.label, recorded: place.recorded,
      recorder: place.recorder, content: content)
    return StoredEntry(event, bytes: event.bytes(around: bytes))
  }
}
