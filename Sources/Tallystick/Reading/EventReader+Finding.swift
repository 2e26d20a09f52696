internal import TransparencyLog

extension EventReader {
  /// Hands the entries with these seqs to `body`, in their order, which is ascending.
  package func forEach(
    of seqs: some Collection<UInt32>, _ body: (EntryBytes) throws(StoreError) -> Void
  ) throws(StoreError) {
    var place = seqs.startIndex
    while place != seqs.endIndex {
      let end = seqs.index(place, offsetBy: Self.batchSize, limitedBy: seqs.endIndex)
      let batch = seqs[place..<(end ?? seqs.endIndex)].map { Int($0) }
      for entry in try bytes(at: batch) { try body(entry) }
      place = end ?? seqs.endIndex
    }
  }
}

/// Why a reference names no one event.
public enum ReferenceError: Error, Hashable, Sendable {
  /// The record has no such event.
  case none(Reference, size: Int)

  /// Several ids begin with the digits.
  case ambiguous(Reference, seqs: [Int])
}

extension ReferenceError: CustomStringConvertible {
  /// What happened, as a sentence.
  public var description: String {
    switch self {
    case .none(let reference, let size):
      "No event \(quoted(reference.description)) is in the record, which holds "
        + "\(size == 1 ? "1 event" : "\(size) events")."
    case .ambiguous(let reference, let seqs):
      "The ids of \(seqs.map { "#\($0)" }.joined(separator: ", ")) all begin with \(reference): give "
        + "more digits."
    }
  }
}

extension EventReader {
  /// The entry that a person means.
  ///
  /// - Throws: ``ReferenceError`` when there is none or more than one, or the store's error.
  public func entry(_ reference: Reference) throws -> StoredEntry {
    switch reference {
    case .seq(let seq):
      if let entry = try entries(seq...seq).first { return entry }
    case .label(let label):
      if let entry = try entry(label: label) { return entry }
    case .id(let prefix):
      let found = try entries(idPrefix: prefix, limit: 3)
      if found.count > 1 { throw ReferenceError.ambiguous(reference, seqs: found.map(\.seq)) }
      if let entry = found.first { return entry }
    }
    throw ReferenceError.none(reference, size: try end().size)
  }

  /// The event that a person means, among those that were read from the first on.
  ///
  /// - Throws: As ``entry(_:)``, and ``StoreError/damaged(seq:reason:)`` when what is found is not the
  ///   event that was read.
  public func event(_ reference: Reference, among all: [Event]) throws -> Event {
    let event = try entry(reference).event()
    guard all.indices.contains(event.seq - 1) else { return event }
    guard all[event.seq - 1] == event else {
      throw StoreError.damaged(
        seq: event.seq, reason: "looked up, it is another one than in the order of the record")
    }
    return event
  }
}
