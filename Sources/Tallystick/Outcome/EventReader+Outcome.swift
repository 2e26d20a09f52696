/// A stage of working out what a record comes to.
public enum OutcomeStage: String, Sendable {
  /// Entries are read, and compared with the tiles.
  case reading = "Reading events"
  /// It is worked out what stands.
  case standing = "Working out what stands"
}

extension EventReader {
  /// Works out what the first entries of a record come to.
  ///
  /// What is read is compared with the tiles and with the last checkpoint of the record, and what is
  /// read again with what was read before.
  ///
  /// - Parameters:
  ///   - size: The number of entries.
  ///   - cut: The cut.
  ///   - asRecorded: How ``View/AsRecorded`` was asked for.
  ///   - wanted: What is worked out.
  ///   - workers: Where parts of it are judged.
  ///   - progress: Is told how many events of a stage are done, and of how many.
  /// - Returns: What was wanted of it.
  /// - Throws: ``StoreError/damaged(seq:reason:)`` or ``StoreError/corrupt(reason:)`` where an entry is
  ///   another one than was sealed.
  /// - Complexity: O(*n* log *n*) in the number of events.
  public func outcome(
    upTo size: Int, at cut: Cut, asRecorded: String?, wanted: Outcome.Parts = .all,
    on workers: Workers = .here,
    progress: (OutcomeStage, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
  ) throws -> Outcome {
    var parts = RecordParts(expecting: size)
    let again = try forEachBatch(upTo: size) { batch throws(StoreError) in
      try batch.handOut { seq, leaf throws(StoreError) in
        let bytes = leaf.extracting(droppingFirst: 1).withUnsafeBytes { Array($0) }
        try parts.take(bytes, seq: seq)
      }
      progress(.reading, batch.next - 1, size)
    }
    return try Outcome(
      of: parts, root: again.root, at: cut, asRecorded: asRecorded, wanted: wanted,
      on: workers
    ) { seqs, take in
      try again.forEach(of: seqs) { entry throws(StoreError) in try take(entry.seq, entry.bytes) }
    } progress: {
      progress(.standing, $0, $1)
    }
  }
}
