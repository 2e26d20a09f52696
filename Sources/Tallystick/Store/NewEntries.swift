/// The entries that an append adds to a record, each put together when it is asked for: of a long
/// append they would fill the memory.
struct NewEntries: RandomAccessCollection {
  private let decided: [Decided]
  private let size: Int
  private let recorder: String

  /// When the first is recorded; each other is a microsecond later than the one before it.
  private let first: Instant

  /// Creates the entries of those decisions that make one, after the end of the record.
  init(_ decided: [Decided], after end: LogEnd, now: Instant, recorder: String) {
    self.decided = decided.contains(where: \.isRepeat) ? decided.filter { !$0.isRepeat } : decided
    self.recorder = recorder
    size = end.size
    first = Swift.max(now, end.recorded?.next ?? now)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { decided.count }

  subscript(place: Int) -> StoredEntry {
    let decided = decided[place]
    let (id, label) = decided.decision.names
    return decided.entry(
      at: LogPlace(
        seq: size + place + 1, id: id, label: label, recorded: first.later(by: place),
        recorder: recorder))
  }

  /// Where the record ends with them; nil where there is none.
  var end: LogEnd? {
    isEmpty ? nil : LogEnd(size: size + count, recorded: first.later(by: count - 1))
  }
}

extension Decision {
  /// The id, and the label that is stored with it.
  fileprivate var names: (id: EventID, label: String?) {
    switch self {
    case .append(let id, let label): (id, label)
    case .already(_, let id): (id, nil)
    }
  }
}
